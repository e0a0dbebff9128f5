using System.Globalization;
using Huantiao.Simulation;

namespace Huantiao.Prognosis.Tests.Proofs;

/// <summary>Proof 5. Over simulated people the advice to stop at the review wrongly stops fewer than 5% of those who would have responded in the end.</summary>
public class DecisionValueTests
{
    [Fact]
    public void StopAdvice_AtTheReview_WronglyStopsFewResponders()
    {
        var value = DecisionValue.Of(Sample.Prior, Sample.Prior.Change, Sample.Rules, people: 50_000, seed: 5);
        TestContext.Current.TestOutputHelper?.WriteLine(value.ToString(CultureInfo.InvariantCulture));

        Assert.True(value.WronglyStopped < 0.05, value.ToString(CultureInfo.InvariantCulture));
        Assert.True(value.Stopped > 0.05, "advice that never stops anybody would pass the line above, and be worth nothing");
        Assert.True(value.RespondersAmongContinued > value.RespondersAmongAll + 0.1);
    }

    /// <summary>Where nothing changes for anybody, most are told that it is unlikely to help, and few are told to continue.</summary>
    [Fact]
    public void Advice_WhereTheTreatmentDoesNothing_SeldomSaysContinue()
    {
        var nothing = DecisionValue.Of(Sample.Prior, new Spread(0, 1e-9), Sample.Rules, people: 20_000, seed: 6);
        var real = DecisionValue.Of(Sample.Prior, Sample.Prior.Change, Sample.Rules, people: 20_000, seed: 6);
        TestContext.Current.TestOutputHelper?.WriteLine(nothing.ToString(CultureInfo.InvariantCulture));

        Assert.True(nothing.Continued < 0.05, nothing.ToString(CultureInfo.InvariantCulture));
        Assert.True(nothing.Continued < real.Continued / 5);
        Assert.True(nothing.Stopped > 0.5);
    }

    /// <summary>People come when it is at its worst, and are better the next week whatever is done: the model must not take that for help.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Advice_WhereNothingHelpsAndPeopleComeOnTheWorstOfSomeDays_SeldomSaysContinue(int days)
    {
        var nothing = DecisionValue.Of(Sample.Prior, new Spread(0, 1e-9), Sample.Rules, people: 20_000, seed: 8, worstOf: days);
        TestContext.Current.TestOutputHelper?.WriteLine($"worst of {days}: {nothing.ToString(CultureInfo.InvariantCulture)}");

        Assert.True(nothing.Continued < 0.05, nothing.ToString(CultureInfo.InvariantCulture));
        Assert.True(nothing.Continued < nothing.Stopped / 5, nothing.ToString(CultureInfo.InvariantCulture));
    }
}
