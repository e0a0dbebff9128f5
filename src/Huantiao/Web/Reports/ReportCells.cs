using Huantiao.Records.Reports;
using Huantiao.Registry;

namespace Huantiao.Web.Reports;

/// <summary>From the cells that the records hold to the sums that a report is made of.</summary>
internal static class ReportCells
{
    /// <summary>The sums of some cells; which, the caller has chosen.</summary>
    public static ReportSums SumsOf(ReportPlan plan, IEnumerable<ReportCell> cells)
    {
        // Of a hundred thousand cells some thirty sums: only these become what a report knows.
        var sums = new Dictionary<(string Part, string Key), long[]>();
        foreach (var cell in cells)
        {
            if (!sums.TryGetValue((cell.Part, cell.Key), out var sum))
                sums[(cell.Part, cell.Key)] = sum = new long[cell.Sums.Length];
            for (var i = 0; i < sum.Length; i++)
                sum[i] += cell.Sums[i];
        }

        return sums.Aggregate(ReportSums.None, (all, sum) => all + One(plan, sum.Key.Part, sum.Key.Key, sum.Value));
    }

    private static ReportSums One(ReportPlan plan, string part, string key, long[] n)
    {
        var none = ReportSums.None;
        return part switch
        {
            ReportPlan.Start => none with { Strata = none.Strata.Add(key, new(n[0], new(n[1], n[2], n[3]))) },
            ReportPlan.Harms => none with { Treatments = n[5], Harms = none.Harms.Add(key, new(n[1], n[2], n[4], n[3])) },
            _ => none with { Weeks = none.Weeks.Add(plan.Times.First(t => t.Name == part).Week, WeekOf(key, n)) },
        };
    }

    private static WeekSums WeekOf(string key, long[] n) => key == ReportCell.Measured
        ? WeekSums.None with { Scores = new(n[0], n[1], n[2]), Pairs = new(n[3], n[4], n[6], n[5], n[8], n[7]), Responders = n[9] }
        : WeekSums.None with { Missing = WeekSums.None.Missing.Add(key, n[0]) };
}
