using System.Collections.Immutable;
using System.Globalization;

namespace Huantiao.Registry;

/// <summary>Reads a summary and holds its numbers against each other: what cannot be is refused, with its field.</summary>
internal static class SummaryReader
{
    // Sums travel with 15 to 17 digits; what is derived from them may stray by so much.
    private const double Rounding = 1e-9;

    public static Summary Read(JsonPlace place)
    {
        place.Having("format", "formatVersion", "clinic", "from", "until", "cut", "subject", "suppression", "groups");
        if (place["format"].Text() != SummaryJson.Format)
            throw place["format"].Wrong($"This is not \"{SummaryJson.Format}\". Give a summary that a clinic has exported.");
        if (place["formatVersion"].Count() != SummaryJson.Version)
            throw place["formatVersion"].Wrong($"Only version {SummaryJson.Version.ToString(CultureInfo.InvariantCulture)} of the format is known here. Use a newer program, or export again with this one.");
        var cut = new Cut(place["from"].Day(), place["until"].Day(), place["cut"].Day());
        if (cut.Until < cut.From)
            throw place["until"].Wrong("The period ends before it begins. Correct the days and export again.");
        if (cut.On < cut.Until)
            throw place["cut"].Wrong("The cut lies before the end of the period, of which nothing can be known yet. Correct the days and export again.");
        var suppression = place["suppression"].Having("leastPeople", "leastDifference");
        var rules = new SuppressionRules(AtLeastOne(suppression["leastPeople"]), AtLeastOne(suppression["leastDifference"]));
        var subject = ReadSubject(place["subject"]);
        ImmutableArray<SummaryGroup> groups = [.. place["groups"].Items().Select(g => Group(g, subject, rules))];
        Once(place["groups"], groups.Select(g => g.Exposure));
        return new(place["clinic"].Text(), cut, subject, rules, groups);
    }

    private static Subject ReadSubject(JsonPlace place)
    {
        place.Having("pathway", "pathwayVersion", "instrument", "instrumentVersion", "scaleLower", "scaleUpper", "better", "importantChange", "weeks");
        var better = place["better"].Text();
        if (better is not ("lower" or "higher"))
            throw place["better"].Wrong("\"lower\" or \"higher\" is wanted here. Export the file again.");
        var subject = new Subject(
            place["pathway"].Text(), place["pathwayVersion"].Text(), place["instrument"].Text(), place["instrumentVersion"].Text(),
            place["scaleLower"].Number(), place["scaleUpper"].Number(), better == "lower", place["importantChange"].Number(), [.. place["weeks"].Items().Select(AtLeastOne)]);
        try
        {
            subject.Check();
        }
        catch (ArgumentException wrong)
        {
            throw place.Wrong(wrong.Message + " Correct the pathway's data and export again.");
        }

        return subject;
    }

    private static SummaryGroup Group(JsonPlace place, Subject subject, SuppressionRules rules)
    {
        place.Having("exposure", "people", "treatments", "strata", "weeks", "harms");
        var people = place["people"].CountOrWithheld();
        if (people is { } told && rules.IsSmall(told))
            throw place["people"].Wrong("So few people may not be told of under the file's own rules. Export the file again.");
        ImmutableArray<StratumPeople> strata = [.. place["strata"].Items().Select(s => new StratumPeople(s.Having("stratum", "people")["stratum"].Text(), s["people"].CountOrWithheld()))];
        Once(place["strata"], strata.Select(s => s.Stratum));
        if (people is { } all && strata.Sum(s => (long)(s.People ?? 0)) > all)
            throw place["strata"].Wrong("There are more people in the strata than in the group. Export the file again.");
        ImmutableArray<SummaryWeek> weeks = [.. place["weeks"].Items().Select(w => Week(w, people, strata, subject, rules))];
        if (people is null ? !weeks.IsEmpty : !weeks.Select(w => w.Week).SequenceEqual(subject.Weeks))
            throw place["weeks"].Wrong("The weeks are not those of the schedule. Export the file again.");
        return new(place["exposure"].Text(), people, place["treatments"].CountOrWithheld(), strata, weeks, [.. place["harms"].Items().Select(Harm)]);
    }

    private static SummaryWeek Week(JsonPlace place, int? people, ImmutableArray<StratumPeople> strata, Subject subject, SuppressionRules rules)
    {
        place.Having("week", "reasons", "all", "strata");
        ImmutableArray<ReasonPeople> reasons = [.. place["reasons"].Items().Select(r => new ReasonPeople(r.Having("reason", "people")["reason"].Text(), r["people"].CountOrWithheld()))];
        Once(place["reasons"], reasons.Select(r => r.Reason));
        var all = Cell(place["all"], people, subject, rules);
        if (all.Missing is null || all.NotDue is null || all.Measured is null || all.Paired is null)
            throw place["all"].Wrong("The counts of the whole group are never withheld. Export the file again.");
        if (reasons.Sum(r => (long)(r.People ?? 0)) > all.Missing)
            throw place["reasons"].Wrong("There are more people with a reason than are missing. Export the file again.");
        var cells = place["strata"].Items();
        if (cells.Count != strata.Length)
            throw place["strata"].Wrong("There are not as many strata here as in the group. Export the file again.");
        return new(place["week"].Count(), reasons, all, [.. cells.Select((c, i) => Cell(c, strata[i].People, subject, rules))]);
    }

