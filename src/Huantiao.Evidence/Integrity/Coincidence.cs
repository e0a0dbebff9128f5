namespace Huantiao.Evidence.Integrity;

/// <summary>How likely two unrelated trials of one outcome are to print the same numbers.</summary>
/// <remarks>
/// Two draws of a normal quantity with standard deviation s, printed in units u, agree with probability u / (2 sqrt(pi) s). The spread between trials
/// is taken small (a share of 0.15 for risks, a third of the mean or SD for means), so that the probability is rather too large than too small.
/// </remarks>
internal static class Coincidence
{
    private const double RiskSpread = 0.15;
    private const double MeanSpread = 1.0 / 3;

    public static double Probability(TrialRow row)
    {
        double probability = 1, previous = 0;
        foreach (var arm in row.Both)
        {
            if (arm.Size is { } size and > 0)
            {
                // Equal groups are usual, round ones too.
                probability *= size == previous ? 0.5 : size % 10 == 0 ? 0.2 : size % 5 == 0 ? 0.125 : 1.0 / 30;
                previous = size;
                if (arm.HasCount)
                {
                    var risk = arm.Events!.Value / size;
                    probability *= Agree(1, Math.Sqrt((size * risk * (1 - risk)) + Math.Pow(RiskSpread * size * Math.Min(1, 4 * risk * (1 - risk)), 2)));
                }
            }

            if (arm.Mean is { } mean)
                probability *= Agree(mean.Unit, MeanSpread * Math.Max(Math.Abs(mean.Value), arm.Sd?.Value ?? 0));
            if (arm.Sd is { } sd)
                probability *= Agree(sd.Unit, MeanSpread * sd.Value);
        }

        if (row is { HasMeans: false, Difference: { } difference })
            probability *= Agree(difference.Unit, MeanSpread * Math.Abs(difference.Value));
        if (row is { DifferenceLower: { } lower, DifferenceUpper: { } upper } && (row.Arm1.Sd is null || row.Arm2.Sd is null))
            probability *= Agree(lower.Unit, MeanSpread * (upper.Value - lower.Value) / 2);
        return probability;
    }

    private static double Agree(double unit, double spread) => spread <= 0 ? 1 : Math.Min(1, unit / (2 * Math.Sqrt(Math.PI) * spread));
}
