using System.Collections.Immutable;
using Huantiao.Care.Courses;
using Huantiao.Charts;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Measures;
using Huantiao.Prognosis;
using Huantiao.Web.Words;

namespace Huantiao.Web.Courses;

/// <summary>A course in words and as a drawing. Nothing is worked out here: every number is the course's own, rounded to be read.</summary>
internal sealed class CourseWording(View view, CourseOfPerson course, Instrument followed)
{
    private readonly Wording _words = view.Words;

    private Review Review => course.Review;

    /// <summary>"about 62 in 100"; the ends are not rounded to certainty.</summary>
    public string Chance(double probability) => probability switch
    {
        < 0.01 => _words["Course.BelowOne"],
        > 0.99 => _words["Course.AboveNinetyNine"],
        _ => _words.Format("Course.InHundred", _words.Number(100 * probability, 0)),
    };

    public string Points(double value) => _words.Number(value, 1);

    private string Week(double value) => _words.Number(value, value.Equals(Math.Floor(value)) ? 0 : 1);

    /// <summary>Word key of what is advised.</summary>
    public string AdviceKey => "Course.Advice." + ReviewExport.Name(Review.Advice);

    /// <summary>Why that is advised, in a sentence or more.</summary>
    public ImmutableArray<string> Why => Review.Advice switch
    {
        Advice.ScreenAgain { Change: var worse } => [_words.Format("Course.Why.screen-again", Points(Math.Abs(worse.Difference)), Points(worse.Limit))],
        Advice.None none => [.. none.Why.Select(Lacking)],
        Advice.Continue advice => [_words.Format("Course.Why.continue", Chance(advice.Probability), Week(HorizonWeek), Chance(Review.Rules.ContinueFrom))],
        Advice.ChangeOrWatch advice => [_words.Format("Course.Why.change-or-watch", Chance(advice.Probability), Week(HorizonWeek), Chance(Review.Rules.UnlikelyBelow), Chance(Review.Rules.ContinueFrom))],
        Advice.UnlikelyToHelp advice => [_words.Format("Course.Why.unlikely-to-help", Chance(advice.Probability), Week(HorizonWeek), Chance(Review.Rules.UnlikelyBelow))],
        _ => [],
    };

    /// <summary>The week that the advice looks to: past the horizon it is today.</summary>
    public double HorizonWeek => Math.Max(Review.Rules.HorizonWeek, Review.Week);

    /// <summary>The two chances, each with its week.</summary>
    public IEnumerable<(string Label, string Chance)> Chances =>
    [
        (_words.Format("Course.ByReview", Week(Review.Rules.ReviewWeek)), Chance(Review.ByReview)),
        (_words.Format("Course.ByHorizon", Week(HorizonWeek)), Chance(Review.ByHorizon)),
    ];

    /// <summary>What counts as important here.</summary>
    public string Important => Review.Rules.Important is ImportantChange.Units units ? _words.Format("Course.Important", Points(units.Value), view.In(followed.Name)) : "";

    /// <summary>The last number against the first ones, without any model.</summary>
    public string Measured => Said("Course.Measured.", Review.SinceBaseline);

    public string? MeasuredBefore => Review.SincePrevious is MeasuredChange.NotMeasured ? null : Said("Course.MeasuredBefore.", Review.SincePrevious);

    public CourseDrawing Drawing() => new()
    {
        Words = new(
            view.In(followed.Name), _words["Course.WeekAxis"], _words["Course.Expected"], _words["Course.Half"], _words["Course.NineTenths"],
            _words.Format("Course.ArmTreated", view.In(view.Pathway.Intervention)), _words.Format("Course.ArmOther", view.In(course.Model.Expected.Question.Comparator)),
            _words["Course.Dot.Own"], _words["Course.Dot.Staff"], _words["Course.Dot.LeftOut"], _words["Course.Dot.Late"], _words["Course.Start"], _words["Course.ReviewMark"], _words["Course.ImportantLine"]),
        Least = course.Model.Prior.Scale.Lower,
        Most = course.Model.Prior.Scale.Upper,
        Curve = [.. course.Curve.Select(Point)],
        Dots = [.. course.Scores.Where(s => s.NotCounted != NotCounted.TooOld).Select(Dot)],
        ReviewWeek = course.Model.Rules.ReviewWeek,
        ImportantAt = course.ImportantAt,
    };

