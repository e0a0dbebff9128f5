using Huantiao.Care.Intake;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Clinical;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Tests.Clinics;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>A person who has told everything and was examined; the examination is signed.</summary>
    public static async Task<TreatedPerson> ExaminedAsync(RunningClinic clinic)
    {
        var person = await NewAsync(clinic);
        await person.TellAsync(Harmless);
        await person.NothingNewAsync();
        var signed = await person.ExamineAsync();
        Assert.True(signed.Status == System.Net.HttpStatusCode.SeeOther, signed.Text);
        return person;
    }

    /// <summary>The same with a plan from a published protocol that both agree on.</summary>
    public static async Task<TreatedPerson> AgreedAsync(RunningClinic clinic)
    {
        var person = await ExaminedAsync(clinic);
        await person.PostAsync("/plan/begin", ("protocol", "TU2024"));
        await person.DecideAllAsync();
        await person.AnswerTheRestAsync();
        await person.SettleAllAsync();
        var agreed = await person.AgreeAsync(await person.PlanAsync());
        Assert.True(agreed.Status == System.Net.HttpStatusCode.SeeOther, string.Join('\n', agreed.Page.QuerySelectorAll("main li").Select(l => l.TextContent)));
        return person;
    }

    /// <summary>The person's one plan.</summary>
    public async Task<Plan> PlanAsync()
    {
        await using var db = clinic.NewContext(clinic.Ours);
        return await db.Plans.AsNoTracking().SingleAsync(p => p.PatientId == id, TestContext.Current.CancellationToken);
    }

    public async Task<Answered> ChangePlanAsync(string part, params (string, string)[] fields)
    {
        var plan = await PlanAsync();
        return await PostAsync("/plan/change", [("plan", plan.Id.ToString()), ("version", plan.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("part", part), .. fields]);
    }

    public Task<Answered> AgreeAsync(Plan plan) => PostAsync(
        "/plan/agree", ("plan", plan.Id.ToString()), ("version", plan.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("told", "1"), ("name", "Invented Person"),
        ("by", "Person"), ("how", "SignedOnScreen"));

    /// <summary>Fills in what a protocol leaves open, and confirms what the rules ask to confirm.</summary>
    public async Task DecideAllAsync()
    {
        foreach (var needle in PlanJson.TryRead((await PlanAsync()).Content)!.Content.Needles)
        {
            var side = needle.Side.ToString().ToLowerInvariant();
            await ChangePlanAsync("needle", ("point", needle.Point), ("side", side), ("least", "8"), ("most", "10"), ("why", "Shallow"));
        }

        await ChangePlanAsync("stimulation", ("way", "hand"), ("why", "As published"));
        await ChangePlanAsync("goal", ("measure", "HT_LEG_NRS"), ("baseline", "5"), ("target", "2"), ("week", "6"));
        await ChangePlanAsync("review", ("on", "2026-12-20"));
        await ChangePlanAsync("care-none");
        for (var i = 0; i < 30; i++)
        {
            var form = (await GetAsync("/plan")).Page.QuerySelectorAll("form[action$='/plan/change']").FirstOrDefault(f => f.QuerySelector("input[name=part][value=confirm]") is not null);
            if (form is null)
                return;
            await PostAsync("/plan/change", [.. Hidden(form), ("why", "Heeded")]);
        }
    }

    /// <summary>Fields of a form that nobody types.</summary>
    public static (string, string)[] Hidden(AngleSharp.Dom.IElement form) =>
        [.. form.QuerySelectorAll("input[type=hidden]").Where(i => i.GetAttribute("name") != "token").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))];

    public void Dispose() => browser.Dispose();

    private static IEnumerable<string> Taps => Questions.Questions.Where(q => Questions.AskedAt(q) == Occasion.Visit).Select(q => q.Id);
}
