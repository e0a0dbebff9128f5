using Huantiao.Charts;
using Huantiao.Registry;

namespace Huantiao.Web.Reports;

/// <summary>A report's charts, as the drawings want them: the same object feeds the picture and the table beside it.</summary>
internal static class ReportDrawings
{
    private const int LimitsAtMost = 60;

    /// <summary>Null: no month has anybody with both scores.</summary>
    public static ControlPicture? Control(ReportView view, View page, int week)
    {
        if (view.Chart.Points.All(p => p.Value is null))
            return null;
        var words = page.Words;
        return new()
        {
            Words = new(
                words["Report.Began"], words["Report.BetterPercent"], words.Format("Report.BetterAt", week), words["Report.Middle"], words["Report.Limits"], words["Report.Flagged"], words["Report.NotFlagged"],
                words["Report.NoNumber"], words["Report.NoLimits"]),
            Marks = [.. view.Chart.Points.Select(p => new ControlMark(p.Period, 100 * p.Value, 100 * p.Limits?.Lower, 100 * p.Limits?.Upper, p.Signals != RunRules.None))],
            Middle = 100 * view.Chart.Middle,
            Bounds = (0, 100),
        };
    }

    /// <summary>Null: no unit has enough people for a place.</summary>
    public static UnitFunnel? Funnel(ShownReport shown, View page)
    {
        var (funnel, words) = (shown.Funnel, page.Words);
        if (!funnel.Places.Any(p => p.Unit.People >= shown.Question.Rules.LeastPeople))
            return null;
        var (least, most) = ((long)Math.Max(1, shown.Question.Rules.LeastPeople), (long)Math.Ceiling(1.1 * funnel.Places.Max(p => p.Unit.People)));
        return new()
        {
            Words = new(
                words[shown.ByName.IsEmpty ? "Report.Month" : "Report.Practitioner"], words["Report.PeopleWithBoth"], words.Format("Report.BetterAt", shown.Question.MainWeek), words["Report.Target"], words["Report.Inner"],
                words["Report.Outer"], words["Report.Within"], words["Report.Outside"], words["Report.FarOutside"], words.Format("Report.TooFew", shown.Question.Rules.LeastPeople), words["Report.NoTarget"]),
            Points = [.. funnel.Places.Select(p => new UnitPoint(p.Unit.Name, p.Unit.People, p.Share ?? 0, Standing(p.Standing)))],
            Target = funnel.Target,
            Limits = funnel.Target is null ? [] : [.. Steps(least, most).Select(n => Limits(funnel, n))],
        };
    }

    private static IEnumerable<long> Steps(long least, long most) => Enumerable.Range(0, LimitsAtMost + 1).Select(i => least + ((most - least) * i / LimitsAtMost)).Distinct();

    private static UnitLimits Limits(ShareFunnel funnel, long people)
    {
        var (inner, outer) = (funnel.Limits(people, alarm: false), funnel.Limits(people, alarm: true));
        return new(people, inner.Lower, inner.Upper, outer.Lower, outer.Upper);
    }

    private static UnitStanding Standing(Standing standing) => standing switch
    {
        Registry.Standing.Within => UnitStanding.Within,
        Registry.Standing.Outside => UnitStanding.Outside,
        Registry.Standing.FarOutside => UnitStanding.FarOutside,
        _ => UnitStanding.TooFew,
    };
}
