using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>
/// What is known of one question. Not asked, not sure, no, yes and a value are five different things: nothing turns one into another by itself.
/// </summary>
public abstract record IntakeAnswer
{
    private IntakeAnswer()
    {
    }

    /// <summary>Nobody has answered.</summary>
    public static IntakeAnswer NotAsked { get; } = new Silence();

    /// <summary>Asked, and the person could not tell.</summary>
    public static IntakeAnswer NotSure { get; } = new Doubt();

    public static IntakeAnswer No { get; } = new SaidNo();

    public static IntakeAnswer Yes { get; } = new SaidYes();

    /// <summary>A finite number, in the question's unit.</summary>
    public sealed record Number(double Value) : IntakeAnswer;

    /// <summary>One of the question's choices, by its value.</summary>
    public sealed record Choice(string Value) : IntakeAnswer;

    /// <summary>In the person's own words; for the question about medicines, their list.</summary>
    public sealed record Text(string Value) : IntakeAnswer;

    /// <summary>A drawing that is kept elsewhere, by its key.</summary>
    public sealed record Drawing(string Key) : IntakeAnswer;

    /// <summary>A day of the calendar.</summary>
    public sealed record Date(DateOnly Value) : IntakeAnswer;

    /// <summary>The name that was signed with.</summary>
    public sealed record Signature(string Name) : IntakeAnswer;

    /// <summary>What is wrong with an answer for that question; null where it fits.</summary>
    public static AnswerMisfit? MisfitOf(IntakeQuestion question, IntakeAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(answer);
        return (question.Kind, answer) switch
        {
            (_, Silence or Doubt) => null,
            (QuestionKind.YesNo, SaidNo or SaidYes) => null,
            (QuestionKind.Number, Number number) => number.Value >= question.Least && number.Value <= question.Most ? null : AnswerMisfit.OutOfRange,
            (QuestionKind.Choice, Choice choice) => question.Choices.Any(c => c.Value == choice.Value) ? null : AnswerMisfit.NoSuchChoice,
            (QuestionKind.Text or QuestionKind.Medicines, Text text) => text.Value.Length <= LongestText ? null : AnswerMisfit.TooLong,
            (QuestionKind.Drawing, Drawing) or (QuestionKind.Date, Date) or (QuestionKind.Signature, Signature) => null,
            _ => AnswerMisfit.OtherKind,
        };
    }

    /// <summary>Characters that a text may have at most.</summary>
    public const int LongestText = 10_000;

    /// <summary>
    /// Two answers to one question, in any order. Yes before "not sure" before no; two different values contradict each other, which is "not sure".
    /// </summary>
    internal static IntakeAnswer Join(IntakeAnswer one, IntakeAnswer other) => (one, other) switch
    {
        (Silence, _) => other,
        (_, Silence) => one,
        _ when one == other => one,
        (SaidYes, _) or (_, SaidYes) => Yes,
        (Text a, Text b) => new Text(string.CompareOrdinal(a.Value, b.Value) < 0 ? $"{a.Value}\n{b.Value}" : $"{b.Value}\n{a.Value}"),
        (Text, _) => one,
        (_, Text) => other,
        _ => NotSure,
    };

    internal sealed record Silence : IntakeAnswer;

    internal sealed record Doubt : IntakeAnswer;

    internal sealed record SaidNo : IntakeAnswer;

    internal sealed record SaidYes : IntakeAnswer;
}

/// <summary>Why an answer does not fit its question.</summary>
public enum AnswerMisfit
{
    Unknown,
    NoSuchQuestion,

    /// <summary>A number for a yes-or-no question, and the like.</summary>
    OtherKind,
    OutOfRange,
    NoSuchChoice,
    TooLong,
}
