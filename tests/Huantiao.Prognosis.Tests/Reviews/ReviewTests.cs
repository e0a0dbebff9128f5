using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Huantiao.Prognosis.Tests.Reviews;

public class ReviewTests
{
    private static readonly Reading[] Improving = Sample.Readings((-1, 7), (0, 7), (1, 5), (2, 3.5), (3, 3), (4, 2.5));
    private static readonly Reading[] Unmoved = Sample.Readings((-1, 7), (0, 7), (1, 7), (2, 6.5), (3, 7), (4, 7));

    private static Review At(double week, params Reading[] readings) => Review.Of(Sample.Prior, Sample.Rules, week, readings);

    [Fact]
    public void Advice_ClearImprovement_IsToContinue()
    {
        var review = At(4, Improving);

        Assert.Equal(new Advice.Continue(review.ByHorizon), review.Advice);
        Assert.True(review.ByHorizon > 0.8 && review.ByReview <= review.ByHorizon);
        Assert.IsType<MeasuredChange.Improved>(review.SinceBaseline);
    }

    [Fact]
    public void Advice_NoImprovementByTheReview_IsUnlikelyToHelp() => Assert.IsType<Advice.UnlikelyToHelp>(At(4, Unmoved).Advice);

    [Fact]
    public void Advice_HalfTheWay_IsToChangeOrWatch() =>
        Assert.IsType<Advice.ChangeOrWatch>(At(4, Sample.Readings((-1, 7), (0, 7), (1, 6.5), (2, 5.5), (3, 5), (4, 5))).Advice);

    /// <summary>The borders are as the rules say: at or over one, under the other.</summary>
    [Fact]
    public void Advice_ExactlyAtTheBorders_ContinuesAndDoesNotStop()
    {
        var p = At(4, Unmoved).ByHorizon;
        Review With(double continueFrom, double unlikelyBelow) =>
            Review.Of(Sample.Prior, Sample.Rules with { ContinueFrom = continueFrom, UnlikelyBelow = unlikelyBelow }, 4, Unmoved);

        Assert.IsType<Advice.Continue>(With(p, p / 2).Advice);
        Assert.IsType<Advice.ChangeOrWatch>(With(1, p).Advice);
        Assert.IsType<Advice.UnlikelyToHelp>(With(1, Math.BitIncrement(p)).Advice);
    }

    [Fact]
    public void Advice_NoReadings_IsNoneAndSaysWhy()
    {
        var none = Assert.IsType<Advice.None>(At(4).Advice);

        Assert.Equal([new TooFewData.Baseline(0, 1), new TooFewData.AfterStart(0, 2), new TooFewData.Early(null, 3)], none.Why);
    }

    [Fact]
    public void Advice_TooEarly_IsNoneAndSaysUntilWhen() =>
        Assert.Equal(new Advice.None([new TooFewData.Early(2, 3)]), At(2, Sample.Readings((0, 7), (1, 6), (2, 5))).Advice);

    [Fact]
    public void Advice_PainSoLowThatTheChangeDoesNotFit_IsNone() =>
        Assert.Equal(new Advice.None([new TooFewData.NoRoom(2, 3)]), At(4, Sample.Readings((0, 2), (1, 1), (4, 1))).Advice);

    [Fact]
    public void Advice_ReadingsAfterATreatmentChange_AreNoGroundForAdvice()
    {
        Reading[] readings = [new(0, 7), new(1, 6), new(3, 3, ReadingMarks.TreatmentChanged), new(4, 2, ReadingMarks.TreatmentChanged | ReadingMarks.Late)];
        var review = At(4, readings);

        Assert.Equal(new Advice.None([new TooFewData.AfterStart(1, 2), new TooFewData.Early(1, 3)]), review.Advice);
        Assert.Equal([LeftOutBecause.TreatmentChanged, LeftOutBecause.TreatmentChanged], review.LeftOut.Select(l => l.Because));
        Assert.Equal(CourseFit.Of(Sample.Prior, readings.AsSpan(0, 2)).Change, review.Fit.Change);
    }

    [Theory]
    [InlineData(ReadingMarks.None)]
    [InlineData(ReadingMarks.TreatmentChanged)]
    [InlineData(ReadingMarks.StaffEntered)]
    public void Advice_WorseThanTheErrorOfMeasurement_AsksForAScreenWhateverTheMarks(ReadingMarks marks)
    {
        Assert.IsType<Advice.ScreenAgain>(At(1, new Reading(0, 5), new Reading(1, 8, marks)).Advice);
        Assert.IsType<Advice.ScreenAgain>(At(4, [.. Improving.AsSpan(0, 5), new Reading(4, 9.9, marks)]).Advice);
        Assert.IsType<MeasuredChange.NotMeasured>(At(1, new Reading(1, 8, marks)).SinceBaseline);
    }

