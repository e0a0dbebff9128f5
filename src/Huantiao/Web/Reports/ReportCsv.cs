using System.Globalization;
using Huantiao.Registry;
using Huantiao.Web.Api;

namespace Huantiao.Web.Reports;

/// <summary>The report as rows, one a number: docs/methods/clinic-report.md says what each quantity is, and its unit.</summary>
internal static class ReportCsv
{
    private static readonly string[] Columns = ["whose", "period", "state", "week", "quantity", "unit", "value", "lower", "upper", "people"];

    /// <param name="shown">Null: nobody has begun, and there is no row.</param>
    public static string Write(ShownReport? shown)
    {
        var text = new CsvText().Row(Columns);
        if (shown is null)
            return text.ToString();
        Add(text, "clinic", shown, shown.Clinic);
        if (shown.Own is { } own)
            Add(text, "own", shown, own);
        foreach (var (name, view) in shown.ByName)
            Add(text, name, shown, view);
        return text.ToString();
    }

    private static void Add(CsvText text, string whose, ShownReport shown, ReportView view)
    {
        var all = $"{ReportMonth.Names(shown.From)}/{ReportMonth.Names(shown.Until)}";
        foreach (var line in Lines(view.Report))
            text.Row([whose, all, "sum", .. line]);
        foreach (var month in view.Months)
        {
            foreach (var line in Lines(month.Report))
                text.Row([whose, month.Name, month.IsClosed ? "closed" : "open", .. line]);
            if (whose == "clinic")
            {
                foreach (var part in month.Closed)
                    text.Row([whose, month.Name, "closed", "", "late-readings:" + part.Part, "readings", Whole(part.Late), "", "", ""]);
            }
        }
    }

    private static IEnumerable<string[]> Lines(ClinicReport report)
    {
        string[] Count(string week, string quantity, int value, string unit = "people") => [week, quantity, unit, Whole(value), "", "", ""];
        yield return Count("", "began", report.People);
        yield return Count("", "treatments", report.Treatments, "treatments");
        yield return Count("", "baseline-missing", report.BaselineMissing);
        yield return Moments("0", "score", report.Baseline);
        foreach (var kind in report.CaseMix)
        {
            yield return Count("0", "began-at:" + kind.Stratum, kind.People);
            if (kind.Baseline.N > 0)
                yield return Moments("0", "score-at:" + kind.Stratum, kind.Baseline);
        }

        foreach (var week in report.Weeks)
        {
            var name = Whole(week.Week);
            yield return Count(name, "not-due", week.NotDue);
            yield return Count(name, "due", week.Due);
            yield return Count(name, "measured", week.Measured);
            yield return Count(name, "missing", week.Missing);
            foreach (var reason in week.Reasons)
                yield return Count(name, "missing:" + reason.Reason, reason.People);
            yield return Moments(name, "score", week.Scores);
            if (week.MeanScore is { } mean)
                yield return [name, "score-bounds", "points", "", Number(mean.Lower), Number(mean.Upper), Whole(week.Due)];
            yield return Count(name, "paired", week.Paired);
            if (week.Change is { } change)
                yield return [name, "change", "points", Number(change.Estimate), Number(change.Lower), Number(change.Upper), Whole((int)change.People)];
            if (week.Responders is { } better)
            {
                yield return Count(name, "better", better.Some);
                yield return [name, "better-share", "share", Number(better.Share.Estimate), Number(better.Share.Lower), Number(better.Share.Upper), Whole(better.People)];
            }

            if (week.RespondersAmongDue is { } bounds)
                yield return [name, "better-bounds", "share", "", Number(bounds.Worst), Number(bounds.Best), Whole(bounds.Due)];
        }

        foreach (var harm in report.Harms)
        {
            yield return ["", "affected:" + harm.Kind, "share", Number(harm.Affected.Share.Estimate), Number(harm.Affected.Share.Lower), Number(harm.Affected.Share.Upper), Whole(harm.Affected.People)];
            if (harm.Events is { } events)
                yield return ["", "events:" + harm.Kind, "per treatment", Number(events.Estimate), Number(events.Lower), Number(events.Upper), Whole(harm.Affected.People)];
        }
    }

    private static string[] Moments(string week, string quantity, ScoreMoments moments) =>
        [week, quantity, "points", moments.N == 0 ? "" : Number(moments.Mean), "", "", Whole((int)moments.N)];

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
