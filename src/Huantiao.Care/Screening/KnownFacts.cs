using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>From what the screen knows of a person to what the rules for needling a point ask. A place that the intake did not ask for is not told.</summary>
public static class KnownFacts
{
    private const string Pregnant = "pregnant";
    private const string Stage = "pregnancy_stage";

    /// <summary>Every fact that a rule of the screen tells, with its answer: yes, no or unknown.</summary>
    public static ImmutableArray<KnownFact> Of(ScreeningKnowledge knowledge, IntakeAnswers answers, ScreenOutcome outcome, Occasion occasion = Occasion.Intake)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(outcome);
        var truth = new ConditionTruth(knowledge, answers, ClinicThresholds.Off, outcome.Medicines, occasion);
        var facts = ImmutableArray.CreateBuilder<KnownFact>();
        foreach (var rule in knowledge.Rules.Where(r => r.Fact is not null && r.When is not null))
        {
            var answer = truth.Of(rule.When!);
            if (Named<PersonFact>(rule.Fact!) is { } person)
                facts.Add(new KnownFact.Person(person, answer));
            else if (Named<PlacedFact>(rule.Fact!) is { } placed)
                facts.Add(answer switch
                {
                    Answer.Yes => new KnownFact.At(placed, new BodyArea.NotTold()),
                    Answer.No => new KnownFact.Nowhere(placed),
                    _ => new KnownFact.NotSure(placed),
                });
        }

        if (knowledge.Question(Pregnant) is not null)
            facts.Add(new KnownFact.OfPregnancy(PregnancyOf(answers)));
        return facts.ToImmutable();
    }

    /// <summary>Whether the rules for needling know the word.</summary>
    public static bool IsKnown(string word) => Named<PersonFact>(word) is not null || Named<PlacedFact>(word) is not null;

    private static Pregnancy PregnancyOf(IntakeAnswers answers) => (answers[Pregnant], answers[Stage]) switch
    {
        (_, IntakeAnswer.Choice { Value: "first" }) => Pregnancy.FirstTrimester,
        (_, IntakeAnswer.Choice { Value: "later" }) => Pregnancy.AfterThirdMonth,
        var (pregnant, _) when pregnant == IntakeAnswer.Yes => Pregnancy.StageUnknown,
        var (pregnant, _) when pregnant == IntakeAnswer.No => Pregnancy.NotPregnant,
        _ => Pregnancy.Unknown,
    };

    private static T? Named<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !EqualityComparer<T>.Default.Equals(value, default) ? value : null;
}
