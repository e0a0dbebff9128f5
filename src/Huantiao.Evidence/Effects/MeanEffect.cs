using System.Globalization;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>
/// Mean differences, intervention minus comparator, on the outcome's own scale: where a low score is good, a negative difference favours the
/// intervention, whatever sign the source printed.
/// </summary>
/// <remarks>Order of preference and why: docs/methods/evidence.md.</remarks>
internal static class MeanEffect
{
    /// <summary>Share of an interval's width by which its middle may miss the estimate before it is called off centre; rounding explains less.</summary>
    private const double OffCentre = 0.05;

    private static readonly double Z = Distributions.NormalQuantile(0.975);

    public static RowEffect From(TrialOutcome row, Question question)
    {
        if (row.Difference is { } && Sign(row, question) is null)
            return new RowEffect.None(Words.Text("left-out.direction"));
        if (row.Arm1.Mean is { } && row.Arm2.N is null && row.Arm2.Mean is null && row.Difference is null)
            return new RowEffect.None(Words.Text("left-out.one-group"));

        RowEffect? effect = PrintedDifference(row, question) ?? FromArms(row) ?? DifferenceWithP(row, question);
        return effect ?? new RowEffect.None(Words.Text("left-out.no-spread"));
    }

    /// <summary>The difference between the arms from their means, on the outcome's scale; null where one is not printed.</summary>
    public static double? ArmsDifference(TrialOutcome row) =>
        row.Arm1.Mean is { } mean1 && row.Arm2.Mean is { } mean2 ? (mean1 - mean2) * ArmSign(row) * row.ScaleFactor : null;

    /// <summary>−1 where the arms' means are printed as decreases, so that a change of −30 stands as 30; else 1.</summary>
    public static int ArmSign(TrialOutcome row) =>
        row.EffectType.Contains("decrease", StringComparison.OrdinalIgnoreCase)
        || row.EffectType.Contains("reduction", StringComparison.OrdinalIgnoreCase) ? -1 : 1;

    private static RowEffect.Usable? PrintedDifference(TrialOutcome row, Question question)
    {
        if (row is not { Difference: { } printed, DifferenceLower: { } low, DifferenceUpper: { } high } || high <= low)
            return null;

        var sign = Sign(row, question)!.Value * row.ScaleFactor;
        var (a, b) = (low * sign, high * sign);
        var effect = Wald.FromInterval(printed * sign, Math.Min(a, b), Math.Max(a, b), isRatio: false);
        return new RowEffect.Usable(
            effect.Yi,
            effect.Vi,
            Math.Min(a, b),
            Math.Max(a, b),
            People(row),
            Words.Join(
            [
                Words.Text("derivation.difference", ("ci", Interval(low, high)), ("se", Show.Number(Math.Sqrt(effect.Vi), 2))),
                .. Common(row, IsOffCentre(printed, low, high)),
            ]));
    }

    private static RowEffect.Usable? FromArms(TrialOutcome row)
    {
        if (ArmsDifference(row) is not { } difference
            || SpreadOf(row.Arm1) is not { } sd1 || SpreadOf(row.Arm2) is not { } sd2)
            return null;

        var set = EffectSizes.Compute(Measure.MD, new StudyTable(
        [
            new("m1i", [row.Arm1.Mean!.Value]), new("sd1i", [sd1]), new("n1i", [row.Arm1.N!.Value]),
            new("m2i", [row.Arm2.Mean!.Value]), new("sd2i", [sd2]), new("n2i", [row.Arm2.N!.Value]),
        ]));
        if (set.Yi.Length == 0)
            return null;

        var variance = set.Vi[0] * row.ScaleFactor * row.ScaleFactor;
        var half = Z * Math.Sqrt(variance);
        var printedSd = row.Arm1.Sd is { } && row.Arm2.Sd is { };
        var offCentre = !printedSd && (IsOffCentre(row.Arm1) || IsOffCentre(row.Arm2));
        return new RowEffect.Usable(
            difference,
            variance,
            difference - half,
            difference + half,
            People(row),
            Words.Join(
            [
                printedSd
                    ? Words.Text("derivation.arms-sd")
                    : Words.Text("derivation.arms-ci", ("sd1", Show.Number(sd1, 2)), ("sd2", Show.Number(sd2, 2))),
                .. Common(row, offCentre),
            ]));
    }

