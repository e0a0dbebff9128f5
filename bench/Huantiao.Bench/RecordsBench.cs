using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Patients;
using Huantiao.Records.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huantiao.Bench;

/// <summary>Records, timed for the scripts: reads in an invented clinic, and saving against raw inserts.</summary>
internal static class RecordsBench
{
    private const int Asked = 2000;

    /// <summary>"search 12.3 45.6": median and 99th percentile in microseconds, for search, day list and chart.</summary>
    public static async Task ReadsAsync(string? connection, string folder)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await ClinicAsync(database);
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

        await TimeAsync("search", async (db, i) => await db.FindPatientsAsync(Typed(people[i % people.Count], i, random)));
        await TimeAsync("day", async (db, i) =>
        {
            var day = new DateTimeOffset(newest.Date.AddDays(-(i % 20)), TimeSpan.Zero);
            _ = await (from a in db.Appointments.AsNoTracking()
                       join p in db.Patients on a.PatientId equals p.Id
                       where a.StartsAt >= day && a.StartsAt < day.AddDays(1)
                       orderby a.StartsAt
                       select new { a.Id, a.StartsAt, a.State, p.Name }).ToListAsync();
        });
        await TimeAsync("chart", async (db, i) =>
        {
            var records = await db.RecordsOfAsync(people[i % people.Count].Id);
            _ = await db.Patients.AsNoTracking().Where(p => records.Contains(p.Id)).ToListAsync();
            _ = await db.Measurements.AsNoTracking().Where(m => records.Contains(m.PatientId)).OrderBy(m => m.At).ToListAsync();
            _ = await db.Appointments.AsNoTracking().Where(a => records.Contains(a.PatientId)).OrderByDescending(a => a.StartsAt).Take(20).ToListAsync();
            _ = await db.Plans.AsNoTracking().Where(a => records.Contains(a.PatientId)).OrderByDescending(a => a.CreatedAt).FirstOrDefaultAsync();
            _ = await db.Audit.OfPatientAsync(people[i % people.Count].Id, limit: 20);
        });

        async Task TimeAsync(string what, Func<HuantiaoDb, int, Task> ask)
        {
            var times = new double[Asked];
            for (var i = -300; i < Asked; i++)
            {
                await using var db = database.NewContext(clinic, Actor.Program);
                var started = Stopwatch.GetTimestamp();
                await ask(db, Math.Abs(i));
                if (i >= 0)
                    times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {times[Asked / 2]:0} {times[Asked * 99 / 100]:0}"));
        }
    }

    /// <summary>"raw 3000" and "save 2500": rows a second, by turns, with so many who write at once.</summary>
    public static async Task SavesAsync(string? connection, string folder, int writers)
    {
        await using var database = await Database.OpenAsync(connection, folder, TimeProvider.System);
        var clinic = await ClinicAsync(database);
        List<Guid> patients;
        await using (var db = database.NewContext(clinic, Actor.Program))
            patients = await db.Patients.OrderBy(p => p.Id).Select(p => p.Id).Take(64).ToListAsync();
        for (var round = 0; round < 4; round++)
        {
            // SQLite has one writer: more connections only wait for each other's lock, so that one is its best.
            var raw = await RateAsync(connection is null ? 1 : writers, w => RawAsync(connection, folder, clinic, patients[w % patients.Count]));
            var ours = await RateAsync(writers, w => OurAsync(database, clinic, patients[w % patients.Count]));
            // The first round is the compiler's. Processor time is this program's own; where others use the machine too it says more than the clock.
            if (round > 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"raw {raw.Rate:0}/s ({raw.Microseconds:0} us of processor) save {ours.Rate:0}/s ({ours.Microseconds:0} us) share {100 * ours.Rate / raw.Rate:0}%"));
        }
    }

    private static async Task<(double Rate, double Microseconds)> RateAsync(int writers, Func<int, Func<Task>> writer)
    {
        var (started, count, used) = (Stopwatch.GetTimestamp(), 0, Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var write = writer(w);
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < 4)
            {
                await write();
                Interlocked.Increment(ref count);
            }
        })));
        return (count / Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / count);
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
    private static Func<Task> RawAsync(string? connection, string folder, Guid clinic, Guid patient)
    {
        DbConnection open = connection is null ? new SqliteConnection($"Data Source={Path.Combine(folder, Database.FileName)};Foreign Keys=True") : new NpgsqlConnection(connection);
        open.Open();
        if (connection is null)
        {
            using var pragma = open.CreateCommand();
            pragma.CommandText = "PRAGMA synchronous = FULL";
            pragma.ExecuteNonQuery();
        }

        var command = open.CreateCommand();
        command.CommandText = "INSERT INTO measurement (clinic_id, id, patient_id, instrument, item, value, unit, at, source, recorded_at) VALUES (@c, @id, @p, 'nrs', 'leg', 3, '{score}', @at, 'remote', @at)";
        Add("c", clinic);
        var id = Add("id", Guid.Empty);
        Add("p", patient);
        var at = Add("at", 0L);
        command.Prepare();
        return async () =>
        {
            id.Value = Guid.CreateVersion7();
            at.Value = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await command.ExecuteNonQueryAsync();
        };

        DbParameter Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
            return parameter;
        }
    }

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

    private static async Task<Guid> ClinicAsync(Database database)
    {
        await using var db = database.NewContext();
        return await db.Clinics.Where(c => c.Invented).Select(c => c.Id).FirstAsync();
    }
}
