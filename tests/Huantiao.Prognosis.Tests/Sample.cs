namespace Huantiao.Prognosis.Tests;

/// <summary>A made-up belief about a pain score of 0 to 10, and rules to review by.</summary>
internal static class Sample
{
    public static readonly CoursePrior Prior = new(
        new Scale(0, 10), Better.Lower, new Spread(5.2, 2.4), new Spread(-3.3, 1.6), 1, [new(0.5, 0.2), new(1, 0.3), new(2, 0.3), new(4, 0.2)]);

    /// <summary>The same with one speed, where everything is one normal distribution.</summary>
    public static readonly CoursePrior OneSpeed = new(Prior.Scale, Prior.Better, Prior.Baseline, Prior.Change, Prior.ReadingSd, [new(2, 1)]);

    public static readonly CoursePrior Correlated = new(Prior.Scale, Prior.Better, Prior.Baseline, Prior.Change, Prior.ReadingSd, Prior.Speeds, -0.5);

    /// <summary>The scale turned upside down: more is better.</summary>
    public static readonly CoursePrior Higher = new(
        new Scale(-10, 0), Better.Higher, new Spread(-5.2, 2.4), new Spread(3.3, 1.6), 1, Prior.Speeds);

    public static readonly ImportantChange Important = new ImportantChange.Units(3);

    public static readonly ReviewRules Rules = new()
    {
        Important = Important,
        ReviewWeek = 4,
        HorizonWeek = 12,
        ContinueFrom = 0.5,
        UnlikelyBelow = 0.1,
        LeastBaseline = 1,
        LeastAfterStart = 2,
        EarliestWeek = 3,
        ErrorZ = 1.96,
    };

    public static Reading[] Readings(params (double Week, double Value)[] readings) => [.. readings.Select(r => new Reading(r.Week, r.Value))];
}
