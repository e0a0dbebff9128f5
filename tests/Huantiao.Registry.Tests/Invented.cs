using System.Collections.Immutable;

namespace Huantiao.Registry.Tests;

/// <summary>Made-up people; the same seed gives the same people.</summary>
internal static class Invented
{
    public static readonly Subject Subject = new("pathway-a", "2026-11-22", "HT_LEG_NRS", "1", 0, 10, true, 2, [4, 2, 12]);

    public static readonly Cut Cut = new(new(2026, 1, 1), new(2026, 6, 30), new(2026, 11, 23));

    public static readonly SuppressionRules Rules = new(11, 3);

    public static readonly ImmutableHashSet<string> Nobody = [];

    private static readonly string[] Reasons = ["moved-away", "no-answer", Observation.Missing.NotKnown];

    /// <param name="exposures">More than one: people are spread over them at random.</param>
    public static ImmutableArray<OutcomeRow> People(int count, int seed, string prefix = "p", int strata = 3, double lost = 0.15, params string[] exposures)
    {
        var random = new Random(seed);
        string[] given = exposures.Length == 0 ? ["needling"] : exposures;
        var shift = random.NextDouble();
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var exposure = random.Next(given.Length);
                var baseline = Math.Clamp(Math.Round(6.2 + (1.8 * Normal(random)), 1), 0, 10);
                Observation At(int week, double share)
                {
                    if (random.NextDouble() < lost)
                        return new Observation.Missing(Reasons[random.Next(3)]);
                    if (week == 12 && random.NextDouble() < 0.1)
                        return new Observation.NotDue();
                    return new Observation.Measured(Math.Clamp(Math.Round((baseline * (1 - share)) + shift - (0.7 * exposure) + (1.3 * Normal(random)), 1), 0, 10));
                }

                return new OutcomeRow
                {
                    Person = $"{prefix}{i:d4}",
                    Began = Cut.From.AddDays(random.Next(180)),
                    Exposure = given[exposure],
                    Stratum = "kind-" + (char)('a' + (random.Next(strata) * random.Next(2))),
                    Baseline = random.NextDouble() < 0.05 ? new Observation.Missing(Observation.Missing.NotKnown) : new Observation.Measured(baseline),
                    Weeks = [new(2, At(2, 0.2)), new(4, At(4, 0.35)), new(12, At(12, 0.45))],
                    Treatments = random.Next(1, 13),
                    Events = random.NextDouble() < 0.9 ? [new("bruise", random.Next(8) == 0 ? 1 + random.Next(2) : 0), new("faint", random.Next(60) == 0 ? 1 : 0)] : [],
                };
            }),
        ];
    }

    public static Summary Summary(string clinic, ImmutableArray<OutcomeRow> rows, SuppressionRules? rules = null, Cut? cut = null) =>
        Summarising.Of(clinic, cut ?? Cut, Subject, rules ?? SuppressionRules.None, rows, Nobody);

    /// <summary>As read from a file: the fingerprint stands for a key that each clinic has to itself.</summary>
    public static NamedSummary File(Summary summary, string? fingerprint = null) =>
        new($"{summary.Clinic}-{summary.Cut.From:yyyyMMdd}.json", new(summary, fingerprint ?? "key of " + summary.Clinic));

    public static PooledRegistry Pooled(params IEnumerable<Summary> summaries)
    {
        var (pooled, problems) = Pool.Of([.. summaries.Select(s => File(s))]);
        Assert.Empty(problems);
        return pooled!;
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
