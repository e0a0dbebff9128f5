using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Assessment;

/// <summary>Where something is: a region of the atlas and a side.</summary>
public sealed record BedsidePlace(string Region, AreaSide Side);

/// <summary>What was asked or looked at before needling.</summary>
/// <param name="Fact">Word of the fact: "skin_problem".</param>
/// <param name="Places">With a yes, where; none: it was not told where, and the rules go on asking.</param>
public sealed record BedsideAnswer(string Fact, Answer Answer, ImmutableArray<BedsidePlace> Places);

/// <summary>What the intake cannot tell and the rules for needling a point ask: where on the body something is, and how tall the person is.</summary>
public static class BedsideFacts
{
    /// <summary>Facts with a place, and those of the person that no intake asks, in the order of the atlas's questions.</summary>
    public static ImmutableArray<NeedlingQuestion> Questions(PointAtlas atlas)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        return [.. atlas.Needling.Questions.Values.Where(q => Named<PlacedFact>(q.Key) is not null || Named<PersonFact>(q.Key) == PersonFact.ThinChestWall)];
    }

    /// <summary>Whether the fact has a place.</summary>
    public static bool HasPlace(string fact) => Named<PlacedFact>(fact) is not null;

    /// <summary>
    /// Both together, the more careful counting: a place that was told takes the stead of "somewhere", but a no at the bedside does not undo what the answers say.
    /// </summary>
    /// <param name="told">From the answers: <see cref="Screening.KnownFacts"/>.</param>
    /// <param name="stature">Null: not measured.</param>
    public static KnownOfPerson Join(ImmutableArray<KnownFact> told, ImmutableArray<BedsideAnswer> bedside, Stature? stature)
    {
        var placed = bedside.Where(b => b.Answer == Answer.Yes && !b.Places.IsDefaultOrEmpty).Select(b => Named<PlacedFact>(b.Fact)).OfType<PlacedFact>().ToHashSet();
        var facts = told.Where(f => f is not KnownFact.At { Area: BodyArea.NotTold } at || !placed.Contains(at.Fact)).Concat(bedside.SelectMany(Facts));
        return KnownOfPerson.From(stature is null ? facts : facts.Append(new KnownFact.Height(stature)));
    }

    private static IEnumerable<KnownFact> Facts(BedsideAnswer answer)
    {
        if (Named<PersonFact>(answer.Fact) is { } person)
            return [new KnownFact.Person(person, answer.Answer)];
        if (Named<PlacedFact>(answer.Fact) is not { } placed)
            return [];
        return answer.Answer switch
        {
            Answer.No => [new KnownFact.Nowhere(placed)],
            Answer.Yes when answer.Places.IsDefaultOrEmpty => [new KnownFact.At(placed, new BodyArea.NotTold())],
            Answer.Yes => answer.Places.Select(p => new KnownFact.At(placed, new BodyArea.OfRegion(p.Region, p.Side))),
            _ => [],
        };
    }

    private static T? Named<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !EqualityComparer<T>.Default.Equals(value, default) ? value : null;
}
