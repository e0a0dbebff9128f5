using System.Globalization;
using System.Net;
using Huantiao.Records.Auditing;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Measures;
using Huantiao.Tests.Treat;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Courses;

/// <summary>The end of a treatment on the real server: its plan is closed, readings go on, and the papers say what was measured and what nobody can tell.</summary>
public sealed class DischargeTests(CourseClinic clinic) : IClassFixture<CourseClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task End_OfATreatment_ClosesItsPlanAndOnlyANewOneOpensASession()
    {
        using var person = await clinic.SignedAsync();

        var ended = await EndAsync(person, "goals-met");

        Assert.Equal(HttpStatusCode.SeeOther, ended.Status);
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            var row = await db.Discharges.SingleAsync(d => d.PatientId == person.Id, Now);
            Assert.Equal((EndReason.GoalsMet, DateOnly.FromDateTime(clinic.Clock.GetUtcNow().UtcDateTime), "Keep walking"), (row.Reason, row.EndedOn, row.Recommendation));
            Assert.Equal(PlanState.Ended, (await db.Plans.SingleAsync(p => p.PatientId == person.Id, Now)).State);
        }

        var refused = await person.PostAsync("/sessions");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("The treatment has ended", refused.Text, StringComparison.Ordinal);
        foreach (var (path, fields) in new[] { ("/plan/revise", new[] { ("plan", await PlanAsync(person)) }), ("/plan/withdraw", [("plan", await PlanAsync(person))]) })
            await person.PostAsync(path, fields);
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            Assert.Equal(1, await db.Plans.CountAsync(p => p.PatientId == person.Id, Now));
            Assert.True(await db.Consents.AnyAsync(c => c.PatientId == person.Id && c.Purpose == ConsentPurpose.Plan && c.WithdrawnAt == null, Now));
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/plan/begin", ("protocol", ""))).Status);
        await using var after = clinic.NewContext(clinic.Ours);
        Assert.Equal(2, await after.Plans.CountAsync(p => p.PatientId == person.Id, Now));
    }

    [Fact]
    public async Task End_WithASessionThatNobodyHasSigned_IsRefused()
    {
        using var person = await clinic.NeedledAsync();

        var refused = await EndAsync(person, "own-wish");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.False(await db.Discharges.AnyAsync(d => d.PatientId == person.Id, Now));
        Assert.Equal(PlanState.Agreed, (await db.Plans.SingleAsync(p => p.PatientId == person.Id, Now)).State);
    }

    /// <summary>Sent twice, it ends once; put right, the earlier words stay; "other" wants words; no day before the first needle or after today.</summary>
    [Fact]
    public async Task End_SentTwiceAndPutRight_IsOneRowWhoseEarlierWordsAreKept()
    {
        using var person = await TreatedEnoughAsync();
        var key = Guid.CreateVersion7().ToString();
        foreach (var (reason, day) in new[] { ("other", 0), ("moved", -400), ("moved", 2), ("no-such-reason", 0) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.PostAsync("/discharge", ("key", key), ("reason", reason), ("on", Day(day)))).Status);

        for (var i = 0; i < 2; i++)
            await person.PostAsync("/discharge", ("key", key), ("reason", "moved"), ("on", Day(0)));
        await person.PostAsync("/discharge", ("key", key), ("version", "1"), ("reason", "other"), ("why", "A new job"), ("on", Day(0)));

        await using var db = clinic.NewContext(clinic.Ours);
        var row = await db.Discharges.SingleAsync(d => d.PatientId == person.Id, Now);
        Assert.Equal((EndReason.Other, "A new job"), (row.Reason, row.Why));
        using var earlier = System.Text.Json.JsonDocument.Parse((await db.EarlierVersions.SingleAsync(v => v.DocumentId == row.Id, Now)).Content);
        Assert.Equal((int)EndReason.Moved, earlier.RootElement.GetProperty("reason").GetInt32());
        var stale = await person.PostAsync("/discharge", ("key", key), ("version", "1"), ("reason", "referred"), ("on", Day(0)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
    }

    /// <summary>Letters and links are still made for the readings of the year; with fewer sessions than agreed later readings are marked, whatever the reason said.</summary>
    [Theory]
    [InlineData("goals-met")]
    [InlineData("no-improvement")]
    public async Task End_BeforeTheAgreedSessions_LetsReadingsGoOnAndMarksThem(string reason)
    {
        using var person = await TreatedEnoughAsync();
        var calendar = await clinic.CalendarAsync(person.Id);

        await EndAsync(person, reason);

        Assert.Equal(calendar.Select(r => (r.Id, r.NextLetterAt)), (await clinic.CalendarAsync(person.Id)).Select(r => (r.Id, r.NextLetterAt)));
        var page = await person.GetAsync("/discharge");
        Assert.Contains("Nothing is sent by e-mail", page.Text, StringComparison.Ordinal);
        Assert.Equal(4, page.Page.QuerySelectorAll("#on + p + ul li").Length);
        await using var db = clinic.NewContext(clinic.Ours);
        var change = await db.CourseChanges.SingleAsync(c => c.PatientId == person.Id, Now);
        Assert.Equal(CourseChangeKind.Stopped, change.Kind);
        clinic.Clock.Advance(calendar[1].DueAt - clinic.Clock.GetUtcNow());
        await clinic.ScoreAsync(person.Id, 2);
        await clinic.SignedInAgainAsync(person);
        using var figures = System.Text.Json.JsonDocument.Parse((await person.GetAsync("/course.json")).Text);
        Assert.Equal([false, false, true], figures.RootElement.GetProperty("readings").EnumerateArray().Select(r => r.GetProperty("treatmentChanged").GetBoolean()));
    }

    /// <summary>The papers' numbers are those of the rows; neither speaks of a change without saying that people get better with sham needles too.</summary>
    [Theory]
    [InlineData("en", "summary")]
    [InlineData("en", "letter")]
    [InlineData("zh-Hans", "summary")]
    [InlineData("zh-Hans", "letter")]
    public async Task Papers_OfAnEndedTreatment_SayWhatTheRowsSayAndWhatNobodyKnows(string language, string paper)
    {
        using var person = await TreatedEnoughAsync();
        await EndAsync(person, "goals-met");

        var page = await person.Browser.GetAsync(person.Root.Replace("/en/", $"/{language}/", StringComparison.Ordinal) + "/discharge/" + paper);

        var text = page.Page.QuerySelector("article.letter")!.TextContent;
        Assert.Contains("7.0", text, StringComparison.Ordinal);
        Assert.Contains("4.0", text, StringComparison.Ordinal);
        Assert.Contains("3.0", text, StringComparison.Ordinal);
        Assert.Contains("Keep walking", text, StringComparison.Ordinal);
        Assert.Contains(language == "en" ? "got better with sham acupuncture too" : "接受假针刺也会好转", text, StringComparison.Ordinal);
        Assert.Contains(language == "en" ? "nobody can tell for one person" : "无法断定变化是否来自针刺", text, StringComparison.Ordinal);
        Assert.Contains(language == "en" ? "None was recorded" : "没有记录", text, StringComparison.Ordinal);
        Assert.Equal(paper == "summary", page.Page.QuerySelector("svg.chart-course") is not null);
        Assert.Equal(paper == "summary", page.Page.QuerySelector("#flags") is not null);
        Assert.Equal(paper == "letter", text.Contains("GB30", StringComparison.Ordinal));
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.True(await db.AuditEntries.AnyAsync(e => e.PatientId == person.Id && e.Action == AuditAction.Print && e.Kind == "discharge_" + paper, Now));
    }

    [Fact]
    public async Task Papers_OfATreatmentWithoutAReadingAfterwards_SayThatNothingCanBeSaid()
    {
        using var person = await clinic.SignedAsync();
        await EndAsync(person, "lost-to-follow-up");

        var text = (await person.GetAsync("/discharge/summary")).Page.QuerySelector("article")!.TextContent;

        Assert.Contains("What changed cannot be said", text, StringComparison.Ordinal);
        Assert.DoesNotContain("points better", text, StringComparison.Ordinal);
    }

    /// <summary>One session signed, and leg pain 7 before it and 4 after two weeks.</summary>
    private async Task<TreatedPerson> TreatedEnoughAsync()
    {
        var person = await clinic.SignedAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(22));
        await clinic.ScoreAsync(person.Id, 4);
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        await clinic.SignedInAgainAsync(person);
        return person;
    }

    private Task<Clinics.Answered> EndAsync(TreatedPerson person, string reason) =>
        person.PostAsync("/discharge", ("reason", reason), ("on", Day(0)), ("recommendation", "Keep walking"));

    private string Day(int from) => clinic.Clock.GetUtcNow().UtcDateTime.AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<string> PlanAsync(TreatedPerson person)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        return (await db.Plans.Where(p => p.PatientId == person.Id).Select(p => p.Id).SingleAsync(Now)).ToString();
    }
}