    /// <summary>From 7 to 2 and back to 6: no worse than at the start, and yet a relapse.</summary>
    [Fact]
    public void Advice_RelapseWithinTheBaseline_AsksForAScreen()
    {
        var review = At(5, [.. Improving, new Reading(5, 6)]);

        Assert.IsType<MeasuredChange.WithinError>(review.SinceBaseline);
        var change = Assert.IsType<Advice.ScreenAgain>(review.Advice).Change;
        Assert.Equal(3.5, change.Difference, 12);
        Assert.Equal(1.96 * Math.Sqrt(2), change.Limit, 12);
    }

    [Fact]
    public void MeasuredChange_TwoBaselines_HasASmallerLimit()
    {
        var one = Assert.IsType<MeasuredChange.Improved>(MeasuredChange.SinceBaseline(Sample.Prior, 1.96, Sample.Readings((0, 7), (4, 4))));
        var two = Assert.IsType<MeasuredChange.Improved>(MeasuredChange.SinceBaseline(Sample.Prior, 1.96, Sample.Readings((-1, 7), (0, 7), (4, 4))));

        Assert.Equal(1.96 * Math.Sqrt(2), one.Limit, 12);
        Assert.Equal(1.96 * Math.Sqrt(1.5), two.Limit, 12);
        Assert.Equal(-3, two.Difference, 12);
    }

    [Fact]
    public void MeasuredChange_ExactlyAtTheLimit_IsWithinError()
    {
        var prior = Sample.Prior;
        var limit = 2 * prior.ReadingSd * Math.Sqrt(2);

        Assert.IsType<MeasuredChange.WithinError>(MeasuredChange.SinceBaseline(prior, 2, new Reading(0, 0), new Reading(4, limit)));
        Assert.IsType<MeasuredChange.Worsened>(MeasuredChange.SinceBaseline(prior, 2, new Reading(0, 0), new Reading(4, Math.BitIncrement(limit))));
        Assert.IsType<MeasuredChange.Improved>(MeasuredChange.SinceBaseline(Sample.Higher, 2, new Reading(0, 0), new Reading(4, Math.BitIncrement(limit))));
    }

    [Fact]
    public void Of_ReadingsAfterTheDay_AreNotLookedAt()
    {
        var then = At(4, Improving);
        var now = At(4, [.. Improving, new Reading(8, 10), new Reading(12, 10)]);

        Assert.Equal((then.ByReview, then.ByHorizon, then.Advice, then.SinceBaseline), (now.ByReview, now.ByHorizon, now.Advice, now.SinceBaseline));
        Assert.All(now.LeftOut, l => Assert.Equal(LeftOutBecause.Later, l.Because));
        Assert.Equal(2, now.LeftOut.Length);
    }

    [Fact]
    public void Of_PastTheHorizon_LooksAtToday()
    {
        var review = At(26, [.. Improving, new Reading(26, 3)]);

        Assert.Equal(review.Fit.ImprovementProbability(Sample.Important, 26), review.ByHorizon);
    }

    [Fact]
    public void Of_RulesThatContradictThemselves_IsRefused()
    {
        void Refused(ReviewRules rules) => Assert.Throws<ArgumentException>(() => Review.Of(Sample.Prior, rules, 4, Improving));
        Refused(Sample.Rules with { UnlikelyBelow = 0.6 });
        Refused(Sample.Rules with { ContinueFrom = 1.1 });
        Refused(Sample.Rules with { HorizonWeek = 3 });
        Refused(Sample.Rules with { LeastBaseline = 0 });
        Refused(Sample.Rules with { ErrorZ = 0 });
    }

    /// <summary>Whatever the readings: worsening outranks all, too few data outrank a probability, and the advice follows the probability.</summary>
    [Property(MaxTest = 5000)]
    public Property Advice_OfAnyReadings_FollowsItsOrder() => Prop.ForAll(
        (from items in Gen.Choose(-7, 90).Zip(Gen.Choose(0, 10)).Zip(Gen.Choose(0, 7)).ArrayOf()
         select items.Select(i => new Reading(i.Item1.Item1 / 7.0, i.Item1.Item2, (ReadingMarks)i.Item2)).ToArray()).ToArbitrary(),
        readings =>
        {
            var review = At(12, readings);
            var worse = review.SinceBaseline is MeasuredChange.Worsened || review.SincePrevious is MeasuredChange.Worsened;
            return review.Used.Length + review.LeftOut.Length == readings.Length && review.Advice switch
            {
                Advice.ScreenAgain => worse,
                Advice.None none => !worse && !none.Why.IsEmpty,
                Advice.Continue goOn => !worse && goOn.Probability >= 0.5,
                Advice.UnlikelyToHelp stop => !worse && stop.Probability < 0.1,
                Advice.ChangeOrWatch watch => !worse && watch.Probability is >= 0.1 and < 0.5,
                _ => false,
            };
        });
}