    public ChartTable Table => CourseChart.Table(Drawing(), course.Table.Select(Point), _words["Course.TableTitle"]);

    public ChartTable Readings => new(
        _words["Course.ReadingsTitle"], [_words["Course.Day"], _words["Course.WeekAxis"], view.In(followed.Name), _words["Course.Note"]],
        [.. course.Scores.Select(s => ImmutableArray.Create(_words.Date(s.Taken.Day), _words.Number(s.Week, 1), _words.Number(s.Taken.Value, s.Taken.Value.Equals(Math.Floor(s.Taken.Value)) ? 0 : 1), Note(s)))]);

    private CourseCurvePoint Point(CourseWeek week)
    {
        var scale = course.Model.Prior.Scale;
        var own = week.Own.OnScale(scale);
        return new(
            week.Week, own.Expected, own.Half.Lower, own.Half.Upper, own.NineTenths.Lower, own.NineTenths.Upper, week.Treated.OnScale(scale).Expected, week.Other.OnScale(scale).Expected);
    }

    private static CourseDot Dot(CourseScore score) => new(
        score.Week, score.Taken.Value,
        score.NotCounted != NotCounted.Counted || score.Marks.HasFlag(ReadingMarks.TreatmentChanged) ? CourseDotKind.LeftOut : score.Taken.ByStaff ? CourseDotKind.Staff : CourseDotKind.Own,
        score.Taken.Late);

    private string Note(CourseScore score)
    {
        List<string> notes = [_words[score.Taken.ByStaff ? "Course.Dot.Staff" : "Course.Dot.Own"]];
        if (score.Taken.Late)
            notes.Add(_words["Course.Dot.Late"]);
        if (score.Marks.HasFlag(ReadingMarks.TreatmentChanged))
            notes.Add(_words["Course.AfterChange"]);
        if (score.NotCounted != NotCounted.Counted)
            notes.Add(_words["Course.NotCounted." + score.NotCounted]);
        return string.Join(_words["Format.Comma"], notes);
    }

    private string Said(string key, MeasuredChange change) => change switch
    {
        MeasuredChange.WithinError c => _words.Format(key + "within", Points(Math.Abs(c.Difference)), Points(c.Limit)),
        MeasuredChange.Improved c => _words.Format(key + "improved", Points(Math.Abs(c.Difference)), Points(c.Limit)),
        MeasuredChange.Worsened c => _words.Format(key + "worsened", Points(Math.Abs(c.Difference)), Points(c.Limit)),
        _ => _words[key + "none"],
    };

    private string Lacking(TooFewData why) => why switch
    {
        TooFewData.Baseline few => _words.Format("Course.Lacks.baseline", few.Have, few.Need),
        TooFewData.AfterStart few => _words.Format("Course.Lacks.after", few.Have, few.Need),
        TooFewData.Early early => _words.Format("Course.Lacks.early", Week(early.NeedWeek)),
        TooFewData.NoRoom room => _words.Format("Course.Lacks.room", Points(room.Room), Points(room.Need)),
        _ => "",
    };

    /// <summary>Every number that the course rests on, with where it is from.</summary>
    public IEnumerable<(string What, Provenance Of)> Sources
    {
        get
        {
            var expected = course.Model.Expected;
            yield return (_words["Course.From.arms"], expected.Treated.Arms[0].Row.Provenance);
            yield return (_words["Course.From.important"], expected.Important.Provenance);
            yield return (_words["Course.From.baseline"], expected.Data.Baseline.Provenance);
            yield return (_words["Course.From.error"], expected.Data.ReadingSd.Provenance);
            yield return (_words["Course.From.speeds"], expected.Data.Speeds.Provenance);
            yield return (_words["Course.From.review"], expected.Data.Review.Provenance);
        }
    }
}
