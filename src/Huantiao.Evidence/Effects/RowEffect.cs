using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>What one row gives: an effect, or the reason why it gives none.</summary>
internal abstract record RowEffect
{
    private RowEffect()
    {
    }

    /// <param name="Yi">On the analysis scale, intervention against comparator.</param>
    /// <param name="Lower">95% interval on the natural scale.</param>
    /// <param name="Participants">0 where no report tells.</param>
    public sealed record Usable(double Yi, double Variance, double Lower, double Upper, int Participants, LocalText Derivation) : RowEffect;

    public sealed record None(LocalText Why) : RowEffect;

    /// <summary>The row's effect on the question's scale.</summary>
    public static RowEffect From(TrialOutcome row, Question question)
    {
        if (row.Missing != MissingKind.None)
            return new None(WhyMissing(row));
        if (RowMatch.TimeUnknown(row, question))
            return new None(Words.Text("left-out.time-unknown", ("time", row.TimePoint)));

        try
        {
            return question.Kind == OutcomeKind.Events ? EventEffect.From(row, question) : MeanEffect.From(row, question);
        }
        catch (AnalysisException impossible)
        {
            return new None(Words.Text("left-out.impossible", ("message", impossible.Message)));
        }
    }

    private static LocalText WhyMissing(TrialOutcome row)
    {
        var why = Words.Text(row.Missing == MissingKind.Planned ? "left-out.planned" : "left-out.not-reported");
        return row.ResultInWords is { } words ? Words.Join(why, Words.Text("left-out.in-words", ("words", words))) : why;
    }
}
