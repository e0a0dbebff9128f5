using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Needling;

/// <summary>How the question after a session stands on its way to the person.</summary>
public enum AskingState
{
    /// <summary>Its time has not come.</summary>
    Waiting,

    /// <summary>Handed to the outbox.</summary>
    Queued,

    /// <summary>Not asked by letter: no address, no consent, or its time went by.</summary>
    Dropped,
}

/// <summary>The question to the person, one to three days after a session: how have you been? Each session has one.</summary>
public sealed class AfterQuestion : IAuditedRow, IPatientRow, IVersionedRow
{
    /// <summary>Most characters of an answer.</summary>
    public const int LongestAnswer = 4000;

    public required Guid ClinicId { get; init; }

    public required Guid SessionId { get; init; }

    public required Guid PatientId { get; init; }

    public required DateTimeOffset AskFrom { get; set; }

    public required DateTimeOffset AskUntil { get; set; }

    /// <summary>Where this clinic was reached when the session ended ("https://clinic.example"): the letter's link begins with it. Null: nobody knows.</summary>
    public string? Address { get; init; }

    public AskingState State { get; set; }

    /// <summary>When it was queued or dropped.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Whether anything has troubled the person since; null: not answered.</summary>
    public bool? Troubled { get; set; }

    /// <summary>Whether it still does; null: not said.</summary>
    public bool? StillThere { get; set; }

    /// <summary>In the person's own words.</summary>
    public string? Words { get; set; }

    /// <summary>The account that took the answer down; null: the person answered on their own.</summary>
    public Guid? TakenBy { get; set; }

    /// <summary>When a practitioner has read what troubled the person.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    public Guid? SeenBy { get; set; }

    public int Version { get; set; }

    public string AuditKey => SessionId.ToString();

    public Guid? AuditPatient => PatientId;

    /// <summary>Another object that says the same, for another context.</summary>
    internal AfterQuestion Copy() => (AfterQuestion)MemberwiseClone();
}

/// <summary>The link in the letter: only the hash of its secret is kept.</summary>
public sealed class AfterLink : IClinicRow
{
    public required Guid ClinicId { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class AfterQuestionTable : IEntityTypeConfiguration<AfterQuestion>
{
    public void Configure(EntityTypeBuilder<AfterQuestion> builder)
    {
        builder.ToTable("after_question");
        builder.HasClinicKey(r => new { r.ClinicId, r.SessionId });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<SessionSheet>().WithMany().HasForeignKey(r => new { r.ClinicId, r.SessionId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasWord(r => r.State);
        builder.Property(r => r.Address).HasMaxLength(Mapping.Line);
        builder.Property(r => r.Words).HasMaxLength(AfterQuestion.LongestAnswer);
        // The two questions that are asked of it: what is to be sent, and what nobody has read.
        builder.HasIndex(r => new { r.ClinicId, r.AskFrom }).HasFilter("state = 'waiting'");
        builder.HasIndex(r => new { r.ClinicId, r.AnsweredAt });
        builder.Check("window", "ask_until > ask_from");
        builder.Check("settled", "(state = 'waiting') = (settled_at IS NULL)");
        builder.Check("answered", "(answered_at IS NULL) = (troubled IS NULL)");
        builder.Check("seen", "(seen_at IS NULL) = (seen_by IS NULL)");
    }
}

internal sealed class AfterLinkTable : IEntityTypeConfiguration<AfterLink>
{
    public void Configure(EntityTypeBuilder<AfterLink> builder)
    {
        builder.ToTable("after_link");
        builder.HasClinicKey(r => new { r.ClinicId, r.SessionId });
        builder.HasOne<AfterQuestion>().WithMany().HasForeignKey(r => new { r.ClinicId, r.SessionId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.TokenHash).HasMaxLength(Mapping.HashLength);
        builder.HasIndex(r => r.TokenHash).IsUnique();
        builder.Check("token_hash", $"length(token_hash) = {Mapping.HashLength}");
    }
}
