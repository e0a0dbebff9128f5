using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>Why a treatment came to its end.</summary>
public enum EndReason
{
    GoalsMet,

    /// <summary>No important improvement by the review.</summary>
    NoImprovement,

    /// <summary>The person's own wish.</summary>
    OwnWish,
    Referred,
    AdverseEvent,
    Moved,

    /// <summary>Did not come again, and could not be asked why.</summary>
    LostToFollowUp,
    Other,
}

/// <summary>The end of a treatment. No session is opened under its plan any more; readings go on.</summary>
public sealed class Discharge : IKeptDocument, IPatientRow
{
    /// <summary>Most characters of what is said, to the person's doctor as well.</summary>
    public const int LongestText = 4000;

    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The same for all versions of the plan.</summary>
    public required Guid CourseId { get; init; }

    /// <summary>The version that was agreed to last.</summary>
    public required Guid PlanId { get; init; }

    public required EndReason Reason { get; set; }

    /// <summary>The last day of the treatment.</summary>
    public required DateOnly EndedOn { get; set; }

    /// <summary>More about the reason.</summary>
    public string? Why { get; set; }

    /// <summary>What the practitioner recommends, to the person and to their doctor.</summary>
    public string? Recommendation { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset RecordedAt { get; init; }

    [Note(OfTheFirst = true)]
    public required Guid RecordedBy { get; init; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class DischargeTable : IEntityTypeConfiguration<Discharge>
{
    public void Configure(EntityTypeBuilder<Discharge> builder)
    {
        builder.ToTable("discharge");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Plan>().WithMany().HasForeignKey(r => new { r.ClinicId, r.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasWord(r => r.Reason);
        builder.Property(r => r.Why).HasMaxLength(Discharge.LongestText);
        builder.Property(r => r.Recommendation).HasMaxLength(Discharge.LongestText);
        // A treatment ends once.
        builder.HasIndex(r => new { r.ClinicId, r.CourseId }).IsUnique();
        builder.Check("why", "reason <> 'other' OR why IS NOT NULL");
    }
}
