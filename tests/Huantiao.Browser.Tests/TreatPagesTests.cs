using Huantiao.Care.Intake;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Screening;
using Huantiao.Records;
using Huantiao.Records.Intakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>From the answers to a plan that both agree on, as a practitioner goes through it on a phone and on a tablet, in both languages.</summary>
[Collection(nameof(Browser))]
public sealed class TreatPagesTests(Browser browser)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390, "en")]
    [InlineData(820, "zh-Hans")]
    public async Task Screen_Examination_Plan_ByHand_FindNoFaultOfAxe(int width, string language)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(width);
        await clinic.SetUpAsync(page, language);
        var root = $"{clinic.Address}/{language}/clinic/patients/{await PatientAsync(clinic)}";

        // A needle-shy person: one caution, and the questions of the visit.
        await page.GotoAsync(root + "/screening");
        await LooksRightAsync(page, $"screening-{width}");
        await page.GotoAsync(root + "/screening/changes");
        foreach (var no in await page.Locator("main input[type=radio][value=no]").AllAsync())
            await no.CheckAsync();
        await page.ClickAsync("main form button");
        await page.ClickAsync("#rule-P10 summary");
        await page.FillAsync("#rule-P10 textarea", "Lies down, few needles");
        await page.ClickAsync("#rule-P10 form button");

        await page.GotoAsync(root + "/assessment");
        await page.CheckAsync("input[name=pain][value='calf:left']");
        await page.ClickAsync("button[name=fill][value=myotome]");
        Assert.True(await page.IsCheckedAsync("input[name='f.MY3:left'][value='5']"));
        await LooksRightAsync(page, $"assessment-{width}");
        await page.CheckAsync("input[name=pattern][value=taiyang]");
        await page.ClickAsync("button[formaction$='/sign']");
        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();

        await page.GotoAsync(root + "/plan");
        await LooksRightAsync(page, $"protocols-{width}");
        await page.ClickAsync("section[aria-labelledby=protocol-TU2024] form button");
        await LooksRightAsync(page, $"plan-{width}");
        await page.GotoAsync(root + "/plan/points");
        await LooksRightAsync(page, $"points-{width}");
        await page.GotoAsync(root + "/plan/consent");
        await LooksRightAsync(page, $"consent-{width}");
        foreach (var paper in new[] { "letter", "summary", "stricta" })
        {
            await page.GotoAsync($"{root}/plan/{paper}");
            await LooksRightAsync(page, $"{paper}-{width}");
        }

        // The server keeps the way closed until everything is settled; the page says what is left.
        await page.GotoAsync(root + "/plan/consent");
        await page.FillAsync("#name", "Invented Person");
        await page.CheckAsync("input[name=by][value=Person]");
        await page.CheckAsync($"input[name=how][value={nameof(ConsentForm.SignedOnScreen)}]");
        await page.ClickAsync("main form button");
        Assert.Equal(0, await page.Locator(".done").CountAsync());
    }

    /// <summary>Axe finds nothing and nothing needs scrolling sideways. With a folder in HUANTIAO_SHOTS, a picture is kept for the eye.</summary>
    private static async Task LooksRightAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HUANTIAO_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        AccessibilityTests.NoViolation(await page.RunAxe(), name);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways.");
    }

    private static async Task<Guid> PatientAsync(RunningClinic clinic)
    {
        await using var db = clinic.Database.NewContext();
        db.Act(Actor.Program);
        var (place, account) = (await db.Clinics.FirstAsync(Now), await db.Users.FirstAsync(Now));
        db.Enter(place.Id, Actor.Program);
        var (id, now) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow());
        db.Licences.Add(new() { ClinicId = place.Id, Id = Guid.CreateVersion7(), AccountId = account.Id, Authority = "Authority", Number = "1", Expires = new(2099, 1, 1) });
        db.Patients.Add(new() { ClinicId = place.Id, Id = id, Name = "Invented Person", CreatedAt = now });
        await db.SaveChangesAsync(Now);
        db.Intakes.Add(new()
        {
            ClinicId = place.Id, Id = Guid.CreateVersion7(), PatientId = id, Pathway = "sciatica", Kind = IntakeKind.Full, State = IntakeState.Submitted, Language = "en",
            Answers = AnswersJson.Write(Answers(clinic), Occasion.Intake), SchemaVersion = AnswersJson.Version, StartedAt = now, SavedAt = now, SubmittedAt = now,
        });
        await db.SaveChangesAsync(Now);
        return id;
    }

    private static IntakeAnswers Answers(RunningClinic clinic)
    {
        var questions = clinic.Browser.Site.Screening!.Knowledge;
        return questions.Questions.Where(q => questions.AskedAt(q) == Occasion.Intake).Aggregate(IntakeAnswers.None, (answers, q) => answers.With(q.Id, q.Kind switch
        {
            QuestionKind.YesNo => q.Id == "needle_fear" ? IntakeAnswer.Yes : IntakeAnswer.No,
            QuestionKind.Number => new IntakeAnswer.Number(q.Id == "age" ? 44 : q.Id == "duration_weeks" ? 20 : 5),
            QuestionKind.Choice when q.Id.StartsWith("consent", StringComparison.Ordinal) => new IntakeAnswer.Choice("given"),
            _ => IntakeAnswer.NotAsked,
        }));
    }
}
