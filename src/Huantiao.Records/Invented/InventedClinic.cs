using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Records.Patients;
using Huantiao.Records.Portable;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Invented;

/// <summary>A clinic of invented people, as large as is asked for, to measure and to try out on. The clinic and every person in it are marked as invented.</summary>
public static class InventedClinic
{
    private const int Practitioners = 4;
    private const int VisitsADay = 40;
    private const int ReadingsEach = 3;

    /// <summary>Makes it, in one transaction; the same again for the same seed and the same day.</summary>
    /// <returns>The clinic's key.</returns>
    /// <exception cref="RecordsException">It is there already.</exception>
    /// <param name="courses">What is measured and when, where every person is to have a course of treatment with readings; null: none has.</param>
    public static async Task<Guid> GenerateAsync(Database database, int patients, int seed, InventedMeasure? courses = null, CancellationToken cancel = default)
    {
        var people = new InventedPeople(seed);
        var clinic = people.Key("clinic", patients);
        var now = database.Clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await using var db = database.NewContext(clinic, Actor.Program);
        if (await db.Clinics.AnyAsync(c => c.Id == clinic, cancel))
            throw new RecordsException("This invented clinic is here already: choose another seed.");
        var shapes = TableShape.All(db).ToDictionary(t => t.Name, StringComparer.Ordinal);
        await using var connection = await database.Dialect.OpenForWritingAsync(database.ConnectionString, much: true);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var copy = new Copy(connection, transaction, shapes, cancel);
        var at = now.ToUnixTimeMilliseconds();

        await copy.RowsAsync("clinic", 1, _ => new()
        {
            ["id"] = clinic,
            ["name"] = FormattableString.Invariant($"Invented clinic {seed}"),
            ["time_zone"] = "Europe/London",
            ["language"] = "en",
            ["invented"] = true,
            ["created_at"] = at,
            ["version"] = 1,
        });
        await copy.RowsAsync("account", Practitioners, i => Practitioner(people.Key($"account of {patients}", i), i, at));
        await copy.RowsAsync("membership", Practitioners, i => new()
        {
            ["clinic_id"] = clinic,
            ["account_id"] = people.Key($"account of {patients}", i),
            ["role"] = Model.EnumWords.Of(Role.Practitioner),
            ["active"] = true,
            ["since"] = at,
            ["version"] = 1,
        });
        await copy.RowsAsync("room", Practitioners, i => new()
        {
            ["clinic_id"] = clinic,
            ["id"] = people.Key("room", i),
            ["name"] = FormattableString.Invariant($"Room {i + 1}"),
            ["active"] = true,
            ["version"] = 1,
        });
        await copy.RowsAsync("patient", patients, i => new()
        {
            ["clinic_id"] = clinic,
            ["id"] = people.Key("patient", i),
            ["name"] = people.Name(i).Name,
            ["birth_date"] = people.BirthDate(i),
            ["sex"] = people.Below("sex", i, 2) == 0 ? "female" : "male",
            ["phone"] = people.Phone(i),
            ["invented"] = true,
            ["created_at"] = at,
            ["version"] = 1,
        });
        await copy.ManyAsync("patient_key", patients, i => PatientKeys.Of(people.Name(i).Name, null, people.BirthDate(i), people.Phone(i))
            .Select(key => new Dictionary<string, object?>(StringComparer.Ordinal) { ["clinic_id"] = clinic, ["key"] = key, ["patient_id"] = people.Key("patient", i) }));
        await copy.RowsAsync("appointment", patients, i => Visit(people, clinic, patients, i, today, at));
        await copy.ManyAsync("measurement", patients, i => Enumerable.Range(0, ReadingsEach).Select(k => Reading(people, clinic, i, k, today, at)));
        if (courses is not null)
            await new InventedCourses(people, courses, clinic, people.Key($"account of {patients}", 0), now).CopyAsync(copy, patients);
        await transaction.CommitAsync(cancel);
        db.Audit.Write("generate", clinic.ToString(), why: FormattableString.Invariant($"{patients} invented patients, seed {seed}"));
        await db.SaveChangesAsync(cancel);
        return clinic;
    }

    /// <summary>Named on visits, and unable to sign in.</summary>
    private static Dictionary<string, object?> Practitioner(Guid account, long i, long at) => new(StringComparer.Ordinal)
    {
        ["id"] = account,
        ["display_name"] = FormattableString.Invariant($"Invented practitioner {i + 1}"),
        ["created_at"] = at,
        ["disabled_at"] = at,
        ["security_stamp"] = account.ToString("N"),
        ["email_confirmed"] = false,
        ["phone_number_confirmed"] = false,
        ["two_factor_enabled"] = false,
        ["lockout_enabled"] = true,
        ["access_failed_count"] = 0,
    };

    /// <summary>Forty visits a day, today and back as far as the patients reach: a day's list is as long in a large clinic as in a small one.</summary>
    private static Dictionary<string, object?> Visit(InventedPeople people, Guid clinic, int patients, long i, DateOnly today, long at)
    {
        var starts = Day(i, today).ToDateTime(new TimeOnly(8, 0), DateTimeKind.Utc).AddMinutes(i % VisitsADay / Practitioners * 45);
        var begins = new DateTimeOffset(starts).ToUnixTimeMilliseconds();
        return new(StringComparer.Ordinal)
        {
            ["clinic_id"] = clinic,
            ["id"] = people.Key("appointment", i),
            ["patient_id"] = people.Key("patient", i),
            ["practitioner_id"] = people.Key($"account of {patients}", i % Practitioners),
            ["room_id"] = people.Key("room", i % Practitioners),
            ["starts_at"] = begins,
            ["ends_at"] = begins + (30 * 60_000),
            ["state"] = Model.EnumWords.Of(begins > at ? AppointmentState.Booked : AppointmentState.Done),
            ["created_at"] = at,
            ["version"] = 1,
        };
    }

    private static Dictionary<string, object?> Reading(InventedPeople people, Guid clinic, long i, int k, DateOnly today, long at) => new(StringComparer.Ordinal)
    {
        ["clinic_id"] = clinic,
        ["id"] = people.Key("measurement", (i * ReadingsEach) + k),
        ["patient_id"] = people.Key("patient", i),
        ["instrument"] = "nrs",
        ["instrument_version"] = 1,
        ["item"] = "leg",
        ["value"] = (double)people.Below("reading", (i * ReadingsEach) + k, 11),
        ["unit"] = "{score}",
        ["at"] = new DateTimeOffset(Day(i, today).AddDays(-7 * k).ToDateTime(new TimeOnly(8, 0), DateTimeKind.Utc)).ToUnixTimeMilliseconds(),
        ["source"] = "visit",
        ["recorded_at"] = at,
    };

    private static DateOnly Day(long i, DateOnly today) => today.AddDays(-(int)(i / VisitsADay));
}
