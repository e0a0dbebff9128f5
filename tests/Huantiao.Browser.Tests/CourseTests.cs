using System.Text.RegularExpressions;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>A reading on the person's own phone, without script, and the course as the person and the practitioner see it: phone, tablet and desk, both languages, light, dark and print.</summary>
[Collection(nameof(Browser))]
public sealed partial class CourseTests(Browser browser)
{
    /// <summary>As docs/methods/intake.md counts: one second a tap, 238 words a minute for English.</summary>
    private const double SecondsATap = 1;
    private const double WordsASecond = 238.0 / 60;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390, "en", ColorScheme.Light)]
    [InlineData(820, "zh-Hans", ColorScheme.Dark)]
    public async Task Reading_WithoutScript_TakesFourTapsAndShowsTheCourse(int width, string language, ColorScheme scheme)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var staff = await clinic.OpenAsync(width, scheme);
        var person = await TreatedVisitor.WithAPlanAsync(clinic, staff, language);
        await NeedledAsync(clinic, person, days: 14, (-15, 7), (-7, 6));
        var root = $"{clinic.Address}/{language}/clinic/patients/{person.Id}/course";
        await staff.GotoAsync(root);
        await TreatTests.LooksRightAsync(staff, $"course-{width}-{language}");
        await staff.ClickAsync("form[action$='/course/link'] button");
        var link = await staff.Locator("#link").TextContentAsync();
        await TreatTests.LooksRightAsync(staff, $"reading-link-{width}-{language}");

        var context = await browser.NewContextAsync(width, 844, scheme, script: false);
        var phone = await context.NewPageAsync();
        await phone.GotoAsync(link!.Trim());
        await phone.FillAsync("#code", link.Split('#')[1].Trim());
        await phone.ClickAsync("main form button");
        // axe needs script: the same pages on another phone that has it.
        var other = await (await browser.NewContextAsync(width, 844, scheme)).NewPageAsync();
        await OpenAsync(other, link);
        await TreatTests.LooksRightAsync(other, $"reading-{width}-{language}");
        var (taps, seconds) = (0, 0.0);
        foreach (var (name, value) in new[] { ("m.HT_LEG_NRS.leg_now", "3"), ("m.HT_BACK_NRS.back_avg", "2"), ("m.HT_CHANGE.change", "2") })
        {
            await phone.ClickAsync($"label:has(input[name='{name}'][value='{value}'])");
            taps++;
        }

        if (language == "en")
        {
            // What has to be read to give it: the three questions, their anchors and words, and the button. A row of numbers is looked at, not read.
            var read = string.Join(' ', await phone.Locator("h1, main form > fieldset legend, main form > fieldset .hint, main form > fieldset .options-row:not(.scale) label, main form > .row button").AllInnerTextsAsync());
            var words = Word().Count(read);
            seconds = ((taps + 1) * SecondsATap) + (words / WordsASecond);
            TestContext.Current.TestOutputHelper?.WriteLine($"{taps + 1} taps, {words} words, {seconds:F1} s: {read}");
            Assert.InRange(seconds, 1, 30);
        }

        await phone.ClickAsync("main form > .row button");
        await Assertions.Expect(phone.Locator("svg.chart-course:visible")).ToHaveCountAsync(1);
        Assert.DoesNotContain("Invented", await phone.ContentAsync(), StringComparison.Ordinal);
        await OpenAsync(other, link);
        await TreatTests.LooksRightAsync(other, $"own-course-{width}-{language}");
        await other.Context.CloseAsync();

        await staff.GotoAsync(root);
        // The person's own number is round, as is its entry in the legend; what staff typed is not.
        Assert.Equal(2, await staff.Locator("svg.chart-course:visible circle[r='4.6']").CountAsync());
        await staff.ClickAsync("section[aria-labelledby=review] summary");
        await staff.CheckAsync("input[name=decision][value=continue]");
        await staff.FillAsync("#review-reason", "Walks again");
        await staff.ClickAsync("form[action$='/course/review'] button");
        await Assertions.Expect(staff.Locator(".done")).ToBeVisibleAsync();
        await TreatTests.LooksRightAsync(staff, $"course-reviewed-{width}-{language}");
        await staff.EmulateMediaAsync(new() { Media = Media.Print });
        await TreatTests.LooksRightAsync(staff, $"course-print-{width}-{language}");
        await staff.EmulateMediaAsync(new() { Media = Media.Screen });
        await staff.GotoAsync($"{clinic.Address}/{language}/clinic/readings");
        await TreatTests.LooksRightAsync(staff, $"readings-{width}-{language}");
        await context.CloseAsync();
        await staff.Context.CloseAsync();
    }

    [Fact]
    public async Task Course_OnADesk_FindsNoFaultOfAxe()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var staff = await clinic.OpenAsync(1440);
        var person = await TreatedVisitor.WithAPlanAsync(clinic, staff, "en");
        await NeedledAsync(clinic, person, days: 40, (-41, 7), (-30, 6), (-20, 6), (-6, 7), (-1, 10));

        await staff.GotoAsync($"{clinic.Address}/en/clinic/patients/{person.Id}/course");

        Assert.StartsWith("Worse", await staff.InnerTextAsync("#advice"), StringComparison.Ordinal);
        await staff.EvaluateAsync("document.querySelectorAll('details').forEach((d) => d.open = true)");
        await TreatTests.LooksRightAsync(staff, "course-1440");
        await staff.Context.CloseAsync();
    }

    /// <summary>The link fills in its code by itself where there is script.</summary>
    private static async Task OpenAsync(IPage page, string link)
    {
        await page.GotoAsync("about:blank");
        await page.GotoAsync(link.Trim());
        await page.ClickAsync("main form button");
    }

    /// <summary>A first session so many days ago, and leg pain that staff typed.</summary>
    private static async Task NeedledAsync(RunningClinic clinic, TreatedVisitor person, int days, params (int Day, double Value)[] scores)
    {
        var session = await person.OpenAsync([("GB30", BodySide.Left)], TimeSpan.FromDays(-days));
        await person.DoAsync(
            session, (s, m) => ((NeedlingSession.Prepared)s).Begin(m), (s, m) => ((NeedlingSession.Needling)s).Insert(m, new("GB30", BodySide.Left) { Size = new(0.25, 40), DepthMillimetres = 20 }),
            (s, m) => ((NeedlingSession.Needling)s).Remove(m, s.Record.Needles[0].Key, NeedleCondition.Whole));
        await using var outside = clinic.Database.NewContext();
        outside.Act(Actor.Program);
        var place = await outside.Clinics.FirstAsync(Now);
        await using var db = clinic.Database.NewContext(place.Id, Actor.Program);
        foreach (var (day, value) in scores)
        {
            var at = TimeProvider.System.GetUtcNow().AddDays(day);
            db.Measurements.Add(new()
            {
                ClinicId = place.Id, Id = Guid.CreateVersion7(), PatientId = person.Id, Instrument = "HT_LEG_NRS", Item = "leg_now", Value = value, Unit = "{score}", At = at, Source = MeasurementSource.Visit,
                RecordedAt = at, RecordedBy = person.Id,
            });
        }

        await db.SaveChangesAsync(Now);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, 10_000)]
    private static partial Regex Word();
}
