using Huantiao.Web;

namespace Huantiao.Tests.Web;

/// <summary>What keeps the server from starting is said in one line.</summary>
public class StartTests
{
    [Fact]
    public void Build_FolderWithoutPathway_SaysSo()
    {
        var error = Assert.Throws<CannotServeException>(() => WebApp.Build(new("http://127.0.0.1:0", "/no/such/folder")));

        Assert.Contains("/no/such/folder", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Build_BrokenPathway_NamesFileAndLine()
    {
        var folder = Directory.CreateTempSubdirectory("huantiao-broken");
        try
        {
            Copy(new(Path.Combine(Repository.Root, "pathways", "sciatica")), folder);
            var harms = Path.Combine(folder.FullName, "harms.csv");
            var lines = File.ReadAllLines(harms);
            lines[1] = "one cell only";
            File.WriteAllLines(harms, lines);

            var error = Assert.Throws<CannotServeException>(() => WebApp.Build(new("http://127.0.0.1:0", folder.FullName)));

            Assert.Contains("harms.csv:2", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            Assert.NotEmpty(error.Problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Build_DataFolderThatCannotBe_SaysSo()
    {
        var file = Path.GetTempFileName();
        try
        {
            // Below a file there can be no folder, whoever asks.
            var error = Assert.Throws<CannotServeException>(() =>
                WebApp.Build(new("http://127.0.0.1:0", "", Path.Combine(file, "data")), MadeUp.Site));

            Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Start_PortInUse_Throws()
    {
        await using var first = WebApp.Build(new("http://127.0.0.1:0", ""), MadeUp.Site);
        await first.StartAsync(TestContext.Current.CancellationToken);
        await using var second = WebApp.Build(new(first.Urls.First(), ""), MadeUp.Site);

        await Assert.ThrowsAsync<IOException>(() => second.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pages_OtherCondition_SpeakOfThatCondition()
    {
        await using var app = WebApp.Build(new("http://127.0.0.1:0", ""), MadeUp.Site);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        foreach (var path in new[] { "/en/", "/zh-Hans/", "/en/evidence", "/en/claims", "/en/methods", "/en/about" })
        {
            var html = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("sciatica", html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("Will acupuncture help my tennis elbow?", await client.GetStringAsync("/en/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var folder in from.EnumerateDirectories())
            Copy(folder, to.CreateSubdirectory(folder.Name));
    }
}
