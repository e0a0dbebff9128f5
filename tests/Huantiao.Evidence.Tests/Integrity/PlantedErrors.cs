using System.Globalization;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>Misprints of the kinds that papers have, put into honest rows. Null: the row has not what the misprint needs.</summary>
internal static class PlantedErrors
{
    /// <summary>A denominator changed by about a tenth ("40/50" for 40/45).</summary>
    public static PrintedRow? WrongDenominator(PrintedRow row) =>
        Number(row, "events1") is { } e && Number(row, "total1") is { } n && Number(row, "pct1") is not null && e > 2 && n < 150
            ? With(row, "total1", Whole(Math.Ceiling(1.1 * n))) : null;

    /// <summary>Two digits of a percentage swapped.</summary>
    public static PrintedRow? SwappedPercentage(PrintedRow row) =>
        Number(row, "events1") is not null && row["pct1"] is { Length: > 1 } printed && Swapped(printed) is { } swapped ? With(row, "pct1", swapped) : null;

    /// <summary>A percentage between two possible counts, the count not printed ("66.0% of 25").</summary>
    public static PrintedRow? ImpossiblePercentage(PrintedRow row)
    {
        if (Number(row, "events1") is not { } e || Number(row, "total1") is not { } n || e >= n || n > 150)
            return null;
        var impossible = With(row, "pct1", (100 * (e + 0.5) / n).ToString("F1", CultureInfo.InvariantCulture));
        (impossible["events1"], impossible["derivation"], impossible["p"]) = ("", "printed", "");
        return impossible;
    }

    /// <summary>A percentage of its own number, as 1 in 3,974 printed as 0.003%.</summary>
    public static PrintedRow? DecimalPointMoved(PrintedRow row) =>
        Number(row, "events1") is > 0 && Number(row, "pct1") is { } percent and > 0 ? With(row, "pct1", (percent / 10).ToString("F2", CultureInfo.InvariantCulture)) : null;

    /// <summary>"P&lt;0.05" for counts that are far from it by every test.</summary>
    public static PrintedRow? ClaimedSignificance(PrintedRow row) =>
        Counts(row) is var (e1, n1, e2, n2) && e1 + e2 > 0 && e1 + e2 < n1 + n2 && NaiveTests.Pearson(e1, n1, e2, n2, yates: false) > 0.08 ? With(row, "p", "<0.05") : null;

    /// <summary>"P&lt;0.05" for means with SDs that are far from it.</summary>
    public static PrintedRow? ClaimedSignificanceOfMeans(PrintedRow row) =>
        !IsAdjusted(row) && T(row) is < 1.6 ? With(row, "p", "<0.05") : null;

    // What is printed of an adjusted difference cannot be recomputed from the arms, only bounded: misprints there are found less often, by design.
    private static bool IsAdjusted(PrintedRow row) => row["effect_type"].Contains("adjusted", StringComparison.Ordinal);

    /// <summary>A P value with a zero more behind the point.</summary>
    public static PrintedRow? PTenTimesTooSmall(PrintedRow row) =>
        Number(row, "p") is { } p and > 0.02 ? With(row, "p", (p / 10).ToString("G2", CultureInfo.InvariantCulture)) : null;

    /// <summary>"NS" for a clear difference.</summary>
    public static PrintedRow? DeniedSignificance(PrintedRow row) => T(row) is > 2.6 ? With(row, "p", "NS") : null;

    /// <summary>One limit moved by a fifth of the interval.</summary>
    public static PrintedRow? LimitMoved(PrintedRow row) =>
        Number(row, "ci1_lo") is { } low && Number(row, "ci1_hi") is { } high ? With(row, "ci1_hi", Like(row["ci1_hi"], high - (0.2 * (high - low)))) : null;

    /// <summary>The interval of the difference shifted by a quarter of its width.</summary>
    public static PrintedRow? IntervalShifted(PrintedRow row)
    {
        if (Number(row, "md") is null || Number(row, "md_lo") is not { } low || Number(row, "md_hi") is not { } high)
            return null;
        var shifted = With(row, "md_lo", Like(row["md_lo"], low + (0.25 * (high - low))));
        shifted["md_hi"] = Like(row["md_hi"], high + (0.25 * (high - low)));
        return shifted;
    }

    /// <summary>A standard error in place of the SD, beside an interval of the mean.</summary>
    public static PrintedRow? StandardErrorForSd(PrintedRow row) =>
        Number(row, "ci1_lo") is not null && Number(row, "sd1") is { } sd && Number(row, "n1") is { } n ? With(row, "sd1", Like(row["sd1"], sd / Math.Sqrt(n))) : null;

