using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>
/// Inconsistency: where the trials lie against the line that the certainty is about (<see cref="Benefit.Target"/>), whether their intervals agree, and whether the prediction
/// interval turns the conclusion. I² is shown and never decides (GRADE 36). Rules C1 to C3 in docs/methods/evidence.md.
/// </summary>
internal static class Inconsistency
{
    public static CertaintyReason Judge(GradeInput input)
    {
        var proposal = new Proposal("inconsistency");
        if (input.Trials.Length == 1)
        {
            proposal.Note(Words.Text("inconsistency.one-trial"));
            return proposal.ToReason();
        }

        var trials = input.Trials.Select(t => Turned(t, input)).ToImmutableArray();
        Sides(input, trials, proposal);
        Prediction(input, proposal);
        if (input.Synthesis.Fit.I2 is { } i2)
            proposal.Note(Words.Text("inconsistency.i2", ("i2", Show.Number(i2, 0))));
        return proposal.ToReason();
    }

    private static void Sides(GradeInput input, ImmutableArray<TurnedTrial> trials, Proposal proposal)
    {
        if (trials.Any(t => t.Lower > 0) && trials.Any(t => t.Upper < 0))
        {
            proposal.Decide("C3", 2, Words.Text("inconsistency.opposed"));
            return;
        }

        var line = input.Benefit.Target;
        var above = trials.Count(t => t.Estimate > line);
        var estimates = Words.List(trials.Select(t => Words.Same(input.Shown(t.Estimate))));
        if (above == 0 || above == trials.Length)
        {
            proposal.Note(line == 0 ? Words.Text("inconsistency.same-side-null") : Words.Text("inconsistency.same-side", ("line", input.Shown(line))));
        }
        else if (Disagree(trials, line))
        {
            proposal.Decide("C1", 1, Words.Text(
                line == 0 ? "inconsistency.sides-null" : "inconsistency.sides",
                ("line", input.Shown(line)), ("above", Show.Count(above)), ("below", Show.Count(trials.Length - above)), ("estimates", estimates)));
        }
        else
        {
            proposal.Note(Words.Text("inconsistency.overlap", ("estimates", estimates)));
        }
    }

    // Little overlap: two trials on different sides of which neither interval holds the other's estimate.
    private static bool Disagree(ImmutableArray<TurnedTrial> trials, double line) => trials.Any(a => a.Estimate > line && trials.Any(b =>
        b.Estimate <= line && !(a.Lower <= b.Estimate && b.Estimate <= a.Upper) && !(b.Lower <= a.Estimate && a.Estimate <= b.Upper)));

    // Only where the spread between trials is the larger part of the prediction interval: without it, the interval is the pooled one again, a hair wider.
    private static void Prediction(GradeInput input, Proposal proposal)
    {
        if (input.Synthesis is not { PiLower: { }, PiUpper: { }, Fit: { PiLower: { } low, PiUpper: { } high } fit }
            || fit.Tau2 < fit.StandardError * fit.StandardError)
            return;

        var sign = input.Question.Direction.Sign();
        var (lower, upper) = (Math.Min(sign * low, sign * high), Math.Max(sign * low, sign * high));
        var line = input.Benefit.Target;
        if (input.Benefit.Includes(line) || !(lower < line && line < upper))
            return;

        var decimals = input.Synthesis.Decimals;
        proposal.Decide("C2", 1, Words.Text(
            "inconsistency.prediction",
            ("lower", Show.Number(input.Synthesis.PiLower.Value, decimals)), ("upper", Show.Number(input.Synthesis.PiUpper.Value, decimals)),
            ("line", input.Shown(line))));
    }

    private static TurnedTrial Turned(ChosenRow trial, GradeInput input)
    {
        var sign = input.Question.Direction.Sign();
        var half = Distributions.NormalQuantile(0.975) * Math.Sqrt(trial.Effect.Variance);
        return new TurnedTrial(sign * trial.Effect.Yi, (sign * trial.Effect.Yi) - half, (sign * trial.Effect.Yi) + half);
    }

    /// <summary>A trial with its sign turned so that positive is good for the person.</summary>
    private readonly record struct TurnedTrial(double Estimate, double Lower, double Upper);
}
