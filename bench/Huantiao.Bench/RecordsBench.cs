using System.Globalization;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Patients;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Bench;

/// <summary>Records, timed for the scripts: reads in an invented clinic, and saving against raw inserts.</summary>
internal static class RecordsBench
{
    private const int Warm = 300;
    private const int Asked = 2000;

    /// <summary>"search 12.3 45.6": median and 99th percentile in microseconds, for search, day list and chart.</summary>
    public static async Task ReadsAsync(string? connection, string folder)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await Rates.ClinicAsync(database);
        var random = new Random(11);
        List<(Guid Id, string Name, DateOnly? Born, string? Phone)> people;
        DateTimeOffset newest;
        await using (var db = database.NewContext(clinic, Actor.Program))
        {
            // People from everywhere in the clinic, not those whose pages lie together.
            var some = await db.Patients.CountAsync();
            people = [];
            foreach (var at in Enumerable.Range(0, 200).Select(_ => random.Next(some)))
                people.Add(await db.Patients.OrderBy(p => p.Id).Skip(at).Select(p => new ValueTuple<Guid, string, DateOnly?, string?>(p.Id, p.Name, p.BirthDate, p.Phone)).FirstAsync());
            newest = await db.Appointments.MaxAsync(a => a.StartsAt);
        }

        await Rates.TimeAsync(database, clinic, "search", Warm, Asked, async (db, i) => await db.FindPatientsAsync(Typed(people[i % people.Count], i, random)));
        await Rates.TimeAsync(database, clinic, "day", Warm, Asked, async (db, i) =>
        {
            var day = new DateTimeOffset(newest.Date.AddDays(-(i % 20)), TimeSpan.Zero);
            _ = await (from a in db.Appointments.AsNoTracking()
                       join p in db.Patients on a.PatientId equals p.Id
                       where a.StartsAt >= day && a.StartsAt < day.AddDays(1)
                       orderby a.StartsAt
                       select new { a.Id, a.StartsAt, a.State, p.Name }).ToListAsync();
        });
        await Rates.TimeAsync(database, clinic, "chart", Warm, Asked, async (db, i) =>
        {
            var records = await db.RecordsOfAsync(people[i % people.Count].Id);
            _ = await db.Patients.AsNoTracking().Where(p => records.Contains(p.Id)).ToListAsync();
            _ = await db.Measurements.AsNoTracking().Where(m => records.Contains(m.PatientId)).OrderBy(m => m.At).ToListAsync();
            _ = await db.Appointments.AsNoTracking().Where(a => records.Contains(a.PatientId)).OrderByDescending(a => a.StartsAt).Take(20).ToListAsync();
            _ = await db.Plans.AsNoTracking().Where(a => records.Contains(a.PatientId)).OrderByDescending(a => a.CreatedAt).FirstOrDefaultAsync();
            _ = await db.Audit.OfPatientAsync(people[i % people.Count].Id, limit: 20);
        });
    }

    /// <summary>"raw 3000" and "save 2500": rows a second, by turns, with so many who write at once.</summary>
    public static async Task SavesAsync(string? connection, string folder, int writers)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await Rates.ClinicAsync(database);
        List<Guid> patients;
        await using (var db = database.NewContext(clinic, Actor.Program))
            patients = await db.Patients.OrderBy(p => p.Id).Select(p => p.Id).Take(64).ToListAsync();
        var connected = Enumerable.Range(0, RawInserts.Writers(connection, writers)).Select(_ => Raw(connection, folder)).ToList();
        for (var round = 0; round < 4; round++)
        {
            var raw = await Rates.OfAsync(connected.Count, w => () => connected[w].RunAsync([clinic, Guid.CreateVersion7(), patients[w % patients.Count], TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()]));
            var ours = await Rates.OfAsync(writers, w => OurAsync(database, clinic, patients[w % patients.Count]));
            // The first round is the compiler's.
            if (round > 0)
                Rates.Say("raw", raw, ours);
        }

        foreach (var one in connected)
            await one.DisposeAsync();
    }

    private static Func<Task> OurAsync(Database database, Guid clinic, Guid patient) => async () =>
    {
        await using var db = database.NewContext(clinic, Actor.Patient("127.0.0.1"));
        var now = TimeProvider.System.GetUtcNow();
        await db.PutAsync(new Measurement
        {
            ClinicId = clinic, Id = Guid.CreateVersion7(), PatientId = patient, Instrument = "nrs", Item = "leg", Value = 3, Unit = "{score}", At = now, Source = MeasurementSource.Remote, RecordedAt = now,
        });
    };

    /// <summary>The same row, by a prepared statement, each in a commit of its own that is flushed.</summary>
    private static RawInserts Raw(string? connection, string folder) => new(
        connection, folder,
        ("INSERT INTO measurement (clinic_id, id, patient_id, instrument, instrument_version, item, value, unit, at, source, recorded_at) VALUES (@c, @id, @p, 'nrs', 1, 'leg', 3, '{score}', @at, 'remote', @at)", ["c", "id", "p", "at"]));

    /// <summary>What somebody at a front desk would type for this person.</summary>
    private static string Typed((Guid Id, string Name, DateOnly? Born, string? Phone) person, int i, Random random) => (i % 6) switch
    {
        0 => person.Name,
        1 => person.Name[..Math.Min(4, person.Name.Length)],
        2 => person.Name.Split(' ')[^1],
        3 => person.Born?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "1984",
        4 => person.Phone?[^(4 + random.Next(4))..] ?? "7700",
        _ => string.Join(' ', person.Name.Split(' ').Reverse().Select(w => w[..Math.Min(3, w.Length)])),
    };
}
