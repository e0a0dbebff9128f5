using System.Globalization;
using System.Text.RegularExpressions;
using Huantiao.Knowledge;

namespace Huantiao.Evidence.Integrity;

/// <summary>group-size: one trial's groups with different numbers of people in different reports or rows.</summary>
/// <remarks>
/// People leave a trial and single answers are missing, so fewer people later, and one or two fewer for another outcome, are no finding.
/// Sizes of different groups of a trial with several arms are told apart by the groups' names.
/// </remarks>
internal static partial class GroupSizeCheck
{
    private const string Check = "group-size";

    // Between outcomes of one report and time: more than one person and more than 5%.
    private const double MissingAnswers = 0.05;

    private const int MostCompared = 400;

    public static IEnumerable<Problem> Run(List<TrialRow> trial)
    {
        var rows = trial.Where(r => !r.DesignOnly && (r.Arm1.Size ?? r.Arm2.Size) > 0)
            .DistinctBy(r => (r.ReportKey, Sizes(r), r.TimeKey, r.OutcomeKey, r.Arm1.LabelKey, r.Arm2.LabelKey))
            .Take(MostCompared).ToList();
        return trial.SelectMany(WithinRow).Concat(BetweenRows(rows)).Concat(Enrolled(trial, rows));
    }

    private static IEnumerable<Problem> WithinRow(TrialRow row) =>
        from arm in row.Both
        where arm is { N: { } n, Total: { } total } && total.Value > n.Value
        select Say.In(row, $"total{arm.Number}", Severity.Warning, Check, arm.Total!.Text, arm.N!.Text,
            $"Counts of {arm.Total.Text} people, but the group has {arm.N.Text} (n{arm.Number}).");

