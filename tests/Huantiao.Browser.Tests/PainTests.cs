using System.Text.Json;
using Deque.AxeCore.Commons;
using Huantiao.Care.PainDrawings;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>Drawing where it hurts, as people do it: mouse, finger, list, with and without script.</summary>
[Collection(nameof(Browser))]
public sealed class PainTests(Browser browser)
{
    // The back of the right leg, in cun on the back view.
    private static readonly (double X, double Y)[] Leg = [(3.4, 30), (3.4, 24), (3.4, 12)];

    [Fact]
    public async Task Mouse_DownTheLeg_IsAStrokeInCunWhateverTheScreen()
    {
        foreach (var width in new[] { 390, 1280 })
        {
            var page = await browser.OpenAsync("/en/pain", width);
            await DrawByMouseAsync(page, Leg);

            var stroke = Assert.Single((await DrawingAsync(page)).Strokes);
            Assert.Equal(("back", Feeling.Pain), (stroke.View, stroke.Feeling));
            Assert.All(stroke.Places, p => Assert.Equal(3.4, p.X, 0.3));
            Assert.Equal(30, stroke.Places[0].Y, 0.3);
            Assert.Equal(12, stroke.Places[^1].Y, 0.3);
            Assert.Equal(2, await page.Locator("[data-view=back] .shades path").CountAsync());
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Finger_DownTheLeg_IsTheSameStrokeAndTheSameResult()
    {
        var mouse = await browser.OpenAsync("/en/pain", 390);
        await DrawByMouseAsync(mouse, Leg);
        var finger = await browser.OpenAsync("/en/pain", 390);
        await DrawByFingerAsync(finger, Leg);

        Assert.Equal(Rounded(await DrawingAsync(mouse)), Rounded(await DrawingAsync(finger)));

        await mouse.ClickAsync("button[value=show]");
        await finger.ClickAsync("button[value=show]");
        var table = await mouse.Locator("#regions table").InnerTextAsync();
        Assert.Contains("Back of the thigh", table, StringComparison.Ordinal);
        Assert.Contains("Calf", table, StringComparison.Ordinal);
        Assert.DoesNotContain(", left", table, StringComparison.Ordinal);
        Assert.Equal(await mouse.Locator("#tradition").InnerTextAsync(), await finger.Locator("#tradition").InnerTextAsync());
        Assert.Contains("not a diagnosis", await finger.Locator("#tradition").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Right leg: mainly the back of the leg.", await finger.Locator("#tradition").InnerTextAsync(), StringComparison.Ordinal);
        await mouse.Context.CloseAsync();
        await finger.Context.CloseAsync();

        static string Rounded(PainDrawing drawing) => string.Join(' ', drawing.Strokes.Select(s => $"{s.View} {s.Feeling} {s.BreadthCun} {s.Places[0].X:F0} {s.Places[0].Y:F0} {s.Places[^1].Y:F0}"));
    }

    [Fact]
    public async Task UndoEraseAndClear_TakeBackWhatWasDrawn()
    {
        var page = await browser.OpenAsync("/en/pain", 820);
        Assert.True(await page.Locator("[data-do=undo]").IsDisabledAsync());
        await DrawByMouseAsync(page, Leg);
        await page.CheckAsync("input[name=kind][value=numbness]");
        await DrawByMouseAsync(page, (-3.4, 30), (-3.4, 26));
        Assert.Equal([Feeling.Pain, Feeling.Numbness], (await DrawingAsync(page)).Strokes.Select(s => s.Feeling));
        Assert.Equal("Strokes drawn: 2", await page.Locator("pain-drawing output").InnerTextAsync());

        await page.ClickAsync("[data-do=undo]");
        Assert.Equal([Feeling.Pain], (await DrawingAsync(page)).Strokes.Select(s => s.Feeling));

        // The rubber across the middle leaves what is above and below.
        await page.CheckAsync("input[name=tool][value=erase]");
        await DrawByMouseAsync(page, (1, 21), (6, 21));
        var left = (await DrawingAsync(page)).Strokes;
        Assert.Equal(2, left.Length);
        Assert.All(left.SelectMany(s => s.Places), p => Assert.NotInRange(p.Y, 20, 22));

        await page.ClickAsync("[data-do=undo]");
        Assert.Single((await DrawingAsync(page)).Strokes);
        await page.ClickAsync("[data-do=clear]");
        Assert.Empty((await DrawingAsync(page)).Strokes);
        await page.ClickAsync("[data-do=undo]");
        Assert.Single((await DrawingAsync(page)).Strokes);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task List_ByKeyboardAlone_GivesTheResultWithAndWithoutScript(bool script)
    {
        var page = await browser.OpenAsync("/en/pain", 390, script: script);
        var fold = page.Locator("summary", new() { HasText = "Left hip, leg and foot" });
        await fold.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("input[name=r][value='pain:outer_leg:left']").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Locator("button[value=show]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#regions");

        var row = page.Locator("#regions tbody tr");
        Assert.Equal(1, await row.CountAsync());
        Assert.Equal("Outer side of the lower leg, left", await row.Locator("th").TextContentAsync());
        Assert.Equal(["100%", "hurts 100%, tingles 100%"], await row.Locator("td").AllTextContentsAsync());
        Assert.Contains("Left leg: mainly the outer side of the leg.", await page.Locator("#tradition").InnerTextAsync(), StringComparison.Ordinal);

        await page.ClickAsync("button[value=edit]");
        Assert.True(await page.Locator("input[name=r][value='pain:outer_leg:left']").IsCheckedAsync());
        Assert.Equal(2, await page.Locator("input[name=r]:checked").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task File_SavedAndOpened_IsTheSameDrawing_AndComparesWithALaterOne()
    {
        var page = await browser.OpenAsync("/en/pain", 390);
        await DrawByMouseAsync(page, Leg);
        var drawn = await DrawingAsync(page);
        await page.ClickAsync("button[value=show]");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[value=keep]"));
        Assert.Equal("pain-drawing.json", download.SuggestedFilename);
        var file = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);

        // Another day: a smaller place, compared with the file.
        await page.GotoAsync(browser.Address + "/en/pain");
        await page.Locator("summary", new() { HasText = "Left hip, leg and foot" }).ClickAsync();
        await page.CheckAsync("input[name=r][value='pain:toes:left']");
        await page.ClickAsync("button[value=show]");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "pain-drawing.json", MimeType = "application/json", Buffer = file });
        await page.ClickAsync("button[value=compare]");
        Assert.Contains("shrinking", await page.Locator("#changes").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("+100 points", await page.Locator("#changes table").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator("#changes .pair svg").CountAsync() >= 4);
        await NoViolationAsync(page, "comparison");

        // And opened again to go on drawing.
        await page.GotoAsync(browser.Address + "/en/pain");
        await page.Locator("summary", new() { HasText = "Open a drawing" }).ClickAsync();
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "pain-drawing.json", MimeType = "application/json", Buffer = file });
        await page.ClickAsync("button[value=open]");
        Assert.Equal(PainDrawingJson.Write(drawn), PainDrawingJson.Write(await DrawingAsync(page)));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    [InlineData("zh-Hans", ColorScheme.Light)]
    [InlineData("zh-Hans", ColorScheme.Dark)]
    public async Task Axe_WhileDrawingAndInTheResult_FindsNoViolation(string language, ColorScheme scheme)
    {
        var page = await browser.OpenAsync($"/{language}/pain", 390, scheme: scheme);
        await DrawByMouseAsync(page, Leg);
        await Look.At(page, $"pain-{language}-{scheme}");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.SetViewportSizeAsync(320, 900);
        Assert.Equal("", await page.EvaluateAsync<string>("[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 320.5 && !e.closest('svg')).map(e => e.outerHTML.slice(0, 80)).join(' | ')"));
        await page.SetViewportSizeAsync(390, 900);
        await page.CheckAsync("input[name=r][value='numbness:foot_top:left']");
        await page.CheckAsync("input[name=r][value='weakness:lower_back:right']");
        await NoViolationAsync(page, language + " drawing");
        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= 390);
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('.choices label, .choices button, summary, main button')].filter(e => e.getClientRects().length > 0 && e.getBoundingClientRect().height < 44).length"));

        await page.ClickAsync("button[value=show]");
        await NoViolationAsync(page, language + " result");
        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= 390);
        Assert.Equal(2, await page.Locator("#pictures .pair > figure > svg").CountAsync()); // back, and top of the left foot
        await Look.At(page, $"shares-{language}-{scheme}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Drawing_UntilTheButton_SendsAndKeepsNothing()
    {
        var page = await browser.OpenAsync("/en/pain", 390);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var sent = new List<string>();
        page.Request += (_, request) => sent.Add(request.Method + " " + request.Url);
        await DrawByMouseAsync(page, Leg);
        Assert.Empty(sent);

        await page.ClickAsync("button[value=show]");
        await page.WaitForSelectorAsync("#regions");
        Assert.Equal("POST " + browser.Address + "/en/pain", sent[0]);
        Assert.All(sent, s => Assert.Contains(browser.Address, s, StringComparison.Ordinal));
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
        Assert.Empty(await page.Context.CookiesAsync());
        await page.Context.CloseAsync();
    }

    private static async Task DrawByMouseAsync(IPage page, params (double X, double Y)[] way)
    {
        for (var i = 0; i < way.Length; i++)
        {
            var (x, y) = await OnScreenAsync(page, way[i]);
            await page.Mouse.MoveAsync(x, y, new() { Steps = i == 0 ? 1 : 12 });
            if (i == 0)
                await page.Mouse.DownAsync();
        }

        await page.Mouse.UpAsync();
    }

    private static async Task DrawByFingerAsync(IPage page, params (double X, double Y)[] way)
    {
        var touch = await page.Context.NewCDPSessionAsync(page);
        for (var i = 0; i < way.Length; i++)
        {
            var (x, y) = await OnScreenAsync(page, way[i]);
            await touch.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
            {
                ["type"] = i == 0 ? "touchStart" : "touchMove",
                ["touchPoints"] = new[] { new { x, y } },
            });
        }

        await touch.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }

    /// <summary>Where a place of the body stands on the screen: scrolled so that the leg is in sight.</summary>
    private static async Task<(float X, float Y)> OnScreenAsync(IPage page, (double X, double Y) cun)
    {
        var at = await page.EvaluateAsync<JsonElement>("""
            ([x, y]) => {
              const figure = document.querySelector("[data-view=back]"), svg = figure.querySelector("svg");
              if (!window.inSight) { svg.scrollIntoView({ block: "end" }); window.inSight = true; }
              const p = new DOMPoint((x - figure.dataset.left) * 10, (figure.dataset.top - y) * 10).matrixTransform(svg.getScreenCTM());
              return [p.x, p.y];
            }
            """, new[] { cun.X, cun.Y });
        return ((float)at[0].GetDouble(), (float)at[1].GetDouble());
    }

    private async Task<PainDrawing> DrawingAsync(IPage page) =>
        Assert.IsType<DrawingFile.Read>(PainDrawingJson.Read(await page.Locator("input[name=drawing]").InputValueAsync(), browser.Site.Points.Atlas)).Drawing;

    private static async Task NoViolationAsync(IPage page, string where)
    {
        var result = await page.RunAxe(new AxeRunOptions());
        Assert.True(result.Violations.Length == 0, where + ": " + string.Join("\n", result.Violations.Select(v => $"{v.Id}: {v.Help} " + string.Join("; ", v.Nodes.Take(3).Select(n => n.Html)))));
    }
}

/// <summary>Pictures of what was tested, for whoever wants to look: HUANTIAO_LOOK names a folder.</summary>
internal static class Look
{
    public static async Task At(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HUANTIAO_LOOK") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
