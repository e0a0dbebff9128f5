using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the section <c>expectation</c> of <c>pathway.yaml</c>, which a pathway may leave out.</summary>
internal static class ExpectationSection
{
    public static Expectation? Read(YamlMap top)
    {
        if (!top.Keys.Contains("expectation") || top.Map("expectation") is not { } map)
            return null;
        var scale = Group(map, "scale", m => (Lower: Number(m, "lower"), Upper: Number(m, "upper")));
        if (scale.Lower >= scale.Upper)
            map.Problem("scale", "The lower end of the scale is not below its upper end. Correct them.");
        var expectation = new Expectation(
            map.Text("question"), map.Text("measure"), scale.Lower, scale.Upper, map.Text("important-change"), [.. map.Maps("arms").Select(Arms)],
            Group(map, "baseline", m => new SourcedBaseline(Number(m, "mean"), Over0(m, "sd"), Source(m))) ?? new(0, 1, Nowhere),
            Group(map, "reading-error", m => new SourcedNumber(Over0(m, "sd"), Source(m))) ?? new(1, Nowhere),
            Group(map, "correlation", m => new SourcedNumber(Between(m, "value", -0.99, 0.99), Source(m))) ?? new(0, Nowhere),
            Group(map, "speeds", Speeds) ?? new([], [], Nowhere),
            Group(map, "review", Review) ?? new(1, 1, 1, 0, 1, 1, 0, 1, Nowhere),
            map.Place);
        if (expectation.Arms.IsEmpty)
            map.Problem("arms", "No trial is named. Name one that prints the mean change of each group.");
        map.RefuseOthers();
        return expectation;
    }

    /// <summary>Stands only where a problem was noted, so that the pathway is refused.</summary>
    private static Provenance Nowhere => new("", null, FactStatus.Unknown, "", new(PathwayManifest.File, 0));

    private static ExpectedArms Arms(YamlMap map)
    {
        var arms = new ExpectedArms(map.Text("trial"), Over0(map, "week"), map.OneOf("single-time", "yes", "no") == "yes");
        map.RefuseOthers();
        return arms;
    }

    private static SourcedSpeeds Speeds(YamlMap map)
    {
        var (weeks, weights) = (Numbers(map, "weeks"), Numbers(map, "weights"));
        if (weeks.Length != weights.Length)
            map.Problem("weights", "There are not as many weights as weeks. Write one for each.");
        return new(weeks, weights, Source(map));
    }

    private static ReviewPolicy Review(YamlMap map)
    {
        var review = new ReviewPolicy(
            Over0(map, "week"), Over0(map, "horizon-week"), Between(map, "continue-from", 0, 1), Between(map, "unlikely-below", 0, 1),
            map.Whole("least-baseline", 1, 100), map.Whole("least-after-start", 1, 100), Number(map, "earliest-week"), Over0(map, "error-z"), Source(map));
        if (review.HorizonWeek < review.Week)
            map.Problem("horizon-week", "The horizon lies before the review. Correct the weeks.");
        if (review.UnlikelyBelow >= review.ContinueFrom)
            map.Problem("unlikely-below", "Help cannot be unlikely and likely at once. Write a probability below \"continue-from\".");
        return review;
    }

    private static T? Group<T>(YamlMap map, string key, Func<YamlMap, T> read)
    {
        if (map.Map(key) is not { } group)
            return default;
        var value = read(group);
        group.RefuseOthers();
        return value;
    }

    private static Provenance Source(YamlMap map)
    {
        var status = map.Text("status");
        var known = Statuses.Parse(status);
        if (known is null && status.Length > 0)
            map.Problem("status", $"\"{status}\" is not a status. Begin with VERIFIED, SEEN, RECALLED or ASSUMED.", status);
        return new(map.Text("source"), map.OptionalText("url"), known ?? FactStatus.Unknown, status, map.Place);
    }

    private static double Number(YamlMap map, string key)
    {
        if (map.Text(key).Length == 0)
            return 0;
        return map.OptionalNumber(key) ?? 0;
    }

    private static double Over0(YamlMap map, string key)
    {
        var number = Number(map, key);
        if (number <= 0 && map.OptionalText(key) is { } text)
            map.Problem(key, $"\"{key}\" must be above 0. Correct it.", text);
        return number;
    }

    private static double Between(YamlMap map, string key, double least, double most)
    {
        var number = Number(map, key);
        if (number < least || number > most)
            map.Problem(key, string.Create(CultureInfo.InvariantCulture, $"\"{key}\" must lie from {least} to {most}. Correct it."), map.OptionalText(key));
        return number;
    }

    private static ImmutableArray<double> Numbers(YamlMap map, string key)
    {
        var numbers = ImmutableArray.CreateBuilder<double>();
        foreach (var text in map.Strings(key))
        {
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)
                numbers.Add(number);
            else
                map.Problem(key, $"\"{text}\" is not a number above 0. Correct it.", text);
        }

        return numbers.ToImmutable();
    }
}
