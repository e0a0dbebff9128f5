using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Tests.Clinics;

namespace Huantiao.Tests.Treat;

/// <summary>An invented person in the clinic, with a practitioner who is signed in, and the forms of the pages as a browser sends them.</summary>
internal sealed class TreatedPerson(RunningClinic clinic, ClinicBrowser browser, Guid id) : IDisposable
{
    public static readonly ScreeningKnowledge Questions =
        ScreeningLoader.Load(Path.Combine(Repository.Root, "pathways", "sciatica")).Knowledge ?? throw new InvalidOperationException("The pathway of the repository is broken.");

    public Guid Id => id;

    public ClinicBrowser Browser => browser;

    public string Root => $"/en/clinic/patients/{id}";

    /// <summary>A person, and a practitioner with a licence until that day.</summary>
    public static async Task<TreatedPerson> NewAsync(RunningClinic clinic, DateOnly? licence = null)
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Dr Needle", Role.Practitioner);
        await clinic.LicenceAsync(clinic.Ours, account, licence ?? new(2030, 1, 1));
        var browser = await clinic.SignedInAsync(account, clinic.Ours);
        await browser.GetAsync("/en/clinic"); // the token of a form is for whoever was signed in when it was shown
        return new(clinic, browser, await clinic.PatientAsync(clinic.Ours, "Invented Person"));
    }

    /// <summary>Everything answered and nothing found, as far as a person can answer before the first visit.</summary>
    public static IntakeAnswers Harmless => Questions.Questions.Where(q => Questions.AskedAt(q) == Occasion.Intake).Aggregate(IntakeAnswers.None, (answers, q) => answers.With(q.Id, q.Kind switch
    {
        QuestionKind.YesNo => IntakeAnswer.No,
        QuestionKind.Number => new IntakeAnswer.Number(q.Id == "age" ? 44 : q.Id == "duration_weeks" ? 20 : 5),
        QuestionKind.Choice when q.Id.StartsWith("consent", StringComparison.Ordinal) => new IntakeAnswer.Choice("given"),
        _ => IntakeAnswer.NotAsked,
    }));

    /// <summary>As the person's own phone hands answers in.</summary>
    public async Task TellAsync(IntakeAnswers answers)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        var now = clinic.Clock.GetUtcNow();
        db.Intakes.Add(new()
        {
            ClinicId = clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = id, Pathway = "sciatica", Kind = IntakeKind.Full, State = IntakeState.Submitted, Language = "en",
            Answers = AnswersJson.Write(answers, Occasion.Intake), SchemaVersion = AnswersJson.Version, StartedAt = now, SavedAt = now, SubmittedAt = now,
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public Task<Answered> GetAsync(string path) => browser.GetAsync(Root + path);

    public Task<Answered> PostAsync(string path, params (string, string)[] fields) =>
        browser.PostAsync(Root + path, fields.Any(f => f.Item1 == "key") ? fields : [("key", Guid.CreateVersion7().ToString()), .. fields]);

    /// <summary>The taps and what the practitioner answers at each visit: nothing new.</summary>
    public Task<Answered> NothingNewAsync() => PostAsync("/screening/changes", [.. Taps.Select(t => ("q." + t, "no"))]);

    /// <summary>Sends every form of the page that settles a finding, until none is left.</summary>
    public async Task SettleAllAsync()
    {
        for (var i = 0; i < 30; i++)
        {
            var form = (await GetAsync("/screening")).Page.QuerySelector("form[action$='/settle']");
            if (form is null)
                return;
            var answer = await PostAsync("/screening/settle", [.. Hidden(form), ("reason", "Known and heeded"), ("document", "Letter 12"), ("author", "Dr Other"), ("dated", "2026-11-20")]);
            Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.Status);
        }

        Assert.Fail("The findings are never settled.");
    }

    /// <summary>An examination in which everything was examined and nothing found, with pain in the left leg; signed.</summary>
    public async Task<Answered> ExamineAsync(params (string, string)[] instead)
    {
        List<(string Name, string Value)> fields = [("version", "0"), ("drawn", "yes"), ("pain", "calf:left"), ("pattern", "taiyang"), ("stature", "175")];
        foreach (var name in new[] { "skin_problem", "numbness", "implant", "active_implant", "lymphoedema", "suspected_clot", "tumour_or_irradiated", "thin_chest_wall" })
            fields.Add(("b." + name, "no"));
        var page = (await GetAsync("/assessment?new=1")).Page;
        foreach (var row in page.QuerySelectorAll(".examined input[type=radio]").GroupBy(r => r.GetAttribute("name")!, StringComparer.Ordinal))
        {
            string[] usual = ["5", "normal", "down", "no", "none", "uncertain"];
            if (row.Select(r => r.GetAttribute("value")!).FirstOrDefault(usual.Contains) is { } value && instead.All(i => i.Item1 != row.Key))
                fields.Add((row.Key, value));
        }

        return await PostAsync("/assessment/sign", [.. fields, .. instead]);
    }

    /// <summary>What is asked after an examination and no field of it answers.</summary>
    public async Task AnswerTheRestAsync()
    {
        var open = (await GetAsync("/screening")).Page.QuerySelectorAll("form[action$='/answers'] input[name=asked]").Select(i => i.GetAttribute("value")!).ToList();
        if (open.Count > 0)
            await PostAsync("/screening/answers", [.. open.Select(q => ("asked", q)), .. open.Select(q => ("q." + q, Questions.Question(q)!.Kind == QuestionKind.Choice ? "usual" : "no"))]);
    }

    /// <summary>Fields of a form that nobody types.</summary>
    public static (string, string)[] Hidden(AngleSharp.Dom.IElement form) =>
        [.. form.QuerySelectorAll("input[type=hidden]").Where(i => i.GetAttribute("name") != "token").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))];

    public void Dispose() => browser.Dispose();

    private static IEnumerable<string> Taps => Questions.Questions.Where(q => Questions.AskedAt(q) == Occasion.Visit).Select(q => q.Id);
}
