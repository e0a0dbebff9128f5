using System.Text.Json;

namespace Huantiao.MetaAnalysis.Tests.Models;

public class ReferenceFitTests
{
    public static IEnumerable<TheoryDataRow<string>> DataSets() => MetaforReference.DataSets();

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Fit_DataSetOfTheReference_GivesItsNumbers(string dataSet)
    {
        var comparison = new Comparison();
        foreach (var set in MetaforReference.Cases(dataSet))
        {
            foreach (var expected in set.Fits)
                Compare(comparison, set, expected);
        }

        comparison.Check();
    }

    private static void Compare(Comparison comparison, ReferenceCase set, JsonElement expected)
    {
        var (method, test) = (expected.GetProperty("m").GetString()!, expected.GetProperty("t").GetString()!);
        var options = new FitOptions { Method = Enum.Parse<Method>(method), Test = Kind(test) };
        var fit = RandomEffects.Fit(set.Yi, set.Vi, options);
        var tolerance = Tolerance.Of(method);
        // Where τ² is 0 the fixed-point iteration of SJIT never quite gets there: the reference leaves it at 1e-10 or so.
        var variance = set.Vi.Min() * (method == "SJIT" ? 1 : 1e-2);
        void Near(string what, double value, double? actual, double size = 0) =>
            comparison.Near($"{set} {method} {test} {what}", value, actual, tolerance, size);

        var se = expected.Value("se");
        Near("est", expected.Value("est"), fit.Estimate, se);
        Near("se", se, fit.StandardError);
        Near("stat", expected.Value("stat"), fit.Statistic, 1);
        Near("p", expected.Value("p"), fit.PValue, 1e-300);
        Near("ci.lb", expected.Numbers("ci")[0], fit.CiLower, se);
        Near("ci.ub", expected.Numbers("ci")[1], fit.CiUpper, se);
        Near("I2", expected.Value("I2"), fit.I2, 10);
        Near("H2", expected.Value("H2"), fit.H2);
        Near("QE", set.Element.Value("QE"), fit.Q, 1e-10);
        Near("QEp", set.Element.Value("QEp"), fit.QPValue);
        if (expected.TryGetProperty("df", out _))
            Near("df", expected.Value("df"), fit.Df);
        if (method != "EE")
        {
            Near("tau2", expected.Value("tau2"), fit.Tau2, variance);
            Near("setau2", expected.Value("setau2"), fit.SeTau2);
            Near("pi.lb", expected.Numbers("pi")[0], fit.PiLower, se);
            Near("pi.ub", expected.Numbers("pi")[1], fit.PiUpper, se);
        }

        if (expected.Numbers("fit") is { Length: 5 } statistics)
        {
            Near("ll", statistics[0], fit.LogLik, 1);
            Near("dev", statistics[1], fit.Deviance, 1);
            Near("AIC", statistics[2], fit.Aic, 1);
            Near("BIC", statistics[3], fit.Bic, 1);
            Near("AICc", statistics[4], fit.Aicc, 1);
        }
    }

    internal static TestKind Kind(string test) => test switch
    {
        "t" => TestKind.T,
        "knha" => TestKind.HartungKnapp,
        "adhoc" => TestKind.AdHoc,
        _ => TestKind.Z,
    };
}
