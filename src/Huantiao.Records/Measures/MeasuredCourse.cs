using Huantiao.Records.Clinical;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Measures;

/// <summary>That a plan has been begun: from its first needle on readings are counted in weeks. The versions of one plan are one course.</summary>
public sealed class MeasuredCourse : IPatientRow
{
    public required Guid ClinicId { get; init; }

    /// <summary>A version of the plan under which needles were placed.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The same for all versions of the plan.</summary>
    public required Guid CourseId { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>Who was responsible for the first session. Named by its events, hence no key of another table.</summary>
    public required Guid PractitionerId { get; init; }

    /// <summary>The first needle of the course.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>What became of a person's treatment, as far as it bears on how their readings are to be read.</summary>
public enum CourseChangeKind
{
    /// <summary>The needles were stopped before their time.</summary>
    Stopped,

    /// <summary>Another treatment was begun beside them or after them.</summary>
    Added,
}

/// <summary>A treatment that was stopped or added. Readings from then on no longer speak of the course that trials foretell.</summary>
public sealed class CourseChange : IAuditedRow, IPatientRow
{
    /// <summary>Most characters of what is said.</summary>
    public const int LongestText = 2000;

    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public required CourseChangeKind Kind { get; init; }

    /// <summary>From when on.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In the words of who told it.</summary>
    public string? What { get; init; }

    /// <summary>The reading in which the person told it; null: staff noted it.</summary>
    public Guid? RequestId { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null: the person told it on their own.</summary>
    [Note(OfTheFirst = true)]
    public Guid? RecordedBy { get; init; }

    /// <summary>When it was found to be a mistake; the row stays.</summary>
    public DateTimeOffset? RetractedAt { get; set; }

    public Guid? RetractedBy { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

/// <summary>What the two decided at a review.</summary>
public enum ReviewDecision
{
    Continue,
    Change,
    Stop,
}

/// <summary>A review of the treatment: the decision, why, and the figures that were seen.</summary>
public sealed class CourseReview : IAuditedRow, IPatientRow
{
    /// <summary>Most characters of a reason.</summary>
    public const int LongestReason = 4000;

    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The version of the plan that was looked at; null: there was none.</summary>
    public Guid? PlanId { get; init; }

    public required ReviewDecision Decision { get; init; }

    public required string Reason { get; init; }

    /// <summary>In one word what the page advised: "continue", "none" …; null: no course could be shown.</summary>
    public string? Advice { get; init; }

    /// <summary>The exported review as it was on the page: everything that its probabilities follow from.</summary>
    public string? Figures { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset At { get; init; }

    [Note(OfTheFirst = true)]
    public required Guid By { get; init; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class MeasuredCourseTable : IEntityTypeConfiguration<MeasuredCourse>
{
    public void Configure(EntityTypeBuilder<MeasuredCourse> builder)
    {
        builder.ToTable("measured_course");
        builder.HasClinicKey(r => new { r.ClinicId, r.PlanId });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Plan>().WithMany().HasForeignKey(r => new { r.ClinicId, r.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.ClinicId, r.CourseId });
        // A report asks who began in a month.
        builder.HasIndex(r => new { r.ClinicId, r.StartedAt });
    }
}

internal sealed class CourseChangeTable : IEntityTypeConfiguration<CourseChange>
{
    public void Configure(EntityTypeBuilder<CourseChange> builder)
    {
        builder.ToTable("course_change");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<ReadingRequest>().WithMany().HasForeignKey(r => new { r.ClinicId, r.RequestId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasWord(r => r.Kind);
        builder.Property(r => r.What).HasMaxLength(CourseChange.LongestText);
        builder.Check("retracted", "(retracted_at IS NULL) = (retracted_by IS NULL)");
    }
}

internal sealed class CourseReviewTable : IEntityTypeConfiguration<CourseReview>
{
    public void Configure(EntityTypeBuilder<CourseReview> builder)
    {
        builder.ToTable("course_review");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Plan>().WithMany().HasForeignKey(r => new { r.ClinicId, r.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasWord(r => r.Decision);
        builder.Property(r => r.Reason).HasMaxLength(CourseReview.LongestReason);
        builder.Property(r => r.Advice).HasMaxLength(40);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.At });
        builder.Check("reason", "length(reason) > 0");
    }
}
