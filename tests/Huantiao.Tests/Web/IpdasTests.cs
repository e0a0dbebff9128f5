using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huantiao.Web.Languages;

namespace Huantiao.Tests.Web;

/// <summary>The criteria of IPDASi 4 that software can check, by their number in docs/ipdas.md, in both languages.</summary>
public sealed class IpdasTests(RunningSite site) : IClassFixture<RunningSite>
{
    public static TheoryData<string> Languages => new(Language.All.Select(language => language.Tag));

    [Theory, MemberData(nameof(Languages))]
    public async Task C01_Condition_IsDescribed(string language) =>
        Assert.True((await AidAsync(language)).QuerySelectorAll("#what > p").Sum(p => p.TextContent.Length) > 60);

    [Theory, MemberData(nameof(Languages))]
    public async Task C02_Decision_IsStated(string language)
    {
        var page = await AidAsync(language);

        Assert.Contains(site.Site.Pathway.Condition.In(language), page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(site.Site.Pathway.Texts["decision"].In(language), page.QuerySelector("#answer")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task C03C04C05C18_Options_SideBySideEachWithSameHeadings(string language)
    {
        var options = (await AidAsync(language)).QuerySelectorAll("#options .option").ToList();

        Assert.True(options.Count >= 3);
        var headings = options[0].QuerySelectorAll("dt").Select(dt => dt.TextContent).ToList();
        Assert.Equal(3, headings.Count);
        foreach (var option in options)
        {
            Assert.Equal(headings, option.QuerySelectorAll("dt").Select(dt => dt.TextContent));
            Assert.All(option.QuerySelectorAll("dd"), dd => Assert.False(string.IsNullOrWhiteSpace(dd.TextContent)));
            Assert.NotEmpty(option.QuerySelectorAll(".sources"));
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task C06_WhatItIsLike_IsToldForBodyMindAndDays(string language) =>
        Assert.Contains(site.Site.Pathway.Texts["living-with"].In(language), (await AidAsync(language)).QuerySelector("#visit")!.TextContent, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Languages))]
    public async Task C07_ForAndAgainst_HaveLikeLengthInEveryOption(string language)
    {
        foreach (var option in (await AidAsync(language)).QuerySelectorAll("#options .option"))
        {
            var texts = option.QuerySelectorAll("dd").Select(dd => (double)dd.TextContent.Length).ToList();
            Assert.InRange(texts[1] / texts[2], 0.4, 2.5);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task C08_Numbers_AreCited(string language)
    {
        var page = await AidAsync(language);

        foreach (var part in new[] { "people", "harms", "what", "options", "guidelines", "visit" })
            Assert.True(page.QuerySelectorAll($"#{part} a[href^='http']").Length > 0, part);
        Assert.All(page.QuerySelectorAll("#harms li"), harm => Assert.NotNull(harm.QuerySelector("a[href^='http']")));
        Assert.All(page.QuerySelectorAll("#guidelines dd"), position => Assert.NotNull(position.QuerySelector("a[href^='http'], .status")));
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task C09C10C12C36_DateUpdateFundingAndAuthors_AreStated(string language)
    {
        var know = (await AidAsync(language)).QuerySelector("#know")!.TextContent;
        var by = site.Site.Pathway.Stewardship;

        Assert.Contains(site.Site.Pathway.EvidenceDate.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), know, StringComparison.Ordinal);
        foreach (var text in new[] { by.Authors, by.Funding, by.Conflicts, by.UpdatePolicy })
            Assert.Contains(text.In(language), know, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task C11C35_Uncertainty_StandsBesideTheAnswer(string language)
    {
        var page = await AidAsync(language);

        Assert.NotNull(page.QuerySelector("#answer .certainty svg[role=img]"));
        Assert.Equal(site.Site.Answer.Findings[0].Certainty.Reasons.Length, page.QuerySelectorAll("#sure li").Length);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task C17_NaturalCourse_IsTold(string language) =>
        Assert.Contains("609", (await AidAsync(language)).QuerySelector("#what")!.TextContent, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Languages))]
    public async Task C19ToC24_Chances_HaveOneDenominatorOneTimeBothFramesAndThreeViews(string language)
    {
        var page = await AidAsync(language);
        var per100 = site.Site.Answer.Findings[0].Per100!;
        var (with, without) = (Whole(per100.With), Whole(per100.Without));
        var rows = page.QuerySelectorAll("#people table tbody tr").Select(row => row.QuerySelectorAll("td").Select(td => td.TextContent).ToList()).ToList();

        Assert.NotNull(page.QuerySelector("#people svg[role=img]"));
        Assert.StartsWith(with, rows[0][0], StringComparison.Ordinal);
        Assert.Equal([without], rows[0].Skip(1));
        Assert.Equal(Whole(100 - double.Parse(with, System.Globalization.CultureInfo.InvariantCulture)), rows[1][0]);
        var words = page.QuerySelector("#answer")!.TextContent;
        Assert.Contains(with, words, StringComparison.Ordinal);
        Assert.Contains(without, words, StringComparison.Ordinal);
        Assert.Contains(site.Site.Answer.Findings[0].Question.Window.In(language), words, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task C25C26C27_Values_StepsAndQuestions_AreThere(string language)
    {
        var page = await AidAsync(language);

        Assert.True(page.QuerySelectorAll("#values fieldset").Length >= 5);
        Assert.All(page.QuerySelectorAll("#values fieldset"), field => Assert.Equal(3, field.QuerySelectorAll("input[type=radio]").Length));
        Assert.True(page.QuerySelectorAll("#values .howto li").Length >= 3);
        Assert.True(page.QuerySelectorAll("#ask li").Length >= 5);
    }

    [Fact]
    public async Task C34_HowEvidenceWasGathered_IsToldWithItsLimits()
    {
        var know = (await AidAsync("en")).QuerySelector("#know")!.TextContent;

        Assert.Contains(site.Site.Pathway.Texts["how-we-know"].In("en")[..40], know, StringComparison.Ordinal);
        Assert.Contains(site.Site.Pathway.Texts["how-we-know-limits"].In("en")[..40], know, StringComparison.Ordinal);
    }

    [Fact]
    public void C37_ReadingLevel_IsAtMostGrade8()
    {
        var grade = Huantiao.Web.Decide.ReadingLevel.Grade(site.Site.Pathway.Texts
            .Where(text => !text.Key.EndsWith("-sources", StringComparison.Ordinal)).Select(text => text.Value.In("en")));

        Assert.InRange(grade, 1, 8);
    }

    private async Task<IHtmlDocument> AidAsync(string language) =>
        new HtmlParser().ParseDocument(await site.Client.GetStringAsync($"/{language}/", TestContext.Current.CancellationToken));

    private static string Whole(double value) =>
        Math.Round(value, MidpointRounding.AwayFromZero).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
