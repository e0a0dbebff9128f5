using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Care.PainDrawings;
using Huantiao.Care.Screening;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>
/// Saves answers into the draft, all of one request together. Two that come at once are both kept: each is applied to what is stored then. An answer that calls for
/// emergency care marks the intake in the same save, so that the clinic's screen shows it from then on.
/// </summary>
internal static class Saving
{
    private const int Tries = 8;

    /// <returns>What became of each, by question; null where it has been sent in the meantime.</returns>
    public static async Task<ImmutableDictionary<string, SavingOutcome>?> SaveAsync(PhoneRequest phone, IReadOnlyList<TypedAnswer> typed)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                return await TryAsync(phone, typed);
            }
            catch (DbUpdateConcurrencyException) when (i < Tries)
            {
                var entry = phone.Request.Db.Entry(phone.Intake);
                foreach (var other in phone.Request.Db.ChangeTracker.Entries().Where(e => !ReferenceEquals(e.Entity, phone.Intake)).ToList())
                    other.State = EntityState.Detached;
                await entry.ReloadAsync(phone.Request.Cancel);
            }
        }
    }

    private static async Task<ImmutableDictionary<string, SavingOutcome>?> TryAsync(PhoneRequest phone, IReadOnlyList<TypedAnswer> typed)
    {
        var intake = phone.Intake;
        if (intake.State != Records.Intakes.IntakeState.Draft)
            return null;
        var before = phone.Draft;
        var (draft, outcomes) = (before, ImmutableDictionary.CreateBuilder<string, SavingOutcome>(StringComparer.Ordinal));
        foreach (var one in typed)
        {
            var answer = one.Drawing is null ? one.Answer : new IntakeAnswer.Drawing(await KeepAsync(phone, one.Drawing));
            (outcomes[one.Question.Id], draft) = draft.Save(one.Question.Id, answer, one.Key, one.Over);
        }

        if (draft != before)
        {
            (intake.Answers, intake.SchemaVersion) = (IntakeDraftJson.Write(draft), AnswersJson.Version);
            (intake.SavedAt, intake.Language) = (phone.Request.Now, phone.Request.Language.Tag);
            Alert(phone, before, draft);
        }

        await phone.Request.Db.SaveChangesAsync(phone.Request.Cancel);
        return outcomes.ToImmutable();
    }

    private static void Alert(PhoneRequest phone, IntakeDraft before, IntakeDraft now)
    {
        var knowledge = phone.Book.Knowledge;
        var known = ScreenEmergency.In(knowledge, before.Answers);
        var added = ScreenEmergency.In(knowledge, now.Answers).Except(known).ToList();
        if (added.Count == 0)
            return;
        // Another answer of the kind after one that was seen: to be seen anew.
        var intake = phone.Intake;
        intake.EmergencyAt ??= phone.Request.Now;
        (intake.EmergencySeenAt, intake.EmergencySeenBy) = (null, null);
        phone.Request.Db.Audit.Because("an answer calls for emergency care: " + string.Join(", ", added.Select(r => r.Id)));
    }

    /// <summary>The drawing as its own row, one for each intake.</summary>
    /// <returns>Its key.</returns>
    private static async Task<string> KeepAsync(PhoneRequest phone, PainDrawing drawing)
    {
        var db = phone.Request.Db;
        var content = PainDrawingJson.Write(drawing);
        var row = await db.PainDrawings.FirstOrDefaultAsync(d => d.IntakeId == phone.Intake.Id, phone.Request.Cancel);
        if (row is null)
        {
            row = new()
            {
                ClinicId = phone.Intake.ClinicId,
                Id = Guid.CreateVersion7(),
                PatientId = phone.Intake.PatientId,
                IntakeId = phone.Intake.Id,
                Content = content,
                SchemaVersion = PainDrawingJson.Version,
                At = phone.Request.Now,
            };
            db.PainDrawings.Add(row);
        }
        else if (row.Content != content)
        {
            (row.Content, row.At) = (content, phone.Request.Now);
        }

        return row.Id.ToString("D");
    }
}
