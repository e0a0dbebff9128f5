using System.Globalization;
using Huantiao.Charts;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>One analysis with the names of its studies and the words that go with its numbers: what the report and both drawings show.</summary>
internal sealed class ShownAnalysis
{
    private readonly StudyFile file;

    public ShownAnalysis(string name, StudyFile file, AnalysisResult result)
    {
        (Name, this.file, Result) = (name, file, result);
        Measure = MeasureInfo.Of(result.Measure);
        Natural = new NaturalUnits(result);
    }

    /// <summary>Of the file.</summary>
    public string Name { get; }

    public AnalysisResult Result { get; }

    public MeasureInfo Measure { get; }

    public NaturalUnits Natural { get; }

    /// <summary>"Risk ratio (RR)"; says so when the numbers are not in natural units.</summary>
    public string Title
    {
        get
        {
            var name = Capital(Words.Find("Measure_" + Measure.Measure) ?? Measure.Name);
            if (Measure.Measure == MetaAnalysis.Measure.GEN)
                return name;
            return Natural.IsNatural ? $"{name} ({Measure.Measure})" : Words.Format("Meta_NotNatural", name, Measure.Measure);
        }
    }

    /// <summary>Whether the estimates are logarithms of ratios, which a logarithmic axis shows evenly.</summary>
    public bool IsRatio => Measure.Scale == EffectScale.Log && Measure.NoEffect == 0;

    public string LabelOf(int place) => file.LabelOf(Result.Effects.Rows[place]);

    public int LineOf(int row) => file.LineOf(row);

    /// <param name="most">Rows to show; the rest is left to the caller to mention.</param>
    public Forest Forest(int most = int.MaxValue)
    {
        var pooled = Natural.Pooled;
        var level = Result.Fit.Level.ToString("0.##", CultureInfo.InvariantCulture);
        return new Forest
        {
            Words = new ForestWords(
                Words.Get("Meta_Study"), $"{Measure.Measure} [{Words.Format("Meta_Ci", level)}]", Words.Get("Meta_Weight"), Title,
                Words.Get(TwoGroups ? "Meta_LowerInFirst" : "Meta_Lower"), Words.Get(TwoGroups ? "Meta_HigherInFirst" : "Meta_Higher")),
            Rows = [.. Enumerable.Range(0, Math.Min(most, Result.Effects.Yi.Length)).Select(Row)],
            Missing = [.. Result.Effects.Dropped.Take(most).Select(row => new ForestMissing(file.LabelOf(row), Words.Get("Meta_Dropped")))],
            Summary = new ForestSummary(
                Words.Get("Meta_Pooled"), pooled.Estimate, pooled.Lower, pooled.Upper, null,
                Natural.Prediction?.Lower, Natural.Prediction?.Upper, Words.Get("Meta_Prediction")),
            Axis = IsRatio ? AxisKind.Log : AxisKind.Linear,
            Decimals = Decimals,
        };
    }

    public string ForestSvg() => ForestPlot.Draw(Forest(), new ChartFrame("forest", $"{Title}: {Name}", Description(), Standalone: true));

    public string FunnelSvg()
    {
        var errors = Result.Effects.Vi.Select(Math.Sqrt).ToArray();
        var fit = Result.Fit;
        var words = new FunnelWords(
            Words.Get("Meta_Study"), Title, Words.Get("Funnel_StandardError"), Words.Get("Funnel_Observed"), Words.Get("Funnel_Filled"), Words.Get("Meta_Pooled"),
            Words.Get("Funnel_P10"), Words.Get("Funnel_P05"), Words.Get("Funnel_P01"), Words.Get("Funnel_Below01"));
        var funnel = new Funnel
        {
            Words = words,
            Points = [.. errors.Select((error, i) => new FunnelPoint(LabelOf(i), Result.Effects.Yi[i], error))],
            Pooled = fit.Estimate,
            Axis = IsRatio ? AxisKind.Log : AxisKind.Linear,
            Decimals = Decimals,
        };
        return FunnelPlot.Draw(funnel, new ChartFrame("funnel", $"{Title}: {Name}", Description(), Standalone: true));
    }

    private string Description()
    {
        var pooled = Natural.Pooled;
        return Words.Format(
            "Meta_Describe", Words.Counted("Studies", Result.Fit.K), Title, Shown.Number(pooled.Estimate, Decimals), Shown.Number(pooled.Lower, Decimals), Shown.Number(pooled.Upper, Decimals));
    }

    /// <summary>Ratios to two decimals; others so that the interval's width shows two digits that differ.</summary>
    public int Decimals
    {
        get
        {
            if (IsRatio)
                return 2;
            var width = Natural.Pooled.Upper - Natural.Pooled.Lower;
            return width is > 0 and < double.PositiveInfinity ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(width)), 0, 6) : 2;
        }
    }

    private bool TwoGroups => Measure.Family is MeasureFamily.TwoByTwo or MeasureFamily.TwoMeans or MeasureFamily.TwoRates;

    private ForestRow Row(int place)
    {
        var study = Natural.Study(place);
        return new ForestRow(LabelOf(place), study.Estimate, study.Lower, study.Upper, Result.Weights?[place]);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