    private static SummaryCell Cell(JsonPlace place, int? people, Subject subject, SuppressionRules rules)
    {
        place.Having("notDue", "missing", "measured", "paired", "responders", "pairs");
        var pairs = place["pairs"].Element.ValueKind == System.Text.Json.JsonValueKind.Null ? (PairMoments?)null : Pairs(place["pairs"], subject);
        var cell = new SummaryCell(
            place["notDue"].CountOrWithheld(), place["missing"].CountOrWithheld(), place["measured"].CountOrWithheld(), place["paired"].CountOrWithheld(), place["responders"].CountOrWithheld(), pairs);
        if (cell is { NotDue: { } notDue, Missing: { } missing, Measured: { } measured } && people is { } whole && (long)notDue + missing + measured != whole)
            throw place.Wrong("Not due, missing and measured do not add up to the people. Export the file again.");
        if (cell.Paired > cell.Measured)
            throw place["paired"].Wrong("More people have both scores than have the later one. Export the file again.");
        if (cell.Responders > cell.Paired)
            throw place["responders"].Wrong("More people responded than have both scores. Export the file again.");
        if (pairs is { } sums && sums.N != cell.Paired)
            throw place["pairs"].Wrong("The sums are of another number of people than the count. Export the file again.");
        if (pairs is { } few && few.N > 0 && few.N < rules.LeastPeople)
            throw place["pairs"].Wrong("Sums of so few people may not be told under the file's own rules. Export the file again.");
        return cell;
    }

    private static PairMoments Pairs(JsonPlace place, Subject subject)
    {
        place.Having("n", "meanBefore", "meanAfter", "squaresBefore", "products", "squaresAfter");
        var pairs = new PairMoments(
            place["n"].Count(), place["meanBefore"].Number(), place["meanAfter"].Number(), place["squaresBefore"].Number(), place["products"].Number(), place["squaresAfter"].Number());
        foreach (var (name, moments) in (ReadOnlySpan<(string, ScoreMoments)>)[("Before", pairs.Baseline), ("After", pairs.Score)])
        {
            var width = subject.ScaleUpper - subject.ScaleLower;
            if (moments.N > 0 && (moments.Mean < subject.ScaleLower - (Rounding * width) || moments.Mean > subject.ScaleUpper + (Rounding * width)))
                throw place["mean" + name].Wrong("The mean lies outside the scale. Export the file again.");
            // Scores on a scale cannot stray further than half of them at each end: Σ(y − m)² ≤ n·(m − low)·(high − m) (Bhatia and Davis 2000).
            var most = moments.N * (moments.Mean - subject.ScaleLower) * (subject.ScaleUpper - moments.Mean);
            if (moments.M2 < 0 || moments.M2 > most + (Rounding * moments.N * width * width) || (moments.N == 0 && (moments.M2 != 0 || moments.Mean != 0)))
                throw place["squares" + name].Wrong("No scores on this scale have such a sum of squares. Export the file again.");
        }

        if (Math.Abs(pairs.Sxy) > (Math.Sqrt(pairs.Sxx * pairs.Syy) * (1 + Rounding)) + Rounding)
            throw place["products"].Wrong("The products are larger than the squares allow. Export the file again.");
        return pairs;
    }

    private static SummaryHarm Harm(JsonPlace place)
    {
        place.Having("kind", "people", "affected", "events", "treatments");
        var harm = new SummaryHarm(
            place["kind"].Text(), place["people"].CountOrWithheld(), place["affected"].CountOrWithheld(), place["events"].CountOrWithheld(), place["treatments"].CountOrWithheld());
        if (harm.Affected > harm.People || harm.Affected > harm.Events || (harm.Affected == 0 && harm.Events > 0))
            throw place["affected"].Wrong("The people affected do not go with the events and the people asked. Export the file again.");
        if (new[] { harm.People, harm.Affected, harm.Events, harm.Treatments }.Select(n => n is null).Distinct().Count() > 1)
            throw place.Wrong("Of a harm either all numbers are told or none. Export the file again.");
        return harm;
    }

    private static int AtLeastOne(JsonPlace place) => place.Count() is >= 1 and var n ? n : throw place.Wrong("A whole number, 1 or more, is wanted here. Export the file again.");

    private static void Once(JsonPlace place, IEnumerable<string> names)
    {
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw place.Wrong($"\"{twice.Key}\" stands here twice. Export the file again.");
    }
}
