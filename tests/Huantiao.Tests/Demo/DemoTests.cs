using System.Net;
using Huantiao.Care.Lots;
using Huantiao.Care.Planning;
using Huantiao.Care.Screening;
using Huantiao.Care.Sessions;
using Huantiao.Records;
using Huantiao.Records.Auditing;
using Huantiao.Records.Clinical;
using Huantiao.Records.Diary;
using Huantiao.Records.Intakes;
using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Tests.Clinics;
using Huantiao.Web;
using Huantiao.Web.Access;
using Huantiao.Web.Demo;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Demo;

/// <summary>The invented clinic: everything that can happen to a patient is in it, nothing of it could be taken for somebody, and it is never a real one.</summary>
public sealed class DemoTests(DemoClinic demo) : IClassFixture<DemoClinic>
{
    private const string Large = "Lantern Street Acupuncture";
    private const string Small = "Harbour Lights Acupuncture";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_NewFolder_HoldsEveryStateOfTheFlow()
    {
        var clinics = await demo.ClinicsAsync();
        await using var db = demo.Database.NewContext(clinics[0].Id, Actor.Program);
        var now = demo.Clock.GetUtcNow();
        var intakes = await db.Intakes.AsNoTracking().ToListAsync(Cancel);
        var screened = (await db.Screenings.AsNoTracking().ToListAsync(Cancel)).ToLookup(s => s.PatientId);
        var resolutions = await db.Resolutions.AsNoTracking().ToListAsync(Cancel);
        var plans = (await db.Plans.AsNoTracking().ToListAsync(Cancel)).Select(p => (Row: p, Plan: PlanJson.TryRead(p.Content)!)).ToList();
        var patients = await db.Patients.AsNoTracking().ToListAsync(Cancel);

        Assert.Contains(patients, p => intakes.TrueForAll(i => i.PatientId != p.Id) && p.MergedInto is null);
        Assert.True(await db.IntakeLinks.AnyAsync(l => l.UsedAt == null && l.ExpiresAt > now, Cancel), "a link that waits");
        Assert.Contains(intakes, i => i.State == IntakeState.Draft && i.Answers.Length > 200);
        Assert.Contains(intakes, i => i.State == IntakeState.Submitted && screened[i.PatientId].All(s => s.By is null));
        Assert.Contains(intakes, i => i.EmergencyAt is not null && i.EmergencySeenAt is null);
        Assert.Contains(intakes, i => i.EmergencyAt is not null && i.EmergencySeenAt is not null);
        Assert.Contains(screened, s => s.Any(r => r.By is not null && r.Decision == ScreeningJson.Word(Knowledge.Screening.ScreenConsequence.Stop)) && resolutions.TrueForAll(r => r.PatientId != s.Key));
        Assert.Contains(resolutions, r => r is { Kind: ResolutionKind.Resolved, Document: not null });
        Assert.Contains(resolutions, r => r.Kind == ResolutionKind.Acknowledged);
        Assert.True(await db.Assessments.CountAsync(a => a.State == AssessmentState.Signed, Cancel) > 15, "assessed");
        Assert.Contains(plans, p => p.Plan is TreatmentPlan.Draft);
        Assert.True(plans.Count(p => p.Plan is TreatmentPlan.Agreed { Withdrawn: null }) >= 10, "agreed");
        Assert.Contains(plans, p => p.Plan is TreatmentPlan.Agreed { Withdrawn: not null });
        Assert.True(await db.Letters.CountAsync(l => l.State == LetterState.Signed, Cancel) >= 10, "letters");
        Assert.True(await db.PainDrawings.CountAsync(Cancel) > 20, "drawings");
        Assert.Contains(patients, p => p.MergedInto is not null);
        Assert.Contains(patients, p => p.RestrictedAt is not null);
    }

