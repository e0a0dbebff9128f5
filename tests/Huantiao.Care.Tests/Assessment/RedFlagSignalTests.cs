using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.Care.Assessment;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;
using static Huantiao.Care.Tests.Assessment.Examined;

namespace Huantiao.Care.Tests.Assessment;

/// <summary>What in an examination leads to a rule of safety: a test a border, and what holds for every examination.</summary>
public class RedFlagSignalTests
{
    [Theory]
    [InlineData("MY3:Left:3", "R02")]
    [InlineData("MY3:Left:0", "R02")]
    [InlineData("MY3:Left:4-", "")]
    [InlineData("MY1:Right:3", "R02")]
    [InlineData("MY3:Left:3 MY3:Right:4-", "R02")]
    [InlineData("MY3:Left:3 MY2:Right:3", "R01 R02 R02")] // weak in both legs, whichever muscles
    [InlineData("MY3:Left:3 MY2:Left:3", "R02 R02")]
    [InlineData("DE5:Left:reduced", "R01")]
    [InlineData("DE5:Right:absent", "R01")]
    [InlineData("DE5:Right:increased", "R01")]
    [InlineData("DE5:Left:normal", "")]
    [InlineData("DE3:Left:absent", "")]
    [InlineData("RX1:Left:brisk", "R08")]
    [InlineData("RX3:Left:absent", "")]
    [InlineData("RX4:Left:up", "R08")]
    [InlineData("RX4:Left:down", "")]
    [InlineData("RX4:Left:none", "")]
    [InlineData("RX5:Right:yes", "R08")]
    [InlineData("RX5:Right:no", "")]
    [InlineData("HX7::yes", "P19")]
    [InlineData("pain:calf:Left pain:calf:Right", "R09")]
    [InlineData("pain:calf:Left pain:thigh-outer:Left", "")]
    [InlineData("pain:low-back:Left pain:low-back:Right", "")] // the back is no leg
    public void Of_Finding_LeadsToItsRule(string words, string rules)
    {
        var signals = RedFlagSignals.Of(With(words.Split(' ')), null);

        Assert.Equal(rules, string.Join(' ', signals.Select(s => s.Rule).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("5", "4+", true)]
    [InlineData("4", "4-", true)]
    [InlineData("4-", "4-", false)]
    [InlineData("4", "5", false)]
    [InlineData("not-examined", "4", false)]
    public void Of_StrengthAgainstTheLastExamination_FallsOrNot(string before, string now, bool falls)
    {
        var signals = RedFlagSignals.Of(With("MY4:Left:" + now), With("MY4:Left:" + before));

        Assert.Equal(falls, signals.Any(s => s is { Rule: "R02", Route.Trigger: ExaminationTrigger.Falling }));
    }

    [Fact]
    public void Of_FallOnTheOtherSide_IsNoFall() => Assert.Empty(RedFlagSignals.Of(With("MY4:Right:4"), With("MY4:Left:5")));

    [Fact]
    public void Of_FallingInBothLegs_IsAnEmergency() =>
        Assert.Contains(RedFlagSignals.Of(With("MY4:Left:4", "MY7:Right:4"), With("MY4:Left:5", "MY7:Right:4+")), s => s.Rule == "R01");

    [Fact]
    public void Of_EveryRoute_NamesARuleOfThePathwayAndSaysWhyInBothLanguages()
    {
        var signals = RedFlagSignals.Of(
            With("MY3:Left:2", "MY2:Right:1", "DE5:Left:absent", "RX1:Left:brisk", "RX4:Left:up", "RX5:Left:yes", "HX7::yes", "pain:calf:Left", "pain:calf:Right"), With("MY3:Left:5"));

        Assert.Equal(Enum.GetValues<ExaminationTrigger>().Skip(1).Order(), signals.Select(s => s.Route.Trigger).Distinct().Order());
        Assert.All(signals, s => Assert.Contains(Sciatica.Safety, r => r.Id == s.Rule));
        Assert.All(signals, s => Assert.DoesNotContain('{', s.Reason.In("en") + s.Reason.In("zh-Hans")));
    }

    [Fact]
    public void NotExamined_EmptyExamination_NamesEveryFieldThatSafetyLeansOn()
    {
        var missing = RedFlagSignals.NotExamined(Examination.Begin(Treatment));

        Assert.Equal(16, missing.Count(f => f.Field.Group == "myotome"));
        Assert.Contains(missing, f => f.Field.Id == "DE5");
        Assert.DoesNotContain(missing, f => f.Field.Id == "DE1");
        Assert.Empty(RedFlagSignals.NotExamined(Healthy()));
    }

    [Fact]
    public void Answers_NothingExamined_AreAllUnknown() =>
        Assert.All(RedFlagSignals.Answers(Examination.Begin(Treatment), null), a => Assert.Equal(Answer.Unknown, a.Answer));

    [Theory]
    [InlineData("saddle_reduced", Answer.No)]
    [InlineData("upper_motor", Answer.No)]
    [InlineData("weak_3", Answer.Unknown)] // nobody can say yet that it has not fallen
    [InlineData("both_legs_weak", Answer.Unknown)] // asked together with numbness
    [InlineData("both_legs_pain", Answer.Unknown)]
    [InlineData("spinal_procedure", Answer.Unknown)]
    public void Answers_HealthyAtTheFirstExamination_RuleOutOnlyWhatWasExamined(string question, Answer expected) =>
        Assert.Equal(expected, RedFlagSignals.Answers(Healthy(), null).Single(a => a.Question == question).Answer);

    [Fact]
    public void Answers_HealthyTwice_RuleOutFallingStrength() =>
        Assert.Equal(Answer.No, RedFlagSignals.Answers(Healthy(), Healthy()).Single(a => a.Question == "weak_3").Answer);

    [Theory]
    [InlineData("MY3:Left:3", "weak_3", Answer.Yes)]
    [InlineData("DE5:Left:reduced", "saddle_reduced", Answer.Yes)]
    [InlineData("RX4:Left:up", "upper_motor", Answer.Yes)]
    [InlineData("HX7::yes", "spinal_procedure", Answer.Unknown)] // an old operation: ask when
    public void Answers_Finding_SaysYesOrAsks(string word, string question, Answer expected)
    {
        var answer = RedFlagSignals.Answers(With(word), null).Single(a => a.Question == question);

        Assert.Equal(expected, answer.Answer);
        Assert.NotEmpty(answer.Why);
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Examinations)])]
    public bool Answers_AFindingLeftOut_NeverTurnsIntoANo(ExaminedAtRandom of)
    {
        var (whole, less) = (RedFlagSignals.Answers(of.Whole, of.Earlier), RedFlagSignals.Answers(of.OneLess, of.Earlier));

        return whole.Zip(less).All(p => p.Second.Answer != Answer.No || p.First.Answer == Answer.No);
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Examinations)])]
    public bool Of_AFindingLeftOut_AddsNoSignal(ExaminedAtRandom of) =>
        RedFlagSignals.Of(of.OneLess, of.Earlier).Length <= RedFlagSignals.Of(of.Whole, of.Earlier).Length;
}

