using Huantiao.Records.Accounts;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Diary;

/// <summary>Where a visit stands.</summary>
public enum AppointmentState
{
    Booked,
    Arrived,
    InTreatment,
    Done,
    Cancelled,

    /// <summary>The patient did not come.</summary>
    Missed,
}

/// <summary>A visit in the diary. Its time is held by <see cref="AppointmentSlot"/>, so that two clerks cannot give it twice.</summary>
public sealed class Appointment : IAuditedRow, IPatientRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The account of who treats.</summary>
    public required Guid PractitionerId { get; set; }

    public Guid? RoomId { get; set; }

    public required DateTimeOffset StartsAt { get; set; }

    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>Shared by visits that were booked as a series; null: booked alone.</summary>
    public Guid? SeriesId { get; init; }

    public AppointmentState State { get; set; }

    /// <summary>What the front desk needs to know, nothing clinical.</summary>
    public string? Note { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

/// <summary>Five minutes of a practitioner or a room, taken by one visit: the key refuses a second.</summary>
public sealed class AppointmentSlot : IClinicRow
{
    public required Guid ClinicId { get; init; }

    /// <summary>The practitioner's account or the room.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>Beginning of the five minutes.</summary>
    public required DateTimeOffset At { get; init; }

    public required Guid AppointmentId { get; init; }
}

internal sealed class AppointmentTable : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> builder)
    {
        builder.ToTable("appointment");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasWord(r => r.State);
        builder.HasIndex(r => new { r.ClinicId, r.StartsAt });
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.StartsAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.PractitionerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Room>().WithMany().HasForeignKey(r => new { r.ClinicId, r.RoomId }).OnDelete(DeleteBehavior.Restrict);
        builder.Check("ends_at", "ends_at > starts_at AND ends_at - starts_at <= 86400000");
    }
}

internal sealed class AppointmentSlotTable : IEntityTypeConfiguration<AppointmentSlot>
{
    public void Configure(EntityTypeBuilder<AppointmentSlot> builder)
    {
        builder.ToTable("appointment_slot");
        builder.HasClinicKey(r => new { r.ClinicId, r.ResourceId, r.At });
        builder.HasIndex(r => new { r.ClinicId, r.AppointmentId });
        builder.HasOne<Appointment>().WithMany().HasForeignKey(r => new { r.ClinicId, r.AppointmentId }).OnDelete(DeleteBehavior.Cascade);
        builder.Check("at", "at % 300000 = 0");
    }
}
