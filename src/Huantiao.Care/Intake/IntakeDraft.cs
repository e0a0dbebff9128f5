using System.Collections.Immutable;

namespace Huantiao.Care.Intake;

/// <summary>What became of one saving.</summary>
public enum SavingOutcome
{
    Unknown,

    /// <summary>It is in the draft now.</summary>
    Changed,

    /// <summary>It was there already: sent twice, or said twice.</summary>
    Same,

    /// <summary>The question has been answered otherwise since the sender saw it. Nothing was changed.</summary>
    Stale,
}

/// <summary>
/// A questionnaire on its way. Not reached, passed over on purpose, not sure and answered are four different things; to the screen the first two are the same:
/// no answer.
/// </summary>
/// <param name="Skipped">Questions that the person chose to pass over.</param>
/// <param name="Savings">By question, the key of the saving that put it as it is.</param>
public sealed record IntakeDraft(IntakeAnswers Answers, ImmutableSortedSet<string> Skipped, ImmutableSortedDictionary<string, Guid> Savings)
{
    /// <summary>Nothing has been reached.</summary>
    public static IntakeDraft Empty { get; } = new(
        IntakeAnswers.None, ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, Guid>(StringComparer.Ordinal));

    /// <summary>Whether the person has been at the question and left it answered, unsure or passed over.</summary>
    public bool IsDealtWith(string question) => Answers[question] != IntakeAnswer.NotAsked || Skipped.Contains(question);

    /// <summary>The key of the saving that put the question as it is; null where nothing has.</summary>
    public Guid? SavingOf(string question) => Savings.TryGetValue(question, out var key) ? key : null;

    /// <summary>Saves one answer under its own key.</summary>
    /// <param name="answer">Null: passed over.</param>
    /// <param name="key">Made by the sender; the same again is no change.</param>
    /// <param name="over">The saving that the sender saw; null where it saw none.</param>
    public (SavingOutcome Outcome, IntakeDraft Draft) Save(string question, IntakeAnswer? answer, Guid key, Guid? over)
    {
        var before = SavingOf(question);
        var isSkipped = answer is null;
        if (before == key || (before is not null && Skipped.Contains(question) == isSkipped && Answers[question] == (answer ?? IntakeAnswer.NotAsked)))
            return (SavingOutcome.Same, this);
        if (before != over)
            return (SavingOutcome.Stale, this);
        return (SavingOutcome.Changed, new(
            Answers.With(question, answer ?? IntakeAnswer.NotAsked), isSkipped ? Skipped.Add(question) : Skipped.Remove(question), Savings.SetItem(question, key)));
    }
}
