using System.Globalization;
using Huantiao.Knowledge;

namespace Huantiao.Evidence.Integrity;

/// <summary>duplicate: the same trial's same result twice, under its own name or with the same numbers under another.</summary>
internal static class DuplicateCheck
{
    private const string Check = "duplicate";

    // The same numbers under two names are reported where chance would make less than one such pair in this many tables.
    private const double TablesPerCoincidence = 100;

    /// <summary>Rows of one trial with the same outcome, time, groups and kind of effect.</summary>
    public static IEnumerable<Problem> WithinTrial(List<TrialRow> trial)
    {
        var seen = new Dictionary<string, TrialRow>(StringComparer.Ordinal);
        foreach (var row in trial.Where(r => r.HasNumbers && !r.NotUsed))
        {
            // Without outcome or time only the numbers can tell.
            var bare = row.Outcome.Length == 0 || row.TimePoint.Length == 0;
            var key = string.Join('|', row.OutcomeKey, row.TimeKey, SameTrial.Plain(row.Scale), Kind(row), bare ? Numbers(row) : "");
            var groups = key + "|" + row.Arm1.LabelKey + " v " + row.Arm2.LabelKey;
            var known = seen.TryGetValue(groups, out var first);

            // Reports name the same two groups in their own words.
            if (!known && row.Arms == 2)
                known = seen.TryGetValue(key, out first) && first!.ReportKey != row.ReportKey && first.Arms == 2;
            if (!known)
            {
                seen[groups] = row;
                seen.TryAdd(key, row);
                continue;
            }
            var same = Numbers(first!) == Numbers(row);
            var reports = first!.ReportKey != row.ReportKey;
            yield return Say.In(row, "study", Severity.Error, Check, row.Study, first.Study,
                $"{row.Outcome}, {row.TimePoint} of this trial is on line {first.Line.ToString(CultureInfo.InvariantCulture)} already"
                + (reports ? $", from another report ({first.Study})" : "") + (same ? ", with the same numbers." : ", with other numbers.") + " A trial counts once: keep one row.");
        }
    }

    /// <summary>The same numbers in rows of different trials, where that is too unlikely to be chance.</summary>
    public static IEnumerable<Problem> BetweenTrials(List<List<TrialRow>> trials)
    {
        var rows = trials.SelectMany((t, i) => t.Where(r => r.HasNumbers && !r.NotUsed).Select(r => (Trial: i, Row: r))).ToList();
        var words = new WordFrequencies(rows.ConvertAll(r => r.Row));
        var allowed = 1 / (TablesPerCoincidence * Math.Max(1, 0.5 * rows.Count * (rows.Count - 1)));
        foreach (var group in rows.GroupBy(r => r.Row.OutcomeKey + "|" + Numbers(r.Row), StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            var (trial, first) = group.First();
            foreach (var (other, row) in group.Skip(1))
            {
                if (other == trial || Coincidence.Probability(first) * words.Chance(first, row) > allowed)
                    continue;
                yield return Say.In(row, "study", Severity.Warning, Check, row.Study, first.Study,
                    $"Every number is that of {first.Study}, line {first.Line.ToString(CultureInfo.InvariantCulture)}: the same trial under another name, or a row copied by mistake.");
            }
        }
    }

    private static string Kind(TrialRow row)
    {
        var type = SameTrial.Plain(row.EffectType);
        return type.Contains("change", StringComparison.Ordinal) || type.Contains("decrease", StringComparison.Ordinal) || type.Contains("improvement", StringComparison.Ordinal)
            ? "change" : row.HasCounts ? "events" : type;
    }

    private static string Numbers(TrialRow row)
    {
        var all = row.Both.SelectMany(a => new[] { a.N, a.Mean, a.Sd, a.CiLower, a.CiUpper, a.Events, a.Total, a.Percent }).Concat([row.Difference, row.DifferenceLower, row.DifferenceUpper]);
        return string.Join(' ', all.Select(n => n?.Value.ToString("R", CultureInfo.InvariantCulture) ?? "-"));
    }

    /// <summary>How common the words around the numbers are in this table: rare words shared by two rows make a coincidence less likely.</summary>
    private sealed class WordFrequencies(List<TrialRow> rows)
    {
        private readonly Dictionary<string, int>[] _counts =
            [.. Fields.Select(field => rows.Select(r => SameTrial.Plain(field(r))).CountBy(w => w).ToDictionary(StringComparer.Ordinal))];

        private static Func<TrialRow, string>[] Fields => [r => r.Arm1.Label, r => r.Arm2.Label, r => r.Condition, r => r.Year, r => r.SourceUrl];

        public double Chance(TrialRow a, TrialRow b)
        {
            var chance = 1.0;
            foreach (var (field, counts) in Fields.Zip(_counts))
            {
                var word = SameTrial.Plain(field(a));
                if (word.Length > 0 && word == SameTrial.Plain(field(b)))
                    chance *= Math.Max(1, counts[word] - 1.0) / Math.Max(1, rows.Count - 1);
            }

            return chance;
        }
    }
}
