namespace Huantiao.MetaAnalysis;

/// <summary>From study data to estimates with sampling variances.</summary>
public static class EffectSizes
{
    /// <summary>Computes the measure for each row; rows with a missing value or an undefined result are left out and listed in <see cref="EffectSizeSet.Dropped"/>.</summary>
    /// <exception cref="AnalysisException">A column is missing, or a value cannot be (its row is told).</exception>
    public static EffectSizeSet Compute(Measure measure, StudyTable table, EffectSizeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (measure != Measure.GEN)
            throw new AnalysisException(AnalysisFailure.UnknownOption, $"Measure {measure} is not computed here.");

        var yi = table.Find("yi") ?? throw new AnalysisException(AnalysisFailure.MissingColumn, "Measure GEN needs yi with vi or sei.");
        var vi = table.Find("vi") ?? table.Find("sei")?.Select(s => s * s).ToArray()
            ?? throw new AnalysisException(AnalysisFailure.MissingColumn, "Measure GEN needs yi with vi or sei.");
        var rows = Enumerable.Range(0, table.Count).Where(i => double.IsFinite(yi[i]) && double.IsFinite(vi[i])).ToArray();
        var ni = table.Find("ni");
        return new EffectSizeSet(
            [.. rows.Select(i => yi[i])],
            [.. rows.Select(i => vi[i])],
            [.. rows.Select(i => ni?[i] ?? double.NaN)],
            [.. rows.Select(i => i + 1)],
            [.. Enumerable.Range(1, table.Count).Except(rows.Select(i => i + 1))]);
    }
}
