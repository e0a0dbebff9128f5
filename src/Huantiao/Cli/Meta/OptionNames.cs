using System.Collections.Frozen;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>The names that people and scripts write for the choices of an analysis, in both directions. Case does not matter when reading.</summary>
internal static class OptionNames
{
    public static readonly FrozenDictionary<string, Measure> Measures = ByName<Measure>();

    /// <summary>FE and CE are older names of the equal-effects model, still common in scripts.</summary>
    public static readonly FrozenDictionary<string, Method> Methods = ByName(("FE", Method.EE), ("CE", Method.EE));

    public static readonly FrozenDictionary<string, TestKind> Tests = Names(
        ("z", TestKind.Z), ("t", TestKind.T), ("knha", TestKind.HartungKnapp), ("adhoc", TestKind.AdHoc));

    public static readonly FrozenDictionary<string, ZeroCells> To = Names(
        ("only0", ZeroCells.OnlyZero), ("all", ZeroCells.All), ("if0all", ZeroCells.AllIfAnyZero), ("none", ZeroCells.None));

    public static readonly FrozenDictionary<string, SmdVariance> SmdVariances = ByName<SmdVariance>();

    public static readonly FrozenDictionary<string, Include> Includes = Names(
        ("weights", Include.Weights), ("influence", Include.Influence), ("leave1out", Include.LeaveOneOut), ("cumulative", Include.Cumulative),
        ("regtest", Include.RegTest), ("ranktest", Include.RankTest), ("trimfill", Include.TrimFill), ("confint", Include.ConfInt));

    public static readonly FrozenDictionary<string, RegTestModel> RegTestModels = Names(("rma", RegTestModel.Rma), ("lm", RegTestModel.Lm));

    public static readonly FrozenDictionary<string, RegTestPredictor> RegTestPredictors = Names(
        ("sei", RegTestPredictor.Sei), ("vi", RegTestPredictor.Vi), ("ni", RegTestPredictor.Ni), ("sqrtninv", RegTestPredictor.SqrtNinv));

    public static readonly FrozenDictionary<string, TrimFillEstimator> TrimFillEstimators = ByName<TrimFillEstimator>();

    public static readonly FrozenDictionary<string, TrimFillSide> TrimFillSides = Names(
        ("auto", TrimFillSide.Auto), ("left", TrimFillSide.Left), ("right", TrimFillSide.Right));

    public const Include Everything = Include.Weights | Include.Influence | Include.LeaveOneOut | Include.Cumulative | Include.RegTest
        | Include.RankTest | Include.TrimFill | Include.ConfInt;

    public static string Of(TestKind test) => test switch
    {
        TestKind.Z => "z",
        TestKind.T => "t",
        TestKind.HartungKnapp => "knha",
        _ => "adhoc",
    };

    public static string Of(TrimFillSide side) => side switch
    {
        TrimFillSide.Left => "left",
        TrimFillSide.Right => "right",
        _ => "auto",
    };

    /// <summary>The value for a name, or an error that lists the names there are.</summary>
    public static T Find<T>(FrozenDictionary<string, T> names, string what, string given) =>
        names.TryGetValue(given, out var value)
            ? value
            : throw new AnalysisException(AnalysisFailure.UnknownOption, $"Unknown {what} \"{given}\". One of: {string.Join(", ", names.Keys.Order(StringComparer.Ordinal))}.");

    private static FrozenDictionary<string, T> ByName<T>(params ReadOnlySpan<(string Name, T Value)> aliases)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(v => v.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in aliases)
            names.Add(name, value);
        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static FrozenDictionary<string, T> Names<T>(params ReadOnlySpan<(string Name, T Value)> pairs)
    {
        var names = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in pairs)
            names.Add(name, value);
        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
