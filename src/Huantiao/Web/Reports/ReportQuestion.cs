using System.Globalization;
using Huantiao.Care.Courses;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;
using Huantiao.Prognosis;
using Huantiao.Records.Reports;
using Huantiao.Registry;

namespace Huantiao.Web.Reports;

/// <summary>What a clinic's report is about: the score by which the pathway follows a course, and the weeks at which it is asked.</summary>
/// <param name="MainWeek">The week that decides.</param>
public sealed record ReportQuestion(ReportPlan Plan, Subject Subject, ReportRules Rules, Instrument Instrument, int MainWeek)
{
    /// <summary>Null: the pathway follows no course by a single item, has no week to ask at, or does not say when a report stays silent.</summary>
    internal static ReportQuestion? Of(Site site)
    {
        var (pathway, measures) = (site.Pathway, site.Treatment?.Measures ?? MeasureKnowledge.None);
        if (pathway is not { Expectation: { } expectation, Registry: { } policy } || measures.Find(expectation.MeasureId) is not { ScoreItem: { } item } instrument
            || CourseOfPerson.ModelFor(pathway, instrument.Range.Least, instrument.Range.Most) is not { Rules: { Important: ImportantChange.Units important } review })
            return null;
        var times = measures.Schedule.Where(t => t is { Kind: TimepointKind.Calendar, Week: not null, Window: not null } && t.Instruments.Contains(instrument.Id)).ToList();
        if (times.Count == 0)
            return null;
        var (least, most) = ((int)instrument.Range.Least, (int)instrument.Range.Most);
        var plan = new ReportPlan(
            pathway.Name, instrument.Id, instrument.Version, item, least, most, instrument.Better == Direction.LowerIsBetter, important.Value,
            [.. times.Select(t => new ReportTime(t.Id, (int)t.Week!.Value, t.Window!.ToDay))], (int)Math.Round(7 * review.HorizonWeek));
        var main = (int)(times.Find(t => t.IsMain) ?? times[0]).Week!.Value;
        var subject = new Subject(
            pathway.Name, pathway.EvidenceDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), instrument.Id, instrument.Version.ToString(CultureInfo.InvariantCulture), least, most, plan.LowerIsBetter, important.Value,
            [.. plan.Times.Select(t => t.Week).OrderBy(w => w != main).ThenBy(w => w)]);
        return new(plan, subject, new(policy.ChartPeople, policy.ChartPeriods, policy.ChartExpected), instrument, main);
    }
}
