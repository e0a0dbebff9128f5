using System.Globalization;
using System.Net;
using Huantiao.Records.Accounts;
using Huantiao.Records.Auditing;
using Huantiao.Records.Clinics;
using Huantiao.Records.Reports;
using Huantiao.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Reports;

/// <summary>The report on the real server: what its page and its file say, to whom, and what they leave unsaid.</summary>
public sealed class ReportPageTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfAClinic_SaysInWordsWhatTheRowsSay()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        var practitioner = await clinic.MemberAsync(clinic.Ours, "Dr Wen", Role.Practitioner);
        await StoreAsync(clinic, [practitioner.Id, Guid.CreateVersion7()], 900);
        using var browser = await clinic.SignedInAsync(practitioner, clinic.Ours);

        var page = await browser.GetAsync("/en/clinic/report?months=0");
        var chinese = await browser.GetAsync("/zh-Hans/clinic/report?months=0");

        var week = (await WholeAsync(clinic)).Weeks.Single(w => w.Week == 4);
        var said = page.Page.QuerySelector("section.answer")!.TextContent;
        Assert.Contains(Invariant($"Week 4: the time has come for {week.Due}; {week.Measured} gave a score, {week.Missing} did not."), said, StringComparison.Ordinal);
        Assert.Contains(Invariant($"Of {week.Paired} with a score before and then, {week.Responders!.Some} were better by 3.04 points or more"), said, StringComparison.Ordinal);
        Assert.Contains(Invariant($"it would be {100 * week.RespondersAmongDue!.Worst:0} in 100; if all of them had, {100 * week.RespondersAmongDue.Best:0}."), said, StringComparison.Ordinal);
        Assert.Contains("This does not show that needling brought it about.", said, StringComparison.Ordinal);
        foreach (var shown in new[] { page, chinese })
        {
            Assert.Equal(HttpStatusCode.OK, shown.Status);
            Assert.Equal(2, shown.Page.QuerySelectorAll("#charts ~ .pair svg").Length);
            Assert.NotNull(shown.Page.QuerySelector("#own"));
            Assert.DoesNotContain("Dr Wen</th>", shown.Text, StringComparison.Ordinal);
        }

        Assert.Contains("每 100 人中", chinese.Page.QuerySelector("section.answer")!.TextContent, StringComparison.Ordinal);
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.True(await db.AuditEntries.AnyAsync(e => e.Action == AuditAction.Read && e.Kind == "report", Now));
    }

    [Fact]
    public async Task Page_NobodyHasBegun_SaysSoAndNoNumber()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);

        var page = await browser.GetAsync("/en/clinic/report");

        Assert.Contains("Nobody has had a first needle here yet.", page.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Page.QuerySelector("main table, main svg"));
        Assert.Equal("whose,period,state,week,quantity,unit,value,lower,upper,people\r\n", (await browser.GetAsync("/en/clinic/report.csv")).Text);
    }

    [Fact]
    public async Task Page_OfFewPeople_SaysHowLittleThatIs()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        await StoreAsync(clinic, [Guid.CreateVersion7()], 3);
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);

        var page = await browser.GetAsync("/en/clinic/report?months=0");

        Assert.Contains("With fewer than 11 people these numbers say next to nothing", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    [InlineData(Role.Practitioner, HttpStatusCode.OK)]
    [InlineData(Role.FrontDesk, HttpStatusCode.Forbidden)]
    [InlineData(Role.Researcher, HttpStatusCode.Forbidden)]
    public async Task Page_ForARole_IsOpenToWhoTreatsAndWhoLeads(Role role, HttpStatusCode expected)
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        await StoreAsync(clinic, [Guid.CreateVersion7()], 5);
        using var browser = await clinic.SignedInAsync(clinic.Ours, role);

        foreach (var path in new[] { "/en/clinic/report", "/en/clinic/report.csv" })
            Assert.Equal(expected, (await browser.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Page_OfAnotherClinic_IsOfItsOwnPeople()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        await StoreAsync(clinic, [Guid.CreateVersion7()], 40);
        using var browser = await clinic.SignedInAsync(clinic.Theirs, Role.Administrator, Role.Practitioner);

        Assert.Contains("Nobody has had a first needle here yet.", (await browser.GetAsync("/en/clinic/report")).Text, StringComparison.Ordinal);
    }

    /// <summary>Until the clinic decides otherwise nobody's numbers stand beside another's name, on the page or in the file.</summary>
    [Fact]
    public async Task Practitioners_UntilTheClinicSaysSo_AreNotComparedByName()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        Account[] practitioners = [await clinic.MemberAsync(clinic.Ours, "=Dr One", Role.Practitioner), await clinic.MemberAsync(clinic.Ours, "Dr Two", Role.Practitioner)];
        await StoreAsync(clinic, [.. practitioners.Select(p => p.Id)], 200);
        using var lead = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        using var own = await clinic.SignedInAsync(practitioners[0], clinic.Ours);

        foreach (var browser in new[] { lead, own })
        {
            var page = await browser.GetAsync("/en/clinic/report?months=0");
            var file = await browser.GetAsync("/en/clinic/report.csv?months=0");
            Assert.DoesNotContain("Dr Two", page.Text + file.Text, StringComparison.Ordinal);
            Assert.Equal(browser == own, page.Page.QuerySelector("#own") is not null);
            Assert.Equal(browser == own, file.Text.Contains("\r\nown,", StringComparison.Ordinal));
        }

        var settings = (await lead.GetAsync("/en/clinic/settings")).Page;
        Assert.False(settings.QuerySelector("input[name=compare]")!.HasAttribute("checked"));
        var saved = await lead.PostAsync(
            "/en/clinic/settings", ("version", settings.QuerySelector("main input[name=version]")!.GetAttribute("value")!), ("name", "Ring Clinic"), ("zone", "UTC"), ("language", "en"), ("idle", "15"), ("compare", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);

        var compared = await own.GetAsync("/en/clinic/report?months=0");
        Assert.Contains("This clinic has decided to compare practitioners by name.", compared.Text, StringComparison.Ordinal);
        Assert.Contains("Dr Two", compared.Text, StringComparison.Ordinal);
        // A spreadsheet would run what begins with an equals sign.
        Assert.Contains("\r\n'=Dr One,", (await own.GetAsync("/en/clinic/report.csv?months=0")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfAClinic_HoldsTheNumbersOfThePage()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        await StoreAsync(clinic, [Guid.CreateVersion7()], 120);
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);

        var file = await browser.GetAsync("/en/clinic/report.csv?months=0");

        var rows = file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        Assert.Equal(["whose", "period", "state", "week", "quantity", "unit", "value", "lower", "upper", "people"], rows[0]);
        Assert.All(rows, r => Assert.Equal(10, r.Length));
        var (whole, all) = (await WholeAsync(clinic), rows.Where(r => r[0] == "clinic" && r[2] == "sum").ToList());
        string[] Row(string week, string quantity) => all.Single(r => r[3] == week && r[4] == quantity);
        Assert.Equal(Invariant($"{whole.People}"), Row("", "began")[6]);
        foreach (var week in whole.Weeks)
        {
            var name = Invariant($"{week.Week}");
            Assert.Equal(Invariant($"{week.Missing}"), Row(name, "missing")[6]);
            Assert.Equal(week.Change!.Estimate, double.Parse(Row(name, "change")[6], CultureInfo.InvariantCulture), 1e-12);
            Assert.Equal(week.Responders!.Share.Upper, double.Parse(Row(name, "better-share")[8], CultureInfo.InvariantCulture), 1e-12);
            Assert.Equal(week.RespondersAmongDue!.Worst, double.Parse(Row(name, "better-bounds")[7], CultureInfo.InvariantCulture), 1e-12);
        }

        // Months add up to the whole.
        Assert.Equal(whole.People, rows.Where(r => r[0] == "clinic" && r[2] is "open" or "closed" && r[4] == "began").Sum(r => int.Parse(r[6], CultureInfo.InvariantCulture)));
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.True(await db.AuditEntries.AnyAsync(e => e.Action == AuditAction.Export && e.Kind == "report" && e.RecordKey == "all", Now));
    }

    [Fact]
    public async Task Page_ReadingAfterClosing_SaysHowManyCameLate()
    {
        await using var clinic = await ReportClinic.OpenAsync(postgreSql: false);
        var people = await StoreAsync(clinic, [Guid.CreateVersion7()], 100);
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        var before = (await browser.GetAsync("/en/clinic/report?months=0")).Page.QuerySelector("section.answer")!.TextContent;
        clinic.Clock.Advance(TimeSpan.FromMinutes(5));
        var late = people.Ungiven.First(u => u.Timepoint == "week-4" && u.Began < clinic.Clock.GetUtcNow().AddDays(-120));
        await clinic.GiveLateAsync(late.Request, late.Patient, 0);

        var after = (await browser.GetAsync("/en/clinic/report?months=0")).Page;

        Assert.Equal(before, after.QuerySelector("section.answer")!.TextContent);
        Assert.Contains(Invariant($"1 reading came after {late.Began:yyyy-MM}, week 4, was closed on"), after.QuerySelector("#notes ~ ul")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<InventedOutcomes> StoreAsync(ReportClinic clinic, IReadOnlyList<Guid> practitioners, int count)
    {
        var people = ReportNumbersTests.Invented(clinic, 21, count, practitioners);
        await clinic.StoreAsync(people);
        return people;
    }

    private static async Task<Registry.ClinicReport> WholeAsync(ReportClinic clinic)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        var cells = await db.CountAsync(clinic.Question.Plan, clinic.Ours.TimeZone is var zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc, clinic.Clock.GetUtcNow(), Now);
        var today = DateOnly.FromDateTime(clinic.Clock.GetUtcNow().UtcDateTime);
        return Registry.ClinicReport.Of(new(today, today, today), clinic.Question.Subject, ReportCells.SumsOf(clinic.Question.Plan, cells));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
