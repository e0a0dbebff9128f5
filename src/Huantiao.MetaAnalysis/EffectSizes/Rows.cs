namespace Huantiao.MetaAnalysis;

/// <summary>A measure's columns by name, and the rules that their values keep.</summary>
internal sealed class Rows
{
    private readonly MeasureInfo info;
    private readonly StudyTable table;
    private readonly double[] missing;

    public Rows(MeasureInfo info, StudyTable table)
    {
        (this.info, this.table) = (info, table);
        missing = new double[table.Count];
        Array.Fill(missing, double.NaN);
    }

    /// <summary>The column; all NaN when the table has none.</summary>
    public double[] this[string name] => table.Find(name) ?? missing;

    /// <exception cref="AnalysisException">The first value, by row, that cannot be.</exception>
    public void Validate()
    {
        var columns = info.ColumnSets.SelectMany(set => set).Distinct(StringComparer.Ordinal).Where(table.Has)
            .Select(name => (Name: name, Values: this[name], Rule: RuleOf(name))).ToArray();
        var pairs = Pairs().Where(pair => table.Has(pair.Part) && table.Has(pair.Whole)).Select(pair => (pair, this[pair.Part], this[pair.Whole])).ToArray();
        for (var i = 0; i < table.Count; i++)
        {
            foreach (var (name, values, rule) in columns)
            {
                if (!double.IsNaN(values[i]) && Broken(rule, values[i]) is { } broken)
                    throw new AnalysisException(broken.Failure, $"Row {i + 1}: {name} is {Text(values[i])}, and {broken.Why}.", i + 1);
            }

            foreach (var (pair, part, whole) in pairs)
            {
                if (part[i] > whole[i])
                    throw new AnalysisException(AnalysisFailure.EventsExceedTotal, $"Row {i + 1}: {pair.Part} is {Text(part[i])}, more than {pair.Whole}, {Text(whole[i])}.", i + 1);
            }
        }
    }

    private enum Rule { None, Count, Size, Time, Deviation, Correlation, PValue, NotNegative, Alpha, Items }

    private Rule RuleOf(string name) => (info.Family, name) switch
    {
        (MeasureFamily.Generic, _) => Rule.None,
        (MeasureFamily.Reliability, "ai") => Rule.Alpha,
        (MeasureFamily.Reliability, "mi") => Rule.Items,
        (MeasureFamily.Mean, "mi") => info.Scale == EffectScale.Log ? Rule.NotNegative : Rule.None,
        (MeasureFamily.TwoByTwo, "ai" or "bi" or "ci" or "di") => Rule.Count,
        (_, "x1i" or "x2i" or "xi") or (MeasureFamily.Proportion, "mi") => Rule.Count,
        (_, "n1i" or "n2i" or "ni") => Rule.Size,
        (_, "t1i" or "t2i") or (MeasureFamily.Rate, "ti") => Rule.Time,
        (_, "sd1i" or "sd2i" or "sdi") => Rule.Deviation,
        (_, "ri") => Rule.Correlation,
        (_, "pi") => Rule.PValue,
        _ => Rule.None,
    };

    private IEnumerable<(string Part, string Whole)> Pairs() => info.Family switch
    {
        // Where the other cell is given too, it and not the total is used.
        MeasureFamily.TwoByTwo => [.. table.Has("bi") ? Array.Empty<(string, string)>() : [("ai", "n1i")], .. table.Has("di") ? Array.Empty<(string, string)>() : [("ci", "n2i")]],
        MeasureFamily.Proportion => table.Has("ni") ? [("xi", "ni")] : [],
        _ => [],
    };

    private (AnalysisFailure Failure, string Why)? Broken(Rule rule, double value) => rule switch
    {
        _ when double.IsInfinity(value) && info.Family != MeasureFamily.Generic => (AnalysisFailure.OutOfRange, "must be finite"),
        Rule.Count when value < 0 => (AnalysisFailure.InvalidCount, "a count cannot be negative"),
        Rule.Size when value <= 0 => (AnalysisFailure.InvalidCount, "a group needs at least one person"),
        Rule.Time when value <= 0 => (AnalysisFailure.InvalidCount, "a time at risk must be over 0"),
        Rule.Deviation when value < 0 => (AnalysisFailure.NegativeStandardDeviation, "a standard deviation cannot be negative"),
        Rule.Correlation when Math.Abs(value) > 1 => (AnalysisFailure.OutOfRange, "a correlation is from -1 to 1"),
        Rule.PValue when Math.Abs(value) > 1 => (AnalysisFailure.OutOfRange, "a p-value (with the sign of the effect) is from -1 to 1"),
        Rule.NotNegative when value < 0 => (AnalysisFailure.OutOfRange, $"{info.Measure} needs means of 0 or more"),
        Rule.Alpha when value > 1 => (AnalysisFailure.OutOfRange, "a reliability is at most 1"),
        Rule.Items when value < 2 => (AnalysisFailure.OutOfRange, "a scale has at least 2 items"),
        _ => null,
    };

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
