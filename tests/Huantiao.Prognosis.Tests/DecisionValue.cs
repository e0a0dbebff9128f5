using Huantiao.Prognosis;

namespace Huantiao.Simulation;

/// <summary>What the advice at a review is worth, over simulated people. Shares are from 0 to 1.</summary>
/// <param name="Advised">Share of people who get any of the three kinds of advice (the rest: screen again, or too few data).</param>
/// <param name="WronglyStopped">Of those whose true value improves by the important change in the end, the share who are told at the review that help is unlikely.</param>
/// <param name="WronglyStoppedByHorizon">The same of those who improve that much by the horizon.</param>
/// <param name="VisitsSaved">Visits after the review that are not made, for each person reviewed, where advice to stop is followed.</param>
internal sealed record DecisionValue(
    double Advised, double Continued, double Stopped, double ScreenedAgain, double RespondersAmongAll, double RespondersAmongContinued, double WronglyStopped, double WronglyStoppedByHorizon, double VisitsSaved)
{
    /// <summary>One visit a week after the review.</summary>
    private const double VisitsAWeek = 1;

    /// <summary>People begin as the prior says and change as <paramref name="truth"/> says; they are read before the start, at each of seven sessions and at the review.</summary>
    /// <param name="worstOf">They come, and are read for the first time, on the worst of so many days, which is no more than that day's error; 0: on any day, and twice.</param>
    public static DecisionValue Of(CoursePrior prior, Spread truth, ReviewRules rules, int people, int seed, int worstOf = 0)
    {
        var random = new Random(seed);
        var real = prior.WithChange(truth);
        double[] weeks = [-1, 0, .. Enumerable.Range(1, 8).Select(i => rules.ReviewWeek * i / 8)];
        var (advised, continued, stopped, screened, responders, continuedResponders, wrong, early, wrongEarly) = (0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (var i = 0; i < people; i++)
        {
            var person = SimulatedPerson.Draw(real, random);
            var readings = person.Read(prior.ReadingSd, random, weeks);
            if (worstOf > 0)
            {
                var days = Enumerable.Range(0, worstOf).Select(_ => person.Read(0, prior.ReadingSd, random).Value);
                readings = [new(0, prior.Better == Better.Lower ? days.Max() : days.Min()), .. readings[2..]];
            }

            var review = Review.Of(prior, rules, rules.ReviewWeek, readings);
            var responds = Improves(prior, rules.Important, person.Baseline, person.Change);
            var byHorizon = Improves(prior, rules.Important, person.Baseline, person.At(rules.HorizonWeek) - person.Baseline);
            var stop = review.Advice is Advice.UnlikelyToHelp;
            var goOn = review.Advice is Advice.Continue;
            advised += review.Advice is Advice.None or Advice.ScreenAgain ? 0 : 1;
            screened += review.Advice is Advice.ScreenAgain ? 1 : 0;
            stopped += stop ? 1 : 0;
            continued += goOn ? 1 : 0;
            responders += responds ? 1 : 0;
            continuedResponders += goOn && responds ? 1 : 0;
            wrong += stop && responds ? 1 : 0;
            early += byHorizon ? 1 : 0;
            wrongEarly += stop && byHorizon ? 1 : 0;
        }

        double Share(int some, int all) => all == 0 ? 0 : (double)some / all;
        return new(
            Share(advised, people), Share(continued, people), Share(stopped, people), Share(screened, people), Share(responders, people), Share(continuedResponders, continued),
            Share(wrong, responders), Share(wrongEarly, early), Share(stopped, people) * VisitsAWeek * (rules.HorizonWeek - rules.ReviewWeek));
    }

    public string ToString(IFormatProvider culture) => string.Create(culture,
        $"advised {Advised:P1}: continue {Continued:P1}, unlikely to help {Stopped:P1}; screened again {ScreenedAgain:P1}; responders {RespondersAmongAll:P1}, among those told to continue {RespondersAmongContinued:P1}; of eventual responders wrongly stopped {WronglyStopped:P2} (of those by the horizon {WronglyStoppedByHorizon:P2}); visits saved a person {VisitsSaved:F2}");

    private static bool Improves(CoursePrior prior, ImportantChange important, double baseline, double change)
    {
        var better = prior.Better == Better.Lower ? -change : change;
        return important switch
        {
            ImportantChange.Units units => better >= units.Value,
            ImportantChange.OfBaseline share => better >= share.Value * baseline,
            _ => throw new ArgumentOutOfRangeException(nameof(important)),
        };
    }
}
