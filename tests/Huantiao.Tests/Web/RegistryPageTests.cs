using Huantiao.Knowledge.Pathways;
using Huantiao.Web;
using Huantiao.Web.Decide;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;

namespace Huantiao.Tests.Web;

/// <summary>What clinics report stands apart, with how little it proves, and says so when there is nothing.</summary>
public class RegistryPageTests
{
    private static readonly RegistryResult Result = new(
        "HT_LEG_NRS", "1", 0, 10, Direction.LowerIsBetter, 2, 95, 3, 270, new(2026, 1, 1), new(2026, 6, 30), new(2026, 11, 23),
        [
            new(
                "needling <b>", 3, 270, 1620,
                [new(4, 260, 231, new(-1.84, -2.11, -1.57, 229), new(0.482, 0.416, 0.548, 229), 0.42, 0.55), new(12, 200, 8, null, null, null, null)],
                [new("bruise", new(0.111, 0.08, 0.15, 261), 34, 1600)]),
        ],
        new("registry/2026.json", 1));

    private static Task<string> Page(Language language, params RegistryResult[] results)
    {
        var pathway = MadeUp.Pathway with { RegistryResults = [.. results] };
        return Pages.HtmlAsync(new View(new Site(pathway, MadeUp.Site.Answer), language, "/evidence/registry"), typeof(RegistryPage), null);
    }

    [Fact]
    public async Task Page_NoClinicHasReported_SaysSo()
    {
        Assert.Contains("No clinic has reported yet.", await Page(Language.English), StringComparison.Ordinal);
        Assert.Contains("目前还没有诊所报告。", await Page(Language.All.Single(l => l.Tag == "zh-Hans")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithResults_ShowsThemWithHowLittleTheyProve()
    {
        var html = await Page(Language.English, Result);

        Assert.DoesNotContain("No clinic has reported yet.", html, StringComparison.Ordinal);
        Assert.Contains("Very unsure.", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("Very unsure.", StringComparison.Ordinal) < html.IndexOf("<table", StringComparison.Ordinal), "how sure it is comes before the numbers");
        Assert.Contains("231 of 260", html, StringComparison.Ordinal);
        Assert.Contains("−1.8 [−2.1, −1.6; 229]", html, StringComparison.Ordinal);
        Assert.Contains("48 [42, 55; 229]", html, StringComparison.Ordinal);
        Assert.Contains("42 to 55", html, StringComparison.Ordinal);
        Assert.Contains("34 in 1,600", html, StringComparison.Ordinal);
        // What was not told is not known, and no zero.
        Assert.Contains("Not known", html, StringComparison.Ordinal);
        Assert.DoesNotContain("needling <b>", html, StringComparison.Ordinal);
    }
}
