using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Tests.Loading;

public class ExpectationTests
{
    [Theory]
    [InlineData("question: leg-pain-sham-4w\n  scale", "question: leg-pain\n  scale", "question", "no question \"leg-pain\"")]
    [InlineData("important-change: leg-pain-within-person", "important-change: leg-pain-between-groups", "important-change", "no important difference within a person")]
    [InlineData("week: 4, single-time", "week: 5, single-time", "arms", "no row at week 5")]
    [InlineData("single-time: yes", "single-time: perhaps", "expectation.arms[1].single-time", "Write one of: yes, no")]
    [InlineData("lower: 0, upper: 100", "lower: 100, upper: 0", "expectation.scale", "not below its upper end")]
    [InlineData("sd: 24", "sd: 0", "expectation.baseline.sd", "above 0")]
    [InlineData("sd: 24", "sd: wide", "expectation.baseline.sd", "not a number")]
    [InlineData("weights: [0.2, 0.3, 0.3, 0.2]", "weights: [0.2, 0.3]", "expectation.speeds.weights", "not as many")]
    [InlineData("weeks: [0.5, 1, 2, 4]", "weeks: [0, 1, 2, 4]", "expectation.speeds.weeks", "above 0")]
    [InlineData("horizon-week: 12", "horizon-week: 2", "expectation.review.horizon-week", "before the review")]
    [InlineData("unlikely-below: 0.1", "unlikely-below: 0.6", "expectation.review.unlikely-below", "likely at once")]
    [InlineData("continue-from: 0.5", "continue-from: 1.5", "expectation.review.continue-from", "from 0 to 1")]
    [InlineData("least-baseline: 1", "least-baseline: 0", "expectation.review.least-baseline", "whole number")]
    [InlineData("error-z: 1.96", "error-y: 1.96", "expectation.review.error-y", "not known")]
    [InlineData("value: 0\n", "value: -1\n", "expectation.correlation.value", "must lie from")]
    public void Load_AMistakeInTheExpectation_NamesItAndWhatToDo(string from, string to, string column, string message)
    {
        using var folder = new PathwayFolder("sciatica");
        folder.Change("pathway.yaml", from, to);

        var (pathway, problems) = folder.Load();

        Assert.Null(pathway);
        Assert.Contains(problems, p => p.File == "pathway.yaml" && p.Line > 0 && p.Column == column && p.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_APathwayWithoutExpectation_HasNone()
    {
        var (pathway, problems) = PathwayLoader.Load(PathwayFolder.Original("tiny"));

        Assert.Empty(problems);
        Assert.Null(pathway!.Expectation);
    }

    /// <summary>The baseline says that it is the row of context.csv times ten: it is.</summary>
    [Fact]
    public void Baseline_OfTheRealPathway_IsItsRowOfContext()
    {
        var pathway = PathwayLoader.Load(PathwayFolder.Original("sciatica")).Pathway!;
        var row = pathway.Context.Single(c => c.Topic == "population SD" && c.Measure.StartsWith("leg pain", StringComparison.Ordinal));

        Assert.Equal(double.Parse(row.Value, CultureInfo.InvariantCulture) * 10, pathway.Expectation!.Baseline.Mean, 1e-9);
        Assert.Equal(double.Parse(row.SdOrCi.AsSpan(3), CultureInfo.InvariantCulture) * 10, pathway.Expectation.Baseline.Sd, 1e-9);
        Assert.Equal(row.Provenance.Url, pathway.Expectation.Baseline.Provenance.Url);
    }
}
