using System.Globalization;
using System.Net;
using System.Text.Json;
using Huantiao.Web.Api;

namespace Huantiao.Tests.Web;

public sealed class DataApiTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finding_EveryQuestion_IsJsonWithTheNumbersOfThePage()
    {
        foreach (var finding in site.Site.Answer.Findings)
        {
            using var json = await ReadAsync("/api/v1/findings/" + finding.Question.Id);
            var root = json.RootElement;

            Assert.Equal(finding.Question.Id, root.GetProperty("id").GetString());
            Assert.Equal(finding.Studies.Length, root.GetProperty("trials").GetArrayLength());
            Assert.Equal(finding.Missing.Length, root.GetProperty("missingTrials").GetArrayLength());
            if (finding.Synthesis is { } pooled && root.GetProperty("effect") is { ValueKind: JsonValueKind.Object } effect)
                Assert.Equal(pooled.Estimate, effect.GetProperty("estimate").GetDouble());
            else
                Assert.Equal(JsonValueKind.Null, root.GetProperty("effect").ValueKind);
        }
    }

    [Fact]
    public async Task FindingCsv_EveryQuestion_HasARowForEveryTrial()
    {
        foreach (var finding in site.Site.Answer.Findings)
        {
            using var answer = await site.Client.GetAsync($"/api/v1/findings/{finding.Question.Id}.csv", Now);
            var lines = (await answer.Content.ReadAsStringAsync(Now)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith("study,trial,yi,vi,", lines[0], StringComparison.Ordinal);
            Assert.Equal(1 + finding.Studies.Length + finding.Missing.Length + finding.NotUsed.Length, lines.Length);
            foreach (var (study, line) in finding.Studies.Zip(lines.Skip(1)))
                Assert.Contains(study.Yi.ToString("R", CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("claims", 39)]
    [InlineData("harms", 10)]
    [InlineData("guidelines", 5)]
    public async Task Lists_Known_AreThereInBothLanguages(string name, int atLeast)
    {
        using var english = await ReadAsync($"/api/v1/{name}?lang=en");
        using var chinese = await ReadAsync($"/api/v1/{name}?lang=zh-Hans");

        Assert.True(english.RootElement.GetArrayLength() >= atLeast);
        Assert.Equal(english.RootElement.GetArrayLength(), chinese.RootElement.GetArrayLength());
        Assert.NotEqual(english.RootElement.GetRawText(), chinese.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("/api/v1/findings/no-such-question")]
    [InlineData("/api/v1/findings/no-such-question.csv")]
    [InlineData("/api/v1/nothing")]
    public async Task Unknown_Address_IsAProblemForPrograms(string path)
    {
        using var answer = await site.Client.GetAsync(path, Now);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Now));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(404, json.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task OpenApi_Document_ListsEveryOperation()
    {
        using var json = await ReadAsync("/openapi/v1.json");
        var paths = json.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        Assert.StartsWith("3.", json.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        foreach (var path in new[] { "/api/v1/answer", "/api/v1/findings/{id}", "/api/v1/findings/{id}.csv", "/api/v1/claims", "/api/v1/harms", "/api/v1/guidelines" })
            Assert.Contains(path, paths);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("-x", "'-x")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    public void Csv_HostileCell_IsNeitherFormulaNorTwoCells(string cell, string expected) =>
        Assert.Equal(expected + "\r\n", new CsvText().Row(cell).ToString());

    private async Task<JsonDocument> ReadAsync(string path)
    {
        using var answer = await site.Client.GetAsync(path, Now);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Now));
    }
}
