namespace Huantiao.Evidence.Integrity;

/// <summary>Which counts a printed percentage allows (GRIM for counts: Brown and Heathers, Soc Psychol Personal Sci 2017;8:363).</summary>
public static class PercentCount
{
    /// <summary>
    /// Whether <paramref name="events"/> of <paramref name="total"/> can be printed as this percentage: rounded half up or half even, rounded
    /// twice (74.46 → 74.5 → 75), or cut off.
    /// </summary>
    /// <param name="per">What the rate is per: 100 for a percentage.</param>
    public static bool Fits(PrintedNumber percent, double events, double total, double per = 100) =>
        Allowed(percent).Contains(per * events / total);

    /// <summary>Whether any whole number of people gives this percentage of <paramref name="total"/>.</summary>
    public static bool Possible(PrintedNumber percent, double total, double per = 100)
    {
        var nearest = Math.Round(percent.Value * total / per);
        for (var events = Math.Max(0, nearest - 1); events <= Math.Min(total, nearest + 1); events++)
        {
            if (Fits(percent, events, total, per))
                return true;
        }

        return false;
    }

    /// <summary>The whole numbers of people next to the printed share, with their percentages: what could have been meant.</summary>
    public static string Nearest(PrintedNumber percent, double total)
    {
        var below = Math.Clamp(Math.Floor(percent.Value * total / 100), 0, total);
        var above = Math.Min(total, below + 1);
        return below == above ? Show(below) : $"{Show(below)} or {Show(above)}";
        string Show(double k) => $"{Say.Number(k, 12)}/{Say.Number(total, 12)} = {Say.Fixed(100 * k / total, Math.Min(percent.Unit, 0.1))}%";
    }

    // The upper end takes in cutting off (88.89 printed as 88.8); the lower end rounding twice.
    private static Interval Allowed(PrintedNumber percent) =>
        new(percent.Value - (0.55 * percent.Unit) - 1e-9, percent.Value + (percent.Unit * (1 - 1e-9)));
}
