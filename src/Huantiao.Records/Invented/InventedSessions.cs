using Huantiao.Care.Sessions;
using Huantiao.Records.Needling;
using Huantiao.Records.Portable;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Invented;

/// <summary>Signed sessions of invented people, as many as are asked for, to measure on.</summary>
public static class InventedSessions
{
    private const int Needles = 4;
    private const int SessionsADay = 200;
    private const int MostPeople = 10_000;

    /// <summary>Adds them to an invented clinic, in one transaction. Each has its own rows; what was done in them is the same.</summary>
    /// <exception cref="RecordsException">There is no invented clinic, or it has sessions already.</exception>
    public static async Task GenerateAsync(Database database, int sessions, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var db = database.NewContext();
        var clinic = await db.Clinics.Where(c => c.Invented).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel) ?? throw new RecordsException("Make an invented clinic first.");
        db.Enter(clinic, Actor.Program);
        if (await db.NeedlingSessions.AnyAsync(cancel))
            throw new RecordsException("This invented clinic has sessions already.");
        var people = await db.Patients.OrderBy(p => p.Id).Select(p => p.Id).Take(MostPeople).ToListAsync(cancel);
        var practitioner = await db.Memberships.Where(m => m.ClinicId == clinic).Select(m => m.AccountId).FirstAsync(cancel);
        var shapes = TableShape.All(db).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var (now, keys) = (database.Clock.GetUtcNow(), new InventedPeople(1));
        // The ids stand in the first event alone, so that the texts of the others are made once.
        var (session, patient) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var texts = InventedSession.Events(session, patient, Guid.Empty, practitioner, now.AddHours(-1), Needles, "L1", isFinished: true).Select(e => (e.Key, Text: SessionText.Write(e))).ToList();

        await using var connection = await database.Dialect.OpenForWritingAsync(database.ConnectionString, much: true);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var copy = new Copy(connection, transaction, shapes, cancel);
        await copy.RowsAsync("plan", people.Count, i => new()
        {
            ["clinic_id"] = clinic,
            ["id"] = keys.Key("plan", i),
            ["patient_id"] = people[(int)i],
            ["state"] = Model.EnumWords.Of(Clinical.PlanState.Draft),
            ["content"] = "{}",
            ["schema_version"] = 1,
            ["created_at"] = now.ToUnixTimeMilliseconds(),
            ["by"] = practitioner,
            ["version"] = 1,
        });
        await copy.RowsAsync("needling_session", sessions, i =>
        {
            // Signed ones of days that are over: the newest yesterday.
            var opened = now.AddDays(-1 - (i / SessionsADay)).ToUnixTimeMilliseconds();
            return new(StringComparer.Ordinal)
            {
                ["clinic_id"] = clinic,
                ["id"] = keys.Key("session", i),
                ["patient_id"] = people[(int)(i % people.Count)],
                ["plan_id"] = keys.Key("plan", i % people.Count),
                ["practitioner_id"] = practitioner,
                ["opened_at"] = opened,
                ["opened_by"] = practitioner,
                ["arrived"] = texts.Count,
                ["phase"] = Model.EnumWords.Of(SheetPhase.Signed),
                ["needles_in"] = 0,
                ["count_deferred"] = false,
                ["needs_eyes"] = false,
                ["ended_at"] = opened + 1_800_000,
                ["signed_at"] = opened + 1_900_000,
                ["version"] = 1,
            };
        });
        await copy.ManyAsync("session_event", sessions, i => texts.Select((e, n) => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["clinic_id"] = clinic,
            ["session_id"] = keys.Key("session", i),
            ["arrival"] = n + 1,
            ["event_key"] = e.Key,
            ["text"] = n > 0 ? e.Text : e.Text.Replace(session.ToString(), keys.Key("session", i).ToString(), StringComparison.Ordinal).Replace(patient.ToString(), people[(int)(i % people.Count)].ToString(), StringComparison.Ordinal),
            ["schema_version"] = SessionText.SchemaVersion,
            ["received_at"] = now.ToUnixTimeMilliseconds(),
            ["received_from"] = practitioner,
        }));
        await transaction.CommitAsync(cancel);
        db.Audit.Write("generate", clinic.ToString(), why: FormattableString.Invariant($"{sessions} invented sessions"));
        await db.SaveChangesAsync(cancel);
    }
}
