using System.Net;
using Huantiao.Care.Intake;
using Huantiao.Records.Clinical;
using Huantiao.Records.Clinics;
using Huantiao.Tests.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Treat;

/// <summary>The screen on the real server: what blocks cannot be gone round by sending forms, and each finding is settled as its rule says and not otherwise.</summary>
public abstract class ScreeningGateTests(RunningClinic clinic)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Examination_WithoutAnyAnswers_IsRefusedAndNothingIsStored()
    {
        using var person = await TreatedPerson.NewAsync(clinic);

        var refused = await person.ExamineAsync();

        Assert.Equal((HttpStatusCode.Conflict, "Not yet"), (refused.Status, refused.Heading));
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.False(await db.Assessments.AnyAsync(a => a.PatientId == person.Id, Now));
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.StartsWith("Refused assessment " + person.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examination_WithOneMustAskQuestionOpen_IsRefused()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless.With("saddle_numb", IntakeAnswer.NotAsked));
        await person.NothingNewAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await person.ExamineAsync()).Status);
    }

    [Fact]
    public async Task Emergency_Stands_UntilADocumentWithAuthorAndDateSettlesIt()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless.With("foot_drop", IntakeAnswer.Yes));
        await person.NothingNewAsync();
        var page = await person.GetAsync("/screening");
        Assert.Contains("Stop: no treatment", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await person.ExamineAsync()).Status);
        var fields = TreatedPerson.Hidden(page.Page.QuerySelector("#rule-R02 form")!);

        // A reason alone is no document, and tomorrow's letter is not there yet.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.PostAsync("/screening/settle", [.. fields, ("reason", "He looks well")])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.PostAsync("/screening/settle", [.. fields, ("document", "Letter"), ("author", "Dr B"), ("dated", "2026-12-24")])).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/screening/settle", [.. fields, ("document", "Letter"), ("author", "Dr B"), ("dated", "2026-11-20")])).Status);

        await using var db = clinic.NewContext(clinic.Ours);
        var row = await db.Resolutions.SingleAsync(r => r.PatientId == person.Id, Now);
        Assert.Equal(("R02", ResolutionKind.Resolved, "Letter", "Dr B"), (row.Rule, row.Kind, row.Document, row.DocumentAuthor));
        await person.SettleAllAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await person.ExamineAsync()).Status);
    }

    [Fact]
    public async Task Settling_ForAnswersThatHaveChangedSince_SettlesNothing()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless.With("fever", IntakeAnswer.Yes));
        await person.NothingNewAsync();
        var fields = TreatedPerson.Hidden((await person.GetAsync("/screening")).Page.QuerySelector("#rule-R05 form")!);
        await person.TellAsync(TreatedPerson.Harmless.With("fever", IntakeAnswer.Yes).With("infection", IntakeAnswer.Yes));

        var late = await person.PostAsync("/screening/settle", [.. fields, ("document", "Letter"), ("author", "Dr B"), ("dated", "2026-11-20")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("This has changed since the page was shown", late.Text, StringComparison.Ordinal);
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.False(await db.Resolutions.AnyAsync(r => r.PatientId == person.Id, Now));
    }

    [Fact]
    public async Task Settling_WithALapsedLicence_IsForbidden()
    {
        using var person = await TreatedPerson.NewAsync(clinic, new(2026, 11, 1));
        await person.TellAsync(TreatedPerson.Harmless.With("fever", IntakeAnswer.Yes));
        await person.NothingNewAsync();
        var fields = TreatedPerson.Hidden((await person.GetAsync("/screening")).Page.QuerySelector("#rule-R05 form")!);

        Assert.Equal(HttpStatusCode.Forbidden, (await person.PostAsync("/screening/settle", [.. fields, ("document", "L"), ("author", "B"), ("dated", "2026-11-20")])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.ExamineAsync()).Status);
    }

    [Fact]
    public async Task PassingOver_AQuestionWhoseAnswerCouldStopTreatment_IsRefused()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless.With("saddle_numb", IntakeAnswer.NotSure).With("epilepsy", IntakeAnswer.NotSure));
        await person.NothingNewAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.PostAsync("/screening/pass-over", ("question", "saddle_numb"), ("reason", "No time"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/screening/pass-over", ("question", "epilepsy"), ("reason", "Asked the neurologist"))).Status);
        Assert.DoesNotContain("name=\"q.epilepsy\"", (await person.GetAsync("/screening")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaffAnswers_KeepWhoTookThemDown_AndSentTwiceAreOne()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        (string, string)[] fields = [("key", Guid.CreateVersion7().ToString()), ("asked", "fever"), ("q.fever", "yes")];

        await person.PostAsync("/screening/answers", fields);
        await person.PostAsync("/screening/answers", fields);

        var page = await person.GetAsync("/screening");
        Assert.NotNull(page.Page.QuerySelector("#rule-R05"));
        Assert.Contains("taken down by Dr Needle", page.Text, StringComparison.Ordinal);
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.Equal(2, await db.Intakes.CountAsync(i => i.PatientId == person.Id, Now));
    }

    [Fact]
    public async Task Taps_NotAllAnsweredWithNo_OpenTheQuestionsBehindThem()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        await person.NothingNewAsync();
        Assert.DoesNotContain("name=\"q.medicines\"", (await person.GetAsync("/screening")).Text, StringComparison.Ordinal);

        await person.PostAsync("/screening/changes", ("q.change_medicines", "yes"), ("q.change_body", "no"), ("q.change_health", "no"), ("q.change_after", "no"), ("q.cannot_cooperate", "no"));

        Assert.Contains("name=\"q.takes_any\"", (await person.GetAsync("/screening")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Medicine_NotRecognised_IsShownAndOpenUntilSomebodySaysWhatItIs()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless.With("takes_any", IntakeAnswer.Yes).With("medicines", new IntakeAnswer.Text("Zzyxoquin 5 mg")));
        await person.NothingNewAsync();
        var form = (await person.GetAsync("/screening")).Page.QuerySelector("form[action$='/clarify']")!;

        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/screening/clarify", [.. TreatedPerson.Hidden(form), ("ingredient", "warfarin"), ("reason", "The box")])).Status);

        var page = (await person.GetAsync("/screening")).Page;
        Assert.Null(page.QuerySelector("form[action$='/clarify']"));
        Assert.NotNull(page.QuerySelector("#rule-P01"));
    }

    [Fact]
    public async Task Screening_ForTheFrontDesk_IsClosed()
    {
        var patient = await clinic.PatientAsync(clinic.Ours, "Closed Person");
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);

        foreach (var page in new[] { "screening", "assessment", "plan", "plan/letter" })
            Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync($"/en/clinic/patients/{patient}/{page}")).Status);
    }
}

public sealed class ScreeningGateOnSqliteTests(RunningClinic clinic) : ScreeningGateTests(clinic), IClassFixture<RunningClinic>;

public sealed class ScreeningGateOnPostgreSqlTests(PostgreSqlClinic clinic) : ScreeningGateTests(clinic), IClassFixture<PostgreSqlClinic>;
