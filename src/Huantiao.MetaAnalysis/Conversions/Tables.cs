namespace Huantiao.MetaAnalysis;

/// <summary>Counts and arms put together from what was printed of them.</summary>
public static class Tables
{
    /// <summary>The two by two table that has this odds ratio and these margins, to the nearest whole person.</summary>
    /// <param name="oddsRatio">Over 0.</param>
    /// <param name="total">People in both groups.</param>
    /// <param name="group1">People in group 1 (a + b).</param>
    /// <param name="events">People with the event in both groups (a + c).</param>
    /// <exception cref="AnalysisException">The margins do not fit into the total, or a cell would be negative.</exception>
    public static DerivedTable FromOddsRatio(double oddsRatio, double total, double group1, double events)
    {
        Given.That(oddsRatio > 0 && double.IsFinite(oddsRatio), "An odds ratio must be over 0.");
        Given.Size(total, "The total");
        Given.That(group1 >= 0 && events >= 0 && group1 <= total && events <= total, "The margins must be from 0 to the total.");

        // a (total − group1 − events + a) = OR (group1 − a)(events − a): a quadratic in a, whose root inside the margins is wanted.
        var rest = total - group1 - events;
        var (qa, qb, qc) = (1 - oddsRatio, rest + (oddsRatio * (group1 + events)), -oddsRatio * group1 * events);

        // The form with the root in the denominator stays exact where the odds ratio is near 1.
        var root = Math.Sqrt(Math.Max(0, (qb * qb) - (4 * qa * qc)));
        var exact = qb + root == 0 ? 0 : -2 * qc / (qb + root);
        var a = Math.Round(exact, MidpointRounding.ToEven);
        var table = new DerivedTable(a, group1 - a, events - a, rest + a, new("2 × 2 table from odds ratio and margins", "a·d = OR·b·c with the margins held, rounded to whole people", "definition of the odds ratio",
            [Given.Of("OR", oddsRatio), Given.Of("total", total), Given.Of("group 1", group1), Given.Of("events", events)], "an odds ratio that was computed from these counts"));
        Given.That(table is { A: >= 0, B: >= 0, C: >= 0, D: >= 0 }, "These margins and this odds ratio would make a count negative.");
        return table;
    }

    /// <summary>Two arms as one: the mean and SD of their people together (Cochrane Handbook 6.5.2.10).</summary>
    public static DerivedMean Combine(double n1, double mean1, double sd1, double n2, double mean2, double sd2)
    {
        Given.Size(n1, "n1");
        Given.Size(n2, "n2");
        Given.Finite(mean1, "A mean");
        Given.Finite(mean2, "A mean");
        Given.NotNegative(sd1, "A standard deviation");
        Given.NotNegative(sd2, "A standard deviation");
        var n = n1 + n2;
        var gap = mean1 - mean2;
        var squares = ((n1 - 1) * sd1 * sd1) + ((n2 - 1) * sd2 * sd2) + (n1 / n * n2 * gap * gap);
        return new(((n1 * mean1) + (n2 * mean2)) / n, Math.Sqrt(squares / (n - 1)), n, new("two arms combined",
            "mean by sizes; SD √(((n1 − 1)·SD1² + (n2 − 1)·SD2² + n1·n2/(n1 + n2)·(mean1 − mean2)²)/(n1 + n2 − 1))", "Cochrane Handbook 6.5.2.10",
            [Given.Of("n1", n1), Given.Of("mean1", mean1), Given.Of("SD1", sd1), Given.Of("n2", n2), Given.Of("mean2", mean2), Given.Of("SD2", sd2)]));
    }
}
