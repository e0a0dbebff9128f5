using System.Collections.Immutable;
using Huantiao.Records.Reports;
using Huantiao.Registry;

namespace Huantiao.Web.Reports;

/// <summary>A month of a report.</summary>
/// <param name="Main">At the week that decides.</param>
/// <param name="Closed">Parts that are closed, with what came in too late; a month with fewer than all is open.</param>
public sealed record ReportMonth(DateOnly First, ClinicReport Report, ReportWeek Main, ImmutableArray<ClosedPart> Closed, bool IsClosed)
{
    public string Name => Names(First);

    public int Late => Closed.Sum(c => c.Late);

    /// <summary>"2026-03": the same in every language.</summary>
    internal static string Names(DateOnly month) => month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Some people of the clinic over some months: everybody, or those of one practitioner.</summary>
/// <param name="Chart">Better by the important change at the week that decides, month by month.</param>
public sealed record ReportView(ClinicReport Report, ImmutableArray<ReportMonth> Months, ControlChart Chart);

/// <summary>What the page and the file show; both are functions of it.</summary>
/// <param name="Own">People of who looks; null where they began with nobody.</param>
/// <param name="Funnel">Of practitioners by name where the clinic has decided so, else of months.</param>
/// <param name="ByName">Each practitioner's; empty where they are not compared.</param>
public sealed record ShownReport(
    ReportQuestion Question, DateOnly From, DateOnly Until, ReportView Clinic, ReportView? Own, ShareFunnel Funnel, ImmutableArray<(string Name, ReportView View)> ByName, ClinicPeriods Periods)
{
    /// <param name="months">The newest so many; null: all.</param>
    /// <param name="names">Of practitioners, by account, where they are to be compared; null: they are not.</param>
    /// <param name="today">The day it is in the clinic.</param>
    internal static ShownReport? Of(ReportQuestion question, ClinicPeriods periods, int? months, Guid account, IReadOnlyDictionary<Guid, string>? names, DateOnly today)
    {
        if (periods.Months.Count == 0)
            return null;
        ImmutableArray<DateOnly> shown = [.. periods.Months.TakeLast(months ?? periods.Months.Count)];
        var cells = periods.Cells.Where(c => c.Month >= shown[0]).ToList();
        var view = new Viewing(question, shown, periods.Closed.Where(c => c.Month >= shown[0]).ToLookup(c => c.Month), today);
        var clinic = view.Of(cells);
        var own = cells.FindAll(c => c.Practitioner == account);
        ImmutableArray<(string, ReportView)> named = names is null
            ? []
            : [.. cells.GroupBy(c => c.Practitioner).Select(g => (Name: names.GetValueOrDefault(g.Key, "?"), View: view.Of([.. g]))).OrderBy(g => g.Name, StringComparer.Ordinal)];
        var units = names is null ? clinic.Months.Select(m => Unit(m.Name, m.Main)) : named.Select(n => Unit(n.Item1, view.Main(n.Item2.Report)));
        return new(
            question, shown[0], today, clinic, own.Count == 0 ? null : view.Of(own), ShareFunnel.Of([.. units.Where(u => u.People > 0)], question.Rules), named, periods);
    }

    private static FunnelUnit Unit(string name, ReportWeek week) => new(name, week.Responders?.Some ?? 0, week.Paired);

    private sealed record Viewing(ReportQuestion Question, ImmutableArray<DateOnly> Months, ILookup<DateOnly, ClosedPart> Closed, DateOnly Today)
    {
        public ReportWeek Main(ClinicReport report) => report.Weeks.First(w => w.Week == Question.MainWeek);

        public ReportView Of(List<ReportCell> cells)
        {
            var byMonth = cells.ToLookup(c => c.Month);
            var parts = Question.Plan.Parts.Count();
            var sums = Months.Select(m => (First: m, Sums: ReportCells.SumsOf(Question.Plan, byMonth[m]))).ToList();
            ImmutableArray<ReportMonth> months =
            [
                .. sums.Select(m => (m.First, Report: Report(m.First, Earlier(m.First.AddMonths(1).AddDays(-1)), m.Sums)))
                    .Select(m => new ReportMonth(m.First, m.Report, Main(m.Report), [.. Closed[m.First]], Closed[m.First].Count() == parts)),
            ];
            return new(
                Report(Months[0], Today, sums.Aggregate(ReportSums.None, (sum, m) => sum + m.Sums)), months, ControlChart.OfShares([.. months.Select(m => Unit(m.Name, m.Main))], Question.Rules));
        }

        private DateOnly Earlier(DateOnly day) => day < Today ? day : Today;

        private ClinicReport Report(DateOnly from, DateOnly until, ReportSums sums) => ClinicReport.Of(new Cut(from, until, Today), Question.Subject, sums);
    }
}
