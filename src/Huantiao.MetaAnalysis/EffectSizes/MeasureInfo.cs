namespace Huantiao.MetaAnalysis;

/// <summary>Kind of data that a measure is computed from.</summary>
public enum MeasureFamily
{
    Generic, TwoByTwo, TwoMeans, Paired, TwoRates, Correlation, Proportion, Rate, Mean, Reliability,
}

/// <summary>Scale that estimates are analysed on, which decides how they are shown in natural units.</summary>
public enum EffectScale
{
    /// <summary>Already in natural units: a difference, a mean, a correlation.</summary>
    Natural,

    /// <summary>Logarithm of a ratio, a proportion, a rate or a mean.</summary>
    Log,

    /// <summary>Logarithm of odds.</summary>
    Logit,

    /// <summary>Arcsine of the square root of a proportion.</summary>
    Arcsine,

    /// <summary>Difference of two arcsine-transformed proportions: has no natural unit without the other group's risk.</summary>
    ArcsineDifference,

    /// <summary>Freeman-Tukey double arcsine; needs the (harmonic mean) sample size to go back.</summary>
    FreemanTukeyArcsine,

    /// <summary>Square root of a rate.</summary>
    SquareRoot,

    /// <summary>Freeman-Tukey square root of a rate; needs the (harmonic mean) time at risk to go back.</summary>
    FreemanTukeySquareRoot,

    /// <summary>Fisher's z of a correlation.</summary>
    FisherZ,

    /// <summary>Cube root of one minus a reliability (Hakstian and Whalen).</summary>
    HakstianWhalen,

    /// <summary>Minus the log of one minus a reliability (Bonett).</summary>
    Bonett,
}

