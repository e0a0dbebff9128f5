using Deque.AxeCore.Commons;
using Huantiao.Web.Accounts;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>The clinic's door and its first pages, as people go through them.</summary>
[Collection(nameof(Browser))]
public sealed class ClinicTests(Browser browser)
{
    /// <summary>Set-up by passkey; a second person by invitation with password and app; the tablet changes hands; everybody leaves.</summary>
    [Fact]
    public async Task Door_FromSetUpToSignOut_OnASharedTablet()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(820);
        var seen = new List<string>();
        page.Request += (_, request) => seen.Add(request.Url);
        await clinic.SetUpAsync(page);

        Assert.DoesNotContain(seen, url => url.Contains(clinic.SetUpCode, StringComparison.Ordinal) && !url.Contains('#', StringComparison.Ordinal));
        Assert.All(seen, url => Assert.StartsWith(clinic.Address, url, StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".who .person")).ToHaveTextAsync("Dr Li Wei");
        Assert.Empty(await page.EvaluateAsync<string>("document.cookie"));

        // Lock, and take over again with the passkey of this device.
        await page.FollowAsync("text=Lock");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Who is here?");
        await page.GotoAsync(clinic.Address + "/en/clinic/people");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        await page.ClickAsync("passkey-button button");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("People");

        await page.FillAsync("#name", "Wang Fang");
        await page.FillAsync("#email", "wang@example.org");
        await page.CheckAsync("input[value=front-desk]");
        await page.FollowAsync("text=Make the link");
        var link = await page.Locator("p.code").InnerTextAsync();

        // The second person, on the same tablet: a browser that knows the first.
        await page.FollowAsync("text=Lock");
        await page.GotoAsync(link);
        Assert.Equal("", await page.EvaluateAsync<string>("location.hash"));
        await page.FollowAsync("main form button");
        var app = await RunningClinic.AppOfAsync(page);
        await page.FillAsync("#password", "seven quiet herons");
        await page.FillAsync("#code", Totp.Code(app, TimeProvider.System.GetUtcNow()));
        await page.FollowAsync("text=Finish");
        Assert.Equal(10, await page.Locator(".codes .code").CountAsync());
        await page.FollowAsync("text=I have kept them");
        await Assertions.Expect(page.Locator(".who .person")).ToHaveTextAsync("Wang Fang");
        Assert.Equal(0, await page.Locator("nav.places >> text=People").CountAsync());

        await page.ClickAsync(".who .person");
        await page.FillAsync("#short", "482915");
        await page.ClickAsync("text=Set a short code");
        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("Saved.");
        await page.FollowAsync("text=Lock");
        Assert.Equal(["Dr Li Wei", "Wang Fang"], await page.Locator("main h2").AllInnerTextsAsync());
        await page.FillAsync("input[name=code]", "482915");
        await page.ClickAsync("text=Take over");
        await Assertions.Expect(page.Locator(".who .person")).ToHaveTextAsync("Wang Fang");

