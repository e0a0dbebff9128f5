using System.Collections.Immutable;
using Huantiao.Care.Measures;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Tests.Measures;

/// <summary>Answers become a score by the rule of the instrument, and what is missing stays missing.</summary>
public class InstrumentScoreTests
{
    private static readonly MeasureKnowledge Measures = TreatmentLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Knowledge!.Measures;

    [Fact]
    public void Of_LegPain_IsTheAverageAloneAndNeverTheWorst()
    {
        var instrument = Measures.Find("HT_LEG_NRS")!;

        Assert.Equal(new InstrumentScore.Scored(4, 1, 1), InstrumentScore.Of(instrument, Answers(("leg_now", 4), ("leg_worst", 8))));
        var missing = Assert.IsType<InstrumentScore.NotScored>(InstrumentScore.Of(instrument, Answers(("leg_worst", 8))));
        Assert.Equal(["leg_now"], missing.Missing);
    }

    [Fact]
    public void Of_OwnActivities_IsTheMeanOfThoseAnswered()
    {
        var instrument = Measures.Find("HT_ACTIVITY")!;

        Assert.Equal(new InstrumentScore.Scored(3, 2, 3), InstrumentScore.Of(instrument, Answers(("activity_1_score", 2), ("activity_3_score", 4))));
        Assert.Equal(2, Assert.IsType<InstrumentScore.Scored>(InstrumentScore.Of(instrument, Answers(("activity_1_score", 2)), ImmutableHashSet.Create("activity_1_score"))).Value);
        Assert.IsType<InstrumentScore.NotScored>(InstrumentScore.Of(instrument, Answers()));
    }

    [Fact]
    public void ChangeOfMean_OtherActivitiesAnswered_ComparesTheSameOnes()
    {
        var instrument = Measures.Find("HT_ACTIVITY")!;

        Assert.Equal((3.0, 1), InstrumentScore.ChangeOfMean(instrument, Answers(("activity_1_score", 2), ("activity_2_score", 9)), Answers(("activity_1_score", 5), ("activity_3_score", 0))));
        Assert.Null(InstrumentScore.ChangeOfMean(instrument, Answers(("activity_2_score", 9)), Answers(("activity_1_score", 5))));
    }

    [Fact]
    public void Of_Bother_HasNoTotal() =>
        Assert.Equal(["bother_numb", "bother_pain"], Assert.IsType<InstrumentScore.Apart>(InstrumentScore.Of(Measures.Find("HT_BOTHER")!, Answers(("bother_pain", 3), ("bother_numb", 1)))).Values.Keys);

    [Theory]
    [InlineData("leg_now", 11)]
    [InlineData("leg_now", -1)]
    [InlineData("leg_now", 4.5)]
    [InlineData("no_such", 4)]
    public void Of_AnAnswerThatCannotBe_Throws(string item, double value) =>
        Assert.Throws<ArgumentException>(() => InstrumentScore.Of(Measures.Find("HT_LEG_NRS")!, Answers((item, value))));

    /// <summary>A sum of the clinic's own instrument: with one answer too few there is none, and nothing stands in for it.</summary>
    [Fact]
    public void Of_ASum_NeedsAsManyAnswersAsItSays()
    {
        var bother = Measures.Find("HT_BOTHER")!;
        var sum = bother with { Scoring = Scoring.Sum, LeastAnswered = 2 };

        Assert.Equal(new InstrumentScore.Scored(5, 2, 3), InstrumentScore.Of(sum, Answers(("bother_pain", 3), ("bother_weak", 2))));
        Assert.Equal(["bother_numb", "bother_weak"], Assert.IsType<InstrumentScore.NotScored>(InstrumentScore.Of(sum, Answers(("bother_pain", 3)))).Missing);
    }

    [Fact]
    public void Course_OfAnInstrumentAnsweredTwice_TellsTheChange()
    {
        var activity = Measures.Find("HT_ACTIVITY")!;
        var at = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

        var course = Assert.Single(InstrumentCourse.Of(Measures.Current, [new(at.AddDays(28), activity, Answers(("activity_1_score", 6))), new(at, activity, Answers(("activity_1_score", 2), ("activity_2_score", 1)))]));

        Assert.Equal((4.0, 1), (course.Change, course.OfItems));
        Assert.Equal(at, course.First!.At);
    }

    private static ImmutableDictionary<string, double> Answers(params (string Item, double Value)[] answers) => answers.ToImmutableDictionary(a => a.Item, a => a.Value, StringComparer.Ordinal);
}