/// <summary>What is known of a measure: its data, its scale, its name.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Name">Human name of what the natural scale shows: "risk ratio".</param>
/// <param name="Family">Kind of data.</param>
/// <param name="Scale">Scale of the analysis.</param>
/// <param name="ColumnSets">Alternatives; each is the columns that suffice together. GEN's data (yi with vi or sei) serve for every measure.</param>
/// <param name="NoEffect">Value on the analysis scale that means no difference or no association; NaN for one group's statistics.</param>
/// <param name="AddsByDefault">Whether zero cells get 0.5 unless another constant is asked for.</param>
public sealed record MeasureInfo(
    Measure Measure, string Name, MeasureFamily Family, EffectScale Scale, IReadOnlyList<IReadOnlyList<string>> ColumnSets, double NoEffect, bool AddsByDefault)
{
    private static readonly Dictionary<Measure, MeasureInfo> Table = Build().ToDictionary(m => m.Measure);

    /// <summary>Every measure, in the order of the enumeration.</summary>
    public static IReadOnlyCollection<MeasureInfo> All { get; } = [.. Enum.GetValues<Measure>().Select(m => Table[m])];

    public static MeasureInfo Of(Measure measure) => Table.TryGetValue(measure, out var info)
        ? info
        : throw new AnalysisException(AnalysisFailure.UnknownOption, $"There is no measure {measure}.");

    /// <summary>The measure of a name in any case, as users type it; null when there is none.</summary>
    public static MeasureInfo? Find(string name) =>
        Enum.TryParse<Measure>(name, ignoreCase: true, out var measure) && Table.TryGetValue(measure, out var info)
            && string.Equals(measure.ToString(), name, StringComparison.OrdinalIgnoreCase) ? info : null;

    /// <summary>The columns that the measure needs, as one phrase: "ai, bi, ci and di, or ai, n1i, ci and n2i".</summary>
    public string Needs => string.Join(", or ", ColumnSets.Select(set => set.Count == 1 ? set[0] : $"{string.Join(", ", set.Take(set.Count - 1))} and {set[^1]}"));

    /// <summary>An estimate or bound of the analysis scale in natural units; unchanged where the scale is natural or has no way back.</summary>
    /// <param name="value">On the analysis scale.</param>
    /// <param name="size">Harmonic mean of the sample sizes (PFT) or times at risk (IRFT); without it those two stay as they are.</param>
    public double ToNatural(double value, double? size = null) => Scale switch
    {
        EffectScale.Log => Math.Exp(value),
        EffectScale.Logit => Transforms.InverseLogit(value),
        EffectScale.Arcsine => Transforms.InverseArcsine(value),
        EffectScale.FreemanTukeyArcsine when size is { } n => Transforms.InverseFreemanTukey(value, n),
        EffectScale.SquareRoot => value < 0 ? 0 : value * value,
        EffectScale.FreemanTukeySquareRoot when size is { } t => Transforms.InverseFreemanTukeyRate(value, t),
        EffectScale.FisherZ => Math.Tanh(value),
        EffectScale.HakstianWhalen => Transforms.InverseHakstianWhalen(value),
        EffectScale.Bonett => Transforms.InverseBonett(value),
        _ => value,
    };

    private static IEnumerable<MeasureInfo> Build()
    {
        string[] cells = ["ai bi ci di", "ai n1i ci n2i"];
        string[] means = ["n1i m1i sd1i n2i m2i sd2i"];
        string[] pooled = [.. means, "di n1i n2i", "ti n1i n2i", "pi n1i n2i"];
        string[] paired = ["ni m1i sd1i m2i sd2i ri"];

        yield return One(Measure.GEN, "effect", MeasureFamily.Generic, EffectScale.Natural, ["yi vi", "yi sei"], 0);

        yield return One(Measure.RR, "risk ratio", MeasureFamily.TwoByTwo, EffectScale.Log, cells, 0);
        yield return One(Measure.OR, "odds ratio", MeasureFamily.TwoByTwo, EffectScale.Log, cells, 0);
        yield return One(Measure.RD, "risk difference", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0);
        yield return One(Measure.AS, "arcsine difference of risks", MeasureFamily.TwoByTwo, EffectScale.ArcsineDifference, cells, 0, adds: false);
        yield return One(Measure.PETO, "Peto odds ratio", MeasureFamily.TwoByTwo, EffectScale.Log, cells, 0);
        yield return One(Measure.PHI, "phi coefficient", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0, adds: false);
        yield return One(Measure.YUQ, "Yule's Q", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0);
        yield return One(Measure.YUY, "Yule's Y", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0);
        yield return One(Measure.RTET, "tetrachoric correlation", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0, adds: false);
        yield return One(Measure.PBIT, "standardized mean difference (probit of the risks)", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0);
        yield return One(Measure.OR2DN, "standardized mean difference (odds ratio, normal)", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0);
        yield return One(Measure.OR2DL, "standardized mean difference (odds ratio, logistic)", MeasureFamily.TwoByTwo, EffectScale.Natural, cells, 0);

        yield return One(Measure.MD, "mean difference", MeasureFamily.TwoMeans, EffectScale.Natural, means, 0);
        yield return One(Measure.SMD, "standardized mean difference", MeasureFamily.TwoMeans, EffectScale.Natural, pooled, 0);
        yield return One(Measure.SMDH, "standardized mean difference (unequal variances)", MeasureFamily.TwoMeans, EffectScale.Natural, means, 0);
        yield return One(Measure.SMD1, "mean difference in SDs of group 2", MeasureFamily.TwoMeans, EffectScale.Natural, ["n1i m1i n2i m2i sd2i"], 0);
        yield return One(Measure.SMD1H, "mean difference in SDs of group 2 (unequal variances)", MeasureFamily.TwoMeans, EffectScale.Natural, means, 0);
        yield return One(Measure.ROM, "ratio of means", MeasureFamily.TwoMeans, EffectScale.Log, means, 0);
        yield return One(Measure.CVR, "ratio of coefficients of variation", MeasureFamily.TwoMeans, EffectScale.Log, means, 0);
        yield return One(Measure.VR, "ratio of standard deviations", MeasureFamily.TwoMeans, EffectScale.Log, ["n1i sd1i n2i sd2i"], 0);
        yield return One(Measure.RPB, "point-biserial correlation", MeasureFamily.TwoMeans, EffectScale.Natural, pooled, 0);
        yield return One(Measure.RBIS, "biserial correlation", MeasureFamily.TwoMeans, EffectScale.Natural, pooled, 0);
        yield return One(Measure.D2ORN, "odds ratio (from the standardized mean difference, normal)", MeasureFamily.TwoMeans, EffectScale.Log, pooled, 0);
        yield return One(Measure.D2ORL, "odds ratio (from the standardized mean difference, logistic)", MeasureFamily.TwoMeans, EffectScale.Log, pooled, 0);

        yield return One(Measure.MC, "mean change", MeasureFamily.Paired, EffectScale.Natural, paired, 0);
        yield return One(Measure.SMCC, "mean change in SDs of the change", MeasureFamily.Paired, EffectScale.Natural, [.. paired, "di ni", "ti ni", "pi ni"], 0);
        yield return One(Measure.SMCR, "mean change in SDs of the first measurement", MeasureFamily.Paired, EffectScale.Natural, ["ni m1i sd1i m2i ri"], 0);
        yield return One(Measure.SMCRH, "mean change in SDs of the first measurement (unequal variances)", MeasureFamily.Paired, EffectScale.Natural, paired, 0);
        yield return One(Measure.ROMC, "ratio of paired means", MeasureFamily.Paired, EffectScale.Log, paired, 0);
        yield return One(Measure.CVRC, "ratio of paired coefficients of variation", MeasureFamily.Paired, EffectScale.Log, paired, 0);
        yield return One(Measure.VRC, "ratio of paired standard deviations", MeasureFamily.Paired, EffectScale.Log, ["ni sd1i sd2i ri"], 0);

        yield return One(Measure.IRR, "rate ratio", MeasureFamily.TwoRates, EffectScale.Log, ["x1i t1i x2i t2i"], 0);
        yield return One(Measure.IRD, "rate difference", MeasureFamily.TwoRates, EffectScale.Natural, ["x1i t1i x2i t2i"], 0);
        yield return One(Measure.IRSD, "difference of square roots of rates", MeasureFamily.TwoRates, EffectScale.Natural, ["x1i t1i x2i t2i"], 0, adds: false);

        yield return One(Measure.COR, "correlation", MeasureFamily.Correlation, EffectScale.Natural, ["ri ni", "ti ni", "pi ni"], 0);
        yield return One(Measure.UCOR, "correlation (corrected for bias)", MeasureFamily.Correlation, EffectScale.Natural, ["ri ni", "ti ni", "pi ni"], 0);
        yield return One(Measure.ZCOR, "correlation", MeasureFamily.Correlation, EffectScale.FisherZ, ["ri ni", "ti ni", "pi ni"], 0);

        yield return One(Measure.PR, "proportion", MeasureFamily.Proportion, EffectScale.Natural, ["xi ni", "xi mi"], double.NaN);
        yield return One(Measure.PLN, "proportion", MeasureFamily.Proportion, EffectScale.Log, ["xi ni", "xi mi"], double.NaN);
        yield return One(Measure.PLO, "proportion", MeasureFamily.Proportion, EffectScale.Logit, ["xi ni", "xi mi"], double.NaN);
        yield return One(Measure.PAS, "proportion", MeasureFamily.Proportion, EffectScale.Arcsine, ["xi ni", "xi mi"], double.NaN, adds: false);
        yield return One(Measure.PFT, "proportion", MeasureFamily.Proportion, EffectScale.FreemanTukeyArcsine, ["xi ni", "xi mi"], double.NaN, adds: false);

        yield return One(Measure.IR, "rate", MeasureFamily.Rate, EffectScale.Natural, ["xi ti"], double.NaN);
        yield return One(Measure.IRLN, "rate", MeasureFamily.Rate, EffectScale.Log, ["xi ti"], double.NaN);
        yield return One(Measure.IRS, "rate", MeasureFamily.Rate, EffectScale.SquareRoot, ["xi ti"], double.NaN, adds: false);
        yield return One(Measure.IRFT, "rate", MeasureFamily.Rate, EffectScale.FreemanTukeySquareRoot, ["xi ti"], double.NaN, adds: false);

        yield return One(Measure.MN, "mean", MeasureFamily.Mean, EffectScale.Natural, ["mi sdi ni"], double.NaN);
        yield return One(Measure.MNLN, "mean", MeasureFamily.Mean, EffectScale.Log, ["mi sdi ni"], double.NaN);
        yield return One(Measure.CVLN, "coefficient of variation", MeasureFamily.Mean, EffectScale.Log, ["mi sdi ni"], double.NaN);
        yield return One(Measure.SDLN, "standard deviation", MeasureFamily.Mean, EffectScale.Log, ["sdi ni"], double.NaN);
        yield return One(Measure.SMN, "mean in standard deviations", MeasureFamily.Mean, EffectScale.Natural, ["mi sdi ni"], double.NaN);

        yield return One(Measure.ARAW, "reliability (alpha)", MeasureFamily.Reliability, EffectScale.Natural, ["ai mi ni"], double.NaN);
        yield return One(Measure.AHW, "reliability (alpha)", MeasureFamily.Reliability, EffectScale.HakstianWhalen, ["ai mi ni"], double.NaN);
        yield return One(Measure.ABT, "reliability (alpha)", MeasureFamily.Reliability, EffectScale.Bonett, ["ai mi ni"], double.NaN);
    }

    private static MeasureInfo One(
        Measure measure, string name, MeasureFamily family, EffectScale scale, string[] columnSets, double noEffect, bool adds = true) =>
        new(measure, name, family, scale, [.. columnSets.Select(set => (IReadOnlyList<string>)set.Split(' '))], noEffect, adds);
}