    // A p-value given to its digits tells the standard error; "<0.05" does not.
    private static RowEffect.Usable? DifferenceWithP(TrialOutcome row, Question question)
    {
        if (row.Difference is not { } printed || printed == 0
            || !double.TryParse(row.P, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var p) || p is not (> 0 and < 1))
            return null;

        var effect = Wald.FromP(printed * Sign(row, question)!.Value * row.ScaleFactor, p, isRatio: false);
        var standardError = Math.Sqrt(effect.Vi);
        return new RowEffect.Usable(
            effect.Yi,
            effect.Vi,
            effect.Yi - (Z * standardError),
            effect.Yi + (Z * standardError),
            People(row),
            Words.Join([Words.Text("derivation.p", ("p", row.P!), ("se", Show.Number(standardError, 2))), .. Common(row, offCentre: false)]));
    }

    /// <summary>An arm's standard deviation, printed or from the 95% interval of its mean (t with n − 1 degrees of freedom).</summary>
    public static double? SpreadOf(ArmSummary arm) => arm switch
    {
        { Sd: { } sd } => sd,
        { N: { } n, CiLower: { } low, CiUpper: { } high } when n > 1 && high > low => StandardDeviation.FromInterval(low, high, n).Value,
        _ => null,
    };

    /// <summary>What the printed difference must be multiplied with to be intervention − comparator on the outcome's scale; null where nothing tells.</summary>
    private static int? Sign(TrialOutcome row, Question question)
    {
        var fromText = Favouring(row) is { } favouring ? favouring * question.Direction.Sign() : (int?)null;
        var fromArms = ArmsDifference(row) is { } arms && arms != 0 && row.Difference is { } printed && printed != 0
            ? Math.Sign(arms) * Math.Sign(printed) * Math.Sign(row.ScaleFactor) : (int?)null;
        return fromText is { } && fromArms is { } && fromText != fromArms ? null : fromText ?? fromArms;
    }

    /// <summary>The sign of the printed difference that favours the first arm, as the row's direction says: "negative MD favours …".</summary>
    private static int? Favouring(TrialOutcome row)
    {
        var text = row.DirectionText;
        var at = text.IndexOf("favours ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;

        var before = text[..at];
        var sign = before.Contains("negative", StringComparison.OrdinalIgnoreCase) ? -1
            : before.Contains("positive", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (sign == 0)
            return null;

        var favoured = text[(at + "favours ".Length)..].Split([' ', ',', '(', ';'], 2)[0];
        var comparator = row.Comparator.Contains(favoured, StringComparison.OrdinalIgnoreCase)
            && !row.Intervention.Contains(favoured, StringComparison.OrdinalIgnoreCase);
        return comparator ? -sign : sign;
    }

    private static IEnumerable<LocalText> Common(TrialOutcome row, bool offCentre)
    {
        if (offCentre)
            yield return Words.Text("derivation.off-centre");
        if (row.ScaleFactor != 1)
            yield return Words.Text("derivation.scaled", ("factor", Show.Plain(row.ScaleFactor)), ("scale", row.Scale));
    }

    private static bool IsOffCentre(ArmSummary arm) => arm is { Mean: { } mean, CiLower: { } low, CiUpper: { } high } && IsOffCentre(mean, low, high);

    private static bool IsOffCentre(double estimate, double low, double high) =>
        Math.Abs(((low + high) / 2) - estimate) > OffCentre * (high - low);

    private static int People(TrialOutcome row) => (row.Arm1.N ?? 0) + (row.Arm2.N ?? 0);

    private static string Interval(double low, double high) => $"{Show.Number(low, 2)} … {Show.Number(high, 2)}";
}
