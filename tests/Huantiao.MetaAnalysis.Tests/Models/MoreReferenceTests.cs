using System.Text.Json;

namespace Huantiao.MetaAnalysis.Tests.Models;

/// <summary>Reference/metafor-more.json, written by metafor-more.R: methods, tests and small k that the main reference does not have.</summary>
public class MoreReferenceTests
{
    private static readonly Lazy<JsonElement> Root = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "metafor-more.json"))).RootElement);

    public static IEnumerable<TheoryDataRow<string, string>> Fits() => Root.Value.GetProperty("estimates").EnumerateArray()
        .Select(e => (e.GetProperty("name").GetString()!, e.GetProperty("method").GetString()!)).Distinct().Select(row => new TheoryDataRow<string, string>(row.Item1, row.Item2));

    public static IEnumerable<TheoryDataRow<int>> Tables() => Enumerable.Range(0, Root.Value.GetProperty("tables").GetArrayLength()).Select(i => new TheoryDataRow<int>(i));

    [Theory]
    [MemberData(nameof(Fits))]
    public void Run_EstimatesUnderEveryTest_GivesMetaforsNumbers(string name, string method)
    {
        var comparison = new Comparison();
        foreach (var expected in Root.Value.GetProperty("estimates").EnumerateArray())
        {
            if (expected.GetProperty("name").GetString() == name && expected.GetProperty("method").GetString() == method)
                Compare(comparison, expected, method);
        }

        comparison.Check();
    }

    private static void Compare(Comparison comparison, JsonElement expected, string method)
    {
        var kind = ReferenceFitTests.Kind(expected.GetProperty("test").GetString()!);
        var (yi, vi, ni) = (expected.Numbers("yi"), expected.Numbers("vi"), expected.Numbers("ni"));
        var request = new AnalysisRequest
        {
            Measure = Measure.GEN, Method = Enum.Parse<Method>(method), Test = kind,
            Data = new StudyTable([new("yi", yi), new("vi", vi), new("ni", ni)]),
            Include = Include.Weights | Include.Influence | Include.LeaveOneOut | Include.Cumulative | Include.RankTest,
        };
        var actual = Analysis.Run(request);
        var fit = actual.Fit;
        // metafor's own iteration is stopped at 1e-13, and where the truth is 0 what is left of τ² moves all else by as much.
        var tolerance = Tolerance.Of(method == "DLIT" ? "PM" : method);
        var variance = 1e-2 * vi.Min();
        var se = fit.StandardError;
        void Near(string what, double value, double? number, double size = 0) => comparison.Near($"{kind} {what}", value, number, tolerance, size);

        // null: metafor itself did not converge, which happens to its DLIT alone.
        void All(string what, double[] values, double[]? numbers, double size) =>
            comparison.Near($"{kind} {what}", method == "DLIT" ? [.. values.Zip(numbers!, (value, number) => double.IsNaN(value) ? number : value)] : values, numbers, tolerance, size);

        Near("est", expected.Value("est"), fit.Estimate, se);
        Near("se", expected.Value("se"), se);
        Near("stat", expected.Value("stat"), fit.Statistic, 1);
        Near("p", expected.Value("p"), fit.PValue);
        All("ci", expected.Numbers("ci"), [fit.CiLower, fit.CiUpper], se);
        Near("tau2", expected.Value("tau2"), fit.Tau2, variance);
        Near("I2", expected.Value("I2"), fit.I2, 1);
        Near("H2", expected.Value("H2"), fit.H2, 1e-3);
        Near("Q", expected.Value("Q"), fit.Q, 1e-6);
        Near("Qp", expected.Value("Qp"), fit.QPValue);
        if (method != "EE")
            Near("setau2", expected.Value("setau2"), fit.SeTau2);
        if (expected.Numbers("pi") is { Length: 2 } prediction && method != "EE")
            All("pi", prediction, [fit.PiLower!.Value, fit.PiUpper!.Value], se);
        All("fit", expected.Numbers("fit"), [fit.LogLik!.Value, fit.Deviance!.Value, fit.Aic!.Value, fit.Bic ?? double.NegativeInfinity, fit.Aicc!.Value], 1);
        All("weights", expected.Numbers("weights"), actual.Weights, 1e-3);
        Series("cumul", actual.Cumulative!);
        if (yi.Length == 1)
        {
            Assert.Null(actual.Influence);
            Assert.Null(actual.LeaveOneOut);
            return;
        }

        Series("leave1out", actual.LeaveOneOut!);
        var influence = expected.GetProperty("influence");
        All("rstudent", influence.Numbers("rstudent"), actual.Influence!.RStudent, 1e-2);
        All("dffits", influence.Numbers("dffits"), actual.Influence.DfFits, 1e-2);
        All("cookd", influence.Numbers("cookd"), actual.Influence.CooksD, 1e-3);
        All("covr", influence.Numbers("covr"), actual.Influence.CovRatio, 1e-3);
        All("tau2del", influence.Numbers("tau2del"), actual.Influence.Tau2Deleted, variance);
        All("QEdel", influence.Numbers("QEdel"), actual.Influence.QDeleted, 1e-6);
        All("hat", influence.Numbers("hat"), actual.Influence.Hat, 1e-5);
        All("dfbetas", influence.Numbers("dfbetas"), actual.Influence.DfBetas, 1e-2);
        if (expected.TryGetProperty("ranktest", out _))
            All("ranktest", expected.Numbers("ranktest"), [actual.RankTest!.Tau, actual.RankTest.PValue], 1e-4);
        Funnel(comparison, expected, request, tolerance, se);

        void Series(string what, Refits refits)
        {
            var series = expected.GetProperty(what);
            Column("estimate", refits.Estimate, se);
            Column("se", refits.StandardError, 0);
            Column("pval", refits.PValue, 1e-12);
            Column("ci.lb", refits.CiLower, se);
            Column("ci.ub", refits.CiUpper, se);
            Column("Q", refits.Q, 1e-6);
            Column("I2", refits.I2, 1);
            if (series.TryGetProperty("tau2", out _))
                Column("tau2", refits.Tau2, variance);

            // null: metafor itself did not converge.
            void Column(string name, double[] values, double size)
            {
                var numbers = series.Numbers(name);
                for (var i = 0; i < numbers.Length; i++)
                {
                    if (!double.IsNaN(numbers[i]))
                        comparison.Near($"{kind} {what} {name}[{i + 1}]", numbers[i], values[i], tolerance, size);
                }
            }
        }
    }

    private static void Funnel(Comparison comparison, JsonElement expected, AnalysisRequest request, double tolerance, double se)
    {
        foreach (var test in expected.TryGetProperty("regtest", out var tests) ? tests.EnumerateArray() : default)
        {
            var (model, predictor) = (test.GetProperty("model").GetString()!, test.GetProperty("pred").GetString()!);
            var actual = Analysis.Run(request with
            {
                Include = Include.RegTest,
                RegTestModel = Enum.Parse<RegTestModel>(model, ignoreCase: true), RegTestPredictor = Enum.Parse<RegTestPredictor>(predictor, ignoreCase: true),
            }).RegTest;
            var name = $"{request.Test} regtest {model} {predictor}";
            comparison.Near($"{name} stat", test.Value("stat"), actual?.Statistic, tolerance, 1e-2);
            comparison.Near($"{name} p", test.Value("p"), actual?.PValue, tolerance);
            comparison.Near($"{name} df", test.Value("df"), actual?.Df, 0);
            comparison.Near($"{name} limit", test.Value("limit"), actual?.Limit, tolerance, se);
        }

        // trimfill() refits at metafor's default stopping rule, and with the normal test whatever the fit's own was: ours keeps the test.
        var loose = Math.Max(tolerance, 1e-4);
        foreach (var fill in expected.GetProperty("trimfill").EnumerateArray())
        {
            var (estimator, side) = (fill.GetProperty("estimator").GetString()!, fill.GetProperty("side").GetString()!);
            var actual = Analysis.Run(request with
            {
                Include = Include.TrimFill,
                TrimFillEstimator = Enum.Parse<TrimFillEstimator>(estimator), TrimFillSide = Enum.Parse<TrimFillSide>(side, ignoreCase: true),
            }).TrimFill;
            var name = $"{request.Test} trimfill {estimator} {side}";
            comparison.Near($"{name} k0", fill.Value("k0"), actual?.K0, 0);
            comparison.Near($"{name} est", fill.Value("est"), actual?.Fit.Estimate, loose, se);
            comparison.Near($"{name} tau2", fill.Value("tau2"), actual?.Fit.Tau2, loose, expected.Numbers("vi").Min());
            if (request.Test == TestKind.Z)
                comparison.Near($"{name} se", fill.Value("se"), actual?.Fit.StandardError, loose);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Run_Tables_GivesMetaforsNumbers(int place)
    {
        var expected = Root.Value.GetProperty("tables")[place];
        var measure = Enum.Parse<Measure>(expected.GetProperty("measure").GetString()!);
        var raw = expected.GetProperty("raw");
        var actual = Analysis.Run(new AnalysisRequest
        {
            Measure = measure, Method = measure == Measure.PETO ? Method.PETO : Method.MH,
            Data = new StudyTable(raw.EnumerateObject().Select(column => KeyValuePair.Create(column.Name, raw.Numbers(column.Name)))),
            Include = Include.Weights | Include.LeaveOneOut | Include.Cumulative | Include.RegTest | Include.RankTest | Include.Influence,
        });
        var fit = actual.Fit;
        var comparison = new Comparison();
        void All(string what, double[] values, double[] numbers, double size = 0) => comparison.Near(what, values, numbers, Tolerance.Closed, size);

        All("fit", [.. expected.Numbers("k"), .. expected.Numbers("est"), .. expected.Numbers("se")], [fit.K, fit.Estimate, fit.StandardError]);
        All("Q", [.. expected.Numbers("Q"), .. expected.Numbers("Qp"), .. expected.Numbers("H2")], [fit.Q, fit.QPValue, fit.H2!.Value]);
        All("I2", expected.Numbers("I2"), [fit.I2!.Value], 1);
        All("statistics", expected.Numbers("fit"), [fit.LogLik!.Value, fit.Deviance!.Value, fit.Aic!.Value, fit.Bic!.Value, fit.Aicc!.Value]);
        All("weights", expected.Numbers("weights"), actual.Weights!);
        All("regtest", expected.Numbers("regtest"), [actual.RegTest!.Statistic, actual.RegTest.PValue, actual.RegTest.Limit!.Value]);
        All("ranktest", expected.Numbers("ranktest"), [actual.RankTest!.Tau, actual.RankTest.PValue]);
        foreach (var (name, refits) in new[] { ("leave1out", actual.LeaveOneOut!), ("cumul", actual.Cumulative!) })
        {
            var series = expected.GetProperty(name);
            All($"{name} estimate", series.Numbers("estimate"), refits.Estimate);
            All($"{name} se", series.Numbers("se"), refits.StandardError);
            All($"{name} pval", series.Numbers("pval"), refits.PValue);
            All($"{name} ci.lb", series.Numbers("ci.lb"), refits.CiLower);
            if (double.IsNaN(series.Numbers("estimate")[0]))
                Assert.Contains(actual.Notes, note => note.Contains("row 1 ", StringComparison.Ordinal));
            for (var i = 1; i < refits.Q.Length; i++)
                comparison.Near($"{name} Q[{i + 1}]", series.Numbers("Q")[i], refits.Q[i], Tolerance.Closed);
        }

        Assert.Null(actual.Influence);
        comparison.Check();
    }
}
