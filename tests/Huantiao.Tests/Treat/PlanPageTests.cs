using System.Net;
using Huantiao.Care.Planning;
using Huantiao.Records.Clinical;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Tests.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Treat;

/// <summary>From a signed examination to a plan that both agree on, on the real server, and what cannot be skipped on the way.</summary>
public abstract class PlanPageTests(RunningClinic clinic)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_FromAProtocolToConsent_IsAgreedAndPrinted()
    {
        using var person = await ExaminedAsync();
        await person.PostAsync("/plan/begin", ("protocol", "TU2024"));
        await DecideAllAsync(person);
        await person.AnswerTheRestAsync();
        await person.SettleAllAsync();
        var plan = await PlanAsync(person);
        Assert.Contains("BL54", plan.Content, StringComparison.Ordinal);

        var agreed = await AgreeAsync(person, plan);

        Assert.True(agreed.Status == HttpStatusCode.SeeOther, string.Join('\n', agreed.Page.QuerySelectorAll("main li").Select(l => l.TextContent)));
        plan = await PlanAsync(person);
        Assert.Equal(PlanState.Agreed, plan.State);
        var kept = Assert.IsType<TreatmentPlan.Agreed>(PlanJson.TryRead(plan.Content));
        Assert.Equal(ConsentForm.SignedOnScreen, kept.Consent.How);
        await using var db = clinic.NewContext(clinic.Ours);
        var consent = await db.Consents.SingleAsync(c => c.PlanId == plan.Id, Now);
        Assert.Equal((ConsentPurpose.Plan, "Invented Person", "plan 1"), (consent.Purpose, consent.SignedAs, consent.TextVersion));

        // An agreed version never changes.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync(person, "retention", ("minutes", "25"), ("why", "Shorter"))).Status);

        var stricta = (await person.GetAsync("/plan/stricta")).Page;
        Assert.Equal(17, stricta.QuerySelectorAll("tbody tr").Length);
        var letter = await person.GetAsync("/plan/letter");
        Assert.Contains("Ring Clinic", letter.Text, StringComparison.Ordinal);
        Assert.StartsWith("item,group,name,state,text\r\n", (await person.GetAsync("/plan/stricta.csv")).Text, StringComparison.Ordinal);

        // Rows for research: only with consent to it, and nothing that names the person.
        using var researcher = await clinic.SignedInAsync(clinic.Ours, Role.Researcher);
        Assert.DoesNotContain("TU2024", (await researcher.GetAsync("/en/clinic/research/rows.csv")).Text, StringComparison.Ordinal);
        await using (var consenting = clinic.NewContext(clinic.Ours))
        {
            consenting.Consents.Add(new()
            {
                ClinicId = clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = person.Id, Purpose = ConsentPurpose.Research, TextVersion = "1", Language = "en", Given = true,
                SignedAs = "Invented Person", SignedAt = clinic.Clock.GetUtcNow(),
            });
            await consenting.SaveChangesAsync(Now);
        }

        var rows = (await researcher.GetAsync("/en/clinic/research/rows.csv")).Text;
        Assert.Contains("TU2024", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("Invented", rows, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Id.ToString("N"), rows, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Browser.GetAsync("/en/clinic/research")).Status);

        var trail = await clinic.TrailAsync(clinic.Ours);
        Assert.Contains(trail, line => line.StartsWith("Print letter " + plan.Id, StringComparison.Ordinal));
        Assert.Contains(trail, line => line.StartsWith("Export stricta " + plan.Id, StringComparison.Ordinal));
    }

    /// <summary>A button pressed twice, a page sent again by the browser: what has the same key is one row.</summary>
    [Fact]
    public async Task Forms_SentTwice_MakeOneRow()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        await person.NothingNewAsync();
        var (answers, plan) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());

        var both = await Task.WhenAll(
            person.PostAsync("/plan/begin", ("key", plan), ("protocol", "TU2024")), person.PostAsync("/screening/answers", ("key", answers), ("asked", "very_ill"), ("q.very_ill", "no")));
        Assert.All(both, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/plan/begin", ("key", plan), ("protocol", "TU2024"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/screening/answers", ("key", answers), ("asked", "very_ill"), ("q.very_ill", "no"))).Status);

        await using var db = clinic.NewContext(clinic.Ours);
        Assert.Equal(1, await db.Plans.CountAsync(p => p.PatientId == person.Id, Now));
        Assert.Equal(1, await db.Intakes.CountAsync(i => i.Id == Guid.Parse(answers), Now));
    }

    [Fact]
    public async Task Consent_SentWithoutAScreenOrAnExamination_IsRefusedAndStoresNothing()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.PostAsync("/plan/begin", ("protocol", ""));

        var refused = await AgreeAsync(person, await PlanAsync(person));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.False(await db.Consents.AnyAsync(c => c.PatientId == person.Id, Now));
        Assert.Equal(PlanState.Draft, (await PlanAsync(person)).State);
    }

    [Fact]
    public async Task Consent_ToAPlanInWhichMuchIsOpen_TellsEveryReason()
    {
        using var person = await ExaminedAsync();
        await person.PostAsync("/plan/begin", ("protocol", ""));
        await person.AnswerTheRestAsync();
        await person.SettleAllAsync();

        var refused = await AgreeAsync(person, await PlanAsync(person));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Page.QuerySelectorAll("[role=alert] li").Length >= 8, refused.Text);
    }

    [Fact]
    public async Task Consent_AfterSomethingNewWasTold_IsRefusedUntilThatIsSettled()
    {
        using var person = await ExaminedAsync();
        await person.PostAsync("/plan/begin", ("protocol", "TU2024"));
        await DecideAllAsync(person);
        await person.AnswerTheRestAsync();
        await person.SettleAllAsync();
        await person.PostAsync("/screening/answers", ("asked", "very_ill"), ("q.very_ill", "yes"));

        Assert.Equal(HttpStatusCode.Conflict, (await AgreeAsync(person, await PlanAsync(person))).Status);
    }

    [Fact]
    public async Task Change_OfWhatWasDecided_NeedsAReasonAndIsRecorded()
    {
        using var person = await ExaminedAsync();
        await person.PostAsync("/plan/begin", ("protocol", "TU2024"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync(person, "retention", ("minutes", "20"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await ChangeAsync(person, "retention", ("minutes", "20"), ("why", "Cannot lie longer"))).Status);

        var page = await person.GetAsync("/plan");
        Assert.Contains("Cannot lie longer", page.Page.QuerySelector("#changes")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Depth_BeyondTheEnvelope_IsAgreedToOnlyAfterConfirming()
    {
        using var person = await ExaminedAsync();
        await person.PostAsync("/plan/begin", ("protocol", "TU2024"));

        await ChangeAsync(person, "needle", ("point", "BL40"), ("side", "left"), ("least", "60"), ("most", "70"), ("why", "Test"));

        var confirm = (await person.GetAsync("/plan")).Page.QuerySelectorAll("input[name=caution]").Select(c => c.GetAttribute("value")).ToList();
        Assert.Contains("D01", confirm);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync(person, "confirm", ("point", "BL40"), ("side", "left"), ("caution", "D01"))).Status);
        await ChangeAsync(person, "confirm", ("point", "BL40"), ("side", "left"), ("caution", "D01"), ("why", "Thick calf, measured"));
        Assert.Contains("Thick calf, measured", (await person.GetAsync("/plan")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OverAVersionThatSomebodyElseChanged_ShowsBothAndCanBeSavedOver()
    {
        using var person = await ExaminedAsync();
        await person.PostAsync("/plan/begin", ("protocol", "TU2024"));
        var plan = await PlanAsync(person);
        await ChangeAsync(person, "retention", ("minutes", "25"), ("why", "First"));
        (string, string)[] mine = [("plan", plan.Id.ToString()), ("part", "retention"), ("version", "1"), ("minutes", "15"), ("why", "Second")];

        var stale = await person.PostAsync("/plan/change", mine);

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Contains("25", stale.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("15", stale.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        var over = TreatedPerson.Hidden(stale.Page.QuerySelector("main form")!);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/plan/change", over)).Status);
        Assert.Equal(15, PlanJson.TryRead((await PlanAsync(person)).Content)!.Content.Retention!.Minutes);
    }

    [Fact]
    public async Task Examination_OverAVersionThatSomebodyElseSaved_ShowsBothAndLosesNothing()
    {
        using var person = await ExaminedAsync();
        await using var db = clinic.NewContext(clinic.Ours);
        var row = await db.Assessments.SingleAsync(a => a.PatientId == person.Id, Now);
        (string, string)[] first = [("key", row.Id.ToString()), ("version", "1"), ("note", "Theirs"), ("f.RX3:left", "absent")];
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/assessment/sign", first)).Status);

        var stale = await person.PostAsync("/assessment/sign", [("key", row.Id.ToString()), ("version", "1"), ("note", "Mine"), ("f.RX3:left", "reduced")]);

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        var table = stale.Page.QuerySelector("table")!.TextContent;
        Assert.Contains("Theirs", table, StringComparison.Ordinal);
        Assert.Contains("Mine", table, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/assessment/sign", TreatedPerson.Hidden(stale.Page.QuerySelector("main form")!))).Status);
        await using var again = clinic.NewContext(clinic.Ours);
        Assert.Contains("Mine", (await again.Assessments.SingleAsync(a => a.PatientId == person.Id, Now)).Content, StringComparison.Ordinal);
        Assert.Contains("Theirs", (await again.EarlierVersions.Where(v => v.DocumentId == row.Id).OrderByDescending(v => v.Version).FirstAsync(Now)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examination_OfAWeakFoot_BlocksTreatmentButNotItsOwnCorrection()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        await person.NothingNewAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await person.ExamineAsync(("f.MY3:left", "3"))).Status);

        Assert.NotNull((await person.GetAsync("/screening")).Page.QuerySelector("#rule-R02"));
        await person.PostAsync("/plan/begin", ("protocol", ""));
        Assert.Equal(HttpStatusCode.Conflict, (await AgreeAsync(person, await PlanAsync(person))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.ExamineAsync()).Status);
    }

    [Fact]
    public async Task Codes_ThatMayNotStandTogether_AreRefusedWithTheReason()
    {
        using var person = await ExaminedAsync();

        var refused = await person.ExamineAsync(("code", "icd-10-cm:M54.32"), ("code", "icd-10-cm:M54.42"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("M54.32", string.Join(' ', refused.Wrong), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fill_OfAGroup_FillsStrengthAndNeverWhatMustBeAsked()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        await person.NothingNewAsync();

        var shown = await person.PostAsync("/assessment", ("version", "0"), ("fill", "dermatome"));

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal("normal", shown.Page.QuerySelector("input[name='f.DE1:left'][checked]")!.GetAttribute("value"));
        Assert.Equal("", shown.Page.QuerySelector("input[name='f.DE5:left'][checked]")!.GetAttribute("value"));
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.False(await db.Assessments.AnyAsync(a => a.PatientId == person.Id, Now));
    }

    private Task<TreatedPerson> ExaminedAsync() => TreatedPerson.ExaminedAsync(clinic);

    private static Task<Plan> PlanAsync(TreatedPerson person) => person.PlanAsync();

    private static Task<Answered> ChangeAsync(TreatedPerson person, string part, params (string, string)[] fields) => person.ChangePlanAsync(part, fields);

    private static Task<Answered> AgreeAsync(TreatedPerson person, Plan plan) => person.AgreeAsync(plan);

    private static Task DecideAllAsync(TreatedPerson person) => person.DecideAllAsync();
}

public sealed class PlanPageOnSqliteTests(RunningClinic clinic) : PlanPageTests(clinic), IClassFixture<RunningClinic>;

public sealed class PlanPageOnPostgreSqlTests(PostgreSqlClinic clinic) : PlanPageTests(clinic), IClassFixture<PostgreSqlClinic>;