    private static IEnumerable<Problem> BetweenRows(List<TrialRow> rows)
    {
        var mostBefore = new Dictionary<PrintedArm, double>(ReferenceEqualityComparer.Instance);
        var conflicts = new List<(TrialRow A, TrialRow B, PrintedArm ArmA, PrintedArm ArmB)>();
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = i + 1; j < rows.Count; j++)
            {
                foreach (var (armA, armB) in Matching(rows[i], rows[j]))
                {
                    if (Conflict(rows, mostBefore, rows[i], armA, rows[j], armB))
                        conflicts.Add((rows[i], rows[j], armA, armB));
                }
            }
        }

        // One problem for each size that stands out: the one fewer rows have; of two, the later.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rowsOf = rows.CountBy(Sizes).ToDictionary();
        foreach (var (a, b, armA, armB) in conflicts)
        {
            var odd = rowsOf[Sizes(a)] < rowsOf[Sizes(b)] ? (Row: a, Arm: armA, Other: b, OtherArm: armB) : (Row: b, Arm: armB, Other: a, OtherArm: armA);
            if (!seen.Add(Sizes(odd.Row)))
                continue;
            var (column, size) = odd.Arm.Total is null ? ($"n{odd.Arm.Number}", odd.Arm.N!) : ($"total{odd.Arm.Number}", odd.Arm.Total);
            var where = odd.Row.ReportKey == odd.Other.ReportKey ? "in the same trial" : $"in another report of the same trial ({odd.Other.Study})";
            yield return Say.In(odd.Row, column, Severity.Warning, Check, size.Text, Number(odd.OtherArm),
                $"{size.Text} people in this group here ({odd.Row.Outcome}, {odd.Row.TimePoint}), {Number(odd.OtherArm)} {where}, line {odd.Other.Line.ToString(CultureInfo.InvariantCulture)} ({odd.Other.Outcome}, {odd.Other.TimePoint}). Find out which were randomised and which analysed.");
        }
    }

    private static bool Conflict(List<TrialRow> all, Dictionary<PrintedArm, double> mostBefore, TrialRow a, PrintedArm armA, TrialRow b, PrintedArm armB)
    {
        if (armA.Size is not ({ } sizeA and > 0) || armB.Size is not ({ } sizeB and > 0) || sizeA == sizeB || IsSafety(a) != IsSafety(b))
            return false;
        var clear = Math.Abs(sizeA - sizeB) > Math.Max(1, MissingAnswers * Math.Max(sizeA, sizeB));
        var (timeA, timeB) = (a.TimeKey, b.TimeKey);
        var sameTime = timeA == timeB || timeA.Length == 0 || timeB.Length == 0;
        if (a.ReportKey != b.ReportKey)
            return clear || sameTime;
        if (sameTime)
            return clear || a.OutcomeKey == b.OutcomeKey;

        // More people later than ever before: nobody joins after randomisation.
        if (!clear || a.Week is not { } weekA || b.Week is not { } weekB)
            return false;
        var (later, laterArm, week) = weekA > weekB ? (a, armA, weekA) : (b, armB, weekB);
        if (!mostBefore.TryGetValue(laterArm, out var before))
            mostBefore[laterArm] = before = all.Where(r => r.Week < week).SelectMany(r => Matching(later, r)).Where(m => ReferenceEquals(m.A, laterArm)).Max(m => m.B.Size ?? 0);
        return before > 0 && laterArm.Size > before;
    }

    /// <summary>Which group of one row is which of the other: by name; by place where the trial has two groups.</summary>
    private static IEnumerable<(PrintedArm A, PrintedArm B)> Matching(TrialRow a, TrialRow b)
    {
        var byName = (from armA in a.Both
                      from armB in b.Both
                      let label = armA.LabelKey
                      where label.Length > 0 && label == armB.LabelKey
                      select (armA, armB)).ToList();
        if (a.Arm1.LabelKey is { Length: > 0 } name && name == a.Arm2.LabelKey)
            return [];
        if (byName.Count == 0 && IsTwoArmed(a) && IsTwoArmed(b))
            return [(a.Arm1, b.Arm1), (a.Arm2, b.Arm2)];
        return byName;
    }

    private static bool IsTwoArmed(TrialRow row) => row.Arms == 2 || (row.Arms is null && row.Both.All(a => a.Label.Length == 0));

    /// <summary>"50 randomised" in the words of one report against what another report has, or more people than were randomised.</summary>
    private static IEnumerable<Problem> Enrolled(List<TrialRow> trial, List<TrialRow> rows)
    {
        foreach (var row in trial.Where(r => !r.DesignOnly).DistinctBy(r => (r.ReportKey, Randomised(r))))
        {
            if (Randomised(row) is not { } stated)
                continue;
            foreach (var report in rows.Where(r => !IsMultiArm(r)).GroupBy(r => r.ReportKey, StringComparer.Ordinal))
            {
                var largest = report.Max(r => (r.Arm1.Size ?? 0) + (r.Arm2.Size ?? 0));
                var other = report.First(r => (r.Arm1.Size ?? 0) + (r.Arm2.Size ?? 0) == largest);
                var same = report.Key == row.ReportKey;
                if (other.Arm1.Size is null || other.Arm2.Size is null || (same ? largest <= stated : largest == stated))
                    continue;
                var number = largest.ToString(CultureInfo.InvariantCulture);
                yield return Say.In(row, "note", Severity.Warning, Check, stated.ToString(CultureInfo.InvariantCulture), number,
                    $"{stated.ToString(CultureInfo.InvariantCulture)} randomised according to {row.Study}; {number} in both groups on line {other.Line.ToString(CultureInfo.InvariantCulture)} ({other.Study}). Find out which were randomised and which analysed.");
            }
        }
    }

    private static bool IsMultiArm(TrialRow row) => row.Arms > 2;

    private static double? Randomised(TrialRow row)
    {
        var match = EnrolledWords().Match(row.Note + " | " + row.Derivation);
        if (!match.Success || IsMultiArm(row))
            return null;
        return match.Groups["n"].Captures.Sum(c => double.Parse(c.Value, CultureInfo.InvariantCulture));
    }

    private static bool IsSafety(TrialRow row) => Safety().IsMatch(row.Outcome);

    private static string Sizes(TrialRow row) => Number(row.Arm1) + "/" + Number(row.Arm2);

    private static string Number(PrintedArm arm) => (arm.Total ?? arm.N)?.Value.ToString(CultureInfo.InvariantCulture) ?? "";

    [GeneratedRegex(@"(?<![\d./])(?<n>\d+)( ?/ ?(?<n>\d+))? (were |patients |participants |people |subjects )*(randomi[sz]ed|enrolled|recruited|allocated)\b(?! (per|each|to each))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnrolledWords();

    [GeneratedRegex(@"adverse|side effect|safety|harm", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Safety();
}
