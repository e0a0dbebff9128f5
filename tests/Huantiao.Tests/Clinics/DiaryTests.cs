using System.Globalization;
using System.Net;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huantiao.Tests.Clinics;

/// <summary>The diary: booked, moved, cancelled, in series; the day as it goes; never twice.</summary>
public sealed class DiaryTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private const string Tuesday = "2026-11-24";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Book_FreeTime_StandsInTheDayAndTheWeek_TakenTime_SaysWhoHasIt()
    {
        var (desk, practitioner, patient) = await ReadyAsync("Wen Li");
        using var _ = desk;

        Assert.Equal("/en/clinic/day?day=2026-11-24&done=booked", (await BookAsync(desk, patient, practitioner, "10:00")).Location);

        var row = (await desk.GetAsync("/en/clinic/day?day=" + Tuesday)).Page.QuerySelectorAll("li.visit").Single(li => li.TextContent.Contains("Wen Li", StringComparison.Ordinal));
        Assert.Equal("10:00–10:40", row.QuerySelector(".when")!.TextContent.Trim());
        Assert.Equal(["Booked", "No answers"], row.QuerySelectorAll(".chip").Select(c => c.TextContent));
        Assert.Contains("10:00–10:40 Wen Li", string.Join('\n', (await desk.GetAsync("/en/clinic/diary?week=2026-11-29&practitioner=" + practitioner.Id)).Page.QuerySelectorAll(".week li a").Select(a => a.TextContent)), StringComparison.Ordinal);

        var taken = await BookAsync(desk, patient, practitioner, "10:35");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.Equal("24 November 2026 10:35: " + practitioner.DisplayName + " has another visit", taken.Page.QuerySelector("#taken li")!.TextContent);
        Assert.Equal("10:35", taken.Page.QuerySelector("#time")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("10:03", "Visits begin every 5 minutes.")]
    [InlineData("late", "This is not a time.")]
    [InlineData("", "This is needed.")]
    public async Task Book_TimeThatIsNone_IsSaidBesideIt(string time, string said)
    {
        var (desk, practitioner, patient) = await ReadyAsync("Somebody");
        using var _ = desk;

        Assert.Equal([said], (await BookAsync(desk, patient, practitioner, time)).Wrong);
    }

    [Fact]
    public async Task Book_ASeries_AcrossTheChangeOfClocks_AllOrNoneUnlessLeftOut()
    {
        var (desk, practitioner, patient) = await ReadyAsync("Series");
        using var _ = desk;
        await BookAsync(desk, patient, practitioner, "09:00", ("day", "2027-03-29"));
        (string, string)[] series = [("day", "2027-03-22"), ("rhythm", "weekly"), ("visits", "3")];

        var taken = await BookAsync(desk, patient, practitioner, "09:00", series);
        Assert.Equal("29 March 2027 09:00: " + practitioner.DisplayName + " has another visit", taken.Page.QuerySelector("#taken li")!.TextContent);
        var key = Guid.CreateVersion7().ToString();
        Assert.Equal("/en/clinic/day?day=2027-03-22&done=booked", (await BookAsync(desk, patient, practitioner, "09:00", [.. series, ("skip", "yes"), ("key", key)])).Location);
        await BookAsync(desk, patient, practitioner, "09:00", [.. series, ("skip", "yes"), ("key", key)]);

        await using var db = clinic.NewContext(clinic.Ours);
        var id = Guid.Parse(patient);
        var visits = await db.Appointments.Where(a => a.PatientId == id && a.SeriesId != null).OrderBy(a => a.StartsAt).ToListAsync(Cancel);
        Assert.Equal(["2027-03-22T09:00", "2027-04-05T08:00"], visits.Select(v => v.StartsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)));

        await desk.GetAsync($"/en/clinic/visits/{visits[0].Id}");
        await desk.PostAsync($"/en/clinic/visits/{visits[0].Id}/series/cancel");
        Assert.DoesNotContain((await desk.GetAsync("/en/clinic/day?day=2027-04-05")).Page.QuerySelectorAll("li.visit"), li => li.TextContent.Contains("Series", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Day_FromArrivedToDone_TreatmentOnlyByWhoMayTreat()
    {
        var (desk, practitioner, patient) = await ReadyAsync("Steps");
        using var _ = desk;
        var key = Guid.CreateVersion7();
        await BookAsync(desk, patient, practitioner, "15:00", ("key", key.ToString()));
        using var treats = await clinic.SignedInAsync(practitioner, clinic.Ours);
        await treats.GetAsync("/en/clinic/day");

        Assert.Equal("/en/clinic/day?day=2026-11-24&done=saved", (await StepAsync(desk, key, "state", "arrived", 1)).Location);
        // A second tap, of the same page.
        Assert.Equal(HttpStatusCode.SeeOther, (await StepAsync(desk, key, "state", "arrived", 1)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await StepAsync(desk, key, "treatment", "in-treatment", 2)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await StepAsync(desk, key, "state", "in-treatment", 2)).Status);
        // Without a licence nobody treats.
        Assert.Equal(HttpStatusCode.Forbidden, (await StepAsync(treats, key, "treatment", "in-treatment", 2)).Status);
        await clinic.LicenceAsync(clinic.Ours, practitioner, new(2030, 1, 1));
        Assert.Equal(HttpStatusCode.SeeOther, (await StepAsync(treats, key, "treatment", "in-treatment", 2)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await StepAsync(treats, key, "treatment", "done", 2)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await StepAsync(treats, key, "treatment", "done", 3)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await StepAsync(desk, key, "state", "missed", 4)).Status);
        var row = (await desk.GetAsync("/en/clinic/day?day=" + Tuesday + "&by=room")).Page.QuerySelectorAll("li.visit").Single(li => li.TextContent.Contains("Steps", StringComparison.Ordinal));
        Assert.Equal("Done", row.QuerySelector(".chip")!.TextContent);
    }

    [Fact]
    public async Task Move_ToAFreeTime_IsKept_StaleOrTaken_IsNot()
    {
        var (desk, practitioner, patient) = await ReadyAsync("Mover");
        using var _ = desk;
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await BookAsync(desk, patient, practitioner, "11:00", ("key", one.ToString()));
        await BookAsync(desk, patient, practitioner, "12:00", ("key", two.ToString()));
        await desk.GetAsync($"/en/clinic/visits/{one}");

        Assert.Equal($"/en/clinic/visits/{one}?done=saved", (await MoveAsync(desk, one, practitioner, "11:10", 1)).Location);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await MoveAsync(desk, one, practitioner, "13:00", 1)).Status);
        Assert.Contains("has another visit", (await MoveAsync(desk, one, practitioner, "11:30", 2)).Page.QuerySelector("#taken")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("24 November 2026 11:10", (await desk.GetAsync($"/en/clinic/visits/{one}")).Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Day_AnEmergencyAnswer_StandsAboveEverything_UntilSomebodyHasSeenIt()
    {
        var (desk, practitioner, patient) = await ReadyAsync("Emergency Person");
        using var _ = desk;
        await BookAsync(desk, patient, practitioner, "16:00");
        var now = clinic.Clock.GetUtcNow();
        var intake = new Intake
        {
            ClinicId = clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = Guid.Parse(patient), Pathway = "test", Kind = IntakeKind.Full, Language = "en", Answers = "{\"canary\":\"saddle-numb\"}",
            SchemaVersion = 1, StartedAt = now, SavedAt = now, EmergencyAt = now,
        };
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            db.Intakes.Add(intake);
            await db.SaveChangesAsync(Cancel);
        }

        var page = await desk.GetAsync("/en/clinic/day?day=" + Tuesday);
        Assert.Contains("Emergency Person", page.Page.QuerySelector("main [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("EMERGENCY", page.Page.QuerySelector("li.visit.emergency")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("saddle-numb", page.Text, StringComparison.Ordinal);
        Assert.Contains("Answering", page.Page.QuerySelector("li.visit.emergency")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await desk.GetAsync("/en/clinic/day?day=2026-12-24")).Page.QuerySelector("main [role=alert]"));
        Assert.NotNull((await desk.GetAsync("/en/clinic/patients/" + patient)).Page.QuerySelector("main [role=alert]"));

        Assert.Equal("/en/clinic/day?done=emergency-seen", (await desk.PostAsync($"/en/clinic/emergencies/{intake.Id}/seen")).Location);
        Assert.Null((await desk.GetAsync("/en/clinic/day?day=" + Tuesday)).Page.QuerySelector("main [role=alert]"));
        await using var after = clinic.NewContext(clinic.Ours);
        Assert.NotNull((await after.Intakes.SingleAsync(i => i.Id == intake.Id, Cancel)).EmergencySeenBy);
    }

    [Fact]
    public async Task Book_TwoClerksAtOnce_OnSqlite_OneHasIt() => await RaceAsync(clinic);

    [Fact]
    public async Task Book_TwoClerksAtOnce_OnPostgreSql_OneHasIt()
    {
        var server = Environment.GetEnvironmentVariable("HUANTIAO_TEST_POSTGRES") ?? throw new InvalidOperationException("HUANTIAO_TEST_POSTGRES is not set: run ./test, or tests/postgres run <command>.");
        var name = $"d{Guid.CreateVersion7():N}";
        await AdministerAsync(server, $"CREATE DATABASE {name}");
        try
        {
            await using var own = new RunningClinic { Connection = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString };
            await own.InitializeAsync();
            await RaceAsync(own);
        }
        finally
        {
            await AdministerAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    /// <summary>Twelve times, two clerks send the same hour for two patients in the same moment.</summary>
    private static async Task RaceAsync(RunningClinic clinic)
    {
        var practitioner = await clinic.MemberAsync(clinic.Ours, "Dr Race", Role.Practitioner);
        var (one, two) = ((await clinic.PatientAsync(clinic.Ours, "First")).ToString(), (await clinic.PatientAsync(clinic.Ours, "Second")).ToString());
        using var first = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        using var second = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await first.GetAsync("/en/clinic/patients");
        await second.GetAsync("/en/clinic/patients");
        for (var i = 0; i < 12; i++)
        {
            var day = new DateOnly(2026, 12, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var answers = await Task.WhenAll(BookAsync(first, one, practitioner, "10:00", ("day", day)), BookAsync(second, two, practitioner, "10:20", ("day", day)));

            Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.Status).Order());
            Assert.NotNull(answers.Single(a => a.Status == HttpStatusCode.UnprocessableEntity).Page.QuerySelector("#taken li"));
            Assert.Single((await first.GetAsync($"/en/clinic/diary?week={day}&practitioner={practitioner.Id}")).Page.QuerySelectorAll($".week section[aria-labelledby='day-{day}'] li"));
        }
    }

    private async Task<(ClinicBrowser Desk, Account Practitioner, string Patient)> ReadyAsync(string patient)
    {
        var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await desk.GetAsync("/en/clinic/patients");
        return (desk, await clinic.MemberAsync(clinic.Ours, "Dr " + patient, Role.Practitioner), (await clinic.PatientAsync(clinic.Ours, patient)).ToString());
    }

    private static async Task<Answered> BookAsync(ClinicBrowser desk, string patient, Account practitioner, string time, params (string Name, string Value)[] fields)
    {
        var usual = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["key"] = Guid.CreateVersion7().ToString(), ["patient"] = patient, ["practitioner"] = practitioner.Id.ToString(), ["day"] = Tuesday, ["time"] = time, ["minutes"] = "40", ["rhythm"] = "once", ["visits"] = "1",
        };
        foreach (var (name, value) in fields)
            usual[name] = value;
        return await desk.PostAsync("/en/clinic/visits/new", [.. usual.Select(f => (f.Key, f.Value))]);
    }

    private static Task<Answered> MoveAsync(ClinicBrowser desk, Guid visit, Account practitioner, string time, int version) => desk.PostAsync(
        $"/en/clinic/visits/{visit}", ("practitioner", practitioner.Id.ToString()), ("day", Tuesday), ("time", time), ("minutes", "40"), ("version", version.ToString(CultureInfo.InvariantCulture)));

    private static Task<Answered> StepAsync(ClinicBrowser browser, Guid visit, string path, string state, int version) =>
        browser.PostAsync($"/en/clinic/visits/{visit}/{path}", ("state", state), ("version", version.ToString(CultureInfo.InvariantCulture)), ("back", "day"));

    private static async Task AdministerAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
