using Huantiao.Records;
using Huantiao.Web;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>The real server with an empty data folder, under the name that passkeys need.</summary>
internal sealed class RunningClinic : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("huantiao-browser-").FullName;
    private readonly string? _connection;
    private readonly Dictionary<IPage, (ICDPSession Device, string Id)> _authenticators = [];
    private WebApplication _app;

    private RunningClinic(Browser browser, string? connection)
    {
        (Browser, _connection) = (browser, connection);
        _app = Build("http://127.0.0.1:0");
    }

    public Browser Browser { get; }

    public Database Database { get; private set; } = null!;

    /// <summary>By name: http://localhost:port.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The same by number.</summary>
    public string Number { get; private set; } = "";

    public string SetUpCode { get; private set; } = "";

    /// <summary>How the program as a process of its own is told to serve these data at this address.</summary>
    public string[] ToServe => ["serve", Browser.PathwayFolder, "--urls", Number, "--data", _folder, .. _connection is null ? [] : new[] { "--database", _connection }];

    /// <param name="connection">Of a PostgreSQL database; null: SQLite in the folder.</param>
    public static async Task<RunningClinic> StartAsync(Browser browser, string? connection = null)
    {
        var clinic = new RunningClinic(browser, connection);
        await clinic._app.StartAsync();
        clinic.Database = await clinic._app.Services.GetRequiredService<OpeningDatabase>().Ready;
        clinic.Number = clinic._app.Urls.First();
        clinic.Address = clinic.Number.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        clinic.SetUpCode = (await SetupLinks.ForFirstStartAsync(clinic.Database, TimeProvider.System, default))!;
        return clinic;
    }

    /// <summary>A page of a new browser whose device can make passkeys: Chromium's virtual authenticator, which answers as a finger would.</summary>
    public async Task<IPage> OpenAsync(int width, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var context = await Browser.NewContextAsync(width, 900, scheme, script);
        var page = await context.NewPageAsync();
        await AuthenticatorAsync(page);
        return page;
    }

    /// <summary>Passkeys of one device on another as well, as those that go with their owner.</summary>
    public async Task LendPasskeysAsync(IPage from, IPage to)
    {
        var ((here, id), (there, other)) = (_authenticators[from], await AuthenticatorAsync(to));
        var lent = await here.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id });
        foreach (var passkey in lent!.Value.GetProperty("credentials").EnumerateArray())
        {
            // Each device counts its signatures; a passkey that went to another must not seem to count backwards.
            var copy = passkey.EnumerateObject().ToDictionary(p => p.Name, p => (object)p.Value, StringComparer.Ordinal);
            copy["signCount"] = passkey.GetProperty("signCount").GetInt32() + (1000 * _authenticators.Count);
            await there.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = other, ["credential"] = copy });
        }
    }

    private async Task<(ICDPSession Device, string Id)> AuthenticatorAsync(IPage page)
    {
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        var made = await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        return _authenticators[page] = (device, made!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>From the set-up link to the start page, with a passkey.</summary>
    public async Task SetUpAsync(IPage page, string language = "en")
    {
        await page.GotoAsync($"{Address}/{language}/account/set-up#{SetUpCode}");
        await page.FillAsync("#clinic", "Ring Clinic");
        await page.FillAsync("#name", "Dr Li Wei");
        await page.FillAsync("#email", "li@example.org");
        await page.CheckAsync("#treats");
        await page.ClickAsync("main form button");
        await page.ClickAsync("passkey-button button");
        await page.WaitForURLAsync("**/clinic?done=welcome");
    }

    /// <summary>The server goes away and comes back on the same data and address.</summary>
    /// <param name="between">What happens while it is away.</param>
    public async Task RestartAsync(Func<Task> between)
    {
        await _app.DisposeAsync();
        await between();
        _app = Build(Number);
        await _app.StartAsync();
        Database = await _app.Services.GetRequiredService<OpeningDatabase>().Ready;
    }

    /// <summary>The secret that the page shows for an authenticator app.</summary>
    public static async Task<byte[]> AppOfAsync(IPage page)
    {
        var text = (await page.Locator("p.code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    private WebApplication Build(string address) => WebApp.Build(new WebOptions(address, "", _folder, _connection) { TriesPerMinute = 1000 }, Browser.Site);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
