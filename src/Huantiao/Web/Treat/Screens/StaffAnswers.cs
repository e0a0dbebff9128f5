using Huantiao.Care.Intake;
using Huantiao.Care.Measures;
using Huantiao.Care.PainDrawings;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Intakes;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Courses;
using Huantiao.Web.Intakes;
using Huantiao.Web.Pain;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Screens;

/// <summary>
/// Answers that staff take down for a person: the whole questionnaire, questions that are open, or what has changed since last time. The run of the screen over
/// them names who took them down.
/// </summary>
internal static class StaffAnswers
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/screening/answers", Capability.WriteNotes, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/screening/answers", Capability.WriteNotes, AnswerAsync);
        routes.Get("/clinic/patients/{patient:guid}/screening/changes", Capability.WriteNotes, ShowChangesAsync);
        routes.Post("/clinic/patients/{patient:guid}/screening/changes", Capability.WriteNotes, ChangeAsync);
    }

    /// <summary>Name of a question's field in a form.</summary>
    public static string Field(IntakeQuestion question) => "q." + question.Id;

    /// <summary>What a field shows for an answer that is there.</summary>
    public static string? Shown(IntakeAnswer answer) => answer switch
    {
        _ when answer == IntakeAnswer.Yes => "yes",
        _ when answer == IntakeAnswer.No => "no",
        _ when answer == IntakeAnswer.NotSure => "not sure",
        IntakeAnswer.Number number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        IntakeAnswer.Choice choice => choice.Value,
        IntakeAnswer.Text text => text.Value,
        IntakeAnswer.Date date => date.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IntakeAnswer.Signature signature => signature.Name,
        _ => null,
    };

    /// <summary>Stores all answers as a questionnaire that this person took down, with the run of the screen over it.</summary>
    /// <param name="key">Of the questionnaire; sent twice it is stored once.</param>
    /// <param name="answers">All that is known now.</param>
    /// <param name="changes">What was told at a visit; null: the questionnaire was answered.</param>
    /// <param name="told">Questions of the questionnaire that were answered now: their consents, measures and drawing become rows of their own.</param>
    /// <param name="drawing">What the person showed on their body; null: nothing new.</param>
    public static async Task SaveAsync(
        ClinicRequest request, PatientFile file, Guid key, IntakeAnswers answers, IntakeAnswers? changes = null, IReadOnlySet<string>? told = null, PainDrawing? drawing = null)
    {
        if (await request.Db.Intakes.AnyAsync(i => i.Id == key, request.Cancel))
            return;
        var outcome = SafetyScreen.Run(file.Book.Knowledge, answers, file.Thresholds, Occasion.Visit);
        var intake = new Intake
        {
            ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, Pathway = file.Book.Pathway, Kind = changes is null ? IntakeKind.Full : IntakeKind.Changes,
            State = IntakeState.Submitted, Language = request.Language.Tag, Answers = AnswersJson.Write(changes ?? answers, changes is null ? Occasion.Intake : Occasion.Visit),
            SchemaVersion = AnswersJson.Version, StartedAt = request.Now, SavedAt = request.Now, SubmittedAt = request.Now,
            EmergencyAt = outcome.Findings.Any(f => f.Rule.Severity == ScreenSeverity.Emergency) ? request.Now : null,
            EmergencySeenAt = outcome.Findings.Any(f => f.Rule.Severity == ScreenSeverity.Emergency) ? request.Now : null, EmergencySeenBy = request.Staff.AccountId,
        };
        if (told is not null)
        {
            var rows = new ToldRows(request.Db, file.Book, intake, request.Today, request.Now, request.Staff.AccountId, request.Cancel);
            await rows.SignAsync(answers, SignedAs(file, answers, told), request.Language.Tag, file.Records, told);
            await rows.MeasureAsync(answers, told);
            if (drawing is not null && file.Book.Knowledge.Questions.FirstOrDefault(q => q.Kind == QuestionKind.Drawing) is { } asksToDraw)
                intake.Answers = AnswersJson.Write(answers.With(asksToDraw.Id, rows.Draw(drawing)), Occasion.Intake);
        }

        request.Db.Intakes.Add(intake);
        SettlementRows.Keep(request, file, outcome, key, 1);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "intake") is { } file)
            await PageAsync(request, file, Prefilled(file, Questions(file)), Questions(file));
    }

    private static async Task AnswerAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "intake") is not { } file)
            return;
        var key = request.Form.Key();
        IReadOnlyList<IntakeQuestion> asked = [.. request.Form.All("asked").Select(file.Book.Knowledge.Question).OfType<IntakeQuestion>()];
        if (Read(request.Form, asked, file.Answers) is { } answers && request.Form.IsGood)
        {
            var told = asked.Where(q => Shown(answers[q.Id]) != Shown(file.Answers[q.Id])).Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
            await SaveAsync(request, file, key, answers, told: told, drawing: DrawingOf(request, asked));
            await request.SeeAsync(ScreeningPages.Address(file.Patient.Id), "saved");
            return;
        }

        await PageAsync(request, file, request.Form, asked);
    }

    private static async Task ShowChangesAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "intake") is { } file)
            await PageAsync(request, file, Form.Showing(), Taps(file));
    }

    private static async Task ChangeAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "intake") is not { } file)
            return;
        var key = request.Form.Key();
        var taps = Taps(file);
        var measured = ReadingForm.Read(request.Form, AtVisit(file), mustAnswer: false);
        if (Read(request.Form, taps, IntakeAnswers.None) is { } told && measured is not null && request.Form.IsGood)
        {
            if (!await request.Db.Intakes.AnyAsync(i => i.Id == key, request.Cancel))
                ReadingForm.Add(request.Db, file.Patient.Id, measured, null, request.Now, request.Staff.AccountId);
            await SaveAsync(request, file, key, Rescreen.Merge(file.Book.Knowledge, file.Answers, told), told);
            await request.SeeAsync(ScreeningPages.Address(file.Patient.Id), "saved");
            return;
        }

        await PageAsync(request, file, request.Form, taps);
    }

    /// <summary>The taps of the re-screen, and what the practitioner is asked at each visit.</summary>
    public static IReadOnlyList<IntakeQuestion> Taps(PatientFile file) =>
        [.. file.Book.Knowledge.Recheck.Select(t => file.Book.Knowledge.Question(t.Question)!), .. file.Book.Knowledge.Questions
            .Where(q => file.Book.Knowledge.AskedAt(q) == Occasion.Visit && file.Book.Knowledge.Recheck.All(t => t.Question != q.Id))];

    /// <summary>What is measured at a visit, before needles go in.</summary>
    private static IReadOnlyList<AskedItem> AtVisit(PatientFile file) => ReadingSchedule.Now(file.Treatment.Measures, treatmentBegan: true) is { } time
        ? [.. ReadingSchedule.Questions(file.Treatment.Measures, time, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty).Where(a => a.IsScore)]
        : [];

    /// <summary>What staff can ask. In place of drawing, the person shows or tells the places, which are ticked.</summary>
    private static IReadOnlyList<IntakeQuestion> Questions(PatientFile file) =>
        [.. file.Book.Knowledge.Questions.Where(q => file.Book.Knowledge.AskedAt(q) != Occasion.Examination)];

    /// <summary>The name on the paper, else the person's own.</summary>
    private static string SignedAs(PatientFile file, IntakeAnswers answers, IReadOnlySet<string> told) =>
        file.Book.Knowledge.Questions.Where(q => told.Contains(q.Id)).Select(q => answers[q.Id]).OfType<IntakeAnswer.Signature>().FirstOrDefault()?.Name ?? file.Patient.Name;

    /// <summary>Places that were ticked; null: none, and then what was drawn before stands.</summary>
    private static PainDrawing? DrawingOf(ClinicRequest request, IReadOnlyList<IntakeQuestion> asked) =>
        asked.Any(q => q.Kind == QuestionKind.Drawing) && PainForm.Ticked(request.Form.All("r"), request.Site.Points.Atlas.Skin) is { IsEmpty: false } regions
            ? PainDrawing.Empty with { Regions = regions }
            : null;

    public static Form Prefilled(PatientFile file, IEnumerable<IntakeQuestion> questions) =>
        Form.Showing([.. questions.Select(q => (Field(q), Shown(file.Answers[q.Id])))]);

    private static IntakeAnswers? Read(Form form, IReadOnlyList<IntakeQuestion> asked, IntakeAnswers before)
    {
        var answers = before;
        foreach (var question in asked.Where(q => q.Kind != QuestionKind.Drawing))
        {
            var name = Field(question);
            var text = question.Kind is QuestionKind.Text or QuestionKind.Medicines or QuestionKind.Signature
                ? form.Text(name, IntakeAnswer.LongestText, required: false, lines: true)
                : form.Typed(name);
            if (AnswerText.Parse(question, text) is not { } answer)
                form.Refuse(name, "Screening.NoAnswer");
            else if (IntakeAnswer.MisfitOf(question, answer) is not null)
                form.Refuse(name, "Screening.OutOfRange", question.Least, question.Most);
            else if (Shown(answer) != Shown(before[question.Id]) || before.Reopened.Contains(question.Id))
                answers = answers.With(question.Id, answer);
        }

        return answers;
    }

    private static Task PageAsync(ClinicRequest request, PatientFile file, Form form, IReadOnlyList<IntakeQuestion> questions)
    {
        var parameters = new (string, object?)[]
        {
            (nameof(AnswersPage.File), file), (nameof(AnswersPage.Form), form), (nameof(AnswersPage.Questions), questions),
            (nameof(AnswersPage.Action), request.Http.Request.Path.Value), (nameof(AnswersPage.Measured), questions.Count > 0 && Taps(file).SequenceEqual(questions) ? AtVisit(file) : []),
        };
        return form.IsGood ? request.PageAsync<AnswersPage>(parameters) : request.AgainAsync<AnswersPage>(parameters);
    }
}
