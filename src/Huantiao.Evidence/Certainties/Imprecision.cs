using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>
/// Imprecision, after Core GRADE 2 (BMJ 2025, doi 10.1136/bmj-2024-081904): the interval against the line that the certainty is about (<see cref="Benefit.Target"/>), then the
/// optimal information size. Rules I1 to I5 in docs/methods/evidence.md.
/// </summary>
internal static class Imprecision
{
    /// <summary>Below this share of the optimal information size the data are far too few: two levels (I4).</summary>
    private const double FarBelow = 0.3;

    // Two-sided 5%, power 80%: (z.975 + z.80)².
    private static readonly double Power = Math.Pow(Distributions.NormalQuantile(0.975) + Distributions.NormalQuantile(0.8), 2);

    /// <param name="inconsistent">The trials' disagreement has already been counted: an interval that is wide for that alone is not counted again.</param>
    public static CertaintyReason Judge(GradeInput input, bool inconsistent)
    {
        var proposal = new Proposal("imprecision");
        if (NoEvents(input))
            proposal.Decide("I5", 2, Words.Text("imprecision.no-events"));
        else
            Interval(input, inconsistent, proposal);
        Size(input, proposal);
        Trials(input, proposal);
        return proposal.ToReason();
    }

    /// <summary>People in all (both arms) that a single trial would need to find the important difference; null where it cannot be said.</summary>
    public static double? OptimalInformationSize(GradeInput input)
    {
        if (input.Benefit.Threshold is not { } important)
            return null;
        if (input.Question.Kind == OutcomeKind.Continuous)
            return Spread.Pool(input.Trials) is { } spread ? 2 * Math.Ceiling(2 * Power * Math.Pow(spread.Value / important, 2)) : null;

        var (events, total) = input.Trials.Aggregate((0.0, 0.0), (sum, t) => (sum.Item1 + t.Row.Count2.Events!.Value, sum.Item2 + t.Row.Count2.Total!.Value));
        var control = events / total;
        var shift = important * input.Question.Direction.Sign();
        var treated = input.Synthesis.Measure switch
        {
            Measure.RR => control * Math.Exp(shift),
            Measure.OR => control * Math.Exp(shift) / (1 - control + (control * Math.Exp(shift))),
            _ => control + shift,
        };
        treated = Math.Clamp(treated, 0, 1);
        var perGroup = Power * ((control * (1 - control)) + (treated * (1 - treated))) / Math.Pow(control - treated, 2);
        return double.IsFinite(perGroup) ? 2 * Math.Ceiling(perGroup) : null;
    }

    private static bool NoEvents(GradeInput input) =>
        input.Question.Kind == OutcomeKind.Events && input.Trials.All(t => t.Row.Count1.Events == 0 && t.Row.Count2.Events == 0);

    private static void Interval(GradeInput input, bool inconsistent, Proposal proposal)
    {
        var benefit = input.Benefit;
        var (lower, upper) = input.ShownInterval;
        if (benefit.Threshold is not { } important)
        {
            if (benefit.Includes(0))
                proposal.Decide("I1", 1, Words.Text("imprecision.null", ("lower", lower), ("upper", upper)));
            proposal.Note(Words.Text("imprecision.no-threshold"));
            return;
        }

        var (good, bad) = (benefit.Includes(important), benefit.Includes(-important));
        (string, object)[] values = [("lower", lower), ("upper", upper), ("threshold", input.Shown(important)), ("harm", input.Shown(-important))];
        if (inconsistent && OnlyByDisagreement(input) is { } narrow)
            proposal.Note(Words.Text("imprecision.by-inconsistency", [.. values, ("ce-lower", narrow.Lower), ("ce-upper", narrow.Upper)]));
        else if (good && bad)
            proposal.Decide("I3", 2, Words.Text("imprecision.both", values));
        else if (benefit.Includes(0))
            proposal.Decide("I1", 1, Words.Text(good || bad ? "imprecision.null-and-important" : "imprecision.null", values));
        else if (benefit.Includes(benefit.Target))
            proposal.Decide("I2", 1, Words.Text(good ? "imprecision.important" : "imprecision.important-harm", values));
        else if (good || bad)
            proposal.Note(Words.Text(good ? "imprecision.important" : "imprecision.important-harm", values));
        else
            proposal.Note(Words.Text("imprecision.clear", values));
        if (benefit.IsConvention)
            proposal.Note(Words.Text("imprecision.convention"));
    }

    // Normal intervals are compared, with and without the spread between trials: a Hartung-Knapp interval is wide for the few trials as well.
    private static (string Lower, string Upper)? OnlyByDisagreement(GradeInput input)
    {
        var line = input.Benefit.Target;
        var sign = input.Question.Direction.Sign();
        var synthesis = input.Synthesis;
        if (synthesis.Sensitivity.FirstOrDefault(s => s.Key == "common-effect") is not { } common || !input.Benefit.Includes(line)
            || !Crosses(synthesis.Sensitivity.FirstOrDefault(s => s.Key == "normal")?.Fit ?? synthesis.Fit) || Crosses(common.Fit))
            return null;

        var decimals = synthesis.Decimals;
        return (Show.Number(common.CiLower, decimals), Show.Number(common.CiUpper, decimals));

        bool Crosses(PooledEstimate fit) => Math.Min(sign * fit.CiLower, sign * fit.CiUpper) < line && line < Math.Max(sign * fit.CiLower, sign * fit.CiUpper);
    }

    // Core GRADE 2: the information size is asked only of intervals that cross nothing; the number is shown in any case.
    private static void Size(GradeInput input, Proposal proposal)
    {
        if (OptimalInformationSize(input) is not { } needed)
            return;

        (string, object)[] values = [("n", Show.Count(input.Participants)), ("needed", Show.Count(needed))];
        if (input.Participants < needed && proposal.IsSilent)
            proposal.Decide("I4", input.Participants < FarBelow * needed ? 2 : 1, Words.Text("imprecision.too-few", values));
        else
            proposal.Note(Words.Text(input.Participants < needed ? "imprecision.too-few" : "imprecision.enough", values));
    }

    private static void Trials(GradeInput input, Proposal proposal)
    {
        if (input.Trials.Length == 1)
        {
            proposal.Note(Words.Text("imprecision.one-trial"));
        }
        else if (input.Trials.Length == 2)
        {
            var decimals = input.Synthesis.Decimals;
            var wide = input.Synthesis.Sensitivity.First(s => s.Key == "hartung-knapp");
            proposal.Note(Words.Text(
                "imprecision.two-trials",
                ("lower", Show.Number(wide.CiLower, decimals)), ("upper", Show.Number(wide.CiUpper, decimals))));
        }
    }
}
