using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;
using static Huantiao.Care.Tests.Screening.Person;

namespace Huantiao.Care.Tests.Screening;

/// <summary>What holds for every set of answers, on each occasion, with thresholds signed off or not.</summary>
public class ScreenProperties
{
    private const int Many = 10_000;

    [Property(MaxTest = Many, Arbitrary = [typeof(AnswerSets)])]
    public bool Run_NoTurnedIntoNoAnswer_IsNeverLessCareful(AnswerSet of)
    {
        var before = of.Run(of.Answers.With(of.Question, AnswerSets.NoTo(of.Question)));

        return new[] { IntakeAnswer.NotAsked, IntakeAnswer.NotSure }.All(silence => IsAsCareful(before, of.Run(of.Answers.With(of.Question, silence))));
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(AnswerSets)])]
    public bool Run_AnyAnswersTakenAway_AreNeverReadAsNo(AnswerSet of)
    {
        var harmless = of.Removed.Aggregate(of.Answers, (answers, id) => answers.With(id, AnswerSets.NoTo(id)));
        var silent = of.Removed.Aggregate(of.Answers, (answers, id) => answers.With(id, IntakeAnswer.NotAsked));

        return IsAsCareful(of.Run(harmless), of.Run(silent));
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(AnswerSets)])]
    public bool Run_RiskAdded_IsNeverLessCareful(AnswerSet of)
    {
        var before = of.Run(of.Answers);
        var after = of.Run(AnswerSets.WithRisk(of.Answers, of.Question));

        return Rank(after) >= Rank(before) && !Rules(before).Except(Rules(after)).Any();
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(AnswerSets)])]
    public bool Run_AnswersInAnyOrder_AreTheSame(AnswerSet of)
    {
        var (one, other) = (of.Run(IntakeAnswers.From(of.Statements)), of.Run(IntakeAnswers.From(of.Shuffled)));

        return one.Decision == other.Decision && Rules(one).SequenceEqual(Rules(other)) && Open(one).SequenceEqual(Open(other))
            && one.Findings.Select(f => f.Basis).SequenceEqual(other.Findings.Select(f => f.Basis));
    }

    [Property(MaxTest = Many, Arbitrary = [typeof(AnswerSets)])]
    public bool Run_OpenQuestions_NeverEndBelowAskFirst(AnswerSet of)
    {
        var outcome = of.Run(of.Answers);

        return (outcome.Unanswered.IsEmpty || Rank(outcome) >= ScreenConsequence.AskFirst) && outcome.Findings.All(f => f.Rule.Consequence <= Rank(outcome))
            && outcome.Findings.All(f => !f.Because.IsEmpty || f.Rule.When is ScreeningCondition.Always);
    }

    /// <summary>At the next visit nothing that was found is forgotten, unless the answer that made it was itself replaced.</summary>
    [Property(MaxTest = Many, Arbitrary = [typeof(AnswerSets)])]
    public bool Merge_VisitWithoutNewAnswers_ForgetsNothing(AnswerSet of)
    {
        var intake = Known.Questions.Where(q => Known.AskedAt(q) != Occasion.Intake).Aggregate(of.Answers, (a, q) => a.With(q.Id, IntakeAnswer.NotAsked));
        var taps = Known.Recheck.Aggregate(IntakeAnswers.None, (a, t) => a.With(t.Question, of.Answers[t.Question]));

        var (before, after) = (of.Run(intake), of.Run(Rescreen.Merge(Known, intake, taps)));

        return !Rules(before).Where(YesOnly).Except(Rules(after)).Any() && Rank(after) >= Kept(before);
    }

    [Property(MaxTest = 2_000, Arbitrary = [typeof(AnswerSets)])]
    public bool Json_AnyAnswers_AreReadBackTheSame(AnswerSet of)
    {
        var (document, problems) = AnswersJson.Read(Known, AnswersJson.Write(of.Answers, of.Occasion));

        return problems.IsEmpty && document!.Occasion == of.Occasion && document.Answers.Answered.SequenceEqual(of.Answers.Answered)
            && of.Answers.Answered.All(id => of.Answers[id] == document.Answers[id]);
    }

    /// <summary>A number or a choice is asked anew; a yes stays.</summary>
    private static bool YesOnly(string rule) => Known.Rule(rule)!.When!.Parts().All(p => p is not (ScreeningCondition.Compared or ScreeningCondition.Chose or ScreeningCondition.ComparedWithThreshold));

    private static ScreenConsequence Kept(ScreenOutcome outcome) =>
        outcome.Findings.Where(f => YesOnly(f.Rule.Id)).Select(f => f.Rule.Consequence).Append(ScreenConsequence.Proceed).Max();

    private static bool IsAsCareful(ScreenOutcome before, ScreenOutcome after) =>
        Rank(after) >= Rank(before) && !Rules(before).Except(Rules(after)).Any();

    private static ScreenConsequence Rank(ScreenOutcome outcome) => outcome.Decision.Consequence;

    private static IEnumerable<string> Open(ScreenOutcome outcome) => outcome.Unanswered.Select(q => $"{q.Question.Id} {q.Why}");
}

