using System.Collections.Immutable;
using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;
using Huantiao.Web.Intakes;
using Huantiao.Web.Treat.Screens;

namespace Huantiao.Web.Demo;

/// <summary>What makes one invented person's answers differ from everybody's.</summary>
internal enum DemoCase
{
    /// <summary>Nothing that a rule asks to heed.</summary>
    Plain,

    /// <summary>An answer that sends to hospital.</summary>
    Emergency,

    /// <summary>A finding that another clinician's document settles, and that blocks until then.</summary>
    Stop,

    /// <summary>Findings to take note of.</summary>
    Careful,

    /// <summary>A medicine that a rule heeds, in free text.</summary>
    Medicine,

    /// <summary>A medicine that nobody recognises.</summary>
    Unrecognised,

    /// <summary>No consent to treatment.</summary>
    Refused,
}

/// <summary>
/// Answers for invented people, found in the pathway's own questions and rules: which yes makes an emergency, which one a stop, is asked of the screen and not
/// written here, so that another pathway has its own invented clinic.
/// </summary>
internal sealed class DemoAnswers
{
    private readonly ScreeningKnowledge _knowledge;
    private readonly TreatmentKnowledge _treatment;
    private readonly PointAtlas _atlas;
    private readonly ImmutableDictionary<DemoCase, ImmutableArray<string>> _yes;
    private readonly ImmutableArray<string> _heeded;

    public DemoAnswers(ScreeningKnowledge knowledge, TreatmentKnowledge treatment, PointAtlas atlas)
    {
        (_knowledge, _treatment, _atlas) = (knowledge, treatment, atlas);
        var plain = Plain(DemoPerson.Of(1, new(2026, 1, 1)), new(2026, 1, 1), 7);
        _yes = knowledge.Questions.Where(q => q.Kind == QuestionKind.YesNo && knowledge.AskedAt(q) == Occasion.Intake && q.ShownWhen is null)
            .Where(q => !HasPlace(plain.With(q.Id, IntakeAnswer.Yes))).Select(q => (Case: CaseOf(plain.With(q.Id, IntakeAnswer.Yes)), q.Id)).GroupBy(q => q.Case)
            .ToImmutableDictionary(g => g.Key, g => g.Select(q => q.Id).ToImmutableArray());
        _heeded =
        [
            .. knowledge.Medicines.Names.Where(n => n is { IsExact: false, Name.Length: > 6 } && n.Name.All(char.IsAsciiLetterLower) && n.Ingredients.Any(i => !i.SafetyIds.IsEmpty))
                .Where(n => CaseOf(Taking(plain, n.Name)) == DemoCase.Careful).Select(n => n.Name).Take(12),
        ];
    }

    /// <summary>What a person answers before the first visit.</summary>
    /// <param name="today">The day on which it is answered.</param>
    /// <param name="level">How strong it all is, 0 to 10, by which baselines differ.</param>
    public IntakeAnswers Of(DemoPerson person, DemoCase which, DateOnly today, int level, bool research)
    {
        var answers = Plain(person, today, level);
        foreach (var question in _knowledge.Questions.Where(q => ConsentAnswers.TextOf(_knowledge, q, DateOnly.MaxValue) is not null))
        {
            var purpose = ConsentAnswers.TextOf(_knowledge, question, DateOnly.MaxValue)!;
            var given = purpose.IsRequired ? which != DemoCase.Refused || purpose.Purpose != "treatment" : purpose.Purpose != "research" || research;
            answers = answers.With(question.Id, new IntakeAnswer.Choice(question.Choices[given ? 0 : 1].Value));
        }

        return which switch
        {
            DemoCase.Medicine when !_heeded.IsEmpty => Taking(answers, _heeded[person.Number % _heeded.Length] + " 5 mg, paracetamol"),
            DemoCase.Unrecognised => Taking(answers, "the small white tablets from my cousin"),
            DemoCase.Plain or DemoCase.Refused or DemoCase.Medicine => answers,
            _ => _yes.TryGetValue(which, out var ids) ? answers.With(ids[person.Number % ids.Length], IntakeAnswer.Yes) : answers,
        };
    }

    /// <summary>The answers as the page with the whole questionnaire sends them, of those questions alone that are being asked.</summary>
    /// <param name="first">Only so many: somebody who was interrupted. Null: all.</param>
    public IEnumerable<(string Name, string Value)> Fields(IntakeAnswers answers, int leg, int? first = null)
    {
        foreach (var question in _knowledge.Questions.Where(q => _knowledge.AskedAt(q) == Occasion.Intake && !q.IsOfTheSigning()).Take(first ?? int.MaxValue))
        {
            if (question.Kind == QuestionKind.Drawing)
            {
                foreach (var tick in Drawing(leg))
                    yield return ("r", tick);
            }
            else if (StaffAnswers.Shown(answers[question.Id]) is { } text)
            {
                yield return (TypedAnswer.Field(question), text);
            }
            else if (question.MaySkip)
            {
                yield return (TypedAnswer.HowField(question), TypedAnswer.Skip);
            }
        }
    }