    /// <summary>A year of needling: signed sessions, one that nobody signed, one that goes on now; packets in every standing; a faint with its report; a bruise that the letter asked for.</summary>
    [Fact]
    public async Task Ready_NewFolder_HoldsNeedlingSessionsAndWhatFollowsFromThem()
    {
        await using var db = demo.Database.NewContext((await demo.ClinicsAsync())[0].Id, Actor.Program);
        var (now, today) = (demo.Clock.GetUtcNow(), new DateOnly(2026, 11, 24));
        var sheets = await db.NeedlingSessions.AsNoTracking().ToListAsync(Cancel);
        var faint = await db.AdverseEvents.SingleAsync(e => e.Kind == "faint", Cancel);
        var pulled = (await db.FindSessionAsync(faint.SessionId!.Value, Cancel))!;
        var asked = await db.AfterQuestions.AsNoTracking().Where(q => q.Troubled == true).ToListAsync(Cancel);

        Assert.True(sheets.Count(s => s.Phase == SheetPhase.Signed) >= 25, $"{sheets.Count} sessions");
        Assert.Single(sheets, s => s is { Phase: SheetPhase.Removing, NeedlesIn: 0, RoomId: not null });
        var going = Assert.Single(sheets, s => s.NeedlesIn > 0);
        Assert.Equal(SheetPhase.Retaining, going.Phase);
        Assert.True(going.PlannedEnd > now, "its time runs");
        Assert.All(sheets, s => Assert.Equal(going.Id == s.Id, s.EndedAt is null));
        Assert.IsType<NeedlingSession.Signed>(pulled.Session);
        Assert.Contains(pulled.Log.Events, e => e is SessionEvent.AllPulled);
        Assert.Equal([LotStanding.EndsSoon, LotStanding.Good, LotStanding.Past], (await db.NeedleLots.ToListAsync(Cancel)).Select(l => LotExpiry.On(l.Expiry, today)).OrderBy(s => s.ToString(), StringComparer.Ordinal));
        Assert.Equal(2, asked.Count);
        Assert.Single(asked, q => q.SeenAt is null);
        Assert.True(await db.AdverseEvents.AnyAsync(e => e.Kind == "bleeding" && asked.Select(q => q.SessionId).Contains(e.SessionId!.Value), Cancel), "the bruise was reported");
        Assert.All(sheets, s => Assert.Empty(db.FindSessionAsync(s.Id, Cancel).GetAwaiter().GetResult()!.Session.Record.Conflicts));
    }

    [Fact]
    public async Task Ready_NewFolder_HoldsConsentsGivenRefusedAndTakenBack()
    {
        await using var db = demo.Database.NewContext((await demo.ClinicsAsync())[0].Id, Actor.Program);
        var consents = await db.Consents.AsNoTracking().ToListAsync(Cancel);

        Assert.Contains(consents, c => c is { Purpose: ConsentPurpose.Treatment, Given: false });
        Assert.Contains(consents, c => c is { Purpose: ConsentPurpose.Research, Given: true });
        Assert.Contains(consents, c => c is { Purpose: ConsentPurpose.Research, Given: false });
        Assert.Contains(consents, c => c is { Purpose: ConsentPurpose.Plan, WithdrawnAt: not null });
    }

