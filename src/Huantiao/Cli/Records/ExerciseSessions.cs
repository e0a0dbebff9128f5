using Huantiao.Care.Sessions;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Invented;
using Huantiao.Records.Needling;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Cli.Records;

/// <summary>Needling sessions of invented patients, for <see cref="ExerciseCommand"/>: each event, or a few at once, is named only when it is saved.</summary>
internal static class ExerciseSessions
{
    private const int Needles = 6;

    /// <summary>Sessions one after the other: "event SESSION KEY". Every third batch is sent twice.</summary>
    public static async Task WriteAsync(Database database, Guid clinic, Guid patient, Action<string> say, CancellationToken cancel)
    {
        Guid practitioner, plan;
        await using (var db = database.NewContext(clinic, Actor.Program))
        {
            practitioner = await db.Memberships.Where(m => m.ClinicId == clinic).Select(m => m.AccountId).FirstAsync(cancel);
            plan = await PlanAsync(db, patient, practitioner, cancel);
        }

        for (var turn = 0; !cancel.IsCancellationRequested; turn++)
        {
            var session = Guid.CreateVersion7();
            var now = TimeProvider.System.GetUtcNow();
            var events = InventedSession.Events(session, patient, Guid.Empty, practitioner, now, Needles, "L1", isFinished: turn % 4 != 3).ToList();
            await using (var db = database.NewContext(clinic, Actor.Staff(practitioner, "127.0.0.1")))
            {
                await db.BeginAsync(
                    new() { ClinicId = clinic, Id = session, PatientId = patient, PlanId = plan, PractitionerId = practitioner, OpenedAt = now, OpenedBy = practitioner }, events[..2], practitioner, cancel);
            }

            Name(events[..2]);
            for (var at = 2; at < events.Count && !cancel.IsCancellationRequested;)
            {
                List<SessionEvent> some = [.. events.Skip(at).Take(1 + (at % 3))];
                foreach (var _ in Enumerable.Range(0, at % 3 == 0 ? 2 : 1))
                {
                    await using var db = database.NewContext(clinic, Actor.Staff(practitioner, "127.0.0.1"));
                    await db.ArriveAsync(session, some, practitioner, cancel: cancel);
                }

                Name(some);
                at += some.Count;
            }

            void Name(IEnumerable<SessionEvent> saved)
            {
                foreach (var happened in saved)
                    say($"event {session} {happened.Key}");
            }
        }
    }

    /// <summary>Something for the sessions to carry out; one for each patient, however often this is started.</summary>
    private static async Task<Guid> PlanAsync(HuantiaoDb db, Guid patient, Guid practitioner, CancellationToken cancel)
    {
        if (await db.Plans.Where(p => p.PatientId == patient).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancel) is { } there)
            return there;
        var plan = new Plan
        {
            ClinicId = db.Clinic, Id = Guid.CreateVersion7(), PatientId = patient, Content = Care.Planning.PlanJson.Write(Care.Planning.TreatmentPlan.Begin(Guid.CreateVersion7())), SchemaVersion = 1,
            CreatedAt = TimeProvider.System.GetUtcNow(), By = practitioner,
        };
        db.Plans.Add(plan);
        await db.SaveChangesAsync(cancel);
        return plan.Id;
    }
}
