using System.Globalization;
using Huantiao.Care.Sessions;
using Huantiao.Prognosis;
using Huantiao.Records.Model;
using Huantiao.Web.Clinics;
using Huantiao.Web.Courses;
using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Treat.Discharges;

/// <summary>A paper of an ended treatment: what both say, in words. Nothing is worked out here.</summary>
public abstract class DischargePaper : ClinicPart
{
    [Parameter, EditorRequired]
    public EndedTreatment Of { get; set; } = null!;

    protected string Start => Of.Person.Began is { } began ? W.Date(Day(began.StartedAt)) : W["Discharge.NoNeedle"];

    protected string Sessions => Of.Plan.Plan.Content.Course is { } agreed ? W.Format("Discharge.SessionsOf", Of.Sessions.Count, agreed.Sessions) : W.Count("Discharge.Sessions", Of.Sessions.Count);

    protected string Points(double value) => W.Number(value, 1);

    protected DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Clinic.Clinic.Local(at).DateTime);

    /// <summary>From the start to the end in figures, beside what scoring sways by and what counts as important.</summary>
    protected IEnumerable<string> Outcome
    {
        get
        {
            if (Of.End is not { Start: { } start, Last: { } last, Change: { } change } end)
            {
                yield return W["Discharge.NotMeasured"];
                yield break;
            }

            yield return W.Format("Discharge.FromTo", View.In(Of.Person.Followed!.Name), Points(start), Points(last.Taken.Value), W.Date(last.Taken.Day), W.Number(last.Week, 0));
            var better = (end.AtEnd.Model.Prior.Better == Better.Lower ? -change : change) >= 0;
            yield return end.AtEnd.Review.SinceBaseline switch
            {
                MeasuredChange.WithinError c => W.Format("Discharge.Within", Points(Math.Abs(c.Difference)), Points(c.Limit)),
                MeasuredChange.Improved c => W.Format("Discharge.Better", Points(Math.Abs(c.Difference)), Points(c.Limit)),
                MeasuredChange.Worsened c => W.Format("Discharge.Worse", Points(Math.Abs(c.Difference)), Points(c.Limit)),
                _ => W["Discharge.NotMeasured"],
            };
            if (end.IsImportant is { } important && better && end.AtEnd.Review.Rules.Important is ImportantChange.Units units)
                yield return W.Format(important ? "Discharge.Important" : "Discharge.NotImportant", Points(units.Value));
        }
    }

    /// <summary>What no paper leaves out: people get better with the trials' comparison too, and by how much.</summary>
    protected IEnumerable<string> NotByNeedlesAlone
    {
        get
        {
            if (Of.End is { Alike: { } alike, Start: not null } end)
            {
                var scale = end.AtEnd.Model.Prior.Scale;
                var (begin, other, treated) = (end.AtEnd.Curve[0].Other.OnScale(scale).Expected, alike.Other.OnScale(scale).Expected, alike.Treated.OnScale(scale).Expected);
                var sign = end.AtEnd.Model.Prior.Better == Better.Lower ? 1 : -1;
                yield return W.Format(
                    (begin - other) * sign > 0 ? "Discharge.AlikeBetter" : "Discharge.Alike", Points(begin), Points(other), View.In(end.AtEnd.Model.Expected.Question.Comparator), Points(treated),
                    W.Number(alike.Week, 0), View.In(View.Pathway.Intervention));
            }

            yield return W["Discharge.Nobody"];
        }
    }

    /// <summary>What was advised when it ended, in the words of the course's page; null: no course.</summary>
    internal CourseWording? Says => Of.End is { } end ? new(View, end.AtEnd, Of.Person.Followed!) : null;

    protected string Kind(string key) => View.Site.Points.Atlas.AdverseEvents.Find(key) is { } kind ? View.In(kind.Name) : key;

    protected IEnumerable<string> Harms => Of.Events.Select(e => W.Format("Discharge.Harm", Kind(e.Kind), W.Date(Day(e.NoticedAt)), W["Adverse.Severity." + EnumWords.Of(e.Severity)]));

    protected string Asked => W.Format("Discharge.Asked", Of.Answered, Of.Sessions.Count);

    /// <summary>Each site that was needled, and in how many sessions.</summary>
    protected string Sites => string.Join(W["Format.Comma"], Of.Sessions
        .SelectMany(s => s.Session.Record.Needles.Select(n => View.In(SessionPhrases.SiteOf(n.Now))).Distinct(StringComparer.Ordinal))
        .GroupBy(site => site, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => g.Count() == Of.Sessions.Count ? g.Key : W.Format("Discharge.SiteIn", g.Key, g.Count())));

    /// <summary>"4" or "3–6".</summary>
    protected string NeedlesEach
    {
        get
        {
            var counts = Of.Sessions.Select(s => s.Session.Record.Needles.Length).ToList();
            var (least, most) = (counts.Min(), counts.Max());
            return least == most ? least.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{least}–{most}");
        }
    }
}