    [Fact]
    public async Task Ready_NewFolder_FillsTheDayAndTheYearBeforeIt()
    {
        await using var db = demo.Database.NewContext((await demo.ClinicsAsync())[0].Id, Actor.Program);
        var visits = await db.Appointments.AsNoTracking().ToListAsync(Cancel);
        var (from, to) = (new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

        Assert.Empty(Enum.GetValues<AppointmentState>().Except(visits.Where(v => v.StartsAt >= from && v.StartsAt < to).Select(v => v.State)));
        Assert.Contains(visits, v => v.SeriesId is not null && v.StartsAt > to);
        Assert.True(visits.Min(v => v.StartsAt) < from.AddDays(-270), "reaches back");
        Assert.All(visits, v => Assert.NotNull(v.RoomId));
    }

    [Fact]
    public async Task Ready_NewFolder_HoldsMeasuresThatRiseAndFall()
    {
        await using var db = demo.Database.NewContext((await demo.ClinicsAsync())[0].Id, Actor.Program);
        var courses = (await db.Measurements.AsNoTracking().OrderBy(m => m.At).ToListAsync(Cancel)).GroupBy(m => (m.PatientId, m.Item)).Where(g => g.Count() > 3)
            .Select(g => g.Last().Value - g.First().Value).ToList();

        Assert.Contains(courses, change => change > 0);
        Assert.Contains(courses, change => change < 0);
    }

    [Fact]
    public async Task Ready_NewFolder_HasSixtyRecordsAndNothingThatCouldBeSomebodys()
    {
        var count = 0;
        foreach (var (id, _) in (await demo.ClinicsAsync()).Take(2))
        {
            await using var db = demo.Database.NewContext(id, Actor.Program);
            var clinic = await db.Clinics.SingleAsync(c => c.Id == id, Cancel);
            Assert.True(clinic.Invented);
            Assert.EndsWith("@example.org", clinic.Email, StringComparison.Ordinal);
            var patients = await db.Patients.AsNoTracking().ToListAsync(Cancel);
            count += patients.Count;
            Assert.All(patients, p =>
            {
                Assert.True(p.Invented);
                Assert.EndsWith("@example.org", p.Email, StringComparison.Ordinal);
                Assert.StartsWith("07700 900", p.Phone, StringComparison.Ordinal);
                Assert.EndsWith("Example Street", p.Address, StringComparison.Ordinal);
                Assert.Null(p.HealthNumber);
            });
        }

        Assert.Equal(DemoYear.Patients, count);
        await using var accounts = demo.Database.NewContext();
        Assert.All(await accounts.Users.AsNoTracking().ToListAsync(Cancel), a =>
        {
            Assert.EndsWith("@example.org", a.Email, StringComparison.Ordinal);
            Assert.Null(a.PasswordHash);
        });
        Assert.False(await accounts.UserPasskeys.AnyAsync(Cancel));
    }

    [Fact]
    public async Task Ready_NewFolder_OneLicenceHasLapsedAndOneEndsSoon()
    {
        using var administrator = await demo.EnteredAsync("Ada Ledger", Large);

        var start = (await administrator.GetAsync("/en/clinic")).Page.QuerySelector("#licences")!.ParentElement!.TextContent;

        Assert.Contains("Moss Tillery", start, StringComparison.Ordinal);
        Assert.Contains("Reed Harrow", start, StringComparison.Ordinal);
        Assert.DoesNotContain("Wren Needham", start, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_NewFolder_LikelyDuplicatesAreShown()
    {
        await using var db = demo.Database.NewContext((await demo.ClinicsAsync())[0].Id, Actor.Program);
        var twice = (await db.Patients.AsNoTracking().Where(p => p.MergedInto == null).ToListAsync(Cancel)).GroupBy(p => p.Email).Where(g => g.Count() > 1).Select(g => g.First()).ToList();

        Assert.Contains(twice, p => db.LikelyDuplicatesAsync(p.Name, p.BirthDate, p.Phone, p.Id, Cancel).GetAwaiter().GetResult().Count > 0);
    }

    [Fact]
    public async Task Trail_OfTheYear_IsWhole()
    {
        var report = await AuditCheck.RunAsync(demo.Database, Cancel);

        Assert.Empty(report.Problems);
        Assert.True(report.Trails.Sum(t => t.Lines) > 1000);
        foreach (var (id, _) in await demo.ClinicsAsync())
        {
            await using var db = demo.Database.NewContext(id, Actor.Program);
            var times = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).Select(e => e.At).ToListAsync(Cancel);
            Assert.Equal(times.Order(), times);
        }
    }

    [Fact]
    public async Task Ready_FolderThatIsThere_IsUsedAgain()
    {
        var before = demo.Made;

        var made = await demo.ReadyAsync(demo.Folder);

        Assert.Equal((1, before), (before, demo.Made));
        Assert.True(demo.Clock.GetUtcNow() - made < TimeSpan.FromMinutes(5), made.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Ready_FolderOfAClinic_IsRefusedAndLeftAsItIs()
    {
        var folder = Directory.CreateTempSubdirectory("huantiao-real-");
        try
        {
            await using (var database = await Database.OpenAsync(null, folder.FullName, demo.Clock, cancel: Cancel))
            {
                await using var db = database.NewContext();
                db.Act(Actor.Program);
                db.Clinics.Add(new() { Id = Guid.CreateVersion7(), Name = "A clinic", TimeZone = "UTC", Language = "en", CreatedAt = demo.Clock.GetUtcNow() });
                await db.SaveChangesAsync(Cancel);
            }

            var refused = await Assert.ThrowsAsync<CannotServeException>(() => demo.ReadyAsync(folder.FullName));

            Assert.Contains("not invented", refused.Message, StringComparison.Ordinal);
            await using var again = await Database.OpenAsync(null, folder.FullName, demo.Clock, cancel: Cancel);
            await using var left = again.NewContext();
            Assert.Equal(1, await left.Clinics.CountAsync(Cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Ready_FolderWithAnythingElse_IsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("huantiao-other-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "letter.txt"), "mine", Cancel);

            await Assert.ThrowsAsync<CannotServeException>(() => demo.ReadyAsync(folder.FullName));

            Assert.Equal(["letter.txt"], folder.EnumerateFileSystemInfos().Select(f => f.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Door_WrongCode_OpensToNobody()
    {
        using var browser = new ClinicBrowser(new(demo.App.Urls.First()));
        var who = (await browser.GetAsync("/en/demo")).Page.QuerySelector("button[name=who]")!.GetAttribute("value")!;

        foreach (var code in new[] { "", new DemoDoor().Code, demo.Door.Code[..^1] })
        {
            var refused = await browser.PostAsync("/en/demo", ("code", code), ("who", who));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        }

        Assert.DoesNotContain(HostCookie.Session, browser.Cookies.Keys);
        Assert.StartsWith("/en/account/sign-in", (await browser.GetAsync("/en/clinic")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Door_SomebodyWhoIsNotOffered_IsNotLetIn()
    {
        using var browser = new ClinicBrowser(new(demo.App.Urls.First()));

        var refused = await browser.PostAsync("/en/demo", ("code", demo.Door.Code), ("who", $"{Guid.CreateVersion7()} {(await demo.ClinicsAsync())[0].Id}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.DoesNotContain(HostCookie.Session, browser.Cookies.Keys);
    }

    [Fact]
    public void Addresses_OpenBeyondTheOrdinary_AreTheDoorAlone()
    {
        var open = ((IEndpointRouteBuilder)demo.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(a => a.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(a => OpenRoutes.Listed(a.RoutePattern.RawText!)).Distinct(StringComparer.Ordinal);

        Assert.Equal(OpenRoutes.Demo, open.Except(OpenRoutes.All, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Ada Ledger", "en", "Invented clinic")]
    [InlineData("Dot Counter", "en", "Invented clinic")]
    [InlineData("Quill Tally", "zh-Hans", "虚构诊所")]
    [InlineData("Wren Needham", "zh-Hans", "虚构诊所")]
    public async Task Pages_OfEveryRole_SayThatAllIsInvented(string name, string language, string mark)
    {
        using var browser = await demo.EnteredAsync(name, Large);

        var start = await browser.GetAsync($"/{language}/clinic");
        foreach (var path in start.Page.QuerySelectorAll("nav.places a").Select(a => a.GetAttribute("href")!))
        {
            var page = await browser.GetAsync(path);
            Assert.True(page.Status == HttpStatusCode.OK, $"{path}: {page.Status}");
            Assert.Contains(mark, page.Page.QuerySelector(".invented")?.TextContent ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_OfEveryRecord_Open()
    {
        foreach (var (id, name) in (await demo.ClinicsAsync()).Take(2))
        {
            using var browser = await demo.EnteredAsync("Wren Needham", name);
            await using var db = demo.Database.NewContext(id, Actor.Program);
            var planned = (await db.Plans.Select(p => p.PatientId).ToListAsync(Cancel)).ToHashSet();
            foreach (var patient in await db.Patients.Where(p => p.MergedInto == null).Select(p => p.Id).ToListAsync(Cancel))
            {
                string[] pages = planned.Contains(patient)
                    ? ["", "/screening", "/assessment", "/plan", "/plan/summary", "/plan/stricta", "/sessions", "/course"]
                    : ["", "/screening", "/assessment", "/intake", "/plan", "/course"];
                foreach (var page in pages)
                    Assert.Equal((page, HttpStatusCode.OK), (page, (await browser.GetAsync($"/en/clinic/patients/{patient}{page}")).Status));
            }
        }
    }

    [Fact]
    public async Task Clinics_OfOnePractitioner_StayApart()
    {
        var clinics = await demo.ClinicsAsync();
        using var browser = await demo.EnteredAsync("Wren Needham", Small);
        await using var db = demo.Database.NewContext(clinics[0].Id, Actor.Program);
        var theirs = await db.Patients.Select(p => p.Id).FirstAsync(Cancel);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/clinic/patients/{theirs}")).Status);
    }

    [Fact]
    public async Task Founding_InAnInventedClinic_MakesAnInventedOne()
    {
        using var browser = await demo.EnteredAsync("Ada Ledger", Large);
        await browser.GetAsync("/en/clinic/settings");

        await browser.PostAsync("/en/clinic/found", ("clinic", "Third Clinic"), ("zone", "UTC"));

        await using var db = demo.Database.NewContext();
        Assert.True((await db.Clinics.SingleAsync(c => c.Name == "Third Clinic", Cancel)).Invented);
    }
}
