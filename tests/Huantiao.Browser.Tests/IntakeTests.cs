using Deque.AxeCore.Commons;
using Huantiao.Records.Intakes;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>The questionnaire as people answer it: on a phone and a tablet, by touch and by keys, in both languages, with a connection that comes and goes.</summary>
[Collection(nameof(Browser))]
public sealed class IntakeTests(Browser browser)
{
    [Theory]
    [InlineData(390, 844, "en")]
    [InlineData(820, 1180, "zh-Hans")]
    public async Task Intake_ByTouch_FromLinkToScreen(int width, int height, string language)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var (staff, patient, link) = await IntakePhone.SendAsync(clinic);
        var phone = await (await browser.NewTouchContextAsync(width, height)).NewPageAsync();
        var asked = new List<string>();
        phone.Request += (_, request) => asked.Add(request.Url);
        await phone.GotoAsync(link.Replace("/en/", $"/{language}/", StringComparison.Ordinal));
        Assert.Equal("", await phone.EvaluateAsync<string>("location.hash"));
        await phone.FollowByTouchAsync("main form button");
        await CheckAsync(phone, "start", width);
        await phone.FollowByTouchAsync("main a.button");
        await phone.WaitForSelectorAsync(".stepping");
        await CheckAsync(phone, "step", width);

        var count = await IntakePhone.AnswerAllAsync(phone, label => label.TapAsync(), ("takes_any", "yes"), ("medicines", "Eliquis 5mg, zzyzx"), ("saddle_numb", "yes"));

        Assert.InRange(count, 26, 36);
        await CheckAsync(phone, "check", width);
        await Assertions.Expect(phone.Locator("ul.understood li.unknown")).ToContainTextAsync("zzyzx");
        await phone.FillAsync("#name", "Anna Berg");
        await phone.TapAsync("#submit button");
        await phone.WaitForURLAsync("**/intake/done");
        await CheckAsync(phone, "done", width);
        var secret = link.Split('#')[1];
        Assert.DoesNotContain(asked, url => url.Contains(secret, StringComparison.Ordinal) && !url.Contains('#', StringComparison.Ordinal));
        Assert.All(asked, url => Assert.StartsWith(clinic.Address, url, StringComparison.Ordinal));

        var row = await IntakePhone.RowAsync(clinic, patient);
        Assert.Equal(IntakeState.Submitted, row.State);
        await staff.GotoAsync($"{clinic.Address}/{language}/clinic/patients/{patient.Id}/intake");
        await CheckAsync(staff, "state", 820);
        await staff.GotoAsync($"{clinic.Address}/{language}/clinic/patients/{patient.Id}/intake/{row.Id}");
        await Assertions.Expect(staff.Locator("ul.findings")).ToContainTextAsync("R01");
        await CheckAsync(staff, "answers", 820);
        await phone.TapAsync("main form button");
        await phone.WaitForURLAsync("**/intake/left");
        Assert.Equal(0, await phone.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
        await phone.Context.CloseAsync();
        await staff.Context.CloseAsync();
    }

    [Fact]
    public async Task Intake_ByKeysAlone_IsSent()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var (staff, patient, link) = await IntakePhone.SendAsync(clinic);
        var page = await clinic.OpenAsync(820);
        await page.GotoAsync(link);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/intake");
        await page.FocusAsync("main a.button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".stepping");

        await IntakePhone.AnswerAllAsync(page, async label =>
        {
            // From the heading, where the step begins, into the answers; the arrows choose and do not go on.
            var id = await IntakePhone.QuestionAsync(page);
            await page.Keyboard.PressAsync("Tab");
            if (await label.EvaluateAsync<bool>("e => e.matches('button')"))
            {
                // A stop for each question of the group, then the button.
                var questions = await IntakePhone.QuestionsAsync(page);
                foreach (var question in questions)
                {
                    Assert.Equal("a-" + question, await page.EvaluateAsync<string>("document.activeElement.name"));
                    await page.Keyboard.PressAsync("Tab");
                }

                Assert.True(await label.EvaluateAsync<bool>("e => e === document.activeElement"));
                await page.Keyboard.PressAsync("Enter");
                return;
            }

            var wanted = await label.Locator("input").GetAttributeAsync("value");
            for (var i = 0; i < 14; i++)
            {
                if (i == 0 || !await label.Locator("input").IsCheckedAsync())
                    await page.Keyboard.PressAsync(i == 0 ? "Space" : "ArrowDown");
            }

            Assert.True(await label.Locator("input").IsCheckedAsync(), $"{id}: {wanted}, at {await page.EvaluateAsync<string>("document.activeElement.outerHTML")}");
            Assert.Equal(id, await IntakePhone.QuestionAsync(page));
            await page.Keyboard.PressAsync("Enter");
        });
        await page.FocusAsync("#name");
        await page.Keyboard.TypeAsync("Anna Berg");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/intake/done");

        Assert.Equal(IntakeState.Submitted, (await IntakePhone.RowAsync(clinic, patient)).State);
        await page.Context.CloseAsync();
        await staff.Context.CloseAsync();
    }

