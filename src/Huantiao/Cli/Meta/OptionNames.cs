using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>
/// The names that people and scripts write for the choices of an analysis, each list in the order of its enum. Case does not matter when reading.
/// </summary>
/// <remarks>Plain arrays, because dictionaries over enums are compiled anew at each start: that took longer than a hundred analyses.</remarks>
internal static class OptionNames
{
    public static readonly string[] Measures = Enum.GetNames(typeof(Measure));
    public static readonly string[] Methods = Enum.GetNames(typeof(Method));
    public static readonly string[] Tests = ["z", "t", "knha", "adhoc"];
    public static readonly string[] ZeroCells = ["only0", "all", "if0all", "none"];
    public static readonly string[] SmdVariances = Enum.GetNames(typeof(SmdVariance));
    public static readonly string[] Includes = ["weights", "influence", "leave1out", "cumulative", "regtest", "ranktest", "trimfill", "confint"];
    public static readonly string[] RegTestModels = ["rma", "lm"];
    public static readonly string[] RegTestPredictors = ["sei", "vi", "ni", "sqrtninv"];
    public static readonly string[] TrimFillEstimators = Enum.GetNames(typeof(TrimFillEstimator));
    public static readonly string[] TrimFillSides = ["auto", "left", "right"];

    public const Include Everything = (Include)255;

    public static Measure Measure(string what, string given) => (Measure)Find(Measures, what, given);

    /// <summary>FE and CE are older names of the equal-effects model, still common in scripts.</summary>
    public static Method Method(string what, string given) =>
        given.Equals("FE", StringComparison.OrdinalIgnoreCase) || given.Equals("CE", StringComparison.OrdinalIgnoreCase)
            ? MetaAnalysis.Method.EE
            : (Method)Find(Methods, what, given);

    public static TestKind Test(string what, string given) => (TestKind)Find(Tests, what, given);

    public static ZeroCells To(string what, string given) => (ZeroCells)Find(ZeroCells, what, given);

    public static SmdVariance SmdVariance(string what, string given) => (SmdVariance)Find(SmdVariances, what, given);

    public static Include Include(string what, string given) => (Include)(1 << Find(Includes, what, given));

    public static RegTestModel RegTestModel(string what, string given) => (RegTestModel)Find(RegTestModels, what, given);

    public static RegTestPredictor RegTestPredictor(string what, string given) => (RegTestPredictor)Find(RegTestPredictors, what, given);

    public static TrimFillEstimator TrimFillEstimator(string what, string given) => (TrimFillEstimator)Find(TrimFillEstimators, what, given);

    public static TrimFillSide TrimFillSide(string what, string given) => (TrimFillSide)Find(TrimFillSides, what, given);

    public static string Of(Measure measure) => Measures[(int)measure];

    public static string Of(Method method) => Methods[(int)method];

    public static string Of(TestKind test) => Tests[(int)test];

    public static string Of(TrimFillSide side) => TrimFillSides[(int)side];

    /// <summary>A percentage between 0 and 100, both excluded.</summary>
    public static double Level(double level) => level is > 0 and < 100
        ? level
        : throw new AnalysisException(AnalysisFailure.UnknownOption, "The level is a percentage, over 0 and under 100: 95.");

    private static int Find(string[] names, string what, string given)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Equals(given, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        throw new AnalysisException(AnalysisFailure.UnknownOption, $"Unknown {what} \"{given}\". One of: {string.Join(", ", names)}.");
    }
}
