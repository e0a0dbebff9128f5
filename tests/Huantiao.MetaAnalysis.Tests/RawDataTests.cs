using System.Globalization;
using Huantiao.MetaAnalysis.Tests.Models;
using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests;

/// <summary>From counts, means and rates to the pooled estimate, as a batch line asks for it.</summary>
public class RawDataTests
{
    public static IEnumerable<TheoryDataRow<string>> DataSets() =>
        MetaforReference.DataSets().Where(row => MetaforReference.DataSet(row.Data).TryGetProperty("raw", out _));

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Run_RawDataOfTheReference_GivesItsFits(string dataSet)
    {
        var comparison = new Comparison();
        var table = MetaforReference.DataSet(dataSet).GetProperty("raw").Table();
        foreach (var set in MetaforReference.Cases(dataSet))
        {
            var words = set.Measure.Split(';');
            // metafor 5 adds a bias correction to ratios of means: those fits are of 3.8.
            if (words[0] is "ROM" or "GEN" or "SMDH" || !Enum.TryParse<Measure>(words[0], out var measure)
                || !MeasureInfo.Of(measure).ColumnSets.Any(columns => columns.All(table.Has)))
                continue;
            foreach (var expected in set.Fits)
            {
                var fit = Analysis.Run(new AnalysisRequest
                {
                    Measure = measure, Data = table, EffectSizes = Options(words),
                    Method = Enum.Parse<Method>(expected.GetProperty("m").GetString()!), Test = ReferenceFitTests.Kind(expected.GetProperty("t").GetString()!),
                }).Fit;
                comparison.Near($"{set} {fit.Method} {fit.Test} estimate", expected.Value("est"), fit.Estimate, Tolerance.Iterated, fit.StandardError);
                comparison.Near($"{set} {fit.Method} {fit.Test} se", expected.Value("se"), fit.StandardError, Tolerance.Iterated);
            }
        }

        comparison.CheckIfAny();
    }

    private static EffectSizeOptions Options(string[] words)
    {
        var options = new EffectSizeOptions();
        foreach (var word in words.Skip(1))
        {
            options = word.Split('=') switch
            {
                ["add", var add] => options with { Add = double.Parse(add, CultureInfo.InvariantCulture) },
                ["to", "all"] => options with { To = ZeroCells.All },
                ["to", "only0"] => options with { To = ZeroCells.OnlyZero },
                ["to", "if0all"] => options with { To = ZeroCells.AllIfAnyZero },
                ["to", "none"] => options with { To = ZeroCells.None },
                ["vtype", "UB"] => options with { SmdVariance = SmdVariance.UB },
                _ => throw new InvalidOperationException(word),
            };
        }

        return options;
    }
}
