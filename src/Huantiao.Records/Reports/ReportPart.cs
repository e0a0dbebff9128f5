using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Reports;

/// <summary>One part of a month's report, closed: counted once, and never again. The database refuses to change or delete it.</summary>
public sealed class ReportPart : IAuditedRow, IClinicRow
{
    public required Guid ClinicId { get; init; }

    /// <summary>First day of the month in which the people began.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>See <see cref="ReportPlan.Parts"/>.</summary>
    public required string Part { get; init; }

    /// <summary>By what it was counted: <see cref="ReportPlan.RulesOf"/>.</summary>
    public required string Rules { get; init; }

    /// <summary>The cells, one a line; empty: nobody.</summary>
    public required string Content { get; init; }

    /// <summary>SHA-256 over everything else in this row but the clinic, in hexadecimal.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>The account that looked when it was due; null: the program by itself.</summary>
    public Guid? ClosedBy { get; init; }

    public string AuditKey => string.Create(CultureInfo.InvariantCulture, $"{Month:yyyy-MM} {Part}");

    public Guid? AuditPatient => null;

    /// <summary>Whether the digest is that of what stands here.</summary>
    public bool IsWhole => Digest == DigestOf(Month, Part, Rules, Content, ClosedAt, ClosedBy);

    /// <summary>The digest of such a row.</summary>
    public static string DigestOf(DateOnly month, string part, string rules, string content, DateTimeOffset closedAt, Guid? closedBy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM-dd}\n{part}\n{rules}\n{closedAt.ToUnixTimeMilliseconds()}\n{closedBy}\n{content}"))));
}

internal sealed class ReportPartTable : IEntityTypeConfiguration<ReportPart>
{
    public void Configure(EntityTypeBuilder<ReportPart> builder)
    {
        builder.ToTable("report_part");
        builder.HasClinicKey(r => new { r.ClinicId, r.Month, r.Part });
        builder.Property(r => r.Part).HasMaxLength(60);
        builder.Property(r => r.Rules).HasMaxLength(Mapping.Line);
        builder.Property(r => r.Digest).HasMaxLength(Mapping.HashLength);
        builder.Check("digest", $"length(digest) = {Mapping.HashLength}");
    }
}
