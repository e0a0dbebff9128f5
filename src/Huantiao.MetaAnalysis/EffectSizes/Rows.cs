namespace Huantiao.MetaAnalysis;

/// <summary>A measure's columns by name, and the rules that their values keep.</summary>
internal sealed class Rows
{
    // Made once for each measure: an analysis of a dozen studies takes microseconds, and so would this.
    private static readonly Dictionary<Measure, (string Name, Rule Rule)[]> RulesOf = MeasureInfo.All.ToDictionary(
        info => info.Measure,
        info => info.ColumnSets.SelectMany(set => set).Distinct(StringComparer.Ordinal).Select(name => (name, RuleOf(info, name))).Where(column => column.Item2 != Rule.None).ToArray());

    private readonly MeasureInfo info;
    private readonly StudyTable table;
    private double[]? missing;

    public Rows(MeasureInfo info, StudyTable table) => (this.info, this.table) = (info, table);

    /// <summary>The column; all NaN when the table has none.</summary>
    public double[] this[string name] => table.Find(name) ?? (missing ??= Missing(table.Count));

    /// <summary>Whether the table has all columns of one of the measure's sets.</summary>
    public static bool Suffice(MeasureInfo info, StudyTable table)
    {
        foreach (var set in info.ColumnSets)
        {
            var all = true;
            for (var i = 0; i < set.Count && all; i++)
                all = table.Has(set[i]);
            if (all)
                return true;
        }

        return false;
    }

    /// <exception cref="AnalysisException">A value that cannot be: the first by row of the first column that has one.</exception>
    public void Validate()
    {
        foreach (var (name, rule) in RulesOf[info.Measure])
        {
            if (table.Find(name) is not { } values)
                continue;
            for (var i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(values[i]) && Broken(rule, values[i]) is { } broken)
                    throw new AnalysisException(broken.Failure, $"Row {i + 1}: {name} is {Text(values[i])}, and {broken.Why}.", i + 1);
            }
        }

        // Where the other cell is given too, it and not the total is used.
        if (info.Family == MeasureFamily.TwoByTwo)
        {
            ValidatePart("ai", table.Has("bi") ? null : "n1i");
            ValidatePart("ci", table.Has("di") ? null : "n2i");
        }
        else if (info.Family == MeasureFamily.Proportion)
        {
            ValidatePart("xi", "ni");
        }
    }

    private void ValidatePart(string part, string? whole)
    {
        if (whole is null || table.Find(part) is not { } parts || table.Find(whole) is not { } wholes)
            return;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] > wholes[i])
                throw new AnalysisException(AnalysisFailure.EventsExceedTotal, $"Row {i + 1}: {part} is {Text(parts[i])}, more than {whole}, {Text(wholes[i])}.", i + 1);
        }
    }

    private static double[] Missing(int count)
    {
        var column = new double[count];
        Array.Fill(column, double.NaN);
        return column;
    }

    private enum Rule { None, Value, Count, Size, Time, Deviation, Correlation, PValue, NotNegative, Alpha, Items }

    private static Rule RuleOf(MeasureInfo info, string name) => (info.Family, name) switch
    {
        (MeasureFamily.Generic, _) => Rule.None,
        (MeasureFamily.Reliability, "ai") => Rule.Alpha,
        (MeasureFamily.Reliability, "mi") => Rule.Items,
        (MeasureFamily.Mean, "mi") when info.Scale == EffectScale.Log => Rule.NotNegative,
        (MeasureFamily.TwoByTwo, "ai" or "bi" or "ci" or "di") => Rule.Count,
        (_, "x1i" or "x2i" or "xi") or (MeasureFamily.Proportion, "mi") => Rule.Count,
        (_, "n1i" or "n2i" or "ni") => Rule.Size,
        (_, "t1i" or "t2i") or (MeasureFamily.Rate, "ti") => Rule.Time,
        (_, "sd1i" or "sd2i" or "sdi") => Rule.Deviation,
        (_, "ri") => Rule.Correlation,
        (_, "pi") => Rule.PValue,
        _ => Rule.Value,
    };

    private (AnalysisFailure Failure, string Why)? Broken(Rule rule, double value) => rule switch
    {
        _ when double.IsInfinity(value) => (AnalysisFailure.OutOfRange, "must be finite"),
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
