using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Diary;

/// <summary>What became of a wish to book or to move.</summary>
public enum BookingOutcome
{
    Done,

    /// <summary>It has been booked already, by the same request sent before: nothing was written.</summary>
    Same,

    /// <summary>The practitioner or the room has another visit then. Nothing was written.</summary>
    Taken,
}

/// <summary>Somebody or something that has another visit at that time.</summary>
/// <param name="ResourceId">The practitioner's account or the room.</param>
/// <param name="AppointmentId">The visit that has the time.</param>
/// <param name="At">Where the two meet first.</param>
public sealed record Clash(Guid ResourceId, Guid AppointmentId, DateTimeOffset At);

/// <summary>The answer to a wish to book.</summary>
public sealed record BookingResult(BookingOutcome Outcome, ImmutableArray<Clash> Clashes)
{
    internal static readonly BookingResult Done = new(BookingOutcome.Done, []);
}

/// <summary>Gives out the time of practitioners and rooms. Two clerks who want the same five minutes at once meet in the key of <see cref="AppointmentSlot"/>, on whichever node they work.</summary>
public static class Booking
{
    /// <summary>Visits begin and end on this grid.</summary>
    public const int GridMinutes = 5;

    /// <summary>Does an instant lie on the grid?</summary>
    public static bool IsOnGrid(DateTimeOffset at) => at.ToUnixTimeMilliseconds() % (GridMinutes * 60_000L) == 0;

    /// <summary>Books visits, all or none.</summary>
    /// <param name="db">A context in a clinic.</param>
    /// <param name="visits">New visits under keys made by the caller; booked twice under the same keys they are there once.</param>
    public static async Task<BookingResult> BookAsync(this HuantiaoDb db, IReadOnlyList<Appointment> visits, CancellationToken cancel = default)
    {
        if (await AreThereAsync(db, visits, cancel))
            return new(BookingOutcome.Same, []);
        // Two visits of one series must not meet each other either; the key would say so, but not with whom.
        db.AddRange(visits);
        var slots = visits.SelectMany(Slots).ToList();
        db.AddRange(slots);
        try
        {
            await db.SaveChangesAsync(cancel);
            // Whether time is free is the table's to say: a slot that the context still held would stand in the way before the table is asked.
            foreach (var slot in slots)
                db.Entry(slot).State = EntityState.Detached;
            return BookingResult.Done;
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            if (await AreThereAsync(db, visits, cancel))
                return new(BookingOutcome.Same, []);
            return await TakenAsync(db, visits, cancel) ?? throw new InvalidOperationException("Visits could not be booked although their time is free.", e);
        }
    }

    /// <summary>Gives a visit another time, practitioner or room.</summary>
    /// <param name="visit">Tracked by the context; its new particulars are in it already. Its slots follow.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed the visit since it was read.</exception>
    public static async Task<BookingResult> MoveAsync(this HuantiaoDb db, Appointment visit, CancellationToken cancel = default)
    {
        await FitSlotsAsync(db, visit, Slots(visit), cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
            return BookingResult.Done;
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await TakenAsync(db, [visit], cancel) ?? throw new InvalidOperationException("A visit could not be moved although its time is free.", e);
        }
    }

    /// <summary>Lets a visit stand somewhere else. A visit that falls out gives its time back; one that is taken up again must find it free.</summary>
    /// <param name="visit">Tracked by the context.</param>
    /// <exception cref="ArgumentException">From where it stands, there is no way there.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed the visit since it was read.</exception>
    public static async Task<BookingResult> BecomeAsync(this HuantiaoDb db, Appointment visit, AppointmentState state, CancellationToken cancel = default)
    {
        if (!visit.State.MayBecome(state))
            throw new ArgumentException($"A visit that is {visit.State} does not become {state}.", nameof(state));
        var takenUp = visit.State == AppointmentState.Cancelled;
        visit.State = state;
        if (takenUp)
            return await MoveAsync(db, visit, cancel);
        if (state == AppointmentState.Cancelled)
            await FitSlotsAsync(db, visit, [], cancel);
        await db.SaveChangesAsync(cancel);
        return BookingResult.Done;
    }

    /// <summary>Takes visits out of the diary, all or none; their time is free again.</summary>
    /// <param name="visits">Tracked by the context.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed one of them since it was read.</exception>
    public static async Task CancelAsync(this HuantiaoDb db, IReadOnlyList<Appointment> visits, CancellationToken cancel = default)
    {
        foreach (var visit in visits.Where(v => v.State.MayBecome(AppointmentState.Cancelled)))
        {
            visit.State = AppointmentState.Cancelled;
            await FitSlotsAsync(db, visit, [], cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Who and what has other visits at these times.</summary>
    public static async Task<ImmutableArray<Clash>> ClashesAsync(this HuantiaoDb db, IEnumerable<Appointment> visits, CancellationToken cancel = default)
    {
        var clashes = ImmutableArray.CreateBuilder<Clash>();
        foreach (var visit in visits)
        {
            var (practitioner, room, from, to, id) = (visit.PractitionerId, visit.RoomId ?? visit.PractitionerId, visit.StartsAt, visit.EndsAt, visit.Id);
            var taken = await db.AppointmentSlots.AsNoTracking()
                .Where(s => (s.ResourceId == practitioner || s.ResourceId == room) && s.At >= from && s.At < to && s.AppointmentId != id).OrderBy(s => s.At).ToListAsync(cancel);
            clashes.AddRange(taken.GroupBy(s => (s.ResourceId, s.AppointmentId)).Select(g => new Clash(g.Key.ResourceId, g.Key.AppointmentId, g.First().At)));
        }

        return clashes.ToImmutable();
    }

    internal static IEnumerable<AppointmentSlot> Slots(Appointment visit)
    {
        for (var at = visit.StartsAt; at < visit.EndsAt; at = at.AddMinutes(GridMinutes))
        {
            yield return new() { ClinicId = visit.ClinicId, ResourceId = visit.PractitionerId, At = at, AppointmentId = visit.Id };
            if (visit.RoomId is { } room)
                yield return new() { ClinicId = visit.ClinicId, ResourceId = room, At = at, AppointmentId = visit.Id };
        }
    }

    /// <summary>Slots that stay are left alone, so that a visit moved by ten minutes does not meet itself.</summary>
    private static async Task FitSlotsAsync(HuantiaoDb db, Appointment visit, IEnumerable<AppointmentSlot> wanted, CancellationToken cancel)
    {
        var id = visit.Id;
        var held = await db.AppointmentSlots.Where(s => s.AppointmentId == id).ToListAsync(cancel);
        var needed = wanted.ToDictionary(s => (s.ResourceId, s.At.ToUnixTimeMilliseconds()));
        foreach (var slot in held)
        {
            if (!needed.Remove((slot.ResourceId, slot.At.ToUnixTimeMilliseconds())))
                db.Remove(slot);
        }

        db.AddRange(needed.Values);
    }

    private static async Task<bool> AreThereAsync(HuantiaoDb db, IReadOnlyList<Appointment> visits, CancellationToken cancel)
    {
        var ids = visits.Select(v => v.Id).ToList();
        return await db.Appointments.AsNoTracking().CountAsync(a => ids.Contains(a.Id), cancel) == ids.Count;
    }

    private static async Task<BookingResult?> TakenAsync(HuantiaoDb db, IReadOnlyList<Appointment> visits, CancellationToken cancel)
    {
        var clashes = await db.ClashesAsync(visits, cancel);
        return clashes.IsEmpty ? null : new(BookingOutcome.Taken, clashes);
    }
}
