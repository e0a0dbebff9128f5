using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Huantiao.Evidence.Integrity;

/// <summary>Which rows are of one trial, and which words mean the same group, outcome or time.</summary>
internal static partial class SameTrial
{
    // Two papers of one first author and year, each with its own address, are two trials when their sizes are this far apart.
    private const double DifferentSizes = 1.25;

    /// <summary>
    /// Groups rows by the column trial where there is one, else by name (without what stands in parentheses: "thesis report of same trial"),
    /// year and condition. A row whose parentheses say that it is another report joins the trial of that name within three years.
    /// </summary>
    public static List<List<TrialRow>> Group(IEnumerable<TrialRow> rows)
    {
        var trials = new List<(string Year, List<TrialRow> Rows)>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var name = Name(row);
            if (name.Length == 0)
                continue;
            var year = YearOf(row);
            var key = row.Trial.Length > 0 ? "trial " + name : $"{name}|{year}|{Plain(row.Condition)}";
            if (!index.TryGetValue(key, out var at))
            {
                if (!byName.TryGetValue(name, out var namesakes))
                    byName[name] = namesakes = [];
                at = row.Trial.Length > 0 ? -1 : namesakes.FindIndex(i => (SaysReport(row) || trials[i].Rows.Exists(SaysReport)) && Near(trials[i].Year, year));
                at = at < 0 ? trials.Count : namesakes[at];
                if (at == trials.Count)
                {
                    trials.Add((year, []));
                    namesakes.Add(at);
                }

                index[key] = at;
            }

            trials[at].Rows.Add(row);
        }

        return [.. trials.SelectMany(t => Split(t.Rows))];
    }

    private static bool Near(string a, string b) =>
        !int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var one) || !int.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var two) || Math.Abs(one - two) <= 3;

    private static IEnumerable<List<TrialRow>> Split(List<TrialRow> rows)
    {
        var urls = rows.Where(r => r.Trial.Length == 0 && r.SourceUrl.Length > 0).Select(r => Plain(r.SourceUrl)).Distinct(StringComparer.Ordinal).Count();
        var sized = rows.Select(r => (Row: r, Size: r.Arm1.Size + r.Arm2.Size)).Where(r => r.Size > 0).ToList();
        var sameName = rows.Select(r => r.ReportKey).Distinct(StringComparer.Ordinal).Count() == 1;
        if (urls < 2 || !sameName || sized.Count == 0 || sized.Max(s => s.Size) <= DifferentSizes * sized.Min(s => s.Size))
            return [rows];
        return rows.GroupBy(r => Plain(r.SourceUrl), StringComparer.Ordinal).Select(g => g.ToList());
    }

    private static bool SaysReport(TrialRow row) => OtherReport().IsMatch(row.Study);

    private static string Name(TrialRow row)
    {
        if (row.Trial.Length > 0)
            return Plain(row.Trial);
        var name = Plain(YearInName().Replace(EtAl().Replace(Parentheses().Replace(row.Study, " "), " "), " "));
        return name.Length > 0 ? name : Plain(row.Study);
    }

    // "Wang 2013a" and "Wang 2013b" are two trials, whatever the column year says.
    private static string YearOf(TrialRow row)
    {
        var named = YearInName().Match(row.Study).Value;
        var year = Plain(row.Year);
        return year.Length == 0 || (named.Length == 5 && named.StartsWith(year, StringComparison.Ordinal)) ? named : year;
    }

    /// <summary>Letters and digits alone, lower case, single spaces.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>The time point in weeks, where the words give one ("week 4", "3 months", "day 10", "baseline"); else null.</summary>
    public static double? Weeks(string timePoint)
    {
        var plain = Plain(timePoint);
        if (plain.StartsWith("baseline", StringComparison.Ordinal))
            return 0;
        var match = Time().Match(plain);
        if (!match.Success || AnyNumber().Count(plain) != 1 || plain.Contains("after", StringComparison.Ordinal))
            return null;
        var number = double.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value[0] switch { 'd' => number / 7, 'm' => number * 52 / 12, 'y' => number * 52, _ => number };
    }

    /// <summary>The time point as a key: "4 weeks" and "week 4" are one.</summary>
    public static string Time(TrialRow row) =>
        row.Week is { } weeks ? "week " + weeks.ToString("0.##", CultureInfo.InvariantCulture) : Plain(row.TimePoint);

    [GeneratedRegex(@"\((?!\w{1,2}\)).*?\)|（.*?）|\[.*?\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"\bet al\b\.?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EtAl();

    [GeneratedRegex(@"\b(19|20)\d\d[a-z]?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YearInName();

    [GeneratedRegex(@"same trial|report|thesis|follow-?up|secondary|registry|abstract|companion|duplicate", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherReport();

    [GeneratedRegex(@"^(at )?((?<unit>d|w|m|y)(ay|eek|k|onth|o|ear|r)?s? ?(?<n>\d+)|(?<n>\d+) ?(?<unit>d|w|m|y)(ay|eek|k|onth|o|ear|r)?s?)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyNumber();
}
