using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>The whole answer of a pathway: what pages, command line and JSON all show. One object feeds every view.</summary>
/// <param name="Findings">By rank; the first is the headline.</param>
/// <param name="Integrity">What the integrity checks found in the sources of this pathway.</param>
public sealed record Answer(Pathway Pathway, ImmutableArray<Finding> Findings, ImmutableArray<Problem> Integrity);

/// <summary>What the evidence says to one question.</summary>
public sealed record Finding
{
    public required Question Question { get; init; }

    /// <summary>Trials in the synthesis, each once.</summary>
    public required ImmutableArray<StudyEffect> Studies { get; init; }

    /// <summary>Rows of trials that are known but carry no usable number: shown as missing results, never left out.</summary>
    public required ImmutableArray<TrialOutcome> Missing { get; init; }

    /// <summary>Rows that match but do not count, with <see cref="TrialOutcome.NotUsedBecause"/>.</summary>
    public required ImmutableArray<TrialOutcome> NotUsed { get; init; }

    /// <summary>People in the synthesis.</summary>
    public required int Participants { get; init; }

    /// <summary>Null when no trial has a usable number: then the answer is that nobody knows.</summary>
    public Synthesis? Synthesis { get; init; }

    public required Certainty Certainty { get; init; }

    /// <summary>People helped per 100 with and without; null where it cannot be said.</summary>
    public Per100? Per100 { get; init; }

    /// <summary>How large the effect is against the important difference.</summary>
    public required EffectSizeClass Size { get; init; }
}

/// <summary>One trial's effect on the question's scale.</summary>
/// <param name="Derivation">How the number was got from what was printed: "printed", "SE from the 95% CI" …</param>
public sealed record StudyEffect(
    string Trial, string Label, double Estimate, double Variance, double CiLower, double CiUpper, double WeightPercent, int Participants,
    string Derivation, TrialOutcome Row);

/// <summary>The pooled result with what stands beside it.</summary>
/// <param name="Fit">On the analysis scale (log for ratios).</param>
/// <param name="Explanation">Key of the words that say what was done at this k: "k1", "k2", "k3plus".</param>
/// <param name="Sensitivity">The same data under other choices: label key, fit.</param>
public sealed record Synthesis(
    Measure Measure, PooledEstimate Fit, double Estimate, double CiLower, double CiUpper, double? PiLower, double? PiUpper, bool IsRatio,
    string Explanation, ImmutableArray<Sensitivity> Sensitivity, Refits? LeaveOneOut);

/// <summary>The same data under another choice; estimates on the natural scale.</summary>
public sealed record Sensitivity(string Key, PooledEstimate Fit, double Estimate, double CiLower, double CiUpper);

public enum CertaintyLevel { VeryLow, Low, Moderate, High }

/// <summary>GRADE: the level and why. <see cref="Confirmed"/> is false until a person has signed the judgements.</summary>
public sealed record Certainty(CertaintyLevel Level, ImmutableArray<CertaintyReason> Reasons, bool Confirmed);

/// <summary>One domain of GRADE.</summary>
/// <param name="Domain">risk-of-bias, inconsistency, indirectness, imprecision, reporting.</param>
/// <param name="Computed">True: by a stated rule from the numbers. False: a person's judgement.</param>
/// <param name="Why">By language.</param>
/// <param name="Author">Of a judgement; null for computed ones.</param>
public sealed record CertaintyReason(string Domain, int Downgrade, bool Computed, LocalText Why, string? Author);

/// <summary>Natural frequencies for one pair of options, same denominator (100) and same time.</summary>
/// <param name="With">People with an important improvement, of 100, with the intervention.</param>
/// <param name="WithLower">From the confidence interval of the effect.</param>
/// <param name="Without">Of 100, with the comparator.</param>
/// <param name="Assumption">By language: what had to be assumed.</param>
public sealed record Per100(double With, double WithLower, double WithUpper, double Without, LocalText Assumption);

/// <summary>Size of an effect against the important difference; the row of the table of words.</summary>
public enum EffectSizeClass { NoData, LittleOrNone, Small, Important, Large, UnclearDirection }
