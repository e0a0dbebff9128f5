using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>
/// The course that trials lead one to expect of a person, with the treatment and with its comparator: numbers for a prior, each with how it came about. All on
/// the question's scale. Formulas: docs/methods/prognosis.md.
/// </summary>
/// <param name="Question">Whose outcome is followed.</param>
/// <param name="Important">The change in one person that counts.</param>
/// <param name="Treated">Eventual change in the arms that had the treatment.</param>
/// <param name="Comparator">Eventual change in the other arms.</param>
/// <param name="Data">Baseline, error, speeds and review as the pathway gives them.</param>
public sealed record ExpectedCourse(Question Question, ImportantDifference Important, ExpectedChange Treated, ExpectedChange Comparator, Expectation Data)
{
    /// <summary>The weakest status of all that the course rests on: it is no firmer than that.</summary>
    public FactStatus Status => new[] { Important.Provenance, Data.Baseline.Provenance, Data.ReadingSd.Provenance, Data.Correlation.Provenance, Data.Speeds.Provenance, Data.Review.Provenance }
        .Concat(Treated.Arms.Select(a => a.Row.Provenance)).Select(p => p.Status).MaxBy(Weakness);

    /// <summary>Null where the pathway has no expectation, or where no single-time row tells how far people differ.</summary>
    public static ExpectedCourse? Of(Pathway pathway)
    {
        if (pathway.Expectation is not { } data)
            return null;
        var question = pathway.Questions.Single(q => q.Id == data.QuestionId);
        var speeds = new SpeedMoments(data.Speeds);
        if (ExpectedChange.Of(pathway, question, data, speeds, treated: true) is not { } treated
            || ExpectedChange.Of(pathway, question, data, speeds, treated: false) is not { } comparator)
            return null;
        return new(question, pathway.Differences.Single(d => d.Id == data.ImportantDifferenceId), treated, comparator, data);
    }

    private static int Weakness(FactStatus status) => status switch
    {
        FactStatus.Verified => 0,
        FactStatus.DesignOnly => 1,
        FactStatus.Recalled => 2,
        FactStatus.Assumed => 3,
        _ => 4,
    };
}

/// <summary>How the eventual change differs between people of one arm: negative is a fall.</summary>
/// <param name="Arms">What it was made from, one for each trial.</param>
public sealed record ExpectedChange(double Mean, double Sd, ImmutableArray<ArmChange> Arms)
{
    internal static ExpectedChange? Of(Pathway pathway, Question question, Expectation data, SpeedMoments speeds, bool treated)
    {
        var arms = data.Arms.Select(a => ArmChange.Of(pathway, question, data, speeds, a, treated)).ToImmutableArray();
        var people = arms.Sum(a => (double)a.People);
        var telling = arms.Where(a => a.BetweenPeopleVariance is { }).ToImmutableArray();
        if (people == 0 || telling.IsEmpty)
            return null;

        // The law of total variance: people within a trial, pooled by their number, and the trials' means around the mean of all.
        var mean = arms.Sum(a => a.People * a.Eventual) / people;
        var within = telling.Sum(a => a.People * a.BetweenPeopleVariance!.Value) / telling.Sum(a => (double)a.People);
        var between = arms.Sum(a => a.People * (a.Eventual - mean) * (a.Eventual - mean)) / people;
        return within + between > 0 ? new(mean, Math.Sqrt(within + between), arms) : null;
    }
}

/// <summary>One arm of one trial on its way into a prior.</summary>
/// <param name="Row">The row that prints its mean.</param>
/// <param name="People">In the arm; from another report of the same trial where the row does not say. 0: not known, and the arm has no weight.</param>
/// <param name="Change">Mean change at <see cref="TrialOutcome.Week"/>, as printed, on the question's scale; a fall is negative.</param>
/// <param name="Eventual">Change / mean share that has come by that week.</param>
/// <param name="ChangeSd">Standard deviation of the change between two readings, printed or derived from an interval; null: not used (a mean over weeks) or not known.</param>
/// <param name="BetweenPeopleVariance">What is left of it for the true eventual change, without two errors of reading and without the speeds' share; null where it is not known, or not over 0.</param>
public sealed record ArmChange(TrialOutcome Row, int People, double Change, double Eventual, double? ChangeSd, double? BetweenPeopleVariance)
{
    internal static ArmChange Of(Pathway pathway, Question question, Expectation data, SpeedMoments speeds, ExpectedArms arms, bool treated)
    {
        var rows = pathway.Trials.Where(t => t.Trial == arms.Trial && t.Week == arms.Week && t.OutcomeKeys.Contains(question.OutcomeKey)).ToArray();
        var row = rows.First(t => t is { Arm1.Mean: { }, Arm2.Mean: { } });
        ArmSummary ArmOf(TrialOutcome of) => treated ? of.Arm1 : of.Arm2;
        var people = ArmOf(row).N ?? rows.Select(r => ArmOf(r).N).FirstOrDefault(n => n is { }) ?? 0;
        var change = ArmOf(row).Mean!.Value * MeanEffect.ArmSign(row) * row.ScaleFactor;
        var (share, square) = speeds.At(arms.Week);
        var eventual = change / share;
        double? sd = null;
        if (arms.SingleTime && RowEffect.From(row, question) is RowEffect.Usable effect && Spread.Of(new ChosenRow(row, effect)) is { } spread)
            sd = spread.Value;
        double? between = sd is { } s ? ((s * s) - (2 * data.ReadingSd.Value * data.ReadingSd.Value) - (eventual * eventual * (square - (share * share)))) / square : null;
        return new(row, people, change, eventual, sd, between > 0 ? between : null);
    }
}

/// <summary>Mean and mean square, over the speeds' weights, of the share of the eventual change that has come by a week.</summary>
internal sealed class SpeedMoments(SourcedSpeeds speeds)
{
    private readonly double _sum = speeds.Weights.Sum();

    public (double Mean, double Square) At(double week)
    {
        var (mean, square) = (0.0, 0.0);
        foreach (var (weeks, weight) in speeds.Weeks.Zip(speeds.Weights))
        {
            var share = 1 - Math.Exp(-week / weeks);
            mean += weight / _sum * share;
            square += weight / _sum * share * share;
        }

        return (mean, square);
    }
}
