using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;

namespace Huantiao.Care.Tests.Screening;

/// <summary>A person built from words: everything asked and answered harmlessly, apart from what is said.</summary>
internal static class Person
{
    /// <summary>A man of 40 whose leg has hurt for 20 weeks, who agrees and takes nothing.</summary>
    public static readonly IntakeAnswers Harmless = Make();

    /// <summary>All thresholds as proposed.</summary>
    public static readonly ClinicThresholds Signed = Known.Thresholds.Aggregate(
        ClinicThresholds.Off, (t, one) => t.TryWith(Known, new(one.Id, one.Proposed, "Dr A, licence 1", new(2026, 11, 22)))!);

    public static IntakeAnswers With(params string[] said) => said.Aggregate(Harmless, (answers, word) =>
    {
        var (id, text) = word.Split('=', 2) is [var i, var t] ? (i, t) : (word, "yes");
        return answers.With(id, AnswerText.Parse(Known.Question(id)!, text) ?? throw new ArgumentException(word, nameof(said)));
    });

    public static ScreenOutcome Screen(params string[] said) => SafetyScreen.Run(Known, With(said), ClinicThresholds.Off, Occasion.Examination);

    public static ImmutableArray<string> Rules(ScreenOutcome outcome) => [.. outcome.Findings.Select(f => f.Rule.Id)];

    /// <summary>The answer by which a question feeds no rule.</summary>
    public static IntakeAnswer HarmlessAnswer(IntakeQuestion question) => question.Kind switch
    {
        QuestionKind.YesNo => IntakeAnswer.No,
        QuestionKind.Choice => new IntakeAnswer.Choice(question.Choices[0].Value),
        QuestionKind.Number => new IntakeAnswer.Number(question.Id switch { "age" => 40, "duration_weeks" => 20, "inr" => 2, "platelets" => 200, "neutrophils" => 4, _ => 5 }),
        QuestionKind.Date => new IntakeAnswer.Date(new(2026, 11, 22)),
        QuestionKind.Medicines => new IntakeAnswer.Text("paracetamol"),
        QuestionKind.Drawing => new IntakeAnswer.Drawing("1"),
        QuestionKind.Signature => new IntakeAnswer.Signature("A B"),
        _ => new IntakeAnswer.Text("walking"),
    };

    private static IntakeAnswers Make() => IntakeAnswers.From(Known.Questions.Select(q => (q.Id, HarmlessAnswer(q))));
}
