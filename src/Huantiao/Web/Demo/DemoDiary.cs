using System.Globalization;
using Huantiao.Care.Visits;
using Huantiao.Records.Diary;
using Huantiao.Records.Model;
using Huantiao.Web.Clinics;
using Huantiao.Web.Diary;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Demo;

/// <summary>The diary of an invented clinic: finds times that are free, books them, and lets visits become what they became.</summary>
/// <param name="present">When whoever looks at it comes in: the visits of that day stand around that hour.</param>
internal sealed class DemoDiary(DemoDesk desk, DemoPlace place, DateTimeOffset present)
{
    private const int Minutes = 40;
    private const int VisitsADay = 11;
    private const int Opens = 9 * 60;
    private const int LastBegin = (24 * 60) - (VisitsADay * Minutes);

    /// <summary>Every five minutes that somebody or something is taken.</summary>
    private readonly HashSet<(Guid Resource, DateOnly Day, int Grid)> _taken = [];

    /// <summary>Books one visit or several of one rhythm, with one practitioner in one room at one time of day.</summary>
    /// <returns>The visits, in order, and when each begins.</returns>
    public async Task<IReadOnlyList<(Guid Visit, DateTimeOffset At)>> BookAsync(Guid patient, DemoMember practitioner, DateOnly first, Rhythm rhythm = Rhythm.Once, int visits = 1, string? note = null)
    {
        var days = VisitSeries.Days(first, rhythm, visits);
        var begin = visits == 1 ? BeginOf(first) : Opens;
        foreach (var (room, minute) in from slot in Enumerable.Range(0, VisitsADay) from room in place.Rooms select (room, begin + (slot * Minutes)))
        {
            var wanted = (from day in days from grid in Enumerable.Range(minute / Booking.GridMinutes, Minutes / Booking.GridMinutes) from of in new[] { practitioner.Account, room } select (of, day, grid)).ToList();
            if (wanted.Exists(_taken.Contains))
                continue;
            _taken.UnionWith(wanted);
            var (key, time) = (desk.NewKey(), TimeOnly.MinValue.AddMinutes(minute));
            await desk.PostAsync(
                place.Desk, "/clinic/visits/new", [], ("key", key.ToString()), ("patient", patient.ToString()), ("practitioner", practitioner.Account.ToString()), ("room", room.ToString()),
                ("day", DemoText.Day(first)), ("time", time.ToString("HH:mm", CultureInfo.InvariantCulture)), ("minutes", Minutes.ToString(CultureInfo.InvariantCulture)), ("rhythm", EnumWords.Of(rhythm)),
                ("visits", visits.ToString(CultureInfo.InvariantCulture)), ("note", note ?? ""));
            return [.. days.Select((day, i) => (BookVisit.KeyOf(key, i), LocalTime.At(place.Zone, day, time) ?? LocalTime.Begin(place.Zone, day)))];
        }

        throw new InvalidOperationException($"The invented clinic has no time left on {DemoText.Day(first)}.");
    }

    /// <summary>Nine o'clock; on the day of the present, where it is early or late, some hours before it.</summary>
    private int BeginOf(DateOnly day)
    {
        var now = TimeZoneInfo.ConvertTime(present, place.Zone).DateTime;
        return DateOnly.FromDateTime(now) != day || now.Hour is >= 9 and < 16
            ? Opens
            : Math.Clamp(((now.Hour * 60) + now.Minute - (5 * Minutes)) / Minutes * Minutes, 0, LastBegin);
    }

    /// <summary>Lets a visit become that, step by step; treatment by who may treat, the rest by the desk.</summary>
    public async Task BecomeAsync(Guid visit, DemoMember practitioner, params AppointmentState[] states)
    {
        foreach (var state in states)
        {
            await using var db = desk.Service<OpeningDatabase>().Opened.NewContext(place.Clinic, Huantiao.Records.Actor.Program);
            var version = await db.Appointments.Where(a => a.Id == visit).Select(a => a.Version).SingleAsync();
            var treats = state is AppointmentState.InTreatment or AppointmentState.Done;
            await desk.PostAsync(
                treats ? practitioner : place.Desk, treats ? "/clinic/visits/{visit:guid}/treatment" : "/clinic/visits/{visit:guid}/state", [("visit", visit)],
                ("version", version.ToString(CultureInfo.InvariantCulture)), ("state", EnumWords.Of(state)));
        }
    }

    public Task DoneAsync(Guid visit, DemoMember practitioner) => BecomeAsync(visit, practitioner, AppointmentState.Arrived, AppointmentState.InTreatment, AppointmentState.Done);
}