    /// <summary>Half the interval of a mean.</summary>
    public static PrintedRow? IntervalHalved(PrintedRow row)
    {
        if (Number(row, "mean1") is not { } mean || Number(row, "ci1_lo") is not { } low || Number(row, "ci1_hi") is not { } high)
            return null;
        var halved = With(row, "ci1_lo", Like(row["ci1_lo"], (mean + low) / 2));
        halved["ci1_hi"] = Like(row["ci1_hi"], (mean + high) / 2);
        return halved;
    }

    /// <summary>The interval of the difference half as wide again.</summary>
    public static PrintedRow? DifferenceIntervalWidened(PrintedRow row)
    {
        if (IsAdjusted(row) || Number(row, "md") is null || Number(row, "md_lo") is not { } low || Number(row, "md_hi") is not { } high)
            return null;
        var wide = With(row, "md_lo", Like(row["md_lo"], low - (0.25 * (high - low))));
        wide["md_hi"] = Like(row["md_hi"], high + (0.25 * (high - low)));
        return wide;
    }

    /// <summary>A difference that is a fifth too large, without an interval ("6.17" for 5.03).</summary>
    public static PrintedRow? DifferenceTooLarge(PrintedRow row)
    {
        if (IsAdjusted(row) || Number(row, "md") is not { } md || Math.Abs(md) < 2)
            return null;
        var wrong = With(row, "md", Like(row["md"], 1.2 * md));
        (wrong["md_lo"], wrong["md_hi"]) = ("", "");
        return wrong;
    }

    /// <summary>Two digits of the difference swapped.</summary>
    public static PrintedRow? DifferenceSwapped(PrintedRow row) =>
        Number(row, "md") is not null && Swapped(row["md"]) is { } swapped && Math.Abs(Value(swapped) - Value(row["md"])) > 0.5 ? With(row, "md", swapped) : null;

    /// <summary>The trial again, as a thesis with four people more in each group.</summary>
    public static PrintedRow? ThesisWithMorePeople(PrintedRow row)
    {
        if (Number(row, "n1") is not { } n1 || Number(row, "n2") is not { } n2)
            return null;
        var thesis = With(row, "study", row["study"] + " (thesis report of same trial)");
        (thesis["n1"], thesis["n2"], thesis["outcome"]) = (Whole(n1 + 4), Whole(n2 + 4), "quality of life");
        foreach (var column in new[] { "md", "md_lo", "md_hi", "p", "ci1_lo", "ci1_hi", "ci2_lo", "ci2_hi", "sd1", "sd2", "note" })
            thesis[column] = "";
        return thesis;
    }

    /// <summary>The trial again, as a thesis.</summary>
    public static PrintedRow ThesisAgain(PrintedRow row) => With(row, "study", row["study"] + " (thesis)");

    /// <summary>The same means under another name.</summary>
    public static PrintedRow? OtherName(PrintedRow row) => row.ContainsKey("mean1") ? With(row, "study", "Somebody Else") : null;

    /// <summary>The same counts under another name, of two groups of different size.</summary>
    public static PrintedRow? CountsUnderOtherName(PrintedRow row) =>
        Counts(row) is var (e1, n1, e2, n2) && n1 != n2 && e1 > 0 && e2 > 0 && e1 < n1 && e2 < n2 ? With(row, "study", "Somebody Else") : null;

    private static double? T(PrintedRow row)
    {
        double?[] all = [Number(row, "n1"), Number(row, "mean1"), Number(row, "sd1"), Number(row, "n2"), Number(row, "mean2"), Number(row, "sd2")];
        return all is [{ } n1, { } m1, { } s1, { } n2, { } m2, { } s2] ? Math.Abs(m1 - m2) / Math.Sqrt((s1 * s1 / n1) + (s2 * s2 / n2)) : null;
    }

    private static (int E1, int N1, int E2, int N2)? Counts(PrintedRow row) =>
        Number(row, "events1") is { } e1 && Number(row, "events2") is { } e2 && Number(row, "total1") is { } n1 && Number(row, "total2") is { } n2
            ? ((int)e1, (int)n1, (int)e2, (int)n2) : null;

    private static string? Swapped(string printed)
    {
        var digits = printed.ToCharArray();
        for (var i = 0; i + 1 < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i]) || !char.IsAsciiDigit(digits[i + 1]) || digits[i] == digits[i + 1])
                continue;
            (digits[i], digits[i + 1]) = (digits[i + 1], digits[i]);
            return new(digits);
        }

        return null;
    }

    private static PrintedRow With(PrintedRow row, string column, string text) => new(row) { [column] = text };

    private static double? Number(PrintedRow row, string column) =>
        double.TryParse(row.GetValueOrDefault(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double Value(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Whole(double n) => n.ToString("F0", CultureInfo.InvariantCulture);

    private static string Like(string printed, double value) =>
        value.ToString("F" + (printed.Length - printed.IndexOf('.', StringComparison.Ordinal) - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
