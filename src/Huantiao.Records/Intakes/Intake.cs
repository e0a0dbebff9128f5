using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Intakes;

/// <summary>What kind of asking it was.</summary>
public enum IntakeKind
{
    /// <summary>The whole history.</summary>
    Full,

    /// <summary>What has changed since the last visit.</summary>
    Changes,
}

/// <summary>Whether the person has finished.</summary>
public enum IntakeState
{
    Draft,
    Submitted,
}

/// <summary>A patient's answers.</summary>
public sealed class Intake : IKeptDocument, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public Guid? AppointmentId { get; init; }

    /// <summary>Name of the pathway whose questions were asked.</summary>
    public required string Pathway { get; init; }

    public required IntakeKind Kind { get; init; }

    public IntakeState State { get; set; }

    public required string Language { get; set; }

    /// <summary>The answers as JSON. A question that is not in it was not answered.</summary>
    public required string Answers { get; set; }

    /// <summary>Form of the JSON, so that later programs can still read it.</summary>
    public required int SchemaVersion { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset StartedAt { get; init; }

    [Note]
    public required DateTimeOffset SavedAt { get; set; }

    [Note]
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When an answer called for emergency care; null: none has.</summary>
    [Note(OfTheFirst = true)]
    public DateTimeOffset? EmergencyAt { get; set; }

    public DateTimeOffset? EmergencySeenAt { get; set; }

    public Guid? EmergencySeenBy { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class IntakeTable : IEntityTypeConfiguration<Intake>
{
    public void Configure(EntityTypeBuilder<Intake> builder)
    {
        builder.ToTable("intake");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.Property(r => r.Pathway).HasMaxLength(100);
        builder.Property(r => r.Language).HasMaxLength(40);
        builder.HasWord(r => r.Kind);
        builder.HasWord(r => r.State);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId });
        // The clinic's screen asks every few seconds whether an emergency waits to be seen.
        builder.HasIndex(r => new { r.ClinicId, r.EmergencyAt }).HasFilter("emergency_at IS NOT NULL AND emergency_seen_at IS NULL").HasDatabaseName("ix_intake_emergency");
        builder.Check("submitted", "(state = 'submitted') = (submitted_at IS NOT NULL)");
        builder.Check("schema_version", "schema_version >= 1");
    }
}
