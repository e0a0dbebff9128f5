using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Reads the rules for needling, the facts they rest on, their questions, and the limbs.</summary>
internal static class NeedlingSheets
{
    private static readonly string[] Levels = ["note", "care", "confirm", "agreement", "refuse"];

    public static NeedlingRules Read(string directory, ProblemList problems)
    {
        var bases = Bases(directory, problems);
        var sheet = Sheet.Open(
            directory, "needling_rules.csv", problems, "id", "safety_id", "facts", "points", "level", "max_cun", "reason*", "action*", "reading", "reading_status");
        sheet.RequireUnique("id");
        var rules = sheet.Rows().Select(row => Rule(row, bases)).OfType<NeedlingRule>().ToImmutableArray();

        var asked = Sheet.Open(directory, "needling_questions.csv", problems, "fact", "question*", "source", "status");
        asked.RequireUnique("fact");
        var questions = asked.Rows().Select(row => new NeedlingQuestion(row.Required("fact"), row.Local("question"), row.Provenance("source", "source")));

        var parts = Sheet.Open(directory, "limbs.csv", problems, "region", "limb", "source", "status");
        parts.RequireUnique("region");
        var limbs = parts.Rows().Select(row => new LimbRegion(
            row.Required("region"), row.OneOf("limb", "arm", "leg") == "arm" ? Limb.Arm : Limb.Leg, row.Provenance("source", "source")));

        return new()
        {
            Rules = rules,
            Questions = questions.DistinctBy(q => q.Key).ToFrozenDictionary(q => q.Key, StringComparer.Ordinal),
            Limbs = limbs.DistinctBy(l => l.Region).ToFrozenDictionary(l => l.Region, StringComparer.Ordinal),
        };
    }

    private static FrozenDictionary<string, NeedlingBasis> Bases(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, "needling_sources.csv", problems, "safety_id", "trigger", "severity_as_noted", "evidence", "disagreement", "source", "status");
        sheet.RequireUnique("safety_id");
        return sheet.Rows()
            .Select(row => new NeedlingBasis(
                row.Required("safety_id"), row.Required("trigger"), row.Required("severity_as_noted"), row.Text("evidence"), row.Text("disagreement"),
                row.Provenance("source", "source")))
            .DistinctBy(b => b.Id).ToFrozenDictionary(b => b.Id, StringComparer.Ordinal);
    }

    /// <summary>Null, with the problem noted, where the rule rests on no known fact.</summary>
    private static NeedlingRule? Rule(Fields row, FrozenDictionary<string, NeedlingBasis> bases)
    {
        var (id, level, most) = (row.Required("id"), row.OneOf("level", Levels), row.Number("max_cun"));
        if (most <= 0)
            row.Problem("max_cun", "A depth limit is above 0 cun. Correct it, or leave the field empty.", row.Text("max_cun"));
        var (conditions, points, reason, action, reading) = (
            Conditions(row), Points(row), row.Local("reason"), row.Local("action"), row.FactProvenance("reading", "reading"));
        if (most is not null && conditions.Any(c => c is NeedlingCondition.DepthBeyond))
            row.Problem("max_cun", "A rule that asks whether the depth is beyond the limit cannot set that limit. Make two rules of it.", row.Text("max_cun"));
        if (bases.TryGetValue(row.Required("safety_id"), out var basis))
            return new(id, conditions, points, (NeedlingLevel)(Array.IndexOf(Levels, level) + 1), most, reason, action, basis, reading);
        row.Problem("safety_id", $"There is no fact \"{row.Text("safety_id")}\" in needling_sources.csv. Add it or correct its id.", row.Text("safety_id"));
        return null;
    }

    private static ImmutableArray<NeedlingCondition> Conditions(Fields row)
    {
        var found = ImmutableArray.CreateBuilder<NeedlingCondition>();
        foreach (var word in row.Text("facts").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Condition(word) is { } condition)
                found.Add(condition);
            else
                row.Problem("facts", $"\"{word}\" is no fact that a rule can ask for. Correct it; a fact with a place may end in \"@site\" or \"@limb\".", word);
        }

        return found.ToImmutable();
    }

    private static NeedlingCondition? Condition(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (word, scope) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        if (Named<PlacedFact>(word) is { } placed)
        {
            return scope switch
            {
                "" => new NeedlingCondition.Somewhere(placed, word),
                "site" => new NeedlingCondition.AtSite(placed, word),
                "limb" => new NeedlingCondition.InLimb(placed, word),
                _ => null,
            };
        }

        if (at >= 0)
            return null;
        if (word is "depth_beyond")
            return new NeedlingCondition.DepthBeyond();
        if (word is "no_envelope")
            return new NeedlingCondition.NoEnvelope();
        if (Named<PersonFact>(word) is { } fact)
            return new NeedlingCondition.OfPerson(fact, word);
        if (Named<PregnancyStage>(word) is { } stage)
            return new NeedlingCondition.InPregnancy(stage, word);
        return Named<NeedleTechnique>(word) is { } technique ? new NeedlingCondition.Planned(technique, word) : null;
    }

    /// <summary>The member whose name is the word: "thin_chest_wall" is ThinChestWall. Unknown is no fact.</summary>
    private static T? Named<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>().Skip(1))
        {
            if (word.Any(char.IsUpper) || !string.Equals(word.Replace("_", "", StringComparison.Ordinal), value.ToString(), StringComparison.OrdinalIgnoreCase))
                continue;
            return value;
        }

        return null;
    }

    private static PointSelector Points(Fields row)
    {
        var words = row.Required("points").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(
            words.Contains("all"), words.Contains("pregnancy"), After("risk:"), After("region:"),
            words.Where(w => w is not ("all" or "pregnancy") && !w.Contains(':', StringComparison.Ordinal)).Concat(Strange()).ToFrozenSet(StringComparer.Ordinal));

        FrozenSet<string> After(string prefix) => words.Where(w => w.StartsWith(prefix, StringComparison.Ordinal))
            .Select(w => w[prefix.Length..].Replace('_', ' ')).ToFrozenSet(StringComparer.Ordinal);

        // Kept among the codes, where the check for points that do not exist finds it.
        IEnumerable<string> Strange() => words.Where(w => w.Contains(':', StringComparison.Ordinal)
            && !w.StartsWith("risk:", StringComparison.Ordinal) && !w.StartsWith("region:", StringComparison.Ordinal));
    }
}

