using System.Collections.Immutable;
using Huantiao.Records.Reports;
using Huantiao.Registry;

namespace Huantiao.Web.Reports;

/// <summary>From the cells that the records hold to the sums that a report is made of.</summary>
internal static class ReportCells
{
    /// <summary>The sums of some cells; which, the caller has chosen.</summary>
    public static ReportSums SumsOf(ReportPlan plan, IEnumerable<ReportCell> cells) => cells.Aggregate(ReportSums.None, (sum, cell) => sum + One(plan, cell));

    private static ReportSums One(ReportPlan plan, ReportCell cell)
    {
        var (none, n) = (ReportSums.None, cell.Sums);
        return cell.Part switch
        {
            ReportPlan.Start => none with { Strata = none.Strata.Add(cell.Key, new(n[0], new(n[1], n[2], n[3]))) },
            ReportPlan.Harms => none with { Treatments = n[5], Harms = none.Harms.Add(cell.Key, new(n[1], n[2], n[4], n[3])) },
            _ => none with { Weeks = none.Weeks.Add(plan.Times.First(t => t.Name == cell.Part).Week, WeekOf(cell.Key, n)) },
        };
    }

    private static WeekSums WeekOf(string key, ImmutableArray<long> n) => key == ReportCell.Measured
        ? WeekSums.None with { Scores = new(n[0], n[1], n[2]), Pairs = new(n[3], n[4], n[6], n[5], n[8], n[7]), Responders = n[9] }
        : WeekSums.None with { Missing = WeekSums.None.Missing.Add(key, n[0]) };
}
