using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>A unit whose share is looked at: a month, a room, a practitioner to themselves.</summary>
/// <param name="Some">Of <paramref name="People"/>, 0 or more and not more than they.</param>
public sealed record FunnelUnit(string Name, int Some, int People);

/// <summary>Where a unit stands.</summary>
public enum Standing
{
    Unknown,

    /// <summary>Too few people for a place.</summary>
    TooFew,

    /// <summary>Within the 95% limits: chance explains it.</summary>
    Within,

    /// <summary>Beyond the 95% limits and within the 99.8%: of twenty units one is so by chance.</summary>
    Outside,

    /// <summary>Beyond the 99.8% limits: worth asking why. It is not yet a verdict, since cases differ.</summary>
    FarOutside,
}

/// <summary>A unit with its limits; both null where it has too few people.</summary>
public sealed record FunnelPlace(FunnelUnit Unit, double? Share, Range? Limits95, Range? Limits998, Standing Standing);

/// <summary>Shares of units against one target, with the room that chance needs: no ranking.</summary>
/// <remarks>Spiegelhalter, Stat Med 2005;24:1185. The limits take people as alike; where cases differ between units the limits are too narrow (overdispersion), and nothing here corrects for that.</remarks>
/// <param name="Target">Above 0 and below 1; null where nobody or everybody responded and no limits can be drawn.</param>
public sealed record ShareFunnel(double? Target, ImmutableArray<FunnelPlace> Places)
{
    private const double Alert = 0.025;
    private const double Alarm = 0.001;

    /// <param name="target">From outside, such as all clinics together; null: that of the units together.</param>
    /// <exception cref="ArgumentOutOfRangeException">A unit's numbers or the target are outside their range.</exception>
    public static ShareFunnel Of(IReadOnlyList<FunnelUnit> units, ReportRules rules, double? target = null)
    {
        foreach (var unit in units)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(unit.Some, unit.Name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(unit.Some, unit.People, unit.Name);
        }

        if (target is { } given && !(given is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(target), target, "The target is above 0 and below 1.");
        var (some, people) = (units.Sum(u => (long)u.Some), units.Sum(u => (long)u.People));
        var centre = target ?? (some > 0 && some < people ? (double)some / people : null);
        return new(centre, [.. units.Select(u => Place(u, centre, rules))]);
    }

    /// <summary>Limits for any number of people, for drawing.</summary>
    public Range Limits(long people, bool alarm)
    {
        var part = alarm ? Alarm : Alert;
        return Target is { } target
            ? new(BinomialLimits.At(target, people, part), BinomialLimits.At(target, people, 1 - part))
            : throw new InvalidOperationException("Without a target there are no limits.");
    }

    private static FunnelPlace Place(FunnelUnit unit, double? target, ReportRules rules)
    {
        double? share = unit.People == 0 ? null : (double)unit.Some / unit.People;
        if (target is not { } centre || unit.People < Math.Max(1, rules.LeastPeople))
            return new(unit, share, null, null, Standing.TooFew);
        Range Around(double part) => new(BinomialLimits.At(centre, unit.People, part), BinomialLimits.At(centre, unit.People, 1 - part));
        var (near, far) = (Around(Alert), Around(Alarm));
        bool Beyond(Range limits) => share < limits.Lower || share > limits.Upper;
        return new(unit, share, near, far, Beyond(far) ? Standing.FarOutside : Beyond(near) ? Standing.Outside : Standing.Within);
    }
}
