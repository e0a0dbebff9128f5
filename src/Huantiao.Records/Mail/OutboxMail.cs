using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Mail;

/// <summary>A letter that waits to be sent, written in the transaction that caused it.</summary>
public sealed class OutboxMail : IClinicRow
{
    public required Guid ClinicId { get; init; }

    /// <summary>Also the letter's Message-Id, so that a letter handed over twice is one letter for the server that takes it.</summary>
    public required Guid Id { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not to be tried before then.</summary>
    public required DateTimeOffset NextTryAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>From when nobody tries any more.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }

    /// <summary>What the server said last, without the letter's text.</summary>
    public string? LastError { get; set; }
}

internal sealed class OutboxMailTable : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.ToTable("outbox_mail");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.Property(r => r.Recipient).HasMaxLength(Mapping.Line);
        // Whoever raises the count has the letter; another node that read the same count comes too late.
        builder.Property(r => r.Attempts).IsConcurrencyToken();
        builder.HasIndex(r => new { r.SentAt, r.GivenUpAt, r.NextTryAt });
        builder.Check("recipient", "length(recipient) > 0");
        builder.Check("attempts", "attempts >= 0");
    }
}
