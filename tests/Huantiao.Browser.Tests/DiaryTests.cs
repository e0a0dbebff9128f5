using System.Globalization;
using Huantiao.Records;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>Patients and the diary, as the desk works with them: by touch on a phone, by keyboard, without script.</summary>
[Collection(nameof(Browser))]
public sealed class DiaryTests(Browser browser)
{
    /// <summary>From a name on the phone to a patient who has arrived.</summary>
    [Theory]
    [InlineData("en", "Ada Lovelace", "lovel", "Arrived")]
    [InlineData("zh-Hans", "王小明", "小明", "已到达")]
    public async Task Desk_FromANameToArrived_OnAPhone(string language, string name, string typed, string arrived)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(390);
        var seen = new List<string>();
        page.Request += (_, request) => seen.Add(Uri.UnescapeDataString(request.Url));
        await clinic.SetUpAsync(page, language);
        await page.GotoAsync($"{clinic.Address}/{language}/clinic/patients/new");
        await page.FillAsync("#name", name);
        await page.FillAsync("#phone", "020 7946 0018");
        await page.ClickAsync("main form button");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);

        // The list follows the typing; what is typed stands in no address.
        await page.GotoAsync($"{clinic.Address}/{language}/clinic/patients");
        await page.Locator("#q").PressSequentiallyAsync(typed);
        await Assertions.Expect(page.Locator("#found li")).ToHaveCountAsync(1);
        await page.Locator("#q").FillAsync("nobody");
        await Assertions.Expect(page.Locator("#found .empty")).ToBeVisibleAsync();
        await page.Locator("#q").FillAsync(typed);
        await page.Locator("#found li a").First.ClickAsync();
        Assert.DoesNotContain(seen, url => url.Contains(typed, StringComparison.OrdinalIgnoreCase));

        await page.ClickAsync("nav ul.actions a");
        await page.FillAsync("#time", Now());
        await page.ClickAsync("main form button");
        await Assertions.Expect(page.Locator("li.visit")).ToContainTextAsync(name);
        await page.Locator("li.visit .next button").First.ClickAsync();
        await Assertions.Expect(page.Locator("li.visit .chip").First).ToHaveTextAsync(arrived);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Find_WithoutScript_DoesTheSame()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(820);
        await clinic.SetUpAsync(page);
        await AddAsync(clinic, "Grace Hopper", "1906-12-09");
        var cookies = await page.Context.CookiesAsync();
        var plain = await clinic.OpenAsync(820, script: false);
        await plain.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = clinic.Address.Replace("http:", "https:", StringComparison.Ordinal), Secure = true, HttpOnly = true }));
        await plain.GotoAsync(clinic.Address + "/en/clinic/patients");
        await plain.FillAsync("#q", "hopp 1906-12-09");
        await plain.PressAsync("#q", "Enter");

        await Assertions.Expect(plain.Locator("#found li")).ToContainTextAsync("Grace Hopper");
        await plain.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(820)]
    [InlineData(1440)]
    public async Task Axe_EveryPage_FindsNothing(int width)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(width);
        await clinic.SetUpAsync(page);
        var patient = await AddAsync(clinic, "Ada Lovelace", "1915-12-10");
        await AddAsync(clinic, "Ada Lovelace", "1915-12-10");
        var visit = await BookAsync(clinic, patient);
        foreach (var path in new[]
        {
            "/clinic/patients", "/clinic/patients/new", $"/clinic/patients/{patient}", $"/clinic/patients/{patient}/edit", $"/clinic/patients/{patient}/duplicates", $"/clinic/patients/{patient}/opened",
            $"/clinic/patients/{patient}/export", "/clinic/day", "/clinic/day?by=practitioner", "/clinic/diary", $"/clinic/visits/new?patient={patient}", $"/clinic/visits/{visit}", "/clinic/calendar",
            "/clinic/settings/mail", "/clinic/reminders",
        })
            await ClinicTests.CheckAsync(page, clinic.Address, path, width);
        await page.GotoAsync($"{clinic.Address}/en/clinic/patients/new");
        await page.FillAsync("#name", "Lovelace Ada");
        await page.FillAsync("#born", "1915-12-10");
        await page.FollowAsync("main form button");
        await ClinicTests.CheckHereAsync(page, "likely duplicates", width);
        await page.Context.CloseAsync();
    }

    internal static async Task<Guid> AddAsync(RunningClinic clinic, string name, string? born = null)
    {
        await using var db = await ContextAsync(clinic);
        var patient = new Records.Patients.Patient
        {
            ClinicId = db.Clinic, Id = Guid.CreateVersion7(), Name = name, BirthDate = born is null ? null : DateOnly.Parse(born, CultureInfo.InvariantCulture), Phone = "020 7946 0018",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        db.Patients.Add(patient);
        await db.SaveChangesAsync();
        return patient.Id;
    }

    /// <summary>A visit today, with answers that call for emergency care: the fullest day there is.</summary>
    internal static async Task<Guid> BookAsync(RunningClinic clinic, Guid patient, int minutesOn = 0, bool emergency = true)
    {
        await using var db = await ContextAsync(clinic);
        var practitioner = await db.Memberships.Where(m => m.Role == Role.Practitioner).Select(m => m.AccountId).FirstAsync();
        var now = TimeProvider.System.GetUtcNow();
        var at = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.FromMinutes(5).Ticks), TimeSpan.Zero).AddMinutes(minutesOn);
        var visit = new Records.Diary.Appointment { ClinicId = db.Clinic, Id = Guid.CreateVersion7(), PatientId = patient, PractitionerId = practitioner, StartsAt = at, EndsAt = at.AddMinutes(40), CreatedAt = now };
        await Records.Diary.Booking.BookAsync(db, [visit]);
        if (emergency)
        {
            db.Intakes.Add(new()
            {
                ClinicId = db.Clinic, Id = Guid.CreateVersion7(), PatientId = patient, AppointmentId = visit.Id, Pathway = "test", Kind = IntakeKind.Full, Language = "en", Answers = "{}", SchemaVersion = 1,
                StartedAt = now, SavedAt = now, EmergencyAt = now,
            });
            await db.SaveChangesAsync();
        }

        return visit.Id;
    }

    private static async Task<HuantiaoDb> ContextAsync(RunningClinic clinic)
    {
        await using var outside = clinic.Database.NewContext();
        return clinic.Database.NewContext(await outside.Clinics.Select(c => c.Id).SingleAsync(), Actor.Program);
    }

    /// <summary>Now, on the grid of the diary, as the clinic's clock shows it: the set-up took this machine's zone.</summary>
    private static string Now()
    {
        var now = TimeProvider.System.GetLocalNow();
        return now.AddMinutes(-(now.Minute % 5)).ToString("HH:mm", CultureInfo.InvariantCulture);
    }
}
