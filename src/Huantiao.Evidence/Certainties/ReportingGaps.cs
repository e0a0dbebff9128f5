using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>
/// Reporting gaps (GRADE's publication bias): people in finished trials whose numbers cannot be used, people whom reviews counted and we cannot, and,
/// from ten trials on, asymmetry. A planned trial is not a missing one. Rules R1 to R3 in docs/methods/evidence.md.
/// </summary>
internal static class ReportingGaps
{
    /// <summary>From this share of people without usable results the certainty falls (R1, R2): our convention.</summary>
    private const double Noticeable = 0.1;

    public static CertaintyReason Judge(GradeInput input)
    {
        var proposal = new Proposal("reporting");
        var finished = FinishedTrials(input.Selection);
        Finished(input.Participants, input.Trials.Length, finished, proposal);
        Reviews(input, finished, proposal);
        Asymmetry(input, proposal);
        return Closed(proposal, input.Selection, finished);
    }

    /// <summary>Where no trial gives a number, every finished one is missing.</summary>
    public static CertaintyReason WithoutNumbers(TrialSelection selection)
    {
        var proposal = new Proposal("reporting");
        var finished = FinishedTrials(selection);
        Finished(people: 0, trials: 0, finished, proposal);
        return Closed(proposal, selection, finished);
    }

    /// <summary>People in a trial that gave no number; null where no report tells.</summary>
    public static int? People(TrialOutcome row) => (row.Arm1.N, row.Arm2.N, row.Count1.Total, row.Count2.Total) switch
    {
        ({ } n1, { } n2, _, _) => n1 + n2,
        (_, _, { } n1, { } n2) => n1 + n2,
        _ => null,
    };

    private static ImmutableArray<LeftOut> FinishedTrials(TrialSelection selection) =>
        [.. selection.Missing.Where(m => m.Row.Missing != MissingKind.Planned)];

    private static CertaintyReason Closed(Proposal proposal, TrialSelection selection, ImmutableArray<LeftOut> finished)
    {
        if (proposal.IsSilent && finished.IsEmpty)
            proposal.Note(Words.Text("reporting.none"));
        if (selection.Missing.Length > finished.Length)
            proposal.Note(Words.Counted("reporting.planned", selection.Missing.Length - finished.Length));
        return proposal.ToReason();
    }

    // Where one trial's size is not told, shares of trials stand in for shares of people.
    private static void Finished(int people, int trials, ImmutableArray<LeftOut> finished, Proposal proposal)
    {
        if (finished.IsEmpty)
            return;

        var lost = finished.Sum(m => People(m.Row) ?? 0);
        var told = finished.All(m => People(m.Row) is { });
        var share = told ? (double)lost / (lost + people) : (double)finished.Length / (finished.Length + trials);
        var text = Words.Counted(
            told ? "reporting.finished" : "reporting.finished-unknown-size",
            finished.Length,
            ("n", Show.Count(lost)), ("share", Show.Number(100 * share, 0)), ("names", Words.List(finished.Select(m => Words.Same(m.Row.Study)))));
        if (share >= Noticeable)
            proposal.Decide("R1", 1, text);
        else
            proposal.Note(text);
    }

    // A review of the same comparison that counted more people than we know of shows that numbers exist which nobody outside can use.
    private static void Reviews(GradeInput input, ImmutableArray<LeftOut> finished, Proposal proposal)
    {
        var known = input.Participants + finished.Sum(m => People(m.Row) ?? 0);
        var largest = PublishedMatches.For(input.Pathway, input.Question)
            .Select(m => (m.Published, People: PublishedMatches.Count(m.Published.Participants)))
            .Where(m => m.People is { })
            .OrderByDescending(m => m.People!.Value)
            .FirstOrDefault();
        if (largest.People is not { } counted || counted <= known)
            return;

        var share = (double)(counted - known) / counted;
        var text = Words.Text(
            "reporting.reviews",
            ("review", largest.Published.Review), ("people", Show.Count(counted)), ("known", Show.Count(known)), ("n", Show.Count(input.Participants)));
        if (share >= Noticeable)
            proposal.Decide("R2", 1, text);
        else
            proposal.Note(text);
    }

    private static void Asymmetry(GradeInput input, Proposal proposal)
    {
        if (input.Trials.Length < 10)
            return;

        var test = Analysis.Run(new AnalysisRequest
        {
            Measure = Measure.GEN,
            Data = new StudyTable([new("yi", [.. input.Trials.Select(t => t.Effect.Yi)]), new("vi", [.. input.Trials.Select(t => t.Effect.Variance)])]),
            Include = Include.RegTest,
            RegTestModel = RegTestModel.Lm,
        }).RegTest;
        if (test is null)
            return;

        var text = Words.Text("reporting.asymmetry", ("p", Show.Number(test.PValue, 3)), ("k", Show.Count(input.Trials.Length)));
        if (test.PValue < 0.1)
            proposal.Decide("R3", 1, text);
        else
            proposal.Note(text);
    }
}
