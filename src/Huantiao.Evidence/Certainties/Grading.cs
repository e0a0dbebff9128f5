using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>
/// GRADE: randomised trials start high; five domains take levels off, never below very low. Three are computed by stated rules; risk of bias and
/// indirectness are judgements of people, as is any other domain where a person overrules the rule.
/// </summary>
internal static class Grading
{
    /// <summary>Domains that only people can judge.</summary>
    private static readonly ImmutableArray<string> Human = ["risk-of-bias", "indirectness"];

    /// <summary>No trial gives a number: very low by definition (rule I0), whatever else could be judged.</summary>
    public static Certainty WithoutNumbers(TrialSelection selection)
    {
        var imprecision = new Proposal("imprecision");
        imprecision.Decide("I0", 2, Words.Text("certainty.no-number"));
        var reporting = ReportingGaps.WithoutNumbers(selection);
        return new Certainty(CertaintyLevel.VeryLow, [imprecision.ToReason(), reporting], Confirmed: false);
    }

    public static Certainty Of(GradeInput input)
    {
        var judgements = input.Pathway.Judgements.Where(j => j.QuestionId == input.Question.Id).ToImmutableArray();
        var inconsistency = Overruled(Inconsistency.Judge(input), judgements);
        ImmutableArray<CertaintyReason> reasons =
        [
            Judged("risk-of-bias", judgements),
            inconsistency,
            Judged("indirectness", judgements),
            Overruled(Imprecision.Judge(input, inconsistency.Downgrade > 0), judgements),
            Overruled(ReportingGaps.Judge(input), judgements),
        ];
        var level = (CertaintyLevel)Math.Max((int)CertaintyLevel.VeryLow, (int)CertaintyLevel.High - reasons.Sum(r => r.Downgrade));
        var signed = input.Pathway.Stewardship.ReviewedBy is { }
            && Human.All(domain => judgements.Any(j => j.Domain == domain)) && judgements.All(j => !j.Provisional);
        return new Certainty(level, reasons, signed);
    }

    // Not judged is not the same as no concern: one level until a person has looked (rule J0).
    private static CertaintyReason Judged(string domain, ImmutableArray<Judgement> judgements) =>
        Find(domain, judgements) is { } judgement
            ? new CertaintyReason(domain, judgement.Downgrade, Computed: false, judgement.Reason, judgement.Author) { Provisional = judgement.Provisional }
            : new CertaintyReason(domain, 1, Computed: true, Words.Text("certainty.not-judged"), Author: null) { Rules = "J0", Provisional = true };

    private static CertaintyReason Overruled(CertaintyReason computed, ImmutableArray<Judgement> judgements) =>
        Find(computed.Domain, judgements) is not { } judgement
            ? computed
            : new CertaintyReason(
                computed.Domain,
                judgement.Downgrade,
                Computed: false,
                Words.Join(judgement.Reason, Words.Text("certainty.overruled", ("levels", Show.Count(computed.Downgrade)), ("why", computed.Why))),
                judgement.Author)
            {
                Rules = computed.Rules,
                Provisional = judgement.Provisional,
            };

    private static Judgement? Find(string domain, ImmutableArray<Judgement> judgements) => judgements.FirstOrDefault(j => j.Domain == domain);
}
