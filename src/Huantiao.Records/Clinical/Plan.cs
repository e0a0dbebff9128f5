using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>Where a plan stands between the two who make it.</summary>
public enum PlanState
{
    Draft,
    Proposed,

    /// <summary>The patient has consented to it.</summary>
    Agreed,
    Ended,
}

/// <summary>A plan of treatment.</summary>
public sealed class Plan : IKeptDocument, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public Guid? AssessmentId { get; init; }

    public PlanState State { get; set; }

    /// <summary>The plan as JSON.</summary>
    public required string Content { get; set; }

    public required int SchemaVersion { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Note(OfTheFirst = true)]
    public required Guid By { get; init; }

    /// <summary>Day on which the two look at it again; null: none set.</summary>
    public DateOnly? ReviewOn { get; set; }

    [Note]
    public DateTimeOffset? SignedAt { get; set; }

    public Guid? SignedBy { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class PlanTable : IEntityTypeConfiguration<Plan>
{
    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("plan");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => new { r.ClinicId, r.AssessmentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasWord(r => r.State);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.CreatedAt });
        builder.HasIndex(r => new { r.ClinicId, r.ReviewOn });
        builder.Check("signed", "(signed_at IS NULL) = (signed_by IS NULL) AND (state NOT IN ('proposed', 'agreed') OR signed_at IS NOT NULL)");
    }
}
