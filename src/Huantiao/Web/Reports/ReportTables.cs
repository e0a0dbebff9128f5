using System.Collections.Immutable;
using Huantiao.Charts;
using Huantiao.Records.Reports;
using Huantiao.Registry;

namespace Huantiao.Web.Reports;

/// <summary>A report's tables in the reader's language.</summary>
internal sealed class ReportTables(View view, ShownReport shown)
{
    private const int LatestMonths = 6;

    private Words.Wording W => view.Words;

    public string Points => W.Number(shown.Question.Subject.Important, 2);

    public ChartTable Weeks => new(
        W.Format("Report.WeeksCaption", view.In(shown.Question.Instrument.Name), W.Number(shown.Question.Subject.ScaleLower, 0), W.Number(shown.Question.Subject.ScaleUpper, 0), W[shown.Question.Subject.LowerIsBetter ? "Registry.LowerBetter" : "Registry.HigherBetter"]),
        [W["Report.Week"], W["Report.DueHead"], W["Report.MeasuredHead"], W["Report.MissingHead"], W["Report.Score"], W["Report.ScoreBounds"], W["Report.Change"], W.Format("Report.BetterHead", Points), W["Report.BetterBounds"]],
        [
            ImmutableArray.Create(W["Report.Before"], W.Number(shown.Clinic.Report.People), W.Number((int)shown.Clinic.Report.Baseline.N), W.Number(shown.Clinic.Report.BaselineMissing), Score(shown.Clinic.Report.Baseline), "", "", "", ""),
            .. shown.Clinic.Report.Weeks.Select(w => ImmutableArray.Create(
                W.Number(w.Week), W.Number(w.Due), W.Number(w.Measured), W.Number(w.Missing), Score(w.Scores), w.MeanScore is { } mean ? Between(mean.Lower, mean.Upper, 1) : "",
                w.Change is { } change ? W.Format("Report.Interval", W.Number(change.Estimate, 1), W.Number(change.Lower, 1), W.Number(change.Upper, 1)) : "", Share(w),
                w.RespondersAmongDue is { } bounds ? Between(100 * bounds.Worst, 100 * bounds.Best, 0) : "")),
        ]);

    /// <summary>Null: nobody is missing.</summary>
    public ChartTable? Reasons => shown.Clinic.Report.Weeks.SelectMany(w => w.Reasons).Select(r => r.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is not { Count: > 0 } reasons
        ? null
        : new(
            W["Report.Reasons"], [W["Report.Week"], .. reasons.Select(r => W.Capital(W["Missing." + r]))],
            [.. shown.Clinic.Report.Weeks.Where(w => w.Due > 0).Select(w => (ImmutableArray<string>)[W.Number(w.Week), .. reasons.Select(r => W.Number(w.Reasons.FirstOrDefault(m => m.Reason == r)?.People ?? 0))])]);

    public ChartTable CaseMix => new(
        W["Report.CaseMix"], [W["Report.StartAt"], W["Report.People"], W["Report.PercentHead"], W["Report.Score"]],
        [
            .. shown.Clinic.Report.CaseMix.Select(c => ImmutableArray.Create(
                c.Stratum == ReportCell.NoScore ? W["Report.NoStart"] : c.Stratum.Replace('-', '–'), W.Number(c.People), W.Number(100.0 * c.People / shown.Clinic.Report.People, 0), Score(c.Baseline))),
        ]);

    public ChartTable Harms => new(
        W["Report.HarmsTitle"], [W["Report.Asked"], W["Report.HarmPeople"], W["Report.HarmShare"], W["Report.HarmEvents"]],
        [
            .. shown.Clinic.Report.Harms.Select(h => ImmutableArray.Create(
                W["Report.Troubled"], W.Format("Registry.Of", W.Number(h.Affected.Some), W.Number(h.Affected.People)),
                W.Format("Report.Interval", W.Number(100 * h.Affected.Share.Estimate, 1), W.Number(100 * h.Affected.Share.Lower, 1), W.Number(100 * h.Affected.Share.Upper, 1)),
                h.Events is { } events ? W.Format("Report.Interval", W.Number(100 * events.Estimate, 1), W.Number(100 * events.Lower, 1), W.Number(100 * events.Upper, 1)) : "")),
        ]);

    /// <summary>Month by month, of everybody or of one's own people.</summary>
    public ChartTable Months(ReportView of) => new(
        W["Report.MonthsCaption"], [W["Report.Month"], W["Report.People"], W.Format("Report.DueAt", shown.Question.MainWeek), W["Report.MeasuredHead"], W.Format("Report.BetterHead", Points), W["Report.State"]],
        [
            .. of.Months.Reverse().Select(m => ImmutableArray.Create(
                m.Name, W.Number(m.Report.People), W.Number(m.Main.Due), W.Number(m.Main.Measured), Share(m.Main), m.IsClosed ? W["Report.Closed"] : W.Format("Report.ClosedParts", m.Closed.Length, shown.Question.Plan.Parts.Count()))),
        ]);

    /// <summary>The last half year of one's own people, beside their chart.</summary>
    public ChartTable Latest(ReportView own) => Months(own with { Months = [.. own.Months.TakeLast(LatestMonths)] });

    public string Between(double lower, double upper, int decimals) => W.Format("Registry.Between", W.Number(lower, decimals), W.Number(upper, decimals));

    private string Score(ScoreMoments moments) => moments.N == 0 ? "" : moments.Sd is { } sd ? W.Format("Report.MeanSd", W.Number(moments.Mean, 1), W.Number(sd, 1)) : W.Number(moments.Mean, 1);

    private string Share(ReportWeek week) => week.Responders is not { } better ? "" : W.Format(
        "Report.ShareOf", W.Number(better.Some), W.Number(better.People), W.Number(100 * better.Share.Estimate, 0), W.Number(100 * better.Share.Lower, 0), W.Number(100 * better.Share.Upper, 0));
}
