using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;

namespace Huantiao.Tests.Clinics;

/// <summary>Headers, cookies, connections, limits.</summary>
public sealed class TransportTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    [Theory]
    [InlineData("/en/account/sign-in")]
    [InlineData("/en/account/set-up")]
    [InlineData("/en/account")]
    [InlineData("/en/clinic")]
    [InlineData("/en/clinic/people/0193a3c2-7b1e-7000-8000-000000000001")]
    public async Task Answer_OfTheClinic_IsNeverKeptAndStrict(string path)
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        var answer = await browser.GetAsync(path);

        Assert.Contains("no-store", answer.CacheControl, StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var rule in new[] { "default-src 'none'", "script-src 'self'", "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'" })
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("ETag"));
    }

    [Fact]
    public async Task Cookies_AreBoundToTheHost_SecureAndOutOfScriptsReach()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "C", Role.FrontDesk);
        var app = await clinic.PasswordAsync(account, "seven quiet herons");
        using var browser = clinic.NewBrowser();
        var set = new List<string>();
        foreach (var answer in new[]
                 {
                     await browser.GetAsync("/en/account/sign-in"),
                     await browser.PostAsync("/en/account/sign-in", ("email", account.Email!), ("password", "seven quiet herons")),
                     await browser.PostAsync("/en/account/code", ("code", Huantiao.Web.Accounts.Totp.Code(app, clinic.Clock.GetUtcNow()))),
                 })
            set.AddRange(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []);

        Assert.Equal(4, set.Select(cookie => cookie.Split('=')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(set, cookie =>
        {
            Assert.StartsWith("__Host-huantiao", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("; samesite=(lax|strict)", cookie);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task PublicPages_WithAClinicBesideThem_SetNoCookieAndReadNone()
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        foreach (var path in new[] { "/en/", "/en/evidence", "/en/points", "/api/v1/claims", "/health/live" })
        {
            var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.False(answer.Headers.Contains("Set-Cookie"), path);
            Assert.DoesNotContain("A. Person", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PublicPages_SentAForm_SayThatTheyTakeNone()
    {
        using var browser = clinic.NewBrowser();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.SendAsync(browser.Form("/en/claims"))).Status);
    }

    [Fact]
    public async Task PlainHttp_UnderAnotherName_IsRefusedWithWhatToDo()
    {
        using var browser = clinic.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/account/sign-in");
        request.Headers.Host = "clinic.example";
        var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("A secure connection is needed", answer.Heading);
        Assert.Null(answer.Page.QuerySelector("form"));
    }

    [Fact]
    public async Task Proxy_OnThisMachineThatAddsTls_IsBelieved_AndStrictTransportIsSaid()
    {
        using var browser = clinic.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/account/sign-in");
        request.Headers.Host = "clinic.example";
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Whence_OfAnAddress_IsWhatOneCustomerHas(string address, string expected) => Assert.Equal(expected, Limits.Whence(IPAddress.Parse(address)));

    [Fact]
    public async Task Tries_TooManyAMinute_AreTurnedAway()
    {
        var limited = new RunningClinic { TriesPerMinute = 5 };
        await limited.InitializeAsync();
        try
        {
            using var browser = limited.NewBrowser();
            await browser.GetAsync("/en/account/sign-in");
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 7; i++)
                statuses.Add((await browser.PostAsync("/en/account/sign-in", ("email", "a@b"), ("password", "x"))).Status);

            Assert.Equal(5, statuses.Count(s => s == HttpStatusCode.UnprocessableEntity));
            Assert.Equal(2, statuses.Count(s => s == HttpStatusCode.TooManyRequests));
            Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.PostAsync("/en/account/set-up", ("code", "x"))).Status);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/account/sign-in")).Status);
        }
        finally
        {
            await limited.DisposeAsync();
        }
    }

    [Fact]
    public async Task Form_LargerThanAForm_IsRefused()
    {
        using var browser = clinic.NewBrowser();
        await browser.GetAsync("/en/account/sign-in");

        var answer = await browser.PostAsync("/en/account/sign-in", ("email", new string('x', 2_000_000)), ("password", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }
}