    /// <summary>What a screen reader is given: one heading of the page, each question a group with its legend and its choices, what is missing said of its field, the progress told.</summary>
    [Fact]
    public async Task Intake_AsAScreenReaderHasIt_IsGroupsWithLegendsAndTellsWhatIsMissing()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var (staff, _, link) = await IntakePhone.SendAsync(clinic);
        await staff.Context.CloseAsync();
        var phone = await (await browser.NewTouchContextAsync(390, 844)).NewPageAsync();
        await BeginAsync(phone, link);

        var tree = await phone.Locator("main").AriaSnapshotAsync();
        var lines = tree.Split('\n').Select(l => l.Trim()).ToList();
        Assert.Single(lines, l => l.Contains("[level=1]", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("group \"New, or so now", StringComparison.Ordinal));
        var questions = await IntakePhone.QuestionsAsync(phone);
        Assert.Equal(questions.Length, lines.Count(l => l.Contains("group \"", StringComparison.Ordinal) && l.Contains('?', StringComparison.Ordinal)));
        Assert.Equal(3 * questions.Length, lines.Count(l => l.StartsWith("- radio \"", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.StartsWith("- status: 1 of ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l == "- button \"None of these\"");

        await phone.TapAsync("#q-saddle_numb label:has(input[value='not sure'])");
        await phone.TapAsync(".stepping > p.row button:not(.plain)");

        Assert.Equal("No to the rest", await phone.Locator(".stepping .step:not([hidden]) .rest").InnerTextAsync());
        var described = await phone.Locator("#f-bladder_bowel").GetAttributeAsync("aria-describedby");
        Assert.Contains("Please answer", await phone.Locator("#" + described).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Null(await phone.Locator("#f-saddle_numb").GetAttributeAsync("aria-describedby"));
        Assert.Equal("a-emergency_now", await phone.EvaluateAsync<string>("document.activeElement.name"));
        await phone.TapAsync(".stepping .step:not([hidden]) .rest");
        await phone.WaitForFunctionAsync("() => document.querySelector('.progress [role=status]').textContent.startsWith('2 ')");
        Assert.Equal("H3", await phone.EvaluateAsync<string>("document.activeElement.tagName"));
        await phone.Context.CloseAsync();
    }

    /// <summary>The network goes in the middle: answers go on, nothing readable lies in the browser, an emergency is told, and all is there when it is back.</summary>
    [Fact]
    public async Task Intake_WithTheNetworkCut_GoesOnAndLosesNothing()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var (staff, patient, link) = await IntakePhone.SendAsync(clinic);
        var phone = await (await browser.NewTouchContextAsync(390, 844)).NewPageAsync();
        await BeginAsync(phone, link);
        for (var i = 0; i < 3; i++)
            await IntakePhone.AnswerAsync(phone, label => label.TapAsync());
        await phone.Context.SetOfflineAsync(true);
        var away = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            away.AddRange(await IntakePhone.QuestionsAsync(phone));
            await IntakePhone.AnswerAsync(phone, label => label.TapAsync(), ("infection", "not sure"));
        }

        var stored = await phone.EvaluateAsync<string>("""
            async () => {
              const db = await new Promise((done) => { const r = indexedDB.open("huantiao-intake"); r.onsuccess = () => done(r.result); });
              const rows = await new Promise((done) => { const r = db.transaction("drafts").objectStore("drafts").getAll(); r.onsuccess = () => done(r.result); });
              const key = await new Promise((done) => { const r = db.transaction("keys").objectStore("keys").get("key"); r.onsuccess = () => done(r.result); });
              const out = await crypto.subtle.exportKey("raw", key).then(() => "key came out", () => "key stays");
              db.close();
              return rows.length + " " + out + " " + rows.map((row) => new TextDecoder("latin1").decode(row.data)).join();
            }
            """);
        Assert.StartsWith("1 key stays", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("infection", stored, StringComparison.Ordinal);
        var before = (await IntakePhone.RowAsync(clinic, patient)).Answers;
        Assert.All(away, id => Assert.DoesNotContain($"\"{id}\"", before, StringComparison.Ordinal));

        await phone.Context.SetOfflineAsync(false);
        var answers = "";
        for (var i = 0; i < 300 && !away.TrueForAll(id => answers.Contains($"\"{id}\":", StringComparison.Ordinal)); i++)
        {
            await phone.WaitForTimeoutAsync(100);
            answers = (await IntakePhone.RowAsync(clinic, patient)).Answers;
        }

        Assert.All(away, id => Assert.Contains($"\"{id}\":", answers, StringComparison.Ordinal));
        Assert.Contains("\"infection\":{\"notSure\":true}", answers, StringComparison.Ordinal);
        await phone.Context.CloseAsync();
        await staff.Context.CloseAsync();
    }

    /// <summary>The page is closed before the connection is back: what waits is sent when it is opened again.</summary>
    [Fact]
    public async Task Intake_ClosedWhileTheServerIsAway_IsTakenUpAgain()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var (staff, patient, link) = await IntakePhone.SendAsync(clinic);
        await staff.Context.CloseAsync();
        var phone = await (await browser.NewTouchContextAsync(390, 844)).NewPageAsync();
        await BeginAsync(phone, link);
        await IntakePhone.AnswerAsync(phone, label => label.TapAsync());
        await clinic.RestartAsync(async () =>
        {
            await IntakePhone.AnswerAsync(phone, label => label.TapAsync(), ("tearing_pain", "yes"));
            await Assertions.Expect(phone.Locator("#emergency strong")).Not.ToHaveCountAsync(0);
            await phone.EvaluateAsync("window.onbeforeunload = null");
            await phone.GotoAsync("about:blank");
        });

        await phone.GotoAsync(clinic.Address + "/en/intake/step");
        await phone.WaitForFunctionAsync("() => document.querySelector('#emergency section p:last-child')?.textContent.includes('The clinic is being told')");

        var row = await IntakePhone.RowAsync(clinic, patient);
        Assert.Contains("\"tearing_pain\":\"yes\"", row.Answers, StringComparison.Ordinal);
        Assert.NotNull(row.EmergencyAt);
        await phone.Context.CloseAsync();
    }

    private static async Task BeginAsync(IPage phone, string link)
    {
        await phone.GotoAsync(link);
        await phone.FollowByTouchAsync("main form button");
        Assert.EndsWith("/intake", phone.Url, StringComparison.Ordinal);
        await phone.FollowByTouchAsync("main a.button");
        await phone.WaitForSelectorAsync(".stepping");
    }

    private static async Task CheckAsync(IPage page, string where, int width)
    {
        var result = await page.RunAxe(new AxeRunOptions());
        Assert.True(result.Violations.Length == 0, where + ": " + string.Join("\n", result.Violations.Select(v => $"{v.Id}: {v.Help} " + string.Join("; ", v.Nodes.Take(3).Select(n => n.Html)))));
        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= width, $"{where} scrolls sideways");
        var small = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('header a, nav a, summary, button, .button, .field input:not([type=checkbox], [type=radio], [type=hidden]), .options-row label')]
              .filter(e => e.getClientRects().length > 0 && !e.classList.contains('skip') && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)
            """);
        Assert.True(small.Length == 0, $"{where}: {string.Join("\n", small)}");
    }
}
