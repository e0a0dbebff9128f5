using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Tests.Needling;

/// <summary>A planned needle and a person, built from words. Where nothing is said the answer is no, the needle is shallow and 1 cun is 20 mm.</summary>
internal static class Situation
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "atlas");

    public static readonly PointAtlas Atlas = AtlasLoader.Load(Folder).Atlas ?? throw new InvalidOperationException("The atlas has problems.");

    public static readonly Stature OneMetreFifty = Stature.FromMillimetres(1500);

    public static readonly ImmutableArray<PersonFact> PersonFacts = [.. Enum.GetValues<PersonFact>().Where(f => f != PersonFact.Unknown)];

    public static readonly ImmutableArray<PlacedFact> PlacedFacts = [.. Enum.GetValues<PlacedFact>().Where(f => f != PlacedFact.Unknown)];

    public static PlannedDepth Cun(double cun) => PlannedDepth.TryFromCun(cun)!;

    /// <param name="words">"electro" is planned, "electro?" not decided.</param>
    public static NeedlePlan Plan(string code, BodySide side, params string[] words)
    {
        return NeedlePlan.TryAt(Atlas, code, side)! with
        {
            Depth = Cun(0.1), Electro = Of("electro"), CurrentAcrossChest = Of("current_across_chest"), Indwelling = Of("indwelling"), Heat = Of("heat"),
        };

        Answer Of(string word) => words.Contains(word) ? Answer.Yes : words.Contains(word + "?") ? Answer.Unknown : Answer.No;
    }

    /// <summary>Everything asked and answered no, apart from these words: "Diabetes", "Diabetes?", "SkinProblem:buttock:Left", "Pregnancy:FirstTrimester".</summary>
    public static ImmutableArray<KnownFact> Facts(params string[] words)
    {
        var said = words.Where(w => w.Length > 0).Select(Fact).ToList();
        var others = PersonFacts.Where(f => !said.OfType<KnownFact.Person>().Any(s => s.Fact == f)).Select(f => (KnownFact)new KnownFact.Person(f, Answer.No))
            .Concat(PlacedFacts.Where(f => !said.Any(s => Placed(s) == f)).Select(f => new KnownFact.Nowhere(f)));
        if (!said.OfType<KnownFact.OfPregnancy>().Any())
            others = others.Append(new KnownFact.OfPregnancy(Pregnancy.NotPregnant));
        return [.. said, .. others, new KnownFact.Height(OneMetreFifty)];
    }

    public static PlacedFact? Placed(KnownFact fact) => fact switch
    {
        KnownFact.At at => at.Fact,
        KnownFact.Nowhere no => no.Fact,
        KnownFact.NotSure unsure => unsure.Fact,
        _ => null,
    };

    /// <summary>How careful a decision is, as NeedlingDecision orders them; written here once more on purpose.</summary>
    public static int Rank(NeedlingDecision decision) => decision switch
    {
        NeedlingDecision.NothingRecorded => 0,
        NeedlingDecision.ProceedWithCare => 1,
        NeedlingDecision.ConfirmFirst => 2,
        NeedlingDecision.AskFirst => 3,
        NeedlingDecision.AgreementFirst => 4,
        NeedlingDecision.Refuse => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    public static ImmutableArray<string> Ids(NeedlingDecision decision) => [.. decision.Cautions.Select(c => c.Id)];

    private static KnownFact Fact(string word)
    {
        var parts = word.TrimEnd('?').Split(':');
        if (parts[0] == "Pregnancy")
            return new KnownFact.OfPregnancy(Enum.Parse<Pregnancy>(parts[1]));
        if (Enum.TryParse<PersonFact>(parts[0], out var fact))
            return new KnownFact.Person(fact, word.EndsWith('?') ? Answer.Unknown : Answer.Yes);
        var placed = Enum.Parse<PlacedFact>(parts[0]);
        if (parts.Length == 1)
            return word.EndsWith('?') ? new KnownFact.NotSure(placed) : new KnownFact.At(placed, new BodyArea.NotTold());
        var side = Enum.Parse<AreaSide>(parts[2]);
        return new KnownFact.At(placed, Enum.TryParse<Limb>(parts[1], out var limb) ? new BodyArea.OfLimb(limb, side)
            : Atlas.Words.Regions.ContainsKey(parts[1]) ? new BodyArea.OfRegion(parts[1], side) : new BodyArea.OfPoint(parts[1], side));
    }

    public static NeedlingDecision Decide(NeedlePlan plan, IEnumerable<KnownFact> facts) => NeedlingCheck.Decide(Atlas, plan, KnownOfPerson.From(facts));
}