/// <param name="Question">One question, to be answered otherwise.</param>
/// <param name="Removed">Several questions, to be answered otherwise together.</param>
public sealed record AnswerSet(
    ImmutableArray<(string, IntakeAnswer)> Statements, ImmutableArray<(string, IntakeAnswer)> Shuffled, string Question, ImmutableArray<string> Removed, Occasion Occasion, bool Signed)
{
    public IntakeAnswers Answers { get; } = IntakeAnswers.From(Statements);

    internal ScreenOutcome Run(IntakeAnswers answers) => SafetyScreen.Run(Known, answers, Signed ? Person.Signed : ClinicThresholds.Off, Occasion);
}

/// <summary>Makes sets of answers. Most answers are harmless: where everything is unknown every outcome would be the same.</summary>
public static class AnswerSets
{
    private static readonly string[] Texts = ["paracetamol", "apixaban 5mg", "aspirin, clopidogrel", "zolpimist", "no warfarin", "stopped apixaban 2019", "prednisolone and metformin", "capecitabine"];

    public static Arbitrary<AnswerSet> AnswerSet() => (
        from each in Gen.CollectToArray(Known.Questions.ToArray(), Answers)
        let statements = each.SelectMany(s => s).ToArray()
        from shuffled in Gen.Shuffle(statements)
        from question in Gen.Elements(Known.Questions.Select(q => q.Id).ToArray())
        from removed in Gen.Elements(Known.Questions.Select(q => q.Id).ToArray()).ArrayOf(4)
        from occasion in Gen.Elements(Occasion.Intake, Occasion.Visit, Occasion.Examination)
        from signed in Gen.Elements(true, false)
        select new AnswerSet([.. statements], [.. shuffled], question, [.. removed.Distinct(StringComparer.Ordinal)], occasion, signed)).ToArbitrary();

    /// <summary>The harmless answer; for medicines, that none of concern is taken.</summary>
    public static IntakeAnswer NoTo(string question) => HarmlessAnswer(Known.Question(question)!);

    /// <summary>The answer that only feeds rules, in place of what was there.</summary>
    public static IntakeAnswers WithRisk(IntakeAnswers answers, string id)
    {
        var question = Known.Question(id)!;
        return question.Kind switch
        {
            QuestionKind.YesNo => answers.With(id, IntakeAnswer.Yes),
            QuestionKind.Medicines => answers.With(id, new IntakeAnswer.Text((answers[id] is IntakeAnswer.Text t ? t.Value + "\n" : "") + "Xarelto 20mg")),
            QuestionKind.Choice when id == "consent_treatment" => answers.With(id, new IntakeAnswer.Choice("refused")),
            _ => answers,
        };
    }

    /// <summary>Sometimes said twice, and not the same; now and then not at all.</summary>
    private static Gen<(string, IntakeAnswer)[]> Answers(IntakeQuestion question) =>
        from count in Gen.Frequency((20, Gen.Constant(1)), (2, Gen.Constant(2)), (2, Gen.Constant(0)))
        from answers in Answer(question).ArrayOf(count)
        select answers.Select(a => (question.Id, a)).ToArray();

    private static Gen<IntakeAnswer> Answer(IntakeQuestion question) => Gen.Frequency(
        (30, Gen.Constant(HarmlessAnswer(question))), (1, Gen.Constant(IntakeAnswer.NotSure)), (2, Other(question)));

    private static Gen<IntakeAnswer> Other(IntakeQuestion question) => question.Kind switch
    {
        QuestionKind.YesNo => Gen.Constant(IntakeAnswer.Yes),
        QuestionKind.Number => Gen.Choose((int)Math.Ceiling(question.Least!.Value), (int)question.Most!.Value).Select(n => (IntakeAnswer)new IntakeAnswer.Number(n)),
        QuestionKind.Choice => Gen.Elements(question.Choices.ToArray()).Select(c => (IntakeAnswer)new IntakeAnswer.Choice(c.Value)),
        QuestionKind.Medicines => Gen.Elements(Texts).Select(t => (IntakeAnswer)new IntakeAnswer.Text(t)),
        _ => Gen.Constant(HarmlessAnswer(question)),
    };
}
