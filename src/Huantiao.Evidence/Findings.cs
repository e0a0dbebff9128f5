using Huantiao.Evidence.Integrity;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>From a pathway to its answer: each question matched with its trials, pooled, graded and counted per 100.</summary>
public static class Findings
{
    /// <summary>The whole answer; findings by rank.</summary>
    /// <exception cref="NotSupportedException">A question asks for a measure that the answer does not know.</exception>
    public static Answer For(Pathway pathway)
    {
        ArgumentNullException.ThrowIfNull(pathway);
        return new Answer(
            pathway,
            [.. pathway.Questions.OrderBy(q => q.Rank).Select(q => For(pathway, q))],
            () => IntegrityChecks.Run(pathway).Problems);
    }

    /// <summary>What the evidence says to one question.</summary>
    public static Finding For(Pathway pathway, Question question)
    {
        ArgumentNullException.ThrowIfNull(pathway);
        ArgumentNullException.ThrowIfNull(question);

        _ = EffectScales.MeasureOf(question);
        var selection = TrialSelection.For(question, pathway.Trials);
        var synthesis = Pooling.Of(question, selection.Chosen);
        var people = PeopleHelped.Of(pathway, question, selection.Chosen, synthesis);
        var benefit = synthesis is null ? null : Benefit.Of(question, synthesis, Differences.BetweenGroups(pathway, question));
        return new Finding
        {
            Question = question,
            Studies = Pooling.Studies(question, selection.Chosen, synthesis),
            Missing = selection.Missing,
            NotUsed = selection.NotUsed,
            Participants = selection.Chosen.Sum(c => c.Effect.Participants),
            Synthesis = synthesis,
            Certainty = synthesis is null || benefit is null
                ? Grading.WithoutNumbers(selection)
                : Grading.Of(new GradeInput(pathway, question, selection.Chosen, selection, synthesis, benefit)),
            Per100 = people.Per100,
            WhyNoPer100 = people.WhyNot,
            Size = benefit?.Size() ?? EffectSizeClass.NoData,
            ImportantDifference = benefit?.NaturalThreshold(question),
        };
    }
}
