using System.Text.RegularExpressions;
using Huantiao.Knowledge;

namespace Huantiao.Evidence.Integrity;

/// <summary>percent-count: counts that cannot be, and percentages that no count, or another count, gives.</summary>
internal static partial class CountChecks
{
    private const string Check = "percent-count";

    public static IEnumerable<Problem> Run(TrialRow row)
    {
        var found = row.Both.Select(arm => Count(row, arm) ?? Percent(row, arm) ?? AsInSource(row, arm)).OfType<Problem>().ToList();
        return found.Concat(Quoted(row, found));
    }

    private static Problem? Count(TrialRow row, PrintedArm arm)
    {
        if (arm.Events is not { } events)
            return null;
        var column = $"events{arm.Number}";
        if (events.Value < 0 || !double.IsInteger(events.Value))
            return Say.In(row, column, Severity.Error, Check, events.Text, null, $"{events.Text} people cannot have had an event: a count is whole and not negative.");
        if (arm.Size is { } size && events.Value > size)
            return Say.In(row, column, Severity.Error, Check, $"{events.Text}/{Say.Number(size, 12)}", null, $"More people with the event ({events.Text}) than people in the arm ({Say.Number(size, 12)}).");
        return null;
    }

    private static Problem? Percent(TrialRow row, PrintedArm arm)
    {
        if (arm.Percent is not { } percent)
            return null;
        var column = $"pct{arm.Number}";
        if (percent.Value is < 0 or > 100)
            return Say.In(row, column, Severity.Error, Check, percent.Text, null, "A percentage of people lies between 0 and 100.");
        if (arm.Size is not ({ } size and > 0))
            return null;
        if (arm.Events is { } events)
        {
            if (PercentCount.Fits(percent, events.Value, size))
                return null;
            var true100 = 100 * events.Value / size;
            var ofN = arm is { N: { Value: > 0 } n, Total: not null } && PercentCount.Fits(percent, events.Value, n.Value);
            return Say.In(row, column, ofN ? Severity.Warning : Severity.Error, Check, percent.Text, Say.Fixed(true100, Math.Min(percent.Unit, 0.1)),
                ofN
                    ? $"{percent.Text}% is {events.Text} of {arm.N!.Text} (n{arm.Number}), not of {Say.Number(size, 12)} (total{arm.Number})."
                    : $"{events.Text}/{Say.Number(size, 12)} is {Say.Number(true100)}%, not {percent.Text}%. {Meant(percent, events.Value, size)}");
        }

        return PercentCount.Possible(percent, size) ? null : Impossible(row, column, percent, size);
    }

    /// <summary>The percentage against the count that the source prints beside it, where the table has corrected that count.</summary>
    private static Problem? AsInSource(TrialRow row, PrintedArm arm)
    {
        if (arm.Percent is not { } percent || (arm.SourceEvents ?? arm.Events) is not { } events || (arm.SourceTotal ?? arm.Total) is not { Value: > 0 } total
            || PercentCount.Fits(percent, events.Value, total.Value))
        {
            return null;
        }

        return Say.In(row, arm.SourceTotal is null ? $"printed_events{arm.Number}" : $"printed_total{arm.Number}", Severity.Error, Check, $"{percent.Text}% ({events.Text}/{total.Text})",
            Say.Fixed(100 * events.Value / total.Value, Math.Min(percent.Unit, 0.1)) + "%",
            $"The source prints {events.Text}/{total.Text} as {percent.Text}%; it is {Say.Number(100 * events.Value / total.Value)}%. {Meant(percent, events.Value, total.Value)}");
    }

    private static Problem Impossible(TrialRow row, string column, PrintedNumber percent, double size) =>
        Say.In(row, column, Severity.Error, Check, percent.Text, PercentCount.Nearest(percent, size),
            $"No whole number of {Say.Number(size, 12)} people is {percent.Text}%: {Say.Number(percent.Value * size / 100)} would be needed.");

    // What one misprint would explain, so that a reader knows where to look.
    private static string Meant(PrintedNumber percent, double events, double size)
    {
        if (PercentCount.Possible(percent, size))
            return $"{Say.Number(Math.Round(percent.Value * size / 100), 12)} of {Say.Number(size, 12)} would give it.";
        if (percent.Value <= 0)
            return "";
        var total = Math.Round(100 * events / percent.Value);
        return total >= events && total > 0 && PercentCount.Fits(percent, events, total)
            ? $"{Say.Number(events, 12)} of {Say.Number(total, 12)} would give it." : $"No whole number of {Say.Number(size, 12)} gives it.";
    }

    /// <summary>Percentages quoted in the column derivation: "88.9% (40/50)", "40/45 = 88.9%", "88.0% / 66.0% of 25".</summary>
    private static IEnumerable<Problem> Quoted(TrialRow row, List<Problem> found)
    {
        var said = found.Select(p => p.Printed?.Split('%')[0]).ToHashSet();
        foreach (Match match in Pair().Matches(row.Derivation))
        {
            if (!Read(match, "p", out var percent) || !Read(match, "k", out var events) || !Read(match, "n", out var total) || total!.Value < 1)
                continue;
            if (!PercentCount.Fits(percent!, events!.Value, total.Value) && said.Add(percent!.Text))
            {
                yield return Say.In(row, "derivation", Severity.Error, Check, match.Value, Say.Fixed(100 * events.Value / total.Value, Math.Min(percent.Unit, 0.1)) + "%",
                    $"{events.Text}/{total.Text} is {Say.Number(100 * events.Value / total.Value)}%, not {percent.Text}%. {Meant(percent, events.Value, total.Value)}");
            }
        }

        foreach (Match match in Shares().Matches(row.Derivation))
        {
            // Only of a group of this row: "20% of 4 weeks" is no share of people.
            if (!Read(match, "n", out var total) || total!.Value < 1 || !row.Both.Any(a => a.Size == total.Value || a.N?.Value == total.Value))
                continue;
            foreach (Capture capture in match.Groups["p"].Captures)
            {
                if (PrintedNumber.TryParse(capture.Value, out var percent) && percent is { Value: >= 0 and <= 100 }
                    && !PercentCount.Possible(percent, total.Value) && said.Add(percent.Text))
                {
                    yield return Impossible(row, "derivation", percent, total.Value);
                }
            }
        }
    }

    private static bool Read(Match match, string group, out PrintedNumber? number) =>
        PrintedNumber.TryParse(match.Groups[group].Value, out number) && number is not null;

    [GeneratedRegex(@"(?<p>\d+(\.\d+)?) ?% ?\( ?(?<k>\d+) ?(/|of) ?(?<n>\d+) ?\)|(?<![\d./])(?<k>\d+) ?/ ?(?<n>\d+) ?[(=,] ?(?<p>\d+(\.\d+)?) ?%", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?<![\d.])(?<p>\d+(\.\d+)?) ?%( ?(/|and|;|,|v|vs\.?|versus) ?(?<p>\d+(\.\d+)?) ?%)* of (?<n>\d+)\b(?![./%]\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shares();
}
