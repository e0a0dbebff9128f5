using Huantiao.Records;
using Huantiao.Tests.Clinics;
using Huantiao.Tests.Web;
using Huantiao.Web;
using Huantiao.Web.Clinics;
using Huantiao.Web.Demo;
using Microsoft.Extensions.Time.Testing;

namespace Huantiao.Tests.Demo;

/// <summary>The invented clinic, made once in a folder of its own and served as <c>serve --demo</c> does.</summary>
public sealed class DemoClinic : IAsyncLifetime
{
    /// <summary>A condition that is not in the repository, with the questions, rules and protocols of the one that is.</summary>
    internal static readonly Site Taken = new(MadeUp.Pathway, MadeUp.Site.Answer, PathwayFolder: Pathway);

    private readonly DirectoryInfo _above = Directory.CreateTempSubdirectory("huantiao-demo-");

    internal static string Pathway => Path.Combine(Repository.Root, "pathways", "sciatica");

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));

    internal DemoDoor Door { get; } = new();

    internal string Folder => Path.Combine(_above.FullName, "data-demo");

    internal int Made { get; private set; }

    internal WebApplication App { get; private set; } = null!;

    internal Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await ReadyAsync(Folder);
        App = WebApp.Build(new WebOptions("http://127.0.0.1:0", Pathway, Folder) { Clock = Clock, Demo = Door, TriesPerMinute = 100_000 }, Taken);
        await App.StartAsync();
        Database = await App.Services.GetRequiredService<OpeningDatabase>().Ready;
    }

    internal Task<DateTimeOffset> ReadyAsync(string folder) => DemoFolder.ReadyAsync(folder, Pathway, Taken, Clock, () => Made++, default);

    internal async Task<IReadOnlyList<(Guid Id, string Name)>> ClinicsAsync()
    {
        await using var db = Database.NewContext();
        return [.. db.Clinics.OrderBy(c => c.CreatedAt).Select(c => new { c.Id, c.Name }).AsEnumerable().Select(c => (c.Id, c.Name))];
    }

    /// <summary>A browser that has come in by the terminal's link and one of its buttons.</summary>
    internal async Task<ClinicBrowser> EnteredAsync(string name, string clinic)
    {
        var browser = new ClinicBrowser(new(App.Urls.First()));
        var page = await browser.GetAsync("/en/demo");
        var heading = page.Page.QuerySelectorAll("h2").First(h => h.TextContent == clinic);
        var button = heading.NextElementSibling!.QuerySelectorAll("button[name=who]").First(b => b.ParentElement!.TextContent.Contains(name, StringComparison.Ordinal));
        var entered = await browser.PostAsync("/en/demo", ("code", Door.Code), ("who", button.GetAttribute("value")!));
        Assert.Equal("/en/clinic", entered.Location);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _above.Delete(recursive: true);
    }
}
