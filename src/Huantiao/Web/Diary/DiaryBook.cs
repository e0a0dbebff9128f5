using Huantiao.Care.Visits;
using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Diary;

/// <summary>How far the answers before a visit have come; never what they are.</summary>
public enum VisitIntake
{
    None,
    Sent,
    Open,
    Done,
}

/// <summary>A visit as the diary shows it.</summary>
/// <param name="Patient">The record that stands: a merged one is shown as the one it is part of.</param>
/// <param name="Emergency">An answer that called for emergency care, and that nobody has seen yet.</param>
public sealed record DayEntry(Appointment Visit, Patient Patient, string Practitioner, string? Room, VisitIntake Intake, bool Emergency);

/// <summary>Somebody or somewhere a visit can be.</summary>
public sealed record Resource(Guid Id, string Name);

/// <summary>An answer that called for emergency care and waits to be seen.</summary>
public sealed record Emergency(Guid Intake, Guid Patient, string Name, string? Phone, DateTimeOffset At);

/// <summary>Reads the diary.</summary>
internal static class DiaryBook
{
    // Answers given so long before a visit are those for that visit, unless they name another.
    private static readonly TimeSpan IntakeBefore = TimeSpan.FromDays(30);

    /// <summary>The visits of a stretch of days, in the order of their beginning; those that fell out are not among them.</summary>
    public static async Task<IReadOnlyList<DayEntry>> BetweenAsync(ClinicRequest request, DateOnly first, DateOnly last, Guid? practitioner = null, Guid? room = null)
    {
        var (from, to) = (LocalTime.Begin(request.Clinic.TimeZone, first), LocalTime.Begin(request.Clinic.TimeZone, last.AddDays(1)));
        var visits = await request.Db.Appointments.AsNoTracking()
            .Where(a => a.StartsAt >= from && a.StartsAt < to && a.State != AppointmentState.Cancelled
                && (practitioner == null || a.PractitionerId == practitioner) && (room == null || a.RoomId == room))
            .OrderBy(a => a.StartsAt).ToListAsync(request.Cancel);
        return await EntriesAsync(request, visits);
    }

    /// <summary>The visits of one person, past and to come, those that fell out too.</summary>
    public static async Task<IReadOnlyList<DayEntry>> OfPatientAsync(ClinicRequest request, Patient patient, IReadOnlyList<Guid> records) =>
        await EntriesAsync(
            request, await request.Db.Appointments.AsNoTracking().OfRecords(records).OrderByDescending(a => a.StartsAt).Take(100).ToListAsync(request.Cancel),
            _ => Task.FromResult(records.ToDictionary(r => r, _ => patient)));

    public static Task<IReadOnlyList<DayEntry>> EntriesAsync(ClinicRequest request, IReadOnlyList<Appointment> visits) => EntriesAsync(request, visits, ids => StandingAsync(request, ids));

