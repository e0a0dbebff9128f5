using System.Collections.Immutable;

namespace Huantiao.Knowledge.Screening;

/// <summary>What a pathway knows for taking a person in safely: questions, consents, rules and medicines.</summary>
public sealed class ScreeningKnowledge
{
    private readonly ILookup<string, string> _rulesOfQuestion;
    private readonly Dictionary<string, IntakeQuestion> _questions;
    private readonly Dictionary<string, ScreeningRule> _rules;

    internal ScreeningKnowledge(
        ImmutableArray<IntakeSection> sections, ImmutableArray<IntakeGroup> groups, ImmutableArray<IntakeQuestion> questions, ImmutableArray<ConsentText> consents, ImmutableArray<RecheckTap> recheck,
        ImmutableArray<ScreeningThreshold> thresholds, ImmutableArray<ScreeningRule> rules, MedicineKnowledge medicines)
    {
        (Sections, Groups, Questions, Consents, Recheck, Thresholds, Rules, Medicines) = (sections, groups, questions, consents, recheck, thresholds, rules, medicines);
        _questions = questions.ToDictionary(q => q.Id, StringComparer.Ordinal);
        _rules = rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        MedicinesQuestion = questions.First(q => q.Kind == QuestionKind.Medicines);
        _rulesOfQuestion = rules.SelectMany(r => QuestionsOf(r.When).Distinct(StringComparer.Ordinal).Select(q => (Question: q, r.Id)))
            .ToLookup(p => p.Question, p => p.Id, StringComparer.Ordinal);
    }

    /// <summary>In the order of the intake.</summary>
    public ImmutableArray<IntakeSection> Sections { get; }

    /// <summary>Questions that stand on one page.</summary>
    public ImmutableArray<IntakeGroup> Groups { get; }

    /// <summary>In the order of the intake.</summary>
    public ImmutableArray<IntakeQuestion> Questions { get; }

    /// <summary>Every version of every text; the highest version of a purpose is the one to sign.</summary>
    public ImmutableArray<ConsentText> Consents { get; }

    /// <summary>The taps of the re-screen, in their order.</summary>
    public ImmutableArray<RecheckTap> Recheck { get; }

    public ImmutableArray<ScreeningThreshold> Thresholds { get; }

    /// <summary>In the order of the table.</summary>
    public ImmutableArray<ScreeningRule> Rules { get; }

    public MedicineKnowledge Medicines { get; }

    /// <summary>The question in whose answer medicines are recognised.</summary>
    public IntakeQuestion MedicinesQuestion { get; }

    /// <summary>From which occasion on the question is asked.</summary>
    public Occasion AskedAt(IntakeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Sections.First(s => s.Id == question.Section).AskedAt;
    }

    /// <summary>Null where there is no such question.</summary>
    public IntakeQuestion? Question(string id) => _questions.GetValueOrDefault(id);

    /// <summary>Null where there is no such rule.</summary>
    public ScreeningRule? Rule(string id) => _rules.GetValueOrDefault(id);

    /// <summary>Ids of the rules that an answer to the question feeds, in the order of the table.</summary>
    public ImmutableArray<string> RulesFedBy(string question) => [.. _rulesOfQuestion[question]];

    /// <summary>Ids of the questions that a condition asks, other rules followed to theirs.</summary>
    public IEnumerable<string> QuestionsOf(ScreeningCondition? condition) => QuestionsOf(condition, new(StringComparer.Ordinal));

    /// <param name="followed">Rules that were followed already: a broken table may turn in a circle, which its checks report.</param>
    private IEnumerable<string> QuestionsOf(ScreeningCondition? condition, HashSet<string> followed) => (condition?.Parts() ?? []).SelectMany(part => part switch
    {
        ScreeningCondition.Said said => [said.Question],
        ScreeningCondition.Chose chose => [chose.Question],
        ScreeningCondition.Compared compared => [compared.Question],
        ScreeningCondition.ComparedWithThreshold compared => [compared.Question],
        ScreeningCondition.Takes => [MedicinesQuestion.Id],
        ScreeningCondition.OfRule of when followed.Add(of.Rule) && _rules.TryGetValue(of.Rule, out var rule) => QuestionsOf(rule.When, followed),
        _ => Enumerable.Empty<string>(),
    });
}
