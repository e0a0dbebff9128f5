using Huantiao.Web;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>One server and one browser for all tests, one test after the other.</summary>
[CollectionDefinition(nameof(Browser))]
public sealed class BrowserCollection : ICollectionFixture<Browser>;

/// <summary>The real server with the real pathway, and a real Chromium: shared by all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public string Address { get; private set; } = "";

    internal Site Site { get; private set; } = null!;

    internal static string PathwayFolder => Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica");

    // Playwright's own download is not used: the system's browser is what people have. As root there is no sandbox. A camera that shows a test picture stands for the device's own.
    private static readonly string Program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private static readonly string[] Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

    /// <summary>Every page in every language.</summary>
    public IEnumerable<string> Pages =>
        from language in new[] { "en", "zh-Hans" }
        from path in new[] { "/", "/evidence", "/evidence/registry", "/claims", "/methods", "/about", "/no-such-page", "/points", "/points/GB30", "/points?q=leg", "/pain", "/points/list", "/points/list?p=GB30:left&p=GV4:midline&view=left" }
            .Concat(Site.Answer.Findings.Select(finding => "/evidence/" + finding.Question.Id))
        select $"/{language}{path}";

    /// <summary>One page of each kind in every language: the pages of findings are made alike.</summary>
    public IEnumerable<string> KindsOfPages =>
        from page in Pages
        let finding = page.Split("/evidence/")
        where finding.Length == 1 || finding[1] == Site.Answer.Findings[0].Question.Id
        select page;

    public async ValueTask InitializeAsync()
    {
        Site = Site.Load(PathwayFolder);
        _app = WebApp.Build(new WebOptions("http://127.0.0.1:0", ""), Site);
        await _app.StartAsync();
        Address = _app.Urls.First();
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Args });
    }

    /// <summary>A browser with a profile of its own in that folder, as a device has one: what it keeps outlives its process.</summary>
    public Task<IBrowserContext> LaunchAsync(string folder, int width, int height) => _playwright!.Chromium.LaunchPersistentContextAsync(folder, new()
    {
        ExecutablePath = Program,
        Args = Args,
        ViewportSize = new() { Width = width, Height = height },
        HasTouch = true,
        IsMobile = true,
        ReducedMotion = ReducedMotion.Reduce,
    });

    public async Task<IPage> OpenAsync(string path, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var context = await NewContextAsync(width, height, scheme, script);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address + path);
        return page;
    }

    /// <summary>A browser of its own: no cookie of another test.</summary>
    public Task<IBrowserContext> NewContextAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, bool script = true) => _chromium!.NewContextAsync(new()
    {
        ViewportSize = new() { Width = width, Height = height },
        ColorScheme = scheme,
        JavaScriptEnabled = script,
        ReducedMotion = ReducedMotion.Reduce,
    });

    /// <summary>A device that is touched.</summary>
    public Task<IBrowserContext> NewTouchContextAsync(int width, int height) => _chromium!.NewContextAsync(new()
    {
        ViewportSize = new() { Width = width, Height = height },
        HasTouch = true,
        IsMobile = true,
        ReducedMotion = ReducedMotion.Reduce,
    });

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
