using Huantiao.Web;

namespace Huantiao.Tests.Web;

/// <summary>The real server on a free port.</summary>
public sealed class RunningSite : IAsyncLifetime
{
    private WebApplication? _app;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _app = WebApp.Build(new WebOptions("http://127.0.0.1:0", ""), MadeUp.Site);
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
