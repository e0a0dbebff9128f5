using System.Text.Json;

namespace Huantiao.MetaAnalysis.Tests.Models;

public class StratifiedTests
{
    public static IEnumerable<TheoryDataRow<string>> DataSets() => MetaforReference.DataSets()
        .Where(row => MetaforReference.DataSet(row.Data).TryGetProperty("mhpeto", out _) || MetaforReference.DataSet(row.Data).TryGetProperty("mh", out _));

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Fit_TablesOfTheReference_GivesItsNumbers(string dataSet)
    {
        var comparison = new Comparison();
        var set = MetaforReference.DataSet(dataSet);
        var table = new StudyTable(set.GetProperty("raw").EnumerateObject().Select(column => KeyValuePair.Create(column.Name, set.GetProperty("raw").Numbers(column.Name))));
        foreach (var name in new[] { "mhpeto", "mh" })
        {
            if (!set.TryGetProperty(name, out var fits))
                continue;
            foreach (var expected in fits.EnumerateArray())
                Compare(comparison, table, expected);
        }

        comparison.Check();
    }

    private static void Compare(Comparison comparison, StudyTable table, JsonElement expected)
    {
        var measure = Enum.Parse<Measure>(expected.GetProperty("measure").GetString()!);
        var fit = measure == Measure.PETO ? Peto.Fit(table) : MantelHaenszel.Fit(measure, table);
        void Near(string what, double value, double? actual, double size = 0) => comparison.Near($"{measure} {what}", value, actual, Tolerance.Closed, size);

        Near("est", expected.Value("est"), fit.Estimate, fit.StandardError);
        Near("se", expected.Value("se"), fit.StandardError);
        Near("p", expected.Value("p"), fit.PValue);
        Near("ci.lb", expected.Numbers("ci")[0], fit.CiLower, fit.StandardError);
        Near("ci.ub", expected.Numbers("ci")[1], fit.CiUpper, fit.StandardError);
        Near("QE", expected.Value("QE"), fit.Q);
        Near("QEp", expected.Value("QEp"), fit.QPValue);
        if (expected.TryGetProperty("stat", out _))
            Near("stat", expected.Value("stat"), fit.Statistic);
        if (expected.TryGetProperty("I2", out _))
        {
            Near("I2", expected.Value("I2"), fit.I2);
            Near("H2", expected.Value("H2"), fit.H2);
        }
    }
}
