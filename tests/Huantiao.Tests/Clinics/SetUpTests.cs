using System.Net;
using System.Text.RegularExpressions;
using Huantiao.Records.Clinics;
using Huantiao.Tests.Web;
using Huantiao.Web;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>The first start, from an empty folder to a clinic.</summary>
public sealed class SetUpTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("huantiao-setup-").FullName;
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private WebApplication _app = null!;
    private Huantiao.Records.Database _database = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = WebApp.Build(new WebOptions("http://127.0.0.1:0", "", _folder) { Clock = _clock, TriesPerMinute = 1000 }, MadeUp.Site);
        await _app.StartAsync(Now);
        _database = await _app.Services.GetRequiredService<OpeningDatabase>().Ready;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Link_UsedOnce_MakesTheClinicAndItsAdministrator()
    {
        var code = (await SetupLinks.ForFirstStartAsync(_database, _clock, Now))!;
        using var browser = new ClinicBrowser(new(_app.Urls.First()));
        var app = await BeginAsync(browser, code);
        var done = await browser.PostAsync("/en/account/enrol/password", ("password", "seven quiet herons"), ("code", Totp.Code(app, _clock.GetUtcNow())));

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal(SecondFactor.RecoveryCodes, done.Page.QuerySelectorAll(".codes .code").Length);
        var start = await browser.GetAsync("/en/clinic");
        Assert.Equal("Ring Clinic", start.Heading);
        Assert.Null(await SetupLinks.ForFirstStartAsync(_database, _clock, Now));

        // Neither the link nor the page it led to works a second time.
        using var second = new ClinicBrowser(browser.Address);
        await second.GetAsync("/en/account/set-up");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await second.PostAsync("/en/account/set-up", Details(code))).Status);
        await using var db = _database.NewContext();
        Assert.Equal(1, await db.Clinics.CountAsync(Now));
        Assert.Equal([Role.Administrator, Role.Practitioner], (await db.Memberships.Select(m => m.Role).ToListAsync(Now)).Order());
        Assert.DoesNotContain(HeldSecret.Bare(code), await db.SetupLinks.Select(l => l.TokenHash).FirstAsync(Now), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Link_TwoBrowsersHalfWay_MakesOneClinic()
    {
        var code = (await SetupLinks.ForFirstStartAsync(_database, _clock, Now))!;
        using var first = new ClinicBrowser(new(_app.Urls.First()));
        using var second = new ClinicBrowser(first.Address);
        var (one, two) = (await BeginAsync(first, code), await BeginAsync(second, code));

        Assert.Equal(HttpStatusCode.OK, (await first.PostAsync("/en/account/enrol/password", ("password", "seven quiet herons"), ("code", Totp.Code(one, _clock.GetUtcNow())))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await second.PostAsync("/en/account/enrol/password", ("password", "seven quiet herons"), ("code", Totp.Code(two, _clock.GetUtcNow())))).Status);
        await using var db = _database.NewContext();
        Assert.Equal(1, await db.Clinics.CountAsync(Now));
        Assert.Equal(1, await db.Users.CountAsync(Now));
    }

    [Fact]
    public async Task Link_AfterADay_OrReplacedByANewStart_IsOver()
    {
        var old = (await SetupLinks.ForFirstStartAsync(_database, _clock, Now))!;
        var code = (await SetupLinks.ForFirstStartAsync(_database, _clock, Now))!;
        using var browser = new ClinicBrowser(new(_app.Urls.First()));
        await browser.GetAsync("/en/account/set-up");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/en/account/set-up", Details(old))).Status);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/en/account/set-up", Details(code))).Status);
        Assert.Equal("/en/account/sign-in", (await browser.GetAsync("/en/account/enrol")).Location);
    }

    [Fact]
    public async Task Form_Incomplete_KeepsWhatWasTypedAndSaysWhatIsMissing()
    {
        using var browser = new ClinicBrowser(new(_app.Urls.First()));
        await browser.GetAsync("/en/account/set-up");

        var answer = await browser.PostAsync("/en/account/set-up", ("code", "x"), ("clinic", "  Ring\u202e Clinic "), ("zone", "Mars/Olympus"), ("name", ""), ("email", "li"), ("treats", "yes"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["Choose one of these.", "This is needed.", "This is not an e-mail address."], answer.Wrong);
        Assert.Equal("li", answer.Page.QuerySelector("#email")!.GetAttribute("value"));
        Assert.True(answer.Page.QuerySelector("#treats")!.HasAttribute("checked"));
        Assert.Equal("true", answer.Page.QuerySelector("#name")!.GetAttribute("aria-invalid"));
        Assert.Contains("name-wrong", answer.Page.QuerySelector("#name")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }

    /// <summary>A copy of the database alone opens no sealed thing; a second node with the same folder of keys does.</summary>
    [Fact]
    public async Task Keys_InTheDatabase_AreSealedWithAKeyThatIsNot()
    {
        using var browser = new ClinicBrowser(new(_app.Urls.First()));
        await browser.GetAsync("/en/account/sign-in");
        await using var db = _database.NewContext();
        var keys = await db.DataProtectionKeys.Select(k => k.Xml).ToListAsync(Now);

        Assert.NotEmpty(keys);
        Assert.All(keys, xml =>
        {
            Assert.Contains("sealed", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        });
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "keys", "seal.key")));

        await using var other = WebApp.Build(new WebOptions("http://127.0.0.1:0", "", _folder) { Clock = _clock }, MadeUp.Site);
        await other.StartAsync(Now);
        using var there = new ClinicBrowser(new(other.Urls.First()));
        foreach (var (name, value) in browser.Cookies)
            there.Cookies[name] = value;
        there.Token = browser.Token;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await there.PostAsync("/en/account/sign-in", ("email", "x@y"), ("password", "wrong"))).Status);
    }

    private static (string, string)[] Details(string code) => [("code", code.ToLowerInvariant()), ("clinic", "Ring Clinic"), ("zone", "Europe/London"), ("name", "Dr Li Wei"), ("email", "li@example.org"), ("treats", "yes")];

    private static async Task<byte[]> BeginAsync(ClinicBrowser browser, string code)
    {
        await browser.GetAsync("/en/account/set-up");
        Assert.Equal("/en/account/enrol", (await browser.PostAsync("/en/account/set-up", Details(code))).Location);
        return AppOf(await browser.GetAsync("/en/account/enrol"));
    }

    /// <summary>The secret that the page shows for an authenticator app, as an app would read it.</summary>
    internal static byte[] AppOf(Answered page)
    {
        var text = Regex.Replace(page.Page.QuerySelector("p.code")!.TextContent, @"\s", "", RegexOptions.None, TimeSpan.FromSeconds(1));
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
