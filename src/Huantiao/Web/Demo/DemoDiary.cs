using System.Globalization;
using Huantiao.Care.Visits;
using Huantiao.Records.Diary;
using Huantiao.Records.Model;
using Huantiao.Web.Clinics;
using Huantiao.Web.Diary;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Demo;

/// <summary>The diary of an invented clinic: finds times that are free, books them, and lets visits become what they became.</summary>
internal sealed class DemoDiary(DemoDesk desk, DemoPlace place)
{
    private const int Minutes = 40;
    private const int VisitsADay = 11;

    private readonly HashSet<(Guid Resource, DateOnly Day, int Slot)> _taken = [];

    /// <summary>Books one visit or several of one rhythm, with one practitioner in one room at one time of day.</summary>
    /// <returns>The visits, in order, and when each begins.</returns>
    public async Task<IReadOnlyList<(Guid Visit, DateTimeOffset At)>> BookAsync(Guid patient, DemoMember practitioner, DateOnly first, Rhythm rhythm = Rhythm.Once, int visits = 1, string? note = null)
    {
        var days = VisitSeries.Days(first, rhythm, visits);
        foreach (var (room, slot) in from slot in Enumerable.Range(0, VisitsADay) from room in place.Rooms select (room, slot))
        {
            var wanted = days.SelectMany(day => new[] { (practitioner.Account, day, slot), (room, day, slot) }).ToList();
            if (wanted.Exists(_taken.Contains))
                continue;
            _taken.UnionWith(wanted);
            var (key, time) = (desk.NewKey(), new TimeOnly(9, 0).AddMinutes(slot * Minutes));
            await desk.PostAsync(
                place.Desk, "/clinic/visits/new", [], ("key", key.ToString()), ("patient", patient.ToString()), ("practitioner", practitioner.Account.ToString()), ("room", room.ToString()),
                ("day", DemoText.Day(first)), ("time", time.ToString("HH:mm", CultureInfo.InvariantCulture)), ("minutes", Minutes.ToString(CultureInfo.InvariantCulture)), ("rhythm", EnumWords.Of(rhythm)),
                ("visits", visits.ToString(CultureInfo.InvariantCulture)), ("note", note ?? ""));
            return [.. days.Select((day, i) => (BookVisit.KeyOf(key, i), LocalTime.At(place.Zone, day, time) ?? LocalTime.Begin(place.Zone, day)))];
        }

        throw new InvalidOperationException($"The invented clinic has no time left on {DemoText.Day(first)}.");
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
