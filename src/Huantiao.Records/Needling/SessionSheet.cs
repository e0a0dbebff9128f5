using Huantiao.Records.Diary;
using Huantiao.Records.Clinical;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Needling;

/// <summary>Where a session stands, as lists and the board read it.</summary>
public enum SheetPhase
{
    Prepared,
    Needling,
    Retaining,
    Removing,
    Interrupted,
    Signed,
}

/// <summary>
/// A needling session: whose, where, by whom. What happened in it are its events (<see cref="SessionEventRow"/>); what stands here besides is worked out
/// from them at every arrival, so that a board of all rooms need not read them.
/// </summary>
public sealed class SessionSheet : IAuditedRow, IPatientRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The agreed version of the plan that is carried out.</summary>
    public required Guid PlanId { get; init; }

    public Guid? AppointmentId { get; init; }

    public Guid? RoomId { get; init; }

    /// <summary>Who is responsible and signs. Named by events, hence no key of another table: an event is never refused.</summary>
    public required Guid PractitionerId { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The account that opened it.</summary>
    [Note(OfTheFirst = true)]
    public required Guid OpenedBy { get; init; }

    /// <summary>How many events have arrived: the number of the last.</summary>
    public int Arrived { get; set; }

    public SheetPhase Phase { get; set; }

    /// <summary>When the needles are to come out; null where none is in, or nothing was set.</summary>
    public DateTimeOffset? PlannedEnd { get; set; }

    /// <summary>Needles of which nobody knows that they are out.</summary>
    public int NeedlesIn { get; set; }

    /// <summary>All were pulled at once and nobody has counted yet.</summary>
    public bool CountDeferred { get; set; }

    /// <summary>Somebody has to look, whatever the time: a count that differs, a conflict nobody has read, a stop with needles in.</summary>
    public bool NeedsEyes { get; set; }

    /// <summary>When the last needle came out; null while one is in, and where none ever was.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the signature that stands was made; null where none stands.</summary>
    public DateTimeOffset? SignedAt { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;

    /// <summary>Another object that says the same, for another context.</summary>
    internal SessionSheet Copy() => (SessionSheet)MemberwiseClone();
}

internal sealed class SessionSheetTable : IEntityTypeConfiguration<SessionSheet>
{
    public void Configure(EntityTypeBuilder<SessionSheet> builder)
    {
        builder.ToTable("needling_session");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Plan>().WithMany().HasForeignKey(r => new { r.ClinicId, r.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Appointment>().WithMany().HasForeignKey(r => new { r.ClinicId, r.AppointmentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Room>().WithMany().HasForeignKey(r => new { r.ClinicId, r.RoomId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasWord(r => r.Phase);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.OpenedAt });
        // What is not signed is as much in a large clinic as in a small one: the board and the list of notes read this and nothing else.
        builder.HasIndex(r => new { r.ClinicId, r.OpenedAt }).HasFilter("phase <> 'signed'");
        builder.Check("arrived", "arrived >= 0");
        builder.Check("needles_in", "needles_in >= 0");
        builder.Check("signed", "(phase = 'signed') = (signed_at IS NOT NULL)");
    }
}