/// <summary>Checks that what the rules name is there.</summary>
internal static class NeedlingChecks
{
    public static void Run(PointAtlas atlas, ProblemList problems)
    {
        var (rules, words) = (atlas.Needling, atlas.Words);
        foreach (var rule in rules.Rules)
        {
            foreach (var code in rule.Points.Codes.Where(c => atlas.Find(c) is null))
                Note(rule.Reading, "points", $"There is no point \"{code}\". Correct the code.");
            foreach (var risk in rule.Points.Risks.Where(r => !words.Risks.ContainsKey(r)))
                Note(rule.Reading, "points", $"There is no risk \"{risk}\" in words.yaml. Add it or correct its name.");
            foreach (var region in rule.Points.Regions.Where(r => !words.Regions.ContainsKey(r)))
                Note(rule.Reading, "points", $"There is no region \"{region}\" in words.yaml. Add it or correct its name.");
            if (!rule.Points.All && !atlas.Points.Any(rule.Points.Includes))
                Note(rule.Reading, "points", "The rule applies to no point. Correct its points.");
        }

        foreach (var key in rules.Rules.SelectMany(r => r.Conditions).Select(c => c.Question).Concat(["depth", "stature", "site"])
            .Distinct(StringComparer.Ordinal).Where(k => !rules.Questions.ContainsKey(k)))
            problems.Schema("needling_questions.csv", 1, "fact", $"The fact \"{key}\" has no question. Add a row.", key);
        foreach (var limb in rules.Limbs.Values.Where(l => !words.Regions.ContainsKey(l.Region)))
            Note(limb.Provenance, "region", $"There is no region \"{limb.Region}\" in words.yaml. Add it or correct its name.");

        void Note(Provenance at, string column, string message) => problems.Schema(at.Place.File, at.Place.Line, column, message);
    }
}
