using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Diary;

/// <summary>How a reminder travels.</summary>
public enum ReminderChannel
{
    Email,
}

/// <summary>What became of a reminder.</summary>
public enum ReminderState
{
    Due,

    /// <summary>Handed to the outbox, which sends it.</summary>
    Queued,

    /// <summary>Not to be sent: the visit moved or fell out, or consent was withdrawn.</summary>
    Dropped,
}

/// <summary>One reminder of one visit. Its key is why it cannot be sent twice: a visit at that time, by that channel, has one.</summary>
public sealed class Reminder : IClinicRow
{
    public required Guid ClinicId { get; init; }

    public required Guid AppointmentId { get; init; }

    /// <summary>When the visit it speaks of begins: a visit that is moved is another occurrence.</summary>
    public required DateTimeOffset Occurrence { get; init; }

    public required ReminderChannel Channel { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public ReminderState State { get; set; }

    /// <summary>When it was queued or dropped.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}

internal sealed class ReminderTable : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("reminder");
        builder.HasClinicKey(r => new { r.ClinicId, r.AppointmentId, r.Occurrence, r.Channel });
        builder.HasWord(r => r.Channel);
        builder.HasWord(r => r.State);
        // Two nodes that settle the same reminder: one of them finds it settled.
        builder.Property(r => r.State).IsConcurrencyToken();
        builder.HasIndex(r => new { r.State, r.DueAt });
        builder.HasOne<Appointment>().WithMany().HasForeignKey(r => new { r.ClinicId, r.AppointmentId }).OnDelete(DeleteBehavior.Restrict);
        builder.Check("settled", "(state = 'due') = (settled_at IS NULL)");
    }
}
