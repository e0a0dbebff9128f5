using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>The whole answer of a pathway: what pages, command line and JSON all show. One object feeds every view.</summary>
public sealed class Answer
{
    private readonly Lazy<ImmutableArray<Problem>> integrity;

    /// <param name="findings">By rank; the first is the headline.</param>
    /// <param name="integrity">What the integrity checks found in the sources of this pathway.</param>
    public Answer(Pathway pathway, ImmutableArray<Finding> findings, ImmutableArray<Problem> integrity)
        : this(pathway, findings, () => integrity)
    {
    }

    // The checks cost more than all findings together, and the first page does not show them: they run when somebody looks.
    internal Answer(Pathway pathway, ImmutableArray<Finding> findings, Func<ImmutableArray<Problem>> integrity)
    {
        Pathway = pathway;
        Findings = findings;
        this.integrity = new(integrity);
    }

    public Pathway Pathway { get; }

    /// <summary>By rank; the first is the headline.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>What the integrity checks found in the sources of this pathway; computed once, when first asked for.</summary>
    public ImmutableArray<Problem> Integrity => integrity.Value;
}

/// <summary>What the evidence says to one question.</summary>
public sealed record Finding
{
    public required Question Question { get; init; }

    /// <summary>Trials in the synthesis, each once.</summary>
    public required ImmutableArray<StudyEffect> Studies { get; init; }

    /// <summary>Trials that are known but carry no usable number, each once: shown as missing results, never left out.</summary>
    public required ImmutableArray<LeftOut> Missing { get; init; }

    /// <summary>Rows that match but do not count (a second report of the same trial, another time point).</summary>
    public required ImmutableArray<LeftOut> NotUsed { get; init; }

    /// <summary>People in the synthesis.</summary>
    public required int Participants { get; init; }

    /// <summary>Null when no trial has a usable number: then the answer is that nobody knows.</summary>
    public Synthesis? Synthesis { get; init; }

    public required Certainty Certainty { get; init; }

    /// <summary>People helped per 100 with and without; null where it cannot be said.</summary>
    public Per100? Per100 { get; init; }

    /// <summary>Why <see cref="Per100"/> cannot be said; null where it is.</summary>
    public LocalText? WhyNoPer100 { get; init; }

    /// <summary>How large the effect is against the important difference.</summary>
    public required EffectSizeClass Size { get; init; }

    /// <summary>Where an important benefit begins, on the natural scale (−15 mm; a risk ratio of 1.25): the line in a forest plot. Null where there is none.</summary>
    public double? ImportantDifference { get; init; }
}

/// <summary>A row that matches a question but is not in its synthesis, and why.</summary>
public sealed record LeftOut(TrialOutcome Row, LocalText Why);

/// <summary>One trial's effect: intervention against comparator, on the outcome's own scale (a fall in pain is negative).</summary>
/// <param name="Estimate">On the natural scale: a mean difference, a risk ratio.</param>
/// <param name="Yi">On the analysis scale: the logarithm for ratios, else the same as <paramref name="Estimate"/>.</param>
/// <param name="Variance">Sampling variance of <paramref name="Yi"/>.</param>
/// <param name="CiLower">95% interval on the natural scale, as printed where the source prints one.</param>
/// <param name="Participants">People in both arms, as analysed where the source tells, else as randomised.</param>
/// <param name="Derivation">How the number was got from what was printed, by language.</param>
public sealed record StudyEffect(
    string Trial, string Label, double Estimate, double Yi, double Variance, double CiLower, double CiUpper, double WeightPercent, int Participants,
    LocalText Derivation, TrialOutcome Row);

/// <summary>The pooled result with what stands beside it.</summary>
/// <param name="Fit">On the analysis scale (log for ratios).</param>
/// <param name="Explanation">Key of the words that say what was done at this k: "k1", "k2", "k3plus".</param>
/// <param name="Sensitivity">The same data under other choices: label key, fit.</param>
public sealed record Synthesis(
    Measure Measure, PooledEstimate Fit, double Estimate, double CiLower, double CiUpper, double? PiLower, double? PiUpper, bool IsRatio,
    string Explanation, ImmutableArray<Sensitivity> Sensitivity, Refits? LeaveOneOut)
{
    /// <summary>Decimals that every view shows this effect with: two for ratios and differences of risks, of which one would hide the interval.</summary>
    public int Decimals => Show.Decimals(EffectScales.ScaleOf(Measure));
}

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
public sealed record CertaintyReason(string Domain, int Downgrade, bool Computed, LocalText Why, string? Author)
{
    /// <summary>Ids of the rules that decided ("I2 I4"), as docs/methods/evidence.md lists them; empty for a judgement.</summary>
    public string Rules { get; init; } = "";

    /// <summary>A judgement that nobody has signed yet.</summary>
    public bool Provisional { get; init; }
}

/// <summary>Natural frequencies for one pair of options, same denominator (100) and same time.</summary>
/// <param name="With">People of 100 to whom <paramref name="Counted"/> happens with the intervention, 0 to 100, not rounded.</param>
/// <param name="WithLower">From the confidence interval of the effect.</param>
/// <param name="Without">Of 100, with the comparator.</param>
/// <param name="Counted">What is counted, by language: "leg pain lower by at least 30 mm of 100".</param>
/// <param name="Wanted">True: good when it happens (an improvement). False: unwanted (a relapse, a side effect).</param>
/// <param name="Assumption">By language: what had to be assumed.</param>
public sealed record Per100(
    double With, double WithLower, double WithUpper, double Without, LocalText Counted, bool Wanted, LocalText Assumption)
{
    /// <summary>Risk difference in people of 100: with − without.</summary>
    public double Difference => With - Without;
    public double DifferenceLower => WithLower - Without;
    public double DifferenceUpper => WithUpper - Without;
}

/// <summary>Size of an effect against the important difference; the row of the table of words.</summary>
public enum EffectSizeClass { NoData, LittleOrNone, Small, Important, Large, UnclearDirection }
