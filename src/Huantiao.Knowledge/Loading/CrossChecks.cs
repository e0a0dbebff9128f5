using System.Globalization;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>What only the pathway as a whole can show: ids that lead nowhere, ids used twice, a trial that would count twice.</summary>
internal sealed class CrossChecks(Pathway pathway, ProblemList problems)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public void Run()
    {
        foreach (var question in pathway.Questions)
        {
            Unique(question.Place, "id", "question", question.Id);
            Unique(question.Place, "rank", "question of rank", question.Rank.ToString(CultureInfo.InvariantCulture));
            CheckQuestion(question);
            CheckTrials(question);
        }

        if (pathway.Expectation is { } expectation)
            CheckExpectation(expectation);

        foreach (var judgement in pathway.Judgements)
        {
            Unique(judgement.Place, "domain", "judgement", $"{judgement.QuestionId}/{judgement.Domain}");
            if (!pathway.Questions.Any(q => q.Id == judgement.QuestionId))
                Schema(judgement.Place, "question", $"There is no question \"{judgement.QuestionId}\". Correct the id.", judgement.QuestionId);
        }

        foreach (var difference in pathway.Differences)
        {
            Unique(difference.Provenance.Place, "id", "important difference", difference.Id);
            if (!pathway.Questions.Any(q => q.OutcomeKey == difference.OutcomeKey))
                Schema(difference.Provenance.Place, "outcome_key", $"No question asks about \"{difference.OutcomeKey}\". Correct the key.", difference.OutcomeKey);
        }
    }

    private void CheckExpectation(Expectation expectation)
    {
        if (pathway.Questions.FirstOrDefault(q => q.Id == expectation.QuestionId) is not { } question)
        {
            Schema(expectation.Place, "question", $"There is no question \"{expectation.QuestionId}\". Correct the id.", expectation.QuestionId);
            return;
        }

        if (!pathway.Differences.Any(d => d.Id == expectation.ImportantDifferenceId && d.WithinPerson && d.OutcomeKey == question.OutcomeKey))
        {
            Schema(expectation.Place, "important-change", $"There is no important difference within a person \"{expectation.ImportantDifferenceId}\" for \"{question.OutcomeKey}\". Correct the id.",
                expectation.ImportantDifferenceId);
        }

        foreach (var arms in expectation.Arms)
        {
            if (!pathway.Trials.Any(t => t.Trial == arms.Trial && t.Week == arms.Week && t.OutcomeKeys.Contains(question.OutcomeKey) && t is { Arm1.Mean: { }, Arm2.Mean: { } }))
                Schema(expectation.Place, "arms", string.Create(CultureInfo.InvariantCulture, $"The trial \"{arms.Trial}\" has no row at week {arms.Week} with the mean of each group. Correct the trial or the week."), arms.Trial);
        }
    }

    private void CheckQuestion(Question question)
    {
        if (question.DifferenceId is { } id && !pathway.Differences.Any(d => d.Id == id && d.OutcomeKey == question.OutcomeKey))
            Schema(question.Place, "difference", $"There is no important difference \"{id}\" for \"{question.OutcomeKey}\". Correct the id.", id);
        foreach (var population in question.Populations)
        {
            if (!pathway.Trials.Any(t => t.Population == population))
                Schema(question.Place, "populations", $"No trial has the population \"{population}\". Correct the word.", population);
        }

        if (!pathway.Trials.Any(t => t.ComparatorClass == question.ComparatorClass))
            Schema(question.Place, "comparator-class", $"No trial has the comparator class \"{question.ComparatorClass}\". Correct the word.", question.ComparatorClass);
        if (!pathway.Trials.Any(t => t.OutcomeKeys.Contains(question.OutcomeKey)))
            Schema(question.Place, "outcome-key", $"No trial has the outcome key \"{question.OutcomeKey}\". Correct the key.", question.OutcomeKey);
    }

    /// <summary>Several time points of one trial within a window are no mistake: the nearest counts. The same time point twice is.</summary>
    private void CheckTrials(Question question)
    {
        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trial in pathway.Trials.Where(t => Counts(t, question)))
        {
            if (counted.Add(string.Create(CultureInfo.InvariantCulture, $"{trial.Trial}@{trial.Week}")))
                continue;
            var place = trial.Provenance.Place;
            problems.Add(new(place.File, place.Line, "trial", Severity.Error, "duplicate", trial.Study, null,
                $"The trial \"{trial.Trial}\" would count twice in the question \"{question.Id}\". Say in \"not_used_because\" why one of its rows does not count."));
        }
    }

    private static bool Counts(TrialOutcome trial, Question question) =>
        trial.NotUsedBecause is null && trial.Missing == MissingKind.None && question.Populations.Contains(trial.Population)
        && trial.ComparatorClass == question.ComparatorClass && trial.OutcomeKeys.Contains(question.OutcomeKey)
        && !(trial.Week < question.FromWeek) && !(trial.Week > question.ToWeek);

    private void Unique(FilePlace place, string column, string what, string id)
    {
        if (!_seen.Add($"{what} {id}"))
            Schema(place, column, $"The {what} \"{id}\" stands here for the second time. Rename or remove one.", id);
    }

    private void Schema(FilePlace place, string column, string message, string printed) => problems.Schema(place.File, place.Line, column, message, printed);
}
