using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Huantiao.Records.Clinical;
using Huantiao.Records.Measures;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Courses;

/// <summary>From the first needle to the review on the real server: readings by link and by staff, what is missing and why, the course and its figures.</summary>
public sealed class CourseTests(CourseClinic clinic) : IClassFixture<CourseClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calendar_FromTheFirstNeedleOn_StandsOnceAndBeginsAtTheNeedle()
    {
        using var person = await clinic.NeedledAsync();
        await person.GetAsync("/course");

        var calendar = await clinic.CalendarAsync(person.Id);
        Assert.Equal(["week-2", "week-4", "week-12", "week-26", "week-52"], calendar.Select(r => r.Timepoint));
        await using var db = clinic.NewContext(clinic.Ours);
        var began = await db.MeasuredCourses.SingleAsync(c => c.PatientId == person.Id, Now);
        Assert.All(calendar, r => Assert.Equal(began.CourseId, r.CourseId));
        Assert.Equal(began.StartedAt.AddDays(14), calendar[0].DueAt);
        Assert.Equal(clinic.Address.GetLeftPart(UriPartial.Authority), calendar[0].Address);
    }

    /// <summary>Without signing in and without script: the code goes in a form, the answer is stored once, and the person sees their course, without their name.</summary>
    [Fact]
    public async Task Reading_ByTheLink_IsStoredOnceAndThenShowsTheCourse()
    {
        using var person = await clinic.NeedledAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(14));
        var secret = await CourseClinic.LinkAsync(await AgainAsync(person));
        using var phone = clinic.NewBrowser();
        await phone.GetAsync("/en/reading");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/reading", ("code", "K7QD-M2XW"))).Status);

        var asked = await phone.PostAsync("/en/reading", ("code", secret));
        Assert.Equal(["m.HT_LEG_NRS.leg_now", "m.HT_BACK_NRS.back_avg", "m.HT_CHANGE.change"], asked.Page.QuerySelectorAll("main form > fieldset input[type=radio]").Select(i => i.GetAttribute("name")!).Distinct());
        Assert.DoesNotContain("Invented", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/reading/answer", ("code", secret))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/reading/answer", ("code", secret), ("m.HT_LEG_NRS.leg_now", "11"))).Status);
        var given = await phone.PostAsync("/en/reading/answer", ("code", secret), ("m.HT_LEG_NRS.leg_now", "4"), ("m.HT_CHANGE.change", "-1"), ("m.HT_LEG_NRS.leg_worst", ""));
        var twice = await phone.PostAsync("/en/reading/answer", ("code", secret), ("m.HT_LEG_NRS.leg_now", "9"));

        foreach (var page in new[] { given, twice })
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotNull(page.Page.QuerySelector("svg.chart-course"));
            Assert.DoesNotContain("Invented", page.Text, StringComparison.Ordinal);
        }

        await using var db = clinic.NewContext(clinic.Ours);
        var request = await db.ReadingRequests.SingleAsync(r => r.PatientId == person.Id && r.AnsweredAt != null, Now);
        Assert.Equal(("week-2", null), (request.Timepoint, request.TakenBy));
        var rows = await db.Measurements.Where(m => m.RequestId == request.Id).OrderBy(m => m.Item).ToListAsync(Now);
        Assert.Equal([("change", -1.0), ("leg_now", 4.0)], rows.Select(r => (r.Item, r.Value)));
        Assert.All(rows, r => Assert.Equal((MeasurementSource.Remote, null), (r.Source, r.RecordedBy)));
    }

    [Fact]
    public async Task Reading_ThatTellsOfAnotherTreatment_MarksWhatFollows()
    {
        using var person = await clinic.NeedledAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(14));
        var secret = await CourseClinic.LinkAsync(await AgainAsync(person));
        using var phone = clinic.NewBrowser();
        await phone.GetAsync("/en/reading");

        await phone.PostAsync("/en/reading/answer", ("code", secret), ("m.HT_LEG_NRS.leg_now", "5"), ("changed", "yes"));

        using var review = await FiguresAsync(person);
        Assert.Equal([false, true], review.RootElement.GetProperty("readings").EnumerateArray().Select(r => r.GetProperty("treatmentChanged").GetBoolean()));
        // It was a mistake: the reading counts again.
        await using var db = clinic.NewContext(clinic.Ours);
        var change = await db.CourseChanges.SingleAsync(c => c.PatientId == person.Id, Now);
        await person.PostAsync("/course/retract", ("change", change.Id.ToString()));
        using var after = await FiguresAsync(person);
        Assert.All(after.RootElement.GetProperty("readings").EnumerateArray(), r => Assert.False(r.GetProperty("treatmentChanged").GetBoolean()));
    }

    [Fact]
    public async Task Reading_AfterItsDays_IsTakenAndMarkedLate()
    {
        using var person = await clinic.NeedledAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(HttpStatusCode.SeeOther, (await (await AgainAsync(person)).PostAsync("/course/reading", ("m.HT_LEG_NRS.leg_now", "3"))).Status);

        using var review = await FiguresAsync(person);
        var last = review.RootElement.GetProperty("readings").EnumerateArray().Last();
        Assert.Equal((true, true), (last.GetProperty("late").GetBoolean(), last.GetProperty("staffEntered").GetBoolean()));
        Assert.Contains("given late", (await person.GetAsync("/course")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_WithItsReason_IsAskedForNoMore()
    {
        using var person = await clinic.NeedledAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(15));
        await AgainAsync(person);
        Assert.Contains("Invented Person", (await person.Browser.GetAsync("/en/clinic/readings")).Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var reading = (await clinic.CalendarAsync(person.Id))[0];

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.PostAsync("/course/missing", ("reading", reading.Id.ToString()), ("why", "no-idea"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await person.PostAsync("/course/missing", ("reading", Guid.CreateVersion7().ToString()), ("why", "declined"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/course/missing", ("reading", reading.Id.ToString()), ("why", "not-reached"), ("note", "Three calls"))).Status);

        reading = (await clinic.CalendarAsync(person.Id))[0];
        Assert.Equal((MissingReason.NotReached, "Three calls", null), (reading.Missing, reading.MissingNote, reading.NextLetterAt));
        Assert.Contains("could not be reached", (await person.GetAsync("/course")).Text, StringComparison.Ordinal);
    }

    /// <summary>What the page says, the export says, R works out again from the export, and the review keeps.</summary>
    [Fact]
    public async Task Review_OfACourse_KeepsTheDecisionAndTheFiguresThatThePageShowed()
    {
        using var person = await clinic.NeedledAsync();
        foreach (var (days, value) in new[] { (14, 5.0), (13, 3.0) })
        {
            clinic.Clock.Advance(TimeSpan.FromDays(days));
            await clinic.ScoreAsync(person.Id, value);
        }

        clinic.Clock.Advance(TimeSpan.FromDays(1));
        var page = (await (await AgainAsync(person)).GetAsync("/course")).Page;
        using var figures = await FiguresAsync(person);
        var result = figures.RootElement.GetProperty("result");
        Assert.Equal("continue", result.GetProperty("advice").GetString());
        Assert.Equal("Going on makes sense", page.QuerySelector("#advice")!.TextContent);
        var shown = page.QuerySelectorAll("main dl.facts dd").Take(2).Select(d => d.TextContent).ToList();
        Assert.Equal([InHundred(result.GetProperty("byReview").GetDouble()), InHundred(result.GetProperty("byHorizon").GetDouble())], shown);
        await RAgreesAsync(figures.RootElement);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.PostAsync("/course/review", ("decision", "continue"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/course/review", ("decision", "continue"), ("reason", "Walks again"))).Status);

        await using var db = clinic.NewContext(clinic.Ours);
        var kept = await db.CourseReviews.SingleAsync(r => r.PatientId == person.Id, Now);
        Assert.Equal((ReviewDecision.Continue, "Walks again", "continue"), (kept.Decision, kept.Reason, kept.Advice));
        using var stored = JsonDocument.Parse(kept.Figures!);
        Assert.Equal(result.GetProperty("byHorizon").GetDouble(), stored.RootElement.GetProperty("result").GetProperty("byHorizon").GetDouble(), 1e-6);
        Assert.Contains("Walks again", (await person.GetAsync("/course")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Course_ThatWorsens_LeadsToTheDangerSigns()
    {
        using var person = await clinic.NeedledAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(7));
        await clinic.ScoreAsync(person.Id, 10);

        var page = (await (await AgainAsync(person)).GetAsync("/course")).Page;

        Assert.StartsWith("Worse", page.QuerySelector("#advice")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/screening/changes", page.QuerySelector("section.stop a.button")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Course_OfSomebodyWithTooFewReadings_SaysWhyAndAdvisesNothing()
    {
        using var person = await clinic.NeedledAsync();

        var page = (await person.GetAsync("/course")).Page;

        Assert.Equal("No advice yet", page.QuerySelector("#advice")!.TextContent);
        Assert.Contains("At least 2 are needed", page.QuerySelector("section[aria-labelledby=advice]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("in 100", page.QuerySelector("section[aria-labelledby=advice]")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>What is asked at a visit before needles go in becomes a reading that staff have typed.</summary>
    [Fact]
    public async Task Changes_AtAVisit_TakeTheLegPainToo()
    {
        using var person = await clinic.NeedledAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(3));
        var page = (await (await AgainAsync(person)).GetAsync("/screening/changes")).Page;
        var taps = page.QuerySelectorAll("input[name=asked]").Select(i => ("q." + i.GetAttribute("value"), "no"));

        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/screening/changes", [.. taps, ("m.HT_LEG_NRS.leg_now", "6")])).Status);

        await using var db = clinic.NewContext(clinic.Ours);
        var taken = await db.Measurements.OrderByDescending(m => m.At).FirstAsync(m => m.PatientId == person.Id && m.Item == "leg_now", Now);
        Assert.Equal((6.0, MeasurementSource.Visit), (taken.Value, taken.Source));
        Assert.NotNull(taken.RecordedBy);
    }

    /// <summary>The clinic's own instrument: what cannot be asked as written is refused by name, what can is asked with the main reading.</summary>
    [Fact]
    public async Task Instrument_OfTheClinic_IsRefusedOrAskedAtTheMainReading()
    {
        using var administrator = await clinic.SignedInAsync(clinic.Ours, Huantiao.Records.Clinics.Role.Administrator);
        await administrator.GetAsync("/en/clinic/measures");
        (string, string)[] Fields(string type) =>
        [
            ("key", Guid.CreateVersion7().ToString()), ("name", "IDX"), ("scoring", "sum"), ("better", "lower"), ("licence", "Letter of 2026"),
            ("questionnaire", $$"""{"resourceType":"Questionnaire","status":"active","title":"Our index","item":[{"linkId":"q1","type":"{{type}}","text":"Do you sleep badly?"}]}"""),
        ];

        var refused = await administrator.PostAsync("/en/clinic/measures", Fields("string"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("\"string\" are not known here", refused.Page.QuerySelector("section.care")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/en/clinic/measures?done=saved", (await administrator.PostAsync("/en/clinic/measures", Fields("boolean"))).Location);

        using var person = await clinic.NeedledAsync();
        clinic.Clock.Advance(TimeSpan.FromDays(28));
        var page = await (await AgainAsync(person)).GetAsync("/course");
        Assert.Contains("Do you sleep badly?", page.Text, StringComparison.Ordinal);
        await person.PostAsync("/course/reading", ("m.HT_LEG_NRS.leg_now", "3"), ("m.X-IDX.q1", "1"));
        Assert.Contains("Our index", (await person.GetAsync("/course")).Page.QuerySelector("section[aria-labelledby=instruments]")!.TextContent, StringComparison.Ordinal);

        // For the other tests of this clinic it is asked no more.
        await using var db = clinic.NewContext(clinic.Ours);
        var row = await db.ClinicInstruments.SingleAsync(Now);
        await administrator.PostAsync("/en/clinic/measures/retire", ("instrument", row.Id.ToString()));
        Assert.DoesNotContain("Do you sleep badly?", (await person.GetAsync("/course")).Page.QuerySelector("section[aria-labelledby=take]")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Sessions of staff end with the hours: whoever comes back after days signs in anew.</summary>
    private async Task<Treat.TreatedPerson> AgainAsync(Treat.TreatedPerson person)
    {
        await clinic.SignedInAgainAsync(person);
        return person;
    }

    private static async Task<JsonDocument> FiguresAsync(Treat.TreatedPerson person)
    {
        var file = await person.GetAsync("/course.json");
        Assert.True(file.Status == HttpStatusCode.OK, file.Text);
        return JsonDocument.Parse(file.Text);
    }

    private static string InHundred(double probability) => probability switch
    {
        < 0.01 => "fewer than 1 in 100",
        > 0.99 => "more than 99 in 100",
        _ => $"about {Math.Round(100 * probability).ToString(CultureInfo.InvariantCulture)} in 100",
    };

    /// <summary>docs/prognosis.R on the export of the page; skipped in silence only where there is no R and it is no build server.</summary>
    private static async Task RAgreesAsync(JsonElement figures)
    {
        var file = Path.Combine(Path.GetTempPath(), $"course-{Guid.CreateVersion7():N}.json");
        await File.WriteAllTextAsync(file, figures.GetRawText(), Now);
        try
        {
            using var r = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", Path.Combine(Repository.Root, "docs", "prognosis.R"), file]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var said = (await r.StandardOutput.ReadToEndAsync(Now)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToDictionary(c => c[0], c => double.Parse(c[1], CultureInfo.InvariantCulture));
            await r.WaitForExitAsync(Now);
            foreach (var name in new[] { "byReview", "byHorizon" })
                Assert.Equal(figures.GetProperty("result").GetProperty(name).GetDouble(), said[name], 1e-10);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "R with jsonlite is needed: apt-get install r-base-core r-cran-jsonlite");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
