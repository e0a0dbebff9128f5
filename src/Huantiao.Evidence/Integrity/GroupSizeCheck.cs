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
        if (byName.Count == 2 || !IsTwoArmed(a) || !IsTwoArmed(b))
            return byName;

        // Two groups that are not the same two: another trial of that name and year, unless it is another report in its own words.
        return a.ReportKey != b.ReportKey || a.Both.Concat(b.Both).All(arm => arm.LabelKey.Length == 0) ? [(a.Arm1, b.Arm1), (a.Arm2, b.Arm2)] : [];
    }

    private static bool IsTwoArmed(TrialRow row) => row.Arms == 2 || (row.Arms is null && row.Both.All(a => a.Label.Length == 0));

    /// <summary>People randomised according to one report ("50 randomised") against another's, or against more people in its own groups.</summary>
    private static IEnumerable<Problem> Enrolled(List<TrialRow> trial, List<TrialRow> rows)
    {
        var reports = trial.Where(r => !r.DesignOnly && !IsMultiArm(r)).GroupBy(r => r.ReportKey, StringComparer.Ordinal).Select(g => Report(g.ToList(), rows)).ToList();
        for (var i = 0; i < reports.Count; i++)
        {
            if (reports[i] is { Stated: { } stated, Largest: { } people } && people > stated)
                yield return Found(reports[i].LargestRow!, people, stated, $"{Number(people)} people in both groups here, {Number(stated)} randomised.");
            foreach (var other in reports.Skip(i + 1))
            {
                var (one, two) = (reports[i].Stated ?? reports[i].Largest, other.Stated ?? other.Largest);
                if (one is { } a && two is { } b && a != b && (reports[i].Stated ?? other.Stated) is not null)
                {
                    yield return Found(other.Row, b, a, $"{Number(b)} people {(other.Stated is null ? "in both groups" : "randomised")} according to {other.Row.Study}; {Number(a)} {(reports[i].Stated is null ? "in both groups" : "randomised")} "
                        + $"according to {reports[i].Row.Study}, line {(reports[i].Stated is null ? reports[i].LargestRow! : reports[i].Row).Line.ToString(CultureInfo.InvariantCulture)}. Find out which were randomised and which analysed.");
                }
            }
        }

        static Problem Found(TrialRow row, double printed, double other, string message) =>
            Say.In(row, row.Enrolled is null ? "note" : "enrolled_printed", Severity.Warning, Check, Number(printed), Number(other), message);
    }

    private static (TrialRow Row, double? Stated, double? Largest, TrialRow? LargestRow) Report(List<TrialRow> report, List<TrialRow> sized)
    {
        var first = report.Find(r => Randomised(r) is not null) ?? report[0];
        var largest = sized.Where(r => r.ReportKey == first.ReportKey && r.Arm1.Size is not null && r.Arm2.Size is not null).MaxBy(r => r.Arm1.Size + r.Arm2.Size);
        return (first, Randomised(first), largest?.Arm1.Size + largest?.Arm2.Size, largest);
    }

    private static bool IsMultiArm(TrialRow row) => row.Arms > 2;

    private static double? Randomised(TrialRow row)
    {
        var match = EnrolledWords().Match(row.Note + " | " + row.Derivation);
        return row.Enrolled?.Value ?? (match.Success ? match.Groups["n"].Captures.Sum(c => double.Parse(c.Value, CultureInfo.InvariantCulture)) : null);
    }

    private static bool IsSafety(TrialRow row) => Safety().IsMatch(row.Outcome);

    private static string Sizes(TrialRow row) => Number(row.Arm1) + "/" + Number(row.Arm2);

    private static string Number(double people) => people.ToString(CultureInfo.InvariantCulture);

    private static string Number(PrintedArm arm) => (arm.Total ?? arm.N)?.Value.ToString(CultureInfo.InvariantCulture) ?? "";

    [GeneratedRegex(@"(?<![\d./])(?<n>\d+)( ?/ ?(?<n>\d+))? (were |patients |participants |people |subjects )*(randomi[sz]ed|enrolled|recruited|allocated)\b(?! (per|each|to each))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnrolledWords();

    [GeneratedRegex(@"adverse|side effect|safety|harm", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Safety();
}
