using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>
/// <c>/intake/check</c> and <c>/intake/submit</c>: everything read again, signed and sent. The answers are frozen, the consents, baseline measures and the run of the
/// safety screen stored in the same save: all of it, or nothing.
/// </summary>
internal static class SubmitIntake
{
    private const int Tries = 8;

    public static void Map(PhoneRoutes routes)
    {
        routes.Get("/intake/check", phone =>
        {
            phone.Request.Db.Audit.Read("intake", phone.Intake.Id.ToString(), phone.Intake.PatientId);
            return PageAsync(phone, Form.Showing());
        });
        routes.Post("/intake/submit", TakeAsync);
        routes.GetAlways("/intake/done", DoneAsync);
    }

    private static async Task TakeAsync(PhoneRequest phone)
    {
        var form = phone.Request.Form;
        var name = form.Text("name");
        for (var i = 1; ; i++)
        {
            if (phone.Intake.State == IntakeState.Submitted)
            {
                phone.Request.Go("/intake/done");
                return;
            }

            // What must be answered is asked of what is stored, not of what the page showed.
            if (phone.View().Missing.Any())
                form.Refuse("missing", "IntakeCheck.StillOpen");
            if (!form.IsGood)
            {
                await PageAsync(phone, form);
                return;
            }

            try
            {
                await StoreAsync(phone, name);
                phone.Request.Go("/intake/done");
                return;
            }
            catch (DbUpdateConcurrencyException) when (i < Tries)
            {
                // Sent twice at once, or an answer came in between: look again at what is stored.
                var entry = phone.Request.Db.Entry(phone.Intake);
                foreach (var other in phone.Request.Db.ChangeTracker.Entries().Where(e => !ReferenceEquals(e.Entity, phone.Intake)).ToList())
                    other.State = EntityState.Detached;
                await entry.ReloadAsync(phone.Request.Cancel);
            }
        }
    }

    private static async Task StoreAsync(PhoneRequest phone, string name)
    {
        var (intake, db, now) = (phone.Intake, phone.Request.Db, phone.Request.Now);
        var knowledge = phone.Book.Knowledge;
        var answers = phone.Draft.Answers;
        foreach (var question in Questionnaire.Of(knowledge, phone.Draft).Where(q => q.IsOfTheSigning()))
            answers = answers.With(question.Id, question.Kind == QuestionKind.Date ? new IntakeAnswer.Date(phone.Today) : new IntakeAnswer.Signature(name));
        intake.Answers = IntakeDraftJson.Write(phone.Draft with { Answers = answers });
        (intake.State, intake.SubmittedAt, intake.SavedAt, intake.Language) = (IntakeState.Submitted, now, now, phone.Request.Language.Tag);
        var rows = new ToldRows(db, phone.Book, intake, phone.Today, now, By: null, phone.Request.Cancel);
        await rows.SignAsync(answers, name, phone.Request.Language.Tag, [intake.PatientId]);
        await rows.MeasureAsync(answers);
        db.Screenings.Add(ScreeningRuns.Run(phone.Book, intake, answers, intake.Version + 1, now));
        await db.SaveChangesAsync(phone.Request.Cancel);
    }

    private static async Task DoneAsync(PhoneRequest phone)
    {
        if (phone.Intake.State != IntakeState.Submitted)
        {
            phone.Request.Go("/intake");
            return;
        }

        var outcome = SafetyScreen.Run(phone.Book.Knowledge, phone.Draft.Answers, ClinicThresholds.Off);
        var language = phone.Request.Language.Tag;
        ImmutableArray<string> messages =
            [.. outcome.Findings.Where(f => f.Rule.Severity != ScreenSeverity.Emergency).Select(f => f.Rule.Message?.In(language)).OfType<string>().Distinct(StringComparer.Ordinal)];
        await phone.PageAsync<DonePage>((nameof(DonePage.Messages), messages));
    }

    private static Task PageAsync(PhoneRequest phone, Form form) =>
        form.IsGood ? phone.PageAsync<CheckPage>((nameof(CheckPage.Form), form)) : phone.AgainAsync<CheckPage>((nameof(CheckPage.Form), form));
}

/// <summary>The safety screen run over an intake, as a row.</summary>
internal static class ScreeningRuns
{
    /// <param name="version">Of the intake whose answers these are.</param>
    public static Screening Run(ScreeningBook book, Intake intake, IntakeAnswers answers, int version, DateTimeOffset now)
    {
        var outcome = SafetyScreen.Run(book.Knowledge, answers, ClinicThresholds.Off);
        return new()
        {
            ClinicId = intake.ClinicId,
            Id = Guid.CreateVersion7(),
            PatientId = intake.PatientId,
            IntakeId = intake.Id,
            IntakeVersion = version,
            At = now,
            Findings = ScreeningJson.Write(outcome),
            Decision = ScreeningJson.Word(outcome.Decision.Consequence),
            SchemaVersion = ScreeningJson.Version,
            Rules = book.Rules,
        };
    }
}
