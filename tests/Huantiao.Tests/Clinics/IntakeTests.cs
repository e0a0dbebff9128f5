using System.Net;
using System.Text.Json;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>From a link to a stored screen, through the pages as they are without script.</summary>
public abstract class IntakeTests(RunningClinic clinic)
{
    [Fact]
    public async Task Intake_AnsweredToTheEnd_StoresAnswersConsentsMeasuresAndScreenAtOnce()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        var asked = await Intakes.AnswerAllAsync(phone, ("takes_any", "yes"), ("medicines", "Eliquis 5mg, zzyzx"), ("consent_research", "refused"), ("leg_now", "7"), ("fever", "not sure"));
        var check = await phone.GetAsync("/en/intake/check");
        Assert.Contains("Not recognised", check.Text, StringComparison.Ordinal);
        Assert.Empty(await Intakes.ScreeningsAsync(clinic, sent.Patient));

        var done = await phone.PostAsync("/en/intake/submit", ("name", "Anna Berg"));

        Assert.Equal("/en/intake/done", done.Location);
        Assert.InRange(asked, 25, 35);
        Assert.Contains("The clinic has your answers", (await phone.GetAsync("/en/intake/done")).Heading, StringComparison.Ordinal);
        var row = await Intakes.RowAsync(clinic, sent.Patient);
        Assert.Equal(IntakeState.Submitted, row.State);
        var screening = Assert.Single(await Intakes.ScreeningsAsync(clinic, sent.Patient));
        using var kept = JsonDocument.Parse(screening.Findings);
        var rules = kept.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString()).ToList();
        Assert.Contains("P01", rules, StringComparer.Ordinal);
        Assert.Equal("zzyzx", kept.RootElement.GetProperty("notRecognised")[0].GetString());
        Assert.Contains(kept.RootElement.GetProperty("unanswered").EnumerateArray(), u => u.GetProperty("question").GetString() == "fever" && u.GetProperty("why").GetString() == "not-sure");
        Assert.Equal("ask-first", screening.Decision);
        await using var db = clinic.NewContext(clinic.Ours);
        var consents = await db.Consents.Where(c => c.PatientId == sent.Patient.Id).ToDictionaryAsync(c => c.Purpose, TestContext.Current.CancellationToken);
        Assert.Equal(4, consents.Count);
        Assert.True(consents[ConsentPurpose.Treatment].Given);
        Assert.False(consents[ConsentPurpose.Research].Given);
        Assert.Equal("Anna Berg", consents[ConsentPurpose.Treatment].SignedAs);
        Assert.EndsWith("/treatment/2", consents[ConsentPurpose.Treatment].TextVersion, StringComparison.Ordinal);
        var measures = await db.Measurements.Where(m => m.PatientId == sent.Patient.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(7, measures.Single(m => m.Item == "leg_now").Value);
        Assert.Equal("HT_LEG_NRS", measures.Single(m => m.Item == "leg_now").Instrument);
        phone.Dispose();
    }

    [Fact]
    public async Task Intake_Sent_IsReadByAPractitionerAndNotByTheFrontDesk()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAllAsync(phone, ("saddle_numb", "yes"));
        await phone.PostAsync("/en/intake/submit", ("name", "Anna Berg"));
        var id = (await Intakes.RowAsync(clinic, sent.Patient)).Id;
        using var practitioner = await clinic.SignedInAsync(clinic.Ours, Role.Practitioner);
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);

        var read = await practitioner.GetAsync($"/en/clinic/patients/{sent.Patient.Id}/intake/{id}");
        var paper = await practitioner.GetAsync($"/zh-Hans/clinic/patients/{sent.Patient.Id}/intake/{id}/print");
        var state = await desk.GetAsync($"/en/clinic/patients/{sent.Patient.Id}/intake");

        Assert.Contains("Refer now", read.Page.QuerySelector("#screen")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("R01", read.Text, StringComparison.Ordinal);
        Assert.Contains("立即转诊", paper.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync($"/en/clinic/patients/{sent.Patient.Id}/intake/{id}")).Status);
        Assert.Contains("emergency answer", state.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("genitals", state.Text, StringComparison.Ordinal);
        var trail = await clinic.TrailAsync(clinic.Ours);
        Assert.Contains(trail, line => line.StartsWith($"Read intake {id}", StringComparison.Ordinal));
        Assert.Contains(trail, line => line.StartsWith($"Print intake {id}", StringComparison.Ordinal));
        phone.Dispose();
    }

    /// <summary>Before anything is sent: the person is told at once, on every page, and the row that the clinic's screens look at is marked.</summary>
    [Fact]
    public async Task Answer_ThatCallsForEmergencyCare_IsToldAndMarkedAtOnce()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAsync(phone, "bladder_bowel", "no");
        Assert.Null((await Intakes.RowAsync(clinic, sent.Patient)).EmergencyAt);

        await Intakes.AnswerAsync(phone, "saddle_numb", "yes");

        Assert.Equal(clinic.Clock.GetUtcNow(), (await Intakes.RowAsync(clinic, sent.Patient)).EmergencyAt);
        foreach (var page in new[] { "/en/intake/step", "/zh-Hans/intake/all", "/en/intake", "/en/intake/check" })
            Assert.NotEmpty((await phone.GetAsync(page)).Page.QuerySelectorAll("#emergency strong"));
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.Contains("an answer calls for emergency care: R01", StringComparison.Ordinal));
        phone.Dispose();
    }

    [Fact]
    public async Task Answer_PutTwiceUnderItsKey_IsOneAndOverAnotherIsStale()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await phone.GetAsync("/en/intake");
        var (first, second) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(phone, "fever", "no", first, "")).Status);
        var version = (await Intakes.RowAsync(clinic, sent.Patient)).Version;
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(phone, "fever", "no", first, "")).Status);
        Assert.Equal(version, (await Intakes.RowAsync(clinic, sent.Patient)).Version);
        var stale = await PutAsync(phone, "fever", "yes", second, "");
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Contains("\"fever\":\"no\"", (await Intakes.RowAsync(clinic, sent.Patient)).Answers, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(phone, "fever", "yes", second, first)).Status);
        Assert.Contains("\"fever\":\"yes\"", (await Intakes.RowAsync(clinic, sent.Patient)).Answers, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(phone, "weak_3", "no", second, "")).Status);
        phone.Dispose();
    }

    /// <summary>Many at once, as a queue that was offline sends them: none is lost.</summary>
    [Fact]
    public async Task Answers_SentAtOnce_AreAllKept()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await phone.GetAsync("/en/intake");
        string[] questions = ["fever", "cold_leg", "hot_calf", "cancer", "arms"];

        var answers = await Task.WhenAll(questions.Select(q => PutAsync(phone, q, "no", Guid.CreateVersion7().ToString(), "")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        var stored = (await Intakes.RowAsync(clinic, sent.Patient)).Answers;
        Assert.All(questions, q => Assert.Contains($"\"{q}\":\"no\"", stored, StringComparison.Ordinal));
        phone.Dispose();
    }

    [Fact]
    public async Task Answer_NotSureSkippedAndNotReached_AreThreeThings()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAsync(phone, "fever", "not sure");
        await Intakes.AnswerAsync(phone, "duration_weeks", "skip");
        var refused = await Intakes.AnswerAsync(phone, "age", "skip");
        var wrong = await Intakes.AnswerAsync(phone, "age", "200");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("200", wrong.Page.QuerySelector("input[name=a-age]")!.GetAttribute("value"));
        using var stored = JsonDocument.Parse((await Intakes.RowAsync(clinic, sent.Patient)).Answers);
        var answers = stored.RootElement.GetProperty("answers");
        Assert.True(answers.GetProperty("fever").GetProperty("notSure").GetBoolean());
        Assert.Equal(["duration_weeks"], stored.RootElement.GetProperty("skipped").EnumerateArray().Select(s => s.GetString()!));
        Assert.False(answers.TryGetProperty("age", out _));
        Assert.Single(answers.EnumerateObject());
        phone.Dispose();
    }

    /// <summary>"None of these" says no to what was on the page without an answer; what was said before stays, and another page is not touched.</summary>
    [Fact]
    public async Task NoneOfThese_WithOneAnsweredYes_SaysNoToTheRestOfItsGroupOnly()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        var page = await phone.GetAsync("/en/intake/step?q=fever");
        var group = page.Page.QuerySelector("button[name=rest]")!.GetAttribute("value")!;

        var refused = await Intakes.AnswerAsync(phone, page, [("hot_calf", "yes")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(4, refused.Page.QuerySelectorAll(".ask [id$=-wrong]").Length);
        Assert.Contains("\"hot_calf\":\"yes\"", (await Intakes.RowAsync(clinic, sent.Patient)).Answers, StringComparison.Ordinal);
        var gone = await Intakes.AnswerAsync(phone, refused, [("hot_calf", "yes"), ("very_ill", "not sure")], ("rest", group));

        Assert.Equal(HttpStatusCode.SeeOther, gone.Status);
        using var stored = JsonDocument.Parse((await Intakes.RowAsync(clinic, sent.Patient)).Answers);
        var answers = stored.RootElement.GetProperty("answers");
        Assert.Equal("yes", answers.GetProperty("hot_calf").GetString());
        Assert.True(answers.GetProperty("very_ill").GetProperty("notSure").GetBoolean());
        Assert.All(new[] { "tearing_pain", "cold_leg", "fever" }, q => Assert.Equal("no", answers.GetProperty(q).GetString()));
        Assert.Equal(5, answers.EnumerateObject().Count());
        phone.Dispose();
    }

    /// <summary>Enter in a form presses its first button: that must never be one which answers.</summary>
    [Theory]
    [InlineData("/en/intake/step?q=fever")]
    [InlineData("/en/intake/step?q=leg_now")]
    [InlineData("/en/intake/all")]
    public async Task Form_FirstButton_AnswersNothing(string address)
    {
        var (phone, _) = await Intakes.OpenedAsync(clinic);
        var first = (await phone.GetAsync(address)).Page.QuerySelector("form.asking")!.QuerySelectorAll("button").First(b => b.GetAttribute("type") != "button");

        Assert.False(first.HasAttribute("name"));
        phone.Dispose();
    }

    /// <summary>Left for the visit: no answer, which is never a no, and no number.</summary>
    [Fact]
    public async Task AtTheVisit_OfTheBaseline_PassesOverWhatIsOpenThere()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAsync(phone, "leg_now", "7");
        var page = await phone.GetAsync("/en/intake/step?q=leg_worst");
        Assert.Null((await phone.GetAsync("/en/intake/step?q=fever")).Page.QuerySelector("button[name=later]"));

        var gone = await Intakes.AnswerAsync(phone, page, [], ("later", "baseline"));

        Assert.Equal(HttpStatusCode.SeeOther, gone.Status);
        using var stored = JsonDocument.Parse((await Intakes.RowAsync(clinic, sent.Patient)).Answers);
        Assert.Equal(["leg_now"], stored.RootElement.GetProperty("answers").EnumerateObject().Select(a => a.Name));
        Assert.Contains("bother_weak", stored.RootElement.GetProperty("skipped").EnumerateArray().Select(s => s.GetString()!));
        phone.Dispose();
    }

    [Fact]
    public async Task Submit_WithSomethingOpenOrUnsigned_IsRefusedOnTheServer()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/intake/submit", ("name", "Anna Berg"))).Status);
        await Intakes.AnswerAllAsync(phone);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/intake/submit", ("name", " "))).Status);

        Assert.Equal(IntakeState.Draft, (await Intakes.RowAsync(clinic, sent.Patient)).State);
        Assert.Empty(await Intakes.ScreeningsAsync(clinic, sent.Patient));
        phone.Dispose();
    }

    [Fact]
    public async Task Submit_Twice_IsOnceAndFreezes()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAllAsync(phone);
        await phone.GetAsync("/en/intake/check");
        var both = await Task.WhenAll(phone.PostAsync("/en/intake/submit", ("name", "Anna Berg")), phone.PostAsync("/en/intake/submit", ("name", "Anna Berg")));

        Assert.All(both, answer => Assert.Equal("/en/intake/done", answer.Location));
        Assert.Single(await Intakes.ScreeningsAsync(clinic, sent.Patient));
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(phone, "fever", "yes", Guid.CreateVersion7().ToString(), "")).Status);
        Assert.Equal("/en/intake/done", (await phone.GetAsync("/en/intake/all")).Location);
        phone.Dispose();
    }

    [Fact]
    public async Task Amendment_OpenedAgainByTheClinic_IsScreenedAnewAndForgetsNothing()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAllAsync(phone, ("leg_now", "7"));
        await phone.PostAsync("/en/intake/submit", ("name", "Anna Berg"));
        var row = await Intakes.RowAsync(clinic, sent.Patient);
        using var practitioner = await clinic.SignedInAsync(clinic.Ours, Role.Practitioner);
        await practitioner.GetAsync("/en/clinic");
        var path = $"/en/clinic/patients/{sent.Patient.Id}/intake/{row.Id}/reopen";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await practitioner.PostAsync(path, ("reason", ""), ("version", $"{row.Version}"))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await practitioner.PostAsync(path, ("reason", "wrong leg"), ("version", "1"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await practitioner.PostAsync(path, ("reason", "wrong leg"), ("version", $"{row.Version}"))).Status);

        var again = await Intakes.SendAsync(clinic, sent.Patient);
        using var other = clinic.NewBrowser();
        await Intakes.OpenAsync(other, again.Code);
        await Intakes.AnswerAsync(other, "leg_now", "4");
        await Intakes.AnswerAsync(other, "hot_calf", "yes");
        await other.GetAsync("/en/intake/check");
        Assert.Equal("/en/intake/done", (await other.PostAsync("/en/intake/submit", ("name", "Anna Berg"))).Location);

        Assert.Equal(2, (await Intakes.ScreeningsAsync(clinic, sent.Patient)).Count);
        await using var db = clinic.NewContext(clinic.Ours);
        var readings = await db.Measurements.Where(m => m.PatientId == sent.Patient.Id && m.Item == "leg_now").OrderBy(m => m.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([7.0, 4.0], readings.Select(m => m.Value));
        Assert.Equal(readings[1].Id, readings[0].CorrectedBy);
        Assert.Equal(4, await db.Consents.CountAsync(c => c.PatientId == sent.Patient.Id, TestContext.Current.CancellationToken));
        Assert.Equal("/en/intake/open", (await phone.GetAsync("/en/intake")).Location);
        phone.Dispose();
    }

    [Fact]
    public async Task Consent_Withdrawn_StaysAndDoesNotCount()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        await Intakes.AnswerAllAsync(phone);
        await phone.PostAsync("/en/intake/submit", ("name", "Anna Berg"));
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var page = await desk.GetAsync($"/en/clinic/patients/{sent.Patient.Id}/intake");
        var withdraw = page.Page.QuerySelectorAll("form").Select(f => f.GetAttribute("action")!).Where(a => a.EndsWith("/withdraw", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, withdraw.Count);

        foreach (var action in withdraw)
            Assert.Equal(HttpStatusCode.SeeOther, (await desk.PostAsync(action)).Status);

        await using var db = clinic.NewContext(clinic.Ours);
        Assert.All(await db.Consents.Where(c => c.PatientId == sent.Patient.Id).ToListAsync(TestContext.Current.CancellationToken), c => Assert.True(c is { Given: true, WithdrawnAt: not null }));
        phone.Dispose();
    }

    /// <summary>All on one page: a part is saved, what follows is shown next, and the rest waits.</summary>
    [Fact]
    public async Task AllOnOne_HalfFilled_KeepsItAndAsksWhatFollows()
    {
        var (phone, sent) = await Intakes.OpenedAsync(clinic);
        var page = await phone.GetAsync("/en/intake/all");
        Assert.True(page.Page.QuerySelector("#q-pain_after_cancer")!.HasAttribute("hidden"));

        var saved = await phone.PostAsync("/en/intake/all", ("a-fever", "no"), ("a-cancer", "yes"), ("a-age", "５２"));

        Assert.StartsWith("/en/intake/all?more=1#q-", saved.Location, StringComparison.Ordinal);
        Assert.False((await phone.GetAsync("/en/intake/all")).Page.QuerySelector("#q-pain_after_cancer")!.HasAttribute("hidden"));
        Assert.Contains("\"age\":52", (await Intakes.RowAsync(clinic, sent.Patient)).Answers, StringComparison.Ordinal);
        phone.Dispose();
    }

    private static Task<Answered> PutAsync(ClinicBrowser phone, string question, string answer, string key, string over)
    {
        var request = phone.Form("/en/intake/answers/" + question, ("a-" + question, answer), ("key-" + question, key), ("over-" + question, over));
        request.Method = HttpMethod.Put;
        request.Headers.Add("X-Request-Token", phone.Token);
        request.Headers.Add("Accept", "application/json");
        return phone.SendAsync(request);
    }
}

public sealed class IntakeOnSqliteTests(RunningClinic clinic) : IntakeTests(clinic), IClassFixture<RunningClinic>;

public sealed class IntakeOnPostgreSqlTests(PostgreSqlClinic clinic) : IntakeTests(clinic), IClassFixture<PostgreSqlClinic>;
