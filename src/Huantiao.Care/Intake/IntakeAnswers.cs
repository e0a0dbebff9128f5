using System.Collections.Immutable;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Intake;

/// <summary>What a practitioner found out about a piece of text in which no medicine was recognised.</summary>
/// <param name="Text">The piece, as it was shown.</param>
/// <param name="Ingredient">Of the pathway's list; null: it is no medicine that any rule concerns.</param>
/// <param name="By">Who found out.</param>
/// <param name="Reason">How.</param>
public sealed record MedicineClarification(string Text, string? Ingredient, string By, string Reason);

/// <summary>All answers of one person. A question that is not here was not asked.</summary>
public sealed class IntakeAnswers
{
    private readonly ImmutableSortedDictionary<string, IntakeAnswer> _byQuestion;

    private IntakeAnswers(
        ImmutableSortedDictionary<string, IntakeAnswer> byQuestion, ImmutableArray<MedicineClarification> clarifications, ImmutableSortedSet<string> reopened) =>
        (_byQuestion, Clarifications, Reopened) = (byQuestion, clarifications, reopened);

    /// <summary>Nothing was asked yet.</summary>
    public static IntakeAnswers None { get; } = new(ImmutableSortedDictionary.Create<string, IntakeAnswer>(StringComparer.Ordinal), [], ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>Medicines that were not recognised and have been found out about since.</summary>
    public ImmutableArray<MedicineClarification> Clarifications { get; }

    /// <summary>Questions whose text may have become incomplete since it was written: what it names still counts, what it does not name is open.</summary>
    public ImmutableSortedSet<string> Reopened { get; }

    /// <summary>Ids of the questions that have an answer, "not sure" included.</summary>
    public IEnumerable<string> Answered => _byQuestion.Keys;

    /// <summary><see cref="IntakeAnswer.NotAsked"/> where there is none.</summary>
    public IntakeAnswer this[string question] => _byQuestion.GetValueOrDefault(question, IntakeAnswer.NotAsked);

    /// <summary>Several statements, in any order; where two are about one question the more careful counts.</summary>
    public static IntakeAnswers From(IEnumerable<(string Question, IntakeAnswer Answer)> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var joined = statements.GroupBy(s => s.Question, StringComparer.Ordinal)
            .Select(g => KeyValuePair.Create(g.Key, g.Select(s => s.Answer).OrderBy(a => a is IntakeAnswer.Text t ? t.Value : "", StringComparer.Ordinal).Aggregate(IntakeAnswer.NotAsked, IntakeAnswer.Join)))
            .Where(p => p.Value != IntakeAnswer.NotAsked);
        return new(joined.ToImmutableSortedDictionary(StringComparer.Ordinal), [], None.Reopened);
    }

    /// <summary>With this answer in place of the one before. Not asked takes it away.</summary>
    public IntakeAnswers With(string question, IntakeAnswer answer) =>
        new(answer == IntakeAnswer.NotAsked ? _byQuestion.Remove(question) : _byQuestion.SetItem(question, answer), Clarifications, Reopened.Remove(question));

    /// <summary>Asked anew: a yes stays, a text stays and counts as incomplete, everything else becomes "not asked".</summary>
    public IntakeAnswers Reopen(string question) => this[question] switch
    {
        IntakeAnswer.Text => new(_byQuestion, Clarifications, Reopened.Add(question)),
        var answer when answer == IntakeAnswer.Yes => this,
        _ => With(question, IntakeAnswer.NotAsked),
    };

    /// <summary>With what was found out about a piece of the medicines' text; an earlier finding about the same piece is replaced.</summary>
    public IntakeAnswers With(MedicineClarification clarification)
    {
        ArgumentNullException.ThrowIfNull(clarification);
        return new(_byQuestion, [.. Clarifications.Where(c => c.Text != clarification.Text), clarification], Reopened);
    }

    /// <summary>The first answer that does not fit its question; null where all do.</summary>
    public (string Question, AnswerMisfit Misfit)? FirstMisfit(ScreeningKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        foreach (var (id, answer) in _byQuestion)
        {
            var misfit = knowledge.Question(id) is { } question ? IntakeAnswer.MisfitOf(question, answer) : AnswerMisfit.NoSuchQuestion;
            if (misfit is { } wrong)
                return (id, wrong);
        }

        return null;
    }
}