        await page.ClickAsync("text=Sign out");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("You are signed out");
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name == "__Host-huantiao");
        await page.GoBackAsync();
        Assert.Equal(0, await page.Locator(".who").CountAsync());
        await page.Context.CloseAsync();
    }

    /// <summary>What the browsers that people have do with our cookies on a plain connection to this very machine.</summary>
    [Fact]
    public async Task Cookies_OnThisMachineWithoutTls_AreKept()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        foreach (var address in new[] { clinic.Address, clinic.Number })
        {
            var page = await clinic.OpenAsync(390);
            await page.GotoAsync(address + "/en/account/sign-in");
            var cookie = Assert.Single(await page.Context.CookiesAsync());

            Assert.Equal("__Host-huantiao-form", cookie.Name);
            Assert.True(cookie.Secure && cookie.HttpOnly, address);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Door_WithoutScript_OpensByPasswordAndCode()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(390, script: false);
        await page.GotoAsync(clinic.Address + "/en/account/set-up");
        await page.FillAsync("#code", clinic.SetUpCode);
        await page.FillAsync("#clinic", "Ring Clinic");
        await page.FillAsync("#name", "Dr Li Wei");
        await page.FillAsync("#email", "li@example.org");
        await page.FollowAsync("main form button");
        Assert.True(await page.Locator("passkey-button [data-unable]").IsVisibleAsync());
        var app = await RunningClinic.AppOfAsync(page);
        await page.FillAsync("#password", "seven quiet herons");
        await page.FillAsync("#code", Totp.Code(app, TimeProvider.System.GetUtcNow()));
        await page.FollowAsync("text=Finish");
        await page.FollowAsync("text=I have kept them");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Ring Clinic");
        await page.Context.CloseAsync();
    }

    /// <summary>A page left open is left for the door when the idle time is over, also when nobody asks the server.</summary>
    [Fact]
    public async Task Page_LeftIdle_ShowsNothingAnyMore()
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(820);
        await page.Clock.InstallAsync();
        await clinic.SetUpAsync(page);
        await page.Clock.FastForwardAsync("14:00");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Ring Clinic");

        await page.Clock.FastForwardAsync("01:10");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(820)]
    public async Task Axe_EveryPage_FindsNothing(int width)
    {
        await using var clinic = await RunningClinic.StartAsync(browser);
        var page = await clinic.OpenAsync(width);
        foreach (var path in new[] { "/account/sign-in", "/account/set-up", "/account/join", "/account/signed-out" })
            await CheckAsync(page, clinic.Address, path, width);
        await page.GotoAsync($"{clinic.Address}/en/account/set-up#{clinic.SetUpCode}");
        await page.FollowAsync("main form button");
        await CheckHereAsync(page, "set-up with problems", width);
        await clinic.SetUpAsync(page);
        await page.GotoAsync(clinic.Address + "/en/clinic/people");
        await page.FillAsync("#name", "Wang Fang");
        await page.FillAsync("#email", "wang@example.org");
        await page.CheckAsync("input[value=practitioner]");
        await page.FollowAsync("text=Make the link");
        await CheckHereAsync(page, "link", width);
        await page.GotoAsync(clinic.Address + "/en/clinic/people");
        var member = new Uri(await page.Locator("main ul.list a").Last.EvaluateAsync<string>("a => a.href")).AbsolutePath["/en".Length..];
        foreach (var path in new[] { "/clinic", "/clinic/people", member, "/clinic/settings", "/clinic/rooms", "/clinic/audit", "/account", "/account/password", "/account/clinics", "/clinic/people/" + Guid.CreateVersion7() })
            await CheckAsync(page, clinic.Address, path, width);
        await page.GotoAsync(clinic.Address + "/en/clinic");
        await page.FollowAsync("text=Lock");
        await CheckHereAsync(page, "locked", width);
        await page.Context.CloseAsync();
    }

    internal static async Task CheckAsync(IPage page, string address, string path, int width)
    {
        foreach (var language in new[] { "en", "zh-Hans" })
        {
            await page.GotoAsync($"{address}/{language}{path}");
            await CheckHereAsync(page, $"/{language}{path}", width);
        }
    }

    internal static async Task CheckHereAsync(IPage page, string where, int width)
    {
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        NoViolation(await page.RunAxe(new AxeRunOptions()), $"{where} at {width}, light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        NoViolation(await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") }), $"{where} at {width}, dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        Assert.True(await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth") <= width, $"{where} scrolls sideways at {width}");
        var small = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('header a, nav a, summary, button, .button, .field input:not([type=checkbox], [type=radio], [type=hidden]), select, .options-row label, .tick label')]
              .filter(e => e.getClientRects().length > 0 && !e.classList.contains('skip') && e.getBoundingClientRect().height < 44)
              .map(e => e.outerHTML)
            """);
        Assert.True(small.Length == 0, $"{where}: {string.Join("\n", small)}");
    }

    private static void NoViolation(AxeResult result, string where) =>
        Assert.True(result.Violations.Length == 0, where + ": " + string.Join("\n", result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}\n  " + string.Join("\n  ", violation.Nodes.Take(5).Select(node =>
                node.Html + " " + string.Join("; ", node.Any.Select(check => check.Message)))))));
}
