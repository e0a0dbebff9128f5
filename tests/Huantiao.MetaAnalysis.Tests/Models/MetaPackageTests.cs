using System.Text.Json;

namespace Huantiao.MetaAnalysis.Tests.Models;

/// <summary>R's package meta 8.4 (Reference/meta.json). It stops REML at 1e-5 and Paule-Mandel at 1e-4, so those are compared at that.</summary>
public class MetaPackageTests
{
    private static readonly Lazy<JsonElement> Root = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "meta.json"))).RootElement.GetProperty("datasets"));

    public static IEnumerable<TheoryDataRow<string>> DataSets() => Root.Value.EnumerateObject().Select(set => new TheoryDataRow<string>(set.Name));

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Fit_CochraneStyleFits_GiveTheirNumbers(string dataSet)
    {
        var comparison = new Comparison();
        foreach (var expected in Root.Value.GetProperty(dataSet).GetProperty("fits").EnumerateArray())
        {
            if (Plan(expected.GetProperty("id").GetString()!) is { } plan)
                Compare(comparison, expected, plan.Method, plan.Test);
        }

        comparison.Check();
    }

    // Those that differ from our models by definition are left out: DL with Mantel-Haenszel's Q, other prediction intervals, other corrections.
    private static (Method Method, TestKind Test)? Plan(string id)
    {
        var words = id.Split(' ');
        // KR is another test: Kenward and Roger's.
        if (id.EndsWith("adhoc=se", StringComparison.Ordinal))
            return (Method.REML, TestKind.AdHoc);
        if (words is not [_, .., _] || id.Contains("adhoc", StringComparison.Ordinal) || id.Contains("PI ", StringComparison.Ordinal))
            return null;
        return words switch
        {
            // The absolute stopping rule is as large as τ² of risk differences.
            ["RD", _, "REML" or "PM"] => null,
            [_, "Inverse", var method] when method != "KR" => (Enum.Parse<Method>(method), TestKind.Z),
            [_, "MH", "REML" or "PM"] => (Enum.Parse<Method>(words[2]), TestKind.Z),
            [_, "DL" or "REML", "classic"] => (Enum.Parse<Method>(words[1]), TestKind.Z),
            [_, "DL" or "REML", "HK"] => (Enum.Parse<Method>(words[1]), TestKind.HartungKnapp),
            _ => null,
        };
    }

    private static void Compare(Comparison comparison, JsonElement expected, Method method, TestKind test)
    {
        var id = expected.GetProperty("id").GetString()!;
        var kept = expected.Numbers("TE").Zip(expected.Numbers("seTE")).Where(study => double.IsFinite(study.First) && double.IsFinite(study.Second)).ToArray();
        var (yi, vi) = (Array.ConvertAll(kept, study => study.First), Array.ConvertAll(kept, study => study.Second * study.Second));
        var fit = RandomEffects.Fit(yi, vi, new FitOptions { Method = method, Test = test });
        var se = fit.StandardError;
        var tolerance = method == Method.DL ? 1e-10 : 1e-4;

        comparison.Near($"{id} k", expected.Value("k"), fit.K, 0);
        comparison.Near($"{id} random", expected.Numbers("random"), [fit.Estimate, se, fit.CiLower, fit.CiUpper, fit.Statistic, fit.PValue], 20 * tolerance, se);
        comparison.Near($"{id} tau2", expected.Numbers("tau2")[0], fit.Tau2, 10 * tolerance, 1e-3 * vi.Min());
        comparison.Near($"{id} Q", expected.Numbers("Q"), [fit.Q, fit.QDf, fit.QPValue], 1e-9);

        // meta's default prediction interval has k − 1 degrees of freedom and the unadjusted standard error whatever the test.
        var prediction = RandomEffects.Fit(yi, vi, new FitOptions { Method = method, Test = TestKind.T });
        comparison.Near($"{id} pred", expected.Numbers("pred"), [prediction.PiLower!.Value, prediction.PiUpper!.Value], 20 * tolerance, se);
        if (expected.GetProperty("method").GetString() == "Inverse")
        {
            var common = CommonEffect.Fit(yi, vi);
            comparison.Near($"{id} common", expected.Numbers("common"), [common.Estimate, common.StandardError, common.CiLower, common.CiUpper, common.Statistic, common.PValue], 1e-9, common.StandardError);
        }
    }
}
