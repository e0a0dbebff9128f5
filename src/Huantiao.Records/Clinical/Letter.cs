using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>What is written, and to whom.</summary>
public enum LetterKind
{
    GeneralPractitioner,
    PatientSummary,
    Referral,
    Other,
}

/// <summary>Whether it may still be changed.</summary>
public enum LetterState
{
    Draft,
    Signed,
}

/// <summary>A letter about a patient.</summary>
public sealed class Letter : IKeptDocument, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public Guid? PlanId { get; init; }

    public required LetterKind Kind { get; init; }

    public LetterState State { get; set; }

    public required string Recipient { get; set; }

    /// <summary>The letter as JSON.</summary>
    public required string Content { get; set; }

    public required int SchemaVersion { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Note(OfTheFirst = true)]
    public required Guid By { get; init; }

    [Note]
    public DateTimeOffset? SignedAt { get; set; }

    public Guid? SignedBy { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class LetterTable : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("letter");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasWord(r => r.Kind);
        builder.HasWord(r => r.State);
        builder.Property(r => r.Recipient).HasMaxLength(2000);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.CreatedAt });
        builder.Check("signed", "(state = 'signed') = (signed_at IS NOT NULL AND signed_by IS NOT NULL)");
    }
}
