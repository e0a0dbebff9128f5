using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>What a summary is of, so that only like is pooled with like.</summary>
/// <param name="Pathway">Name of the pathway, and <paramref name="PathwayVersion"/> of its data.</param>
/// <param name="Instrument">Code of the instrument, and <paramref name="InstrumentVersion"/> of its wording and scoring.</param>
/// <param name="ScaleLower">Lower end of the instrument's scale, below <paramref name="ScaleUpper"/>.</param>
/// <param name="LowerIsBetter">Whether a fall is an improvement.</param>
/// <param name="Important">The improvement of one person that counts, in units of the scale: over 0.</param>
/// <param name="Weeks">Weeks of the schedule, the one that matters most first; each over 0 and once.</param>
public sealed record Subject(
    string Pathway, string PathwayVersion, string Instrument, string InstrumentVersion, double ScaleLower, double ScaleUpper, bool LowerIsBetter, double Important, ImmutableArray<int> Weeks)
{
    /// <summary>Whether the change from <paramref name="before"/> to <paramref name="after"/> is an important improvement.</summary>
    /// <remarks>From 6.1 to 4.1 is an improvement of 2, though in binary it falls short of it in the 16th digit.</remarks>
    public bool Responds(double before, double after) => (LowerIsBetter ? before - after : after - before) >= Important - (1e-9 * (ScaleUpper - ScaleLower));

    public bool Equals(Subject? other) => other is not null
        && (Pathway, PathwayVersion, Instrument, InstrumentVersion, ScaleLower, ScaleUpper, LowerIsBetter, Important)
            .Equals((other.Pathway, other.PathwayVersion, other.Instrument, other.InstrumentVersion, other.ScaleLower, other.ScaleUpper, other.LowerIsBetter, other.Important))
        && Weeks.SequenceEqual(other.Weeks);

    public override int GetHashCode() => HashCode.Combine(Pathway, Instrument, Weeks.Length);

    /// <exception cref="ArgumentException">It contradicts itself.</exception>
    internal void Check()
    {
        if (!(ScaleLower < ScaleUpper && double.IsFinite(ScaleUpper - ScaleLower) && Important > 0 && double.IsFinite(Important)))
            throw new ArgumentException("A scale has a lower end below its upper end, and an important change is over 0.");
        if (Weeks.IsDefaultOrEmpty || Weeks.Any(w => w <= 0) || Weeks.Distinct().Count() != Weeks.Length)
            throw new ArgumentException("The schedule has weeks over 0, each once.");
    }
}

/// <summary>What is withheld so that no single person can be seen in a summary.</summary>
/// <param name="LeastPeople">Smaller numbers of people than this are withheld in strata, and means of fewer are nowhere; 1 withholds nothing.</param>
/// <param name="LeastDifference">Two weeks' people may not differ by fewer than this, or the difference of their sums would tell of those; 1 withholds nothing.</param>
public sealed record SuppressionRules(int LeastPeople, int LeastDifference)
{
    public static SuppressionRules None { get; } = new(1, 1);

    internal bool IsSmall(int people) => people > 0 && people < LeastPeople;
}

/// <summary>What a clinic hands out: sums over its people, and nobody's own numbers. Null is withheld, never 0.</summary>
/// <param name="Clinic">The name under which the clinic is known to the network.</param>
public sealed record Summary(string Clinic, Cut Cut, Subject Subject, SuppressionRules Rules, ImmutableArray<SummaryGroup> Groups);

/// <summary>People of one exposure.</summary>
/// <param name="People">Null, and nothing else, where they are fewer than may be told of.</param>
/// <param name="Strata">People in each kind of case, by name; null where withheld.</param>
/// <param name="Harms">Empty where nothing was asked for or people are too few.</param>
public sealed record SummaryGroup(
    string Exposure, int? People, int? Treatments, ImmutableArray<StratumPeople> Strata, ImmutableArray<SummaryWeek> Weeks, ImmutableArray<SummaryHarm> Harms);

/// <summary>How many people are of one kind of case.</summary>
public sealed record StratumPeople(string Stratum, int? People);

/// <summary>One week of the schedule.</summary>
/// <param name="Reasons">Why people are missing, over the whole group.</param>
/// <param name="All">The whole group.</param>
/// <param name="Strata">One for each stratum, in the order of <see cref="SummaryGroup.Strata"/>.</param>
public sealed record SummaryWeek(int Week, ImmutableArray<ReasonPeople> Reasons, SummaryCell All, ImmutableArray<SummaryCell> Strata);

/// <summary>People missing for one reason; null where withheld.</summary>
public sealed record ReasonPeople(string Reason, int? People);

/// <summary>Sums over some people at one week. Each is null where withheld.</summary>
/// <param name="NotDue">Their day had not come.</param>
/// <param name="Missing">It had come and there is no score.</param>
/// <param name="Measured">There is one.</param>
/// <param name="Paired">There is one, and one from before the first treatment.</param>
/// <param name="Responders">Of the paired, those with an important improvement.</param>
/// <param name="Pairs">Of the paired: scores before and at the week.</param>
public sealed record SummaryCell(int? NotDue, int? Missing, int? Measured, int? Paired, int? Responders, PairMoments? Pairs)
{
    /// <summary>All of it withheld.</summary>
    public static SummaryCell Withheld { get; } = new(null, null, null, null, null, null);
}

/// <summary>One kind of adverse event.</summary>
/// <param name="People">Asked for it; null, as all the others, where they are too few to be told of.</param>
/// <param name="Affected">Of those, to whom it happened once or more.</param>
/// <param name="Events">How often it happened.</param>
/// <param name="Treatments">Given to the people asked.</param>
public sealed record SummaryHarm(string Kind, int? People, int? Affected, int? Events, int? Treatments);
