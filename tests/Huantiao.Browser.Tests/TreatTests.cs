using System.Globalization;
using Huantiao.Care.Planning;
using Huantiao.Records;
using Huantiao.Records.Intakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>From a link on the person's phone to a plan that both have agreed on and a summary to take home, as people go through it.</summary>
[Collection(nameof(Browser))]
public sealed class TreatTests(Browser browser)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>A phone and a tablet by hand, and by keys alone; the network goes in the middle of the questions.</summary>
    [Theory]
    [InlineData(390, "en", false)]
    [InlineData(820, "zh-Hans", false)]
    [InlineData(820, "en", true)]
    public async Task Walk_FromTheLinkToTheAgreedPlan_FindsNoFaultOfAxe(int width, string language, bool byKeys)
    {
        var hand = new Hand(byKeys);
        await using var clinic = await RunningClinic.StartAsync(browser);
        var (staff, patient, link) = await IntakePhone.SendAsync(clinic);
        await staff.SetViewportSizeAsync(width, 900);
        await LicenceAsync(clinic, patient.ClinicId);
        await QuestionsAsync(clinic, link.Replace("/en/", $"/{language}/", StringComparison.Ordinal), width, hand);
        Assert.Equal(IntakeState.Submitted, (await IntakePhone.RowAsync(clinic, patient)).State);
        var root = $"{clinic.Address}/{language}/clinic/patients/{patient.Id}";
        var name = $"{width}-{language}-{(byKeys ? "keys" : "hand")}";

        await ScreenAsync(staff, root, hand, name);
        await ExamineAsync(staff, root, hand, name);
        await RestAsync(staff, root, hand);
        await PlanAsync(staff, root, hand, name);

        await staff.GotoAsync(root + "/plan/consent");
        await LooksRightAsync(staff, $"consent-{name}");
        await hand.TypeAsync(staff.Locator("#name"), "Anna Berg");
        await hand.ChooseAsync(staff.Locator("input[name=by][value=Person]"));
        await hand.ChooseAsync(staff.Locator($"input[name=how][value={nameof(ConsentForm.SignedOnScreen)}]"));
        await hand.PressAsync(staff.Locator("main form button"));
        Assert.True(await staff.Locator(".done").CountAsync() > 0, await staff.Locator("main").InnerTextAsync());
        await LooksRightAsync(staff, $"agreed-{name}");
        await using (var db = clinic.Database.NewContext(patient.ClinicId, Actor.Program))
        {
            var plan = await db.Plans.AsNoTracking().SingleAsync(p => p.PatientId == patient.Id, Now);
            Assert.IsType<TreatmentPlan.Agreed>(PlanJson.TryRead(plan.Content));
            Assert.Equal("Anna Berg", (await db.Consents.SingleAsync(c => c.PlanId == plan.Id, Now)).SignedAs);
        }

        foreach (var paper in new[] { "letter", "summary", "stricta" })
        {
            await staff.GotoAsync($"{root}/plan/{paper}");
            await LooksRightAsync(staff, $"{paper}-{name}");
        }

        await staff.Context.CloseAsync();
    }

    /// <summary>Two tablets change the same part of a plan: the later one is shown both, loses nothing of what was typed, and decides.</summary>
    [Fact]
    public async Task Plan_ChangedOnTwoTablets_ShowsBothToTheLaterOne()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var (first, patient, _) = await IntakePhone.SendAsync(clinic);
        await LicenceAsync(clinic, patient.ClinicId);
        var root = $"{clinic.Address}/en/clinic/patients/{patient.Id}/plan";
        var hand = new Hand(ByKeys: false);
        await first.GotoAsync(root);
        await hand.PressAsync(first.Locator("section[aria-labelledby=protocol-TU2024] form button"));
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(root);

        foreach (var (tablet, minutes) in new[] { (first, "25"), (second, "15") })
        {
            var form = await FormAsync(tablet, "retention");
            await hand.TypeAsync(form.Locator("input[name=minutes]"), minutes);
            await WhyAndSaveAsync(form, hand);
        }

        await Assertions.Expect(second.Locator("main table")).ToContainTextAsync("25");
        await Assertions.Expect(second.Locator("main table")).ToContainTextAsync("15");
        await LooksRightAsync(second, "stale");
        await hand.PressAsync(second.Locator("main form button"));
        await using var db = clinic.Database.NewContext(patient.ClinicId, Actor.Program);
        var plan = await db.Plans.AsNoTracking().SingleAsync(p => p.PatientId == patient.Id, Now);
        Assert.Equal(15, PlanJson.TryRead(plan.Content)!.Content.Retention!.Minutes);
        await first.Context.CloseAsync();
    }

    /// <summary>The person's own phone: a needle-shy person of 44, nothing else; the connection is away while three pages are answered.</summary>
    private async Task QuestionsAsync(RunningClinic clinic, string link, int width, Hand hand)
    {
        var phone = await (await (hand.ByKeys ? browser.NewContextAsync(width, 900) : browser.NewTouchContextAsync(width, 844))).NewPageAsync();
        await phone.GotoAsync(link);
        await hand.PressAsync(phone.Locator("main form button"));
        await phone.WaitForURLAsync("**/intake");
        await hand.PressAsync(phone.Locator("main a.button"));
        await phone.WaitForSelectorAsync(".stepping");
        (string, string)[] answers = [("age", "44"), ("duration_weeks", "20"), ("needle_fear", "yes")];
        for (var i = 0; i < 2; i++)
            await IntakePhone.AnswerAsync(phone, hand.AnswerAsync, answers);
        await phone.Context.SetOfflineAsync(true);
        for (var i = 0; i < 3; i++)
            await IntakePhone.AnswerAsync(phone, hand.AnswerAsync, answers);
        await phone.Context.SetOfflineAsync(false);
        await IntakePhone.AnswerAllAsync(phone, hand.AnswerAsync, answers);
        await hand.TypeAsync(phone.Locator("#name"), "Anna Berg");
        await hand.PressAsync(phone.Locator("#submit button"));
        await phone.WaitForURLAsync("**/intake/done");
        await phone.Context.CloseAsync();
    }

    /// <summary>One caution, and the questions of the visit.</summary>
    private static async Task ScreenAsync(IPage page, string root, Hand hand, string name)
    {
        await page.GotoAsync(root + "/screening");
        await LooksRightAsync(page, $"screening-{name}");
        await page.GotoAsync(root + "/screening/changes");
        foreach (var no in await page.Locator("main input[type=radio][value=no]").AllAsync())
            await hand.ChooseAsync(no);
        await hand.PressAsync(page.Locator("main form button"));
        await hand.PressAsync(page.Locator("#rule-P10 summary"));
        await hand.TypeAsync(page.Locator("#rule-P10 textarea"), "Lies down, few needles");
        await hand.PressAsync(page.Locator("#rule-P10 form button"));
    }

    private static async Task ExamineAsync(IPage page, string root, Hand hand, string name)
    {
        await page.GotoAsync(root + "/assessment");
        await hand.ChooseAsync(page.Locator("input[name=pain][value='calf:left']"));
        await hand.ChooseAsync(page.Locator("input[name=drawn]"));
        await hand.PressAsync(page.Locator("button[name=fill][value=myotome]"));
        Assert.True(await page.IsCheckedAsync("input[name='f.MY3:left'][value='5']"));
        await LooksRightAsync(page, $"assessment-{name}");

        // The many fields that are left, as usual, and what is asked at the bedside: sixty radio buttons are clicked by the page itself.
        await page.EvaluateAsync("""
            () => {
              const usual = ["5", "normal", "down", "no", "none", "uncertain"];
              const names = new Set([...document.querySelectorAll(".examined input[type=radio], input[type=radio][name^='b.']")].map(r => r.name));
              for (const name of names) {
                const row = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(name)}"]`)];
                if (row.some(r => r.checked && r.value !== "")) continue;
                row.find(r => usual.includes(r.value))?.click();
              }
            }
            """);
        await hand.TypeAsync(page.Locator("input[name=stature]"), "175");
        await hand.ChooseAsync(page.Locator("input[name=pattern][value=taiyang]"));
        await hand.PressAsync(page.Locator("button[formaction$='/sign']"));
        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();
    }

    /// <summary>What no field of the examination answers, and whatever is still to be settled.</summary>
    private static async Task RestAsync(IPage page, string root, Hand hand)
    {
        await page.GotoAsync(root + "/screening");
        var open = page.Locator("form[action$='/screening/answers']");
        if (await open.CountAsync() > 0)
        {
            foreach (var answer in await open.Locator("input[type=radio][value=no], input[type=radio][value=usual]").AllAsync())
                await hand.ChooseAsync(answer);
            await hand.PressAsync(open.Locator("button"));
        }

        for (var i = 0; i < 10 && await page.Locator("form[action$='/settle']").CountAsync() > 0; i++)
        {
            await OpenAllAsync(page);
            var settle = page.Locator("form[action$='/settle']").First;
            await hand.TypeAsync(settle.Locator("textarea"), "Known and heeded");
            await hand.PressAsync(settle.Locator("button"));
        }
    }

    private static async Task PlanAsync(IPage page, string root, Hand hand, string name)
    {
        await page.GotoAsync(root + "/plan");
        await LooksRightAsync(page, $"protocols-{name}");
        await hand.PressAsync(page.Locator("section[aria-labelledby=protocol-TU2024] form button"));
        await LooksRightAsync(page, $"plan-{name}");
        var needles = await page.Locator("input[name=part][value=needle]").CountAsync();
        for (var i = 0; i < needles; i++)
        {
            var depth = await FormAsync(page, "needle", i);
            await hand.TypeAsync(depth.Locator("input[name=least]"), "8");
            await hand.TypeAsync(depth.Locator("input[name=most]"), "10");
            await hand.TypeAsync(depth.Locator("textarea[name=why]"), "Shallow");
            await hand.PressAsync(depth.Locator("button"));
        }

        var way = await FormAsync(page, "stimulation");
        await hand.ChooseAsync(way.Locator("input[name=way][value=hand]"));
        await WhyAndSaveAsync(way, hand);
        var goal = await FormAsync(page, "goal");
        await hand.ChooseAsync(goal.Locator("input[name=measure][value=HT_LEG_NRS]"));
        await hand.TypeAsync(goal.Locator("input[name=baseline]"), "3");
        await hand.TypeAsync(goal.Locator("input[name=target]"), "1");
        await hand.TypeAsync(goal.Locator("input[name=week]"), "6");
        await WhyAndSaveAsync(goal, hand);
        var review = await FormAsync(page, "review");
        await review.Locator("input[name=on]").FillAsync(TimeProvider.System.GetUtcNow().AddDays(28).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await WhyAndSaveAsync(review, hand);
        await WhyAndSaveAsync(await FormAsync(page, "care-none"), hand);
        for (var i = 0; i < 40 && await page.Locator("input[name=part][value=confirm]").CountAsync() > 0; i++)
            await WhyAndSaveAsync(await FormAsync(page, "confirm"), hand);
        await page.GotoAsync(root + "/plan/points");
        await LooksRightAsync(page, $"points-{name}");
    }

    /// <summary>The small form of one part, unfolded.</summary>
    private static async Task<ILocator> FormAsync(IPage page, string part, int at = 0)
    {
        await OpenAllAsync(page);
        return page.Locator("form", new() { Has = page.Locator($"input[name=part][value={part}]") }).Nth(at);
    }

    private static Task OpenAllAsync(IPage page) => page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(d => { d.open = true; })");

    private static async Task WhyAndSaveAsync(ILocator form, Hand hand)
    {
        if (await form.Locator("textarea[name=why]").CountAsync() > 0)
            await hand.TypeAsync(form.Locator("textarea[name=why]"), "Heeded");
        await hand.PressAsync(form.Locator("button"));
    }

    /// <summary>Axe finds nothing and nothing needs scrolling sideways. With a folder in HUANTIAO_SHOTS, a picture is kept for the eye.</summary>
    internal static async Task LooksRightAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HUANTIAO_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        AccessibilityTests.NoViolation(await page.RunAxe(), name);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways.");
    }

    private static async Task LicenceAsync(RunningClinic clinic, Guid place)
    {
        await using var db = clinic.Database.NewContext(place, Actor.Program);
        db.Licences.Add(new() { ClinicId = place, Id = Guid.CreateVersion7(), AccountId = (await db.Users.FirstAsync(Now)).Id, Authority = "Authority", Number = "1", Expires = new(2099, 1, 1) });
        await db.SaveChangesAsync(Now);
    }

    /// <summary>How somebody works: by pointing, or by keys alone.</summary>
    private sealed record Hand(bool ByKeys)
    {
        /// <summary>A button or a link; the page it leads to is there afterwards.</summary>
        public async Task PressAsync(ILocator buttons)
        {
            var button = buttons.First;
            if (await button.EvaluateAsync<bool>("e => e.matches('a, form:not(.asking) button')"))
                await button.FollowAsync(OnceAsync);
            else
                await OnceAsync(button);
        }

        private async Task OnceAsync(ILocator button)
        {
            if (!ByKeys)
            {
                await button.ClickAsync();
                return;
            }

            await button.FocusAsync();
            await button.PressAsync("Enter");
        }

        public async Task ChooseAsync(ILocator choice)
        {
            if (!ByKeys)
            {
                await choice.CheckAsync();
                return;
            }

            await choice.FocusAsync();
            await choice.PressAsync("Space");
            await Assertions.Expect(choice).ToBeCheckedAsync();
        }

        public async Task TypeAsync(ILocator field, string text)
        {
            if (!ByKeys)
            {
                await field.FillAsync(text);
                return;
            }

            await field.FocusAsync();
            await field.PressAsync("Control+a");
            await field.PressSequentiallyAsync(text);
        }

        /// <summary>An answer of the questionnaire: by touch it goes on by itself, by keys Enter does.</summary>
        public async Task AnswerAsync(ILocator answer)
        {
            if (!ByKeys)
            {
                await answer.TapAsync();
                return;
            }

            if (await answer.EvaluateAsync<bool>("e => e.matches('button')"))
            {
                await PressAsync(answer);
                return;
            }

            await ChooseAsync(answer.Locator("input"));
            if (!await answer.EvaluateAsync<bool>("e => e.closest('.step').querySelector('.rest') !== null"))
                await answer.Locator("input").PressAsync("Enter");
        }
    }
}
