using System.Data.Common;
using Huantiao.Records.Model;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>A clinical document as it was before a change. Written by the database context whenever a kept document changes.</summary>
public sealed class EarlierVersion : IClinicRow
{
    public required Guid ClinicId { get; init; }

    /// <summary>Table of the document.</summary>
    public required string Kind { get; init; }

    public required Guid DocumentId { get; init; }

    public required int Version { get; init; }

    /// <summary>Every column as JSON, as it was.</summary>
    public required string Content { get; init; }

    /// <summary>When it was replaced.</summary>
    public required DateTimeOffset ReplacedAt { get; init; }

    /// <summary>Who replaced it; null: a patient or the program itself.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>Written after the change itself, so that a change over a stale version is told as that and not as a version kept twice.</summary>
    internal static async Task KeepAsync(DbConnection connection, DbTransaction transaction, IEnumerable<EarlierVersion> versions) =>
        await RowWriter.InsertAsync(
            connection,
            transaction,
            "earlier_version",
            ["clinic_id", "kind", "document_id", "version", "content", "replaced_at", "replaced_by"],
            versions.Select(v => (object?[])[v.ClinicId, v.Kind, v.DocumentId, v.Version, v.Content, v.ReplacedAt.ToUnixTimeMilliseconds(), v.ReplacedBy]));
}

internal sealed class EarlierVersionTable : IEntityTypeConfiguration<EarlierVersion>
{
    public void Configure(EntityTypeBuilder<EarlierVersion> builder)
    {
        builder.ToTable("earlier_version");
        builder.HasClinicKey(r => new { r.ClinicId, r.Kind, r.DocumentId, r.Version });
        builder.Property(r => r.Kind).HasMaxLength(60);
    }
}
