using Huantiao.Care.Planning;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>From the answers to a plan that both agree on, as a practitioner goes through it on a phone and on a tablet, in both languages.</summary>
[Collection(nameof(Browser))]
public sealed class TreatPagesTests(Browser browser)
{
    [Theory]
    [InlineData(390, "en")]
    [InlineData(820, "zh-Hans")]
    public async Task Screen_Examination_Plan_ByHand_FindNoFaultOfAxe(int width, string language)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(width);
        await clinic.SetUpAsync(page, language);
        var root = $"{clinic.Address}/{language}/clinic/patients/{await TreatedVisitor.PatientAsync(clinic)}";

        // A needle-shy person: one caution, and the questions of the visit.
        await page.GotoAsync(root + "/screening");
        await TreatTests.LooksRightAsync(page, $"screening-{width}");
        await page.GotoAsync(root + "/screening/changes");
        foreach (var no in await page.Locator("main input[type=radio][value=no]").AllAsync())
            await no.CheckAsync();
        await page.FollowAsync("main form button");
        await page.ClickAsync("#rule-P10 summary");
        await page.FillAsync("#rule-P10 textarea", "Lies down, few needles");
        await page.ClickAsync("#rule-P10 form button");

        await page.GotoAsync(root + "/assessment");
        await page.CheckAsync("input[name=pain][value='calf:left']");
        await page.FollowAsync("button[name=fill][value=myotome]");
        Assert.True(await page.IsCheckedAsync("input[name='f.MY3:left'][value='5']"));
        await TreatTests.LooksRightAsync(page, $"assessment-{width}");
        await page.CheckAsync("input[name=pattern][value=taiyang]");
        await page.ClickAsync("button[formaction$='/sign']");
        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();

        await page.GotoAsync(root + "/plan");
        await TreatTests.LooksRightAsync(page, $"protocols-{width}");
        await page.FollowAsync("section[aria-labelledby=protocol-TU2024] form button");
        await TreatTests.LooksRightAsync(page, $"plan-{width}");
        await page.GotoAsync(root + "/plan/points");
        await TreatTests.LooksRightAsync(page, $"points-{width}");
        await page.GotoAsync(root + "/plan/consent");
        await TreatTests.LooksRightAsync(page, $"consent-{width}");
        foreach (var paper in new[] { "letter", "summary", "stricta" })
        {
            await page.GotoAsync($"{root}/plan/{paper}");
            await TreatTests.LooksRightAsync(page, $"{paper}-{width}");
        }

        // The server keeps the way closed until everything is settled; the page says what is left.
        await page.GotoAsync(root + "/plan/consent");
        await page.FillAsync("#name", "Invented Person");
        await page.CheckAsync("input[name=by][value=Person]");
        await page.CheckAsync($"input[name=how][value={nameof(ConsentForm.SignedOnScreen)}]");
        await page.FollowAsync("main form button");
        Assert.Equal(0, await page.Locator(".done").CountAsync());
    }
}
