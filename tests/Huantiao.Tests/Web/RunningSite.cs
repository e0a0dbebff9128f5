using Huantiao.Web;

namespace Huantiao.Tests.Web;

/// <summary>The real server with the real pathway, on a free port.</summary>
public sealed class RunningSite : IAsyncLifetime
{
    private WebApplication? _app;

    public HttpClient Client { get; private set; } = null!;

    internal Site Site { get; private set; } = null!;

    /// <summary>Every page there is, without its language; of the points, which are made alike, those that differ most.</summary>
    public IEnumerable<string> Paths =>
        new[]
        {
            "/", "/evidence", "/evidence/registry", "/claims", "/methods", "/about", "/points", "/points/view/back", "/points/view/foot-sole", "/points/GB30", "/points/ST17", "/points/LU1", "/points/KI1",
            "/points/EX-B2.L4", "/points/ASHI", "/pain", "/points/list",
        }.Concat(Site.Answer.Findings.Select(finding => "/evidence/" + finding.Question.Id));

    public async ValueTask InitializeAsync()
    {
        Site = Site.Load(Path.Combine(Repository.Root, "pathways", "sciatica"));
        _app = WebApp.Build(new WebOptions("http://127.0.0.1:0", ""), Site);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
