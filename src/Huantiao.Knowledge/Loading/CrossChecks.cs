using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>What only the pathway as a whole can show: ids that lead nowhere, ids used twice, a trial that would count twice.</summary>
internal static class CrossChecks
{
    public static void Run(Pathway pathway, ProblemList problems)
    {
        Unique(pathway.Questions.Select(q => (q.Id, q.Place)), "id", "question", problems);
        Unique(pathway.Questions.Select(q => (q.Rank.ToString(CultureInfo.InvariantCulture), q.Place)), "rank", "question of rank", problems);
        Unique(pathway.Differences.Select(d => (d.Id, d.Provenance.Place)), "id", "important difference", problems);
        Unique(pathway.Judgements.Select(j => ($"{j.QuestionId}/{j.Domain}", j.Place)), "domain", "judgement of", problems);
        foreach (var question in pathway.Questions)
            CheckQuestion(question, pathway, problems);

        var questions = pathway.Questions.Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var judgement in pathway.Judgements.Where(j => !questions.Contains(j.QuestionId)))
            Schema(judgement.Place, "question", $"There is no question \"{judgement.QuestionId}\". Correct the id.", judgement.QuestionId, problems);
        var outcomes = pathway.Questions.Select(q => q.OutcomeKey).ToHashSet(StringComparer.Ordinal);
        foreach (var difference in pathway.Differences.Where(d => !outcomes.Contains(d.OutcomeKey)))
            Schema(difference.Provenance.Place, "outcome_key", $"No question asks about \"{difference.OutcomeKey}\". Correct the key.", difference.OutcomeKey, problems);
    }

    private static void CheckQuestion(Question question, Pathway pathway, ProblemList problems)
    {
        if (question.DifferenceId is { } id && !pathway.Differences.Any(d => d.Id == id && d.OutcomeKey == question.OutcomeKey))
            Schema(question.Place, "difference", $"There is no important difference \"{id}\" for \"{question.OutcomeKey}\". Correct the id.", id, problems);
        foreach (var population in question.Populations.Where(p => !pathway.Trials.Any(t => t.Population == p)))
            Schema(question.Place, "populations", $"No trial has the population \"{population}\". Correct the word.", population, problems);
        if (!pathway.Trials.Any(t => t.ComparatorClass == question.ComparatorClass))
            Schema(question.Place, "comparator-class", $"No trial has the comparator class \"{question.ComparatorClass}\". Correct the word.", question.ComparatorClass, problems);
        if (!pathway.Trials.Any(t => t.OutcomeKeys.Contains(question.OutcomeKey)))
            Schema(question.Place, "outcome-key", $"No trial has the outcome key \"{question.OutcomeKey}\". Correct the key.", question.OutcomeKey, problems);

        // Several time points of one trial within a window are no mistake: the nearest counts. The same time point twice is.
        foreach (var again in pathway.Trials.Where(t => Counts(t, question)).GroupBy(t => (t.Trial, t.Week)).SelectMany(g => g.Skip(1)))
        {
            problems.Add(new(again.Provenance.Place.File, again.Provenance.Place.Line, "trial", Severity.Error, "duplicate", again.Study, null,
                $"The trial \"{again.Trial}\" would count twice in the question \"{question.Id}\". Say in \"not_used_because\" why one of its rows does not count."));
        }
    }

    private static bool Counts(TrialOutcome trial, Question question) =>
        trial.NotUsedBecause is null && trial.Missing == MissingKind.None && question.Populations.Contains(trial.Population)
        && trial.ComparatorClass == question.ComparatorClass && trial.OutcomeKeys.Contains(question.OutcomeKey)
        && !(trial.Week < question.FromWeek) && !(trial.Week > question.ToWeek);

    private static void Unique(IEnumerable<(string Id, FilePlace Place)> items, string column, string what, ProblemList problems)
    {
        foreach (var (id, place) in items.GroupBy(i => i.Id, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            Schema(place, column, $"There are two of the {what} \"{id}\". Rename or remove one.", id, problems);
    }

    private static void Schema(FilePlace place, string column, string message, string printed, ProblemList problems) =>
        problems.Schema(place.File, place.Line, column, message, printed);
}