    /// <summary>Numbers of an instrument in the answers: what is measured again later, and which way is better.</summary>
    public IEnumerable<(IntakeQuestion Question, double Value, bool LowerIsBetter)> Measured(IntakeAnswers answers) =>
        from question in _knowledge.Questions
        where question.Measure is not null && answers[question.Id] is IntakeAnswer.Number
        select (question, ((IntakeAnswer.Number)answers[question.Id]).Value, IsLowerBetter(question));

    private bool IsLowerBetter(IntakeQuestion question) => _treatment.GoalMeasures.FirstOrDefault(m => m.Id == question.Measure)?.Better != Direction.HigherIsBetter;

    /// <summary>Regions of one side along one aspect, as the list beside the drawing ticks them.</summary>
    private IEnumerable<string> Drawing(int leg)
    {
        var aspects = _atlas.Skin.Regions.Select(r => r.Aspect).OfType<string>().Distinct().ToList();
        var side = Sides.Word(leg % 2 == 0 ? BodySide.Left : BodySide.Right);
        return _atlas.Skin.Regions.Where(r => r.Aspect is not null && r.Aspect == aspects[leg / 2 % aspects.Count]).Select(r => $"pain:{r.Id}:{side}");
    }

    private IntakeAnswers Plain(DemoPerson person, DateOnly today, int level)
    {
        var answers = IntakeAnswers.None;
        foreach (var question in _knowledge.Questions.Where(q => _knowledge.AskedAt(q) == Occasion.Intake && q.Kind is QuestionKind.YesNo or QuestionKind.Number or QuestionKind.Text))
        {
            answers = answers.With(question.Id, question.Kind switch
            {
                QuestionKind.YesNo => IntakeAnswer.No,
                QuestionKind.Text => question.Measure is null ? IntakeAnswer.NotAsked : new IntakeAnswer.Text(person.Language == Languages.Language.English ? "Walking to the shops" : "走路去买菜"),
                _ => Number(question, person, today, level),
            });
        }

        return answers;
    }

    /// <summary>Age and weeks by their units; a measure by how strong it all is.</summary>
    private IntakeAnswer Number(IntakeQuestion question, DemoPerson person, DateOnly today, int level)
    {
        var (least, most) = (question.Least ?? 0, question.Most ?? 10);
        return question switch
        {
            { Unit: "a" } => new IntakeAnswer.Number(((today.Year - person.Born.Year) * 12 + today.Month - person.Born.Month) / 12),
            { Unit: "wk" } => new IntakeAnswer.Number(12 + (person.Number % 30)),
            { Measure: not null } when IsLowerBetter(question) => new IntakeAnswer.Number(Math.Clamp(level, least, most)),
            { Measure: not null } => new IntakeAnswer.Number(Math.Clamp(most - level, least, most)),
            _ => IntakeAnswer.NotAsked,
        };
    }

    /// <summary>The list of medicines, and a yes to whatever must be said before it is asked for.</summary>
    private IntakeAnswers Taking(IntakeAnswers answers, string medicines)
    {
        var question = _knowledge.MedicinesQuestion;
        return _knowledge.QuestionsOf(question.ShownWhen).Aggregate(answers, (a, id) => a.With(id, IntakeAnswer.Yes)).With(question.Id, new IntakeAnswer.Text(medicines));
    }

    /// <summary>Whether something was told that lies somewhere on the body: where, only a longer story could tell, and until then no needle is planned.</summary>
    private bool HasPlace(IntakeAnswers answers) =>
        SafetyScreen.Run(_knowledge, answers, ClinicThresholds.Off).Findings.Any(f => f.Rule.Fact is { } fact && Care.Assessment.BedsideFacts.HasPlace(fact));

    private DemoCase CaseOf(IntakeAnswers answers)
    {
        var outcome = SafetyScreen.Run(_knowledge, answers, ClinicThresholds.Off);
        var review = ScreenReview.Of(outcome, [], DateTimeOffset.MinValue);
        if (outcome.Findings.Any(f => f.Rule.Severity == ScreenSeverity.Emergency))
            return DemoCase.Emergency;
        if (!review.Blocking.IsEmpty)
            return outcome.Decision is ScreenDecision.Stop && review.Blocking.All(f => f.Rule.Settling == Settling.Document) ? DemoCase.Stop : DemoCase.Refused;
        return review.ToAcknowledge.IsEmpty ? DemoCase.Plain : DemoCase.Careful;
    }
}