public sealed record ExaminedAtRandom(Examination Whole, Examination OneLess, Examination? Earlier);

/// <summary>Random examinations in which most fields were examined and most are normal, and the same with one finding left out.</summary>
public static class Examinations
{
    public static Arbitrary<ExaminedAtRandom> Any() => (
        from one in Words()
        from earlier in Words()
        from first in Gen.Elements(true, false)
        from left in Gen.Elements(one)
        let place = left[..(left.LastIndexOf(':') + 1)]
        select new ExaminedAtRandom(With(one), With([.. one, place]), first ? null : With(earlier))).ToArbitrary();

    private static Gen<string[]> Words() => Gen.CollectToArray(
        Examined.Treatment.Examination.Where(f => !ExaminationValue.Offered(f).IsEmpty)
            .SelectMany(f => (f.Sided ? (string[])["Left", "Right"] : [""]).Select(s => (Field: f, Side: s))).ToArray(),
        place => Gen.Frequency(
            (12, Gen.Constant(Healthy(place.Field))), (2, Gen.Elements(ExaminationValue.Offered(place.Field).Select(v => v.Text).ToArray())), (1, Gen.Constant("not-examined")))
            .Select(text => $"{place.Field.Id}:{place.Side}:{text}"));

    private static string Healthy(ExaminationField field) => ExaminationValue.Offered(field)[0].Text;
}