    /// <param name="whose">Each record, as the record that it is now part of.</param>
    private static async Task<IReadOnlyList<DayEntry>> EntriesAsync(ClinicRequest request, IReadOnlyList<Appointment> visits, Func<IReadOnlyList<Guid>, Task<Dictionary<Guid, Patient>>> whose)
    {
        if (visits.Count == 0)
            return [];
        var people = await whose([.. visits.Select(v => v.PatientId).Distinct()]);
        var practitioners = visits.Select(v => v.PractitionerId).Distinct().ToList();
        var names = await request.Db.Users.AsNoTracking().Where(a => practitioners.Contains(a.Id)).Select(a => new { a.Id, a.DisplayName }).ToDictionaryAsync(a => a.Id, a => a.DisplayName, request.Cancel);
        var rooms = visits.All(v => v.RoomId is null) ? [] : await request.Db.Rooms.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, request.Cancel);
        var intakes = await IntakesAsync(request, visits);
        return
        [
            .. visits.Select(v =>
            {
                var (state, emergency) = intakes(v);
                return new DayEntry(v, people[v.PatientId], names.GetValueOrDefault(v.PractitionerId) ?? "", v.RoomId is { } room ? rooms.GetValueOrDefault(room) : null, state, emergency);
            }),
        ];
    }

    /// <summary>Who treats here now.</summary>
    public static async Task<IReadOnlyList<Resource>> PractitionersAsync(ClinicRequest request)
    {
        var clinic = request.Clinic.Id;
        return await (
            from membership in request.Db.Memberships.AsNoTracking()
            join account in request.Db.Users on membership.AccountId equals account.Id
            where membership.ClinicId == clinic && membership.Role == Role.Practitioner && membership.Active && account.DisabledAt == null
            orderby account.DisplayName
            select new Resource(account.Id, account.DisplayName)).ToListAsync(request.Cancel);
    }

    /// <summary>Rooms that are in use.</summary>
    public static async Task<IReadOnlyList<Resource>> RoomsAsync(ClinicRequest request) =>
        await request.Db.Rooms.AsNoTracking().Where(r => r.Active).OrderBy(r => r.Name).Select(r => new Resource(r.Id, r.Name)).ToListAsync(request.Cancel);

    /// <summary>Answers that called for emergency care and that nobody has seen yet, the newest first.</summary>
    public static async Task<IReadOnlyList<Emergency>> EmergenciesAsync(ClinicRequest request)
    {
        var open = await request.Db.Intakes.AsNoTracking().Where(i => i.EmergencyAt != null && i.EmergencySeenAt == null).OrderByDescending(i => i.EmergencyAt)
            .Select(i => new { i.Id, i.PatientId, i.EmergencyAt }).ToListAsync(request.Cancel);
        var people = await StandingAsync(request, [.. open.Select(i => i.PatientId).Distinct()]);
        return [.. open.Select(i => new Emergency(i.Id, people[i.PatientId].Id, people[i.PatientId].Name, people[i.PatientId].Phone, i.EmergencyAt!.Value))];
    }

    /// <summary>Each record, as the record that it is now part of.</summary>
    private static async Task<Dictionary<Guid, Patient>> StandingAsync(ClinicRequest request, IReadOnlyList<Guid> ids)
    {
        var known = new Dictionary<Guid, Patient>();
        for (var wanted = ids; wanted.Count > 0;)
        {
            var next = wanted;
            foreach (var patient in await request.Db.Patients.AsNoTracking().Where(p => next.Contains(p.Id)).ToListAsync(request.Cancel))
                known[patient.Id] = patient;
            wanted = [.. known.Values.Select(p => p.MergedInto).OfType<Guid>().Where(id => !known.ContainsKey(id)).Distinct()];
        }

        return ids.ToDictionary(id => id, id =>
        {
            var patient = known[id];
            while (patient.MergedInto is { } kept)
                patient = known[kept];
            return patient;
        });
    }

    private static async Task<Func<Appointment, (VisitIntake State, bool Emergency)>> IntakesAsync(ClinicRequest request, IReadOnlyList<Appointment> visits)
    {
        var patients = visits.Select(v => v.PatientId).Distinct().ToList();
        var earliest = visits.Min(v => v.StartsAt) - IntakeBefore;
        var intakes = await request.Db.Intakes.AsNoTracking().Where(i => patients.Contains(i.PatientId) && i.StartedAt >= earliest).OrderByDescending(i => i.StartedAt)
            .Select(i => new { i.PatientId, i.AppointmentId, i.State, i.StartedAt, Emergency = i.EmergencyAt != null && i.EmergencySeenAt == null }).ToListAsync(request.Cancel);
        var now = request.Now;
        var links = await request.Db.IntakeLinks.AsNoTracking().Where(l => patients.Contains(l.PatientId) && l.UsedAt == null && l.ExpiresAt > now)
            .Select(l => new { l.PatientId, l.AppointmentId }).ToListAsync(request.Cancel);
        return visit =>
        {
            var own = intakes.Where(i => i.PatientId == visit.PatientId && (i.AppointmentId == visit.Id
                || (i.AppointmentId is null && i.StartedAt < visit.EndsAt && i.StartedAt >= visit.StartsAt - IntakeBefore))).ToList();
            var emergency = intakes.Exists(i => i.PatientId == visit.PatientId && i.Emergency);
            var latest = own.Find(i => i.AppointmentId == visit.Id) ?? own.FirstOrDefault();
            var sent = links.Exists(l => l.PatientId == visit.PatientId && (l.AppointmentId is null || l.AppointmentId == visit.Id));
            return (latest is null ? sent ? VisitIntake.Sent : VisitIntake.None : latest.State == IntakeState.Submitted ? VisitIntake.Done : VisitIntake.Open, emergency);
        };
    }
}
