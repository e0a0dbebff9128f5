using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Measures;

/// <summary>Why a reading was not given.</summary>
public enum MissingReason
{
    /// <summary>Asked for, and nobody knows.</summary>
    NotKnown,
    Declined,
    NotReached,
    TooIll,
    TreatedElsewhere,
    Recovered,
    Died,
    Other,
}

/// <summary>A reading that is to be given: of the calendar of a course, or asked for at a visit. Its answers are rows of <see cref="Clinical.Measurement"/>.</summary>
public sealed class ReadingRequest : IAuditedRow, IPatientRow, IVersionedRow
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = 1000;

    public required Guid ClinicId { get; init; }

    /// <summary>One of the calendar has the key that follows from its course and time, so that it is there once.</summary>
    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The course in whose calendar it stands; null: asked for besides.</summary>
    public Guid? CourseId { get; init; }

    /// <summary>The time of the pathway's schedule: "week-4".</summary>
    public required string Timepoint { get; init; }

    /// <summary>From when it is taken.</summary>
    public required DateTimeOffset OpensAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Given later than this it is late.</summary>
    public required DateTimeOffset LateAfter { get; init; }

    /// <summary>From when it is taken no more.</summary>
    public required DateTimeOffset ClosesAt { get; set; }

    /// <summary>Where this clinic was reached ("https://clinic.example"): the letter's link begins with it. Null: nobody knows.</summary>
    public string? Address { get; init; }

    /// <summary>When the next letter is to go out; null: none is.</summary>
    public DateTimeOffset? NextLetterAt { get; set; }

    /// <summary>Letters handed to the outbox.</summary>
    public int Letters { get; set; }

    public DateTimeOffset? LastLetterAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The account that took it down; null: the person answered on their own.</summary>
    public Guid? TakenBy { get; set; }

    /// <summary>Why it is missing, once somebody has said so.</summary>
    public MissingReason Missing { get; set; }

    public string? MissingNote { get; set; }

    public DateTimeOffset? MissingAt { get; set; }

    public Guid? MissingBy { get; set; }

    public int Version { get; set; }

    /// <summary>Whether it can be given now.</summary>
    public bool IsOpen(DateTimeOffset now) => AnsweredAt is null && now >= OpensAt && now < ClosesAt;

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

/// <summary>A link by which a person gives a reading, and then sees their course: only the hash of its secret is kept.</summary>
public sealed class ReadingLink : IClinicRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class ReadingRequestTable : IEntityTypeConfiguration<ReadingRequest>
{
    public void Configure(EntityTypeBuilder<ReadingRequest> builder)
    {
        builder.ToTable("reading_request");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasWord(r => r.Missing);
        builder.Property(r => r.Timepoint).HasMaxLength(60);
        builder.Property(r => r.Address).HasMaxLength(Mapping.Line);
        builder.Property(r => r.MissingNote).HasMaxLength(ReadingRequest.LongestNote);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.DueAt });
        // The two questions that are asked of it: which letters are to go out, and what is waited for.
        builder.HasIndex(r => new { r.ClinicId, r.NextLetterAt }).HasFilter("next_letter_at IS NOT NULL");
        builder.HasIndex(r => new { r.ClinicId, r.OpensAt }).HasFilter("answered_at IS NULL AND missing_at IS NULL").HasDatabaseName("ix_reading_request_waited_for");
        // A course's reading of a week; and what was given after its window.
        builder.HasIndex(r => new { r.ClinicId, r.CourseId, r.Timepoint }).HasFilter("course_id IS NOT NULL");
        builder.HasIndex(r => new { r.ClinicId, r.AnsweredAt }).HasFilter("answered_at >= closes_at").HasDatabaseName("ix_reading_request_late");
        builder.Check("window", "opens_at <= due_at AND due_at <= late_after AND late_after <= closes_at");
        builder.Check("letters", "letters >= 0 AND (letters = 0) = (last_letter_at IS NULL)");
        builder.Check("missing_at", "(missing_at IS NULL) = (missing_by IS NULL)");
    }
}

internal sealed class ReadingLinkTable : IEntityTypeConfiguration<ReadingLink>
{
    public void Configure(EntityTypeBuilder<ReadingLink> builder)
    {
        builder.ToTable("reading_link");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasOne<ReadingRequest>().WithMany().HasForeignKey(r => new { r.ClinicId, r.RequestId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.TokenHash).HasMaxLength(Mapping.HashLength);
        builder.HasIndex(r => r.TokenHash).IsUnique();
        builder.Check("token_hash", $"length(token_hash) = {Mapping.HashLength}");
    }
}
