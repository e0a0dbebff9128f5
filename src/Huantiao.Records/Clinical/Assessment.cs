using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>Whether a practitioner stands by it.</summary>
public enum AssessmentState
{
    Draft,
    Signed,
}

/// <summary>An examination and what was made of it.</summary>
public sealed class Assessment : IKeptDocument, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public Guid? AppointmentId { get; init; }

    public AssessmentState State { get; set; }

    /// <summary>The assessment as JSON.</summary>
    public required string Content { get; set; }

    public required int SchemaVersion { get; set; }

    /// <summary>When the examination was made; an earlier day may be entered later.</summary>
    public required DateTimeOffset At { get; set; }

    [Note(OfTheFirst = true)]
    public required Guid By { get; init; }

    [Note]
    public DateTimeOffset? SignedAt { get; set; }

    public Guid? SignedBy { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class AssessmentTable : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.ToTable("assessment");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasWord(r => r.State);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.At });
        builder.Check("signed", "(state = 'signed') = (signed_at IS NOT NULL AND signed_by IS NOT NULL)");
    }
}
