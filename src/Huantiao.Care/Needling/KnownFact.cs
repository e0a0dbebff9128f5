using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Needling;

/// <summary>One thing that was told about a person.</summary>
public abstract record KnownFact
{
    private KnownFact()
    {
    }

    /// <summary>True of the person, wherever a point lies; an answer may be "asked, and not known".</summary>
    public sealed record Person(PersonFact Fact, Answer Answer) : KnownFact;

    /// <summary>Asked, and present nowhere.</summary>
    public sealed record Nowhere(PlacedFact Fact) : KnownFact;

    /// <summary>Asked, and the person could not tell.</summary>
    public sealed record NotSure(PlacedFact Fact) : KnownFact;

    /// <summary>Present there, and as far as was told nowhere else.</summary>
    public sealed record At(PlacedFact Fact, BodyArea Area) : KnownFact;

    /// <summary>Whether pregnant, and how far.</summary>
    public sealed record OfPregnancy(Pregnancy Pregnancy) : KnownFact;

    /// <summary>Height of the person, which makes the length of a cun: 1/75 of it.</summary>
    public sealed record Height(Stature Stature) : KnownFact;
}

/// <summary>Whether the person is pregnant.</summary>
public enum Pregnancy
{
    Unknown,
    NotPregnant,

    /// <summary>Pregnant or may be; how far is not known.</summary>
    StageUnknown,
    FirstTrimester,
    AfterThirdMonth,
}

/// <summary>Height of a person in millimetres, 500 to 2,500.</summary>
public sealed record Stature
{
    private Stature(double millimetres) => Millimetres = millimetres;

    public double Millimetres { get; }

    /// <summary>Length of one cun of this person: the atlas counts 75 cun to the stature.</summary>
    public double MillimetresPerCun => Millimetres / 75;

    /// <exception cref="ArgumentOutOfRangeException">Not a number from 500 to 2,500.</exception>
    public static Stature FromMillimetres(double millimetres) => TryFromMillimetres(millimetres)
        ?? throw new ArgumentOutOfRangeException(nameof(millimetres), millimetres, "A stature is 500 to 2,500 mm.");

    /// <summary>For what a person typed: null outside the range.</summary>
    public static Stature? TryFromMillimetres(double millimetres) => millimetres is >= 500 and <= 2500 ? new(millimetres) : null;
}

/// <summary>
/// All that is known of a person for needling. What was not told is unknown. Where two statements contradict each other the more careful
/// counts, so that their order does not matter: yes before unknown before no, the smaller of two heights, every place that was named.
/// </summary>
public sealed class KnownOfPerson
{
    private readonly ILookup<PersonFact, Answer> _person;
    private readonly ILookup<PlacedFact, KnownFact> _placed;
    private readonly ImmutableHashSet<Pregnancy> _pregnancy;

    private KnownOfPerson(ImmutableArray<KnownFact> facts)
    {
        _person = facts.OfType<KnownFact.Person>().ToLookup(f => f.Fact, f => f.Answer);
        _placed = facts.Where(f => PlacedIn(f) is not null).ToLookup(f => PlacedIn(f)!.Value);
        _pregnancy = [.. facts.OfType<KnownFact.OfPregnancy>().Select(f => f.Pregnancy)];
        Stature = facts.OfType<KnownFact.Height>().Select(f => f.Stature).MinBy(s => s.Millimetres);
        Areas = [.. facts.OfType<KnownFact.At>().Select(f => f.Area)];
    }

    /// <summary>Nothing was asked yet.</summary>
    public static KnownOfPerson Nothing { get; } = new([]);

    /// <summary>Null where it is not known.</summary>
    public Stature? Stature { get; }

    internal ImmutableArray<BodyArea> Areas { get; }

    /// <exception cref="ArgumentException">A statement about no fact at all.</exception>
    public static KnownOfPerson From(IEnumerable<KnownFact> facts)
    {
        ImmutableArray<KnownFact> all = [.. facts];
        if (all.Any(f => f is KnownFact.Person { Fact: var fact } && (fact == PersonFact.Unknown || !Enum.IsDefined(fact))) || all.Any(IsOfNothing))
            throw new ArgumentException("A statement names the fact that it is about.", nameof(facts));
        return new(all);
    }

    internal Answer Has(PersonFact fact) => _person.Contains(fact) ? Answers.Any(_person[fact]) : Answer.Unknown;

    internal Answer Has(PregnancyStage stage) => _pregnancy.IsEmpty ? Answer.Unknown : Answers.Any(_pregnancy.Select(p => In(p, stage)));

    internal Answer HasSomewhere(PlacedFact fact) => Has(fact, _ => Answer.Yes);

    /// <param name="meets">Whether what lies in an area concerns the needle.</param>
    internal Answer Has(PlacedFact fact, Func<BodyArea, Answer> meets) => !_placed.Contains(fact)
        ? Answer.Unknown
        : Answers.Any(_placed[fact].Select(f => f switch
        {
            KnownFact.At at => meets(at.Area),
            KnownFact.Nowhere => Answer.No,
            _ => Answer.Unknown,
        }));

    private static bool IsOfNothing(KnownFact fact) => PlacedIn(fact) is { } placed && (placed == PlacedFact.Unknown || !Enum.IsDefined(placed));

    private static PlacedFact? PlacedIn(KnownFact fact) => fact switch
    {
        KnownFact.At at => at.Fact,
        KnownFact.Nowhere no => no.Fact,
        KnownFact.NotSure unsure => unsure.Fact,
        _ => null,
    };

    private static Answer In(Pregnancy pregnancy, PregnancyStage stage) => (pregnancy, stage) switch
    {
        (Pregnancy.NotPregnant, _) => Answer.No,
        (Pregnancy.StageUnknown or Pregnancy.FirstTrimester or Pregnancy.AfterThirdMonth, PregnancyStage.Pregnant) => Answer.Yes,
        (Pregnancy.FirstTrimester, PregnancyStage.FirstTrimester) or (Pregnancy.AfterThirdMonth, PregnancyStage.AfterThirdMonth) => Answer.Yes,
        (Pregnancy.FirstTrimester or Pregnancy.AfterThirdMonth, _) => Answer.No,
        _ => Answer.Unknown,
    };
}
