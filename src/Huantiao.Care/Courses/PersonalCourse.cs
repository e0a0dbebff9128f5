using Huantiao.Evidence;
using Huantiao.Knowledge.Pathways;
using Huantiao.Prognosis;

namespace Huantiao.Care.Courses;

/// <summary>
/// What Prognosis needs to follow one person, made from what Evidence expects: the prior with the treatment, the change in the comparator's arm, and the rules of
/// a review. Evidence may not know Prognosis, nor Prognosis a pathway: here the two meet.
/// </summary>
/// <param name="Prior">With the treatment.</param>
/// <param name="OtherArm">Eventual change of people in the comparator's arm.</param>
/// <param name="Expected">Where every number came from.</param>
public sealed record PersonalCourse(CoursePrior Prior, Prognosis.Spread OtherArm, ReviewRules Rules, ExpectedCourse Expected)
{
    /// <summary>On the scale of the pathway's question; null where the pathway expects no course.</summary>
    public static PersonalCourse? For(Pathway pathway) => ExpectedCourse.Of(pathway) is { } expected ? From(expected) : null;

    /// <summary>The same for readings in another unit: 0.1 where a person answers from 0 to 10 and trials from 0 to 100.</summary>
    public PersonalCourse InUnit(double factor) =>
        this with { Prior = Prior.InUnit(factor), OtherArm = new(OtherArm.Mean * factor, OtherArm.Sd * factor), Rules = Rules.InUnit(factor) };

    private static PersonalCourse From(ExpectedCourse expected)
    {
        var (data, review) = (expected.Data, expected.Data.Review);
        var prior = new CoursePrior(
            new Scale(data.ScaleLower, data.ScaleUpper),
            expected.Question.Direction == Direction.HigherIsBetter ? Better.Higher : Better.Lower,
            new(data.Baseline.Mean, data.Baseline.Sd),
            new(expected.Treated.Mean, expected.Treated.Sd),
            data.ReadingSd.Value,
            [.. data.Speeds.Weeks.Zip(data.Speeds.Weights, (weeks, weight) => new Speed(weeks, weight))],
            data.Correlation.Value);
        return new(prior, new(expected.Comparator.Mean, expected.Comparator.Sd), new ReviewRules
        {
            Important = new ImportantChange.Units(expected.Important.Value),
            ReviewWeek = review.Week,
            HorizonWeek = review.HorizonWeek,
            ContinueFrom = review.ContinueFrom,
            UnlikelyBelow = review.UnlikelyBelow,
            LeastBaseline = review.LeastBaseline,
            LeastAfterStart = review.LeastAfterStart,
            EarliestWeek = review.EarliestWeek,
            ErrorZ = review.ErrorZ,
        }, expected);
    }
}
