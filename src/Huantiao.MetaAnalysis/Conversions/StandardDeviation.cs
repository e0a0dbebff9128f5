namespace Huantiao.MetaAnalysis;

/// <summary>Which quantile a printed interval was made with.</summary>
public enum IntervalKind
{
    /// <summary>Student's t with the degrees of freedom of the data: right for the intervals of small trials, and near the normal for large ones.</summary>
    T,

    /// <summary>The normal distribution: "± 1.96 SE".</summary>
    Normal,
}

/// <summary>Standard deviations from what papers print in their place (Cochrane Handbook for Systematic Reviews of Interventions 6.5, sections 6.5.2.2 to 6.5.2.8).</summary>
public static class StandardDeviation
{
    private const string SameSd = "the same standard deviation in both groups";

    /// <summary>SE·√n, of one group's mean.</summary>
    public static Derived FromStandardError(double standardError, double n)
    {
        Given.NotNegative(standardError, "A standard error");
        Given.Size(n, "n");
        return new(standardError * Math.Sqrt(n), new("SD from SE", "SE·√n", "Cochrane Handbook 6.5.2.2", [Given.Of("SE", standardError), Given.Of("n", n)]));
    }

    /// <summary>From the confidence interval of one group's mean.</summary>
    /// <param name="level">In percent.</param>
    public static Derived FromInterval(double lower, double upper, double n, double level = 95, IntervalKind kind = IntervalKind.T)
    {
        Given.Interval(lower, upper);
        Given.Size(n, "n", least: 2);
        var quantile = Quantile(kind, level, n - 1);
        return new(Math.Sqrt(n) * (upper - lower) / (2 * quantile), new("SD from CI", $"√n·(upper − lower)/(2·{Name(kind, "n − 1")})", "Cochrane Handbook 6.5.2.2",
            [Given.Of("lower", lower), Given.Of("upper", upper), Given.Of("n", n), Given.Of("level", level)], $"an interval made with {Words(kind)}"));
    }

    /// <summary>The common SD of two groups from the standard error of the difference between their means.</summary>
    public static Derived FromDifferenceStandardError(double standardError, double n1, double n2)
    {
        Given.NotNegative(standardError, "A standard error");
        var root = Root(n1, n2);
        return new(standardError / root, new("SD from SE of a difference", "SE/√(1/n1 + 1/n2)", "Cochrane Handbook 6.5.2.3",
            [Given.Of("SE", standardError), Given.Of("n1", n1), Given.Of("n2", n2)], SameSd));
    }

    /// <summary>The common SD of two groups from the confidence interval of the difference between their means.</summary>
    public static Derived FromDifferenceInterval(double lower, double upper, double n1, double n2, double level = 95, IntervalKind kind = IntervalKind.T)
    {
        Given.Interval(lower, upper);
        var root = Root(n1, n2);
        var quantile = Quantile(kind, level, n1 + n2 - 2);
        return new((upper - lower) / (2 * quantile * root), new("SD from CI of a difference", $"(upper − lower)/(2·{Name(kind, "n1 + n2 − 2")}·√(1/n1 + 1/n2))", "Cochrane Handbook 6.5.2.3",
            [Given.Of("lower", lower), Given.Of("upper", upper), Given.Of("n1", n1), Given.Of("n2", n2), Given.Of("level", level)], $"{SameSd}, and an interval made with {Words(kind)}"));
    }

    /// <summary>The common SD of two groups from the difference between their means and its t statistic.</summary>
    public static Derived FromT(double meanDifference, double t, double n1, double n2)
    {
        Given.Finite(meanDifference, "A mean difference");
        Given.That(t != 0 && double.IsFinite(t), "A t statistic of 0 does not tell the standard deviation.");
        return new(Math.Abs(meanDifference / t) / Root(n1, n2), new("SD from t", "|difference/t|/√(1/n1 + 1/n2)", "Cochrane Handbook 6.5.2.3",
            [Given.Of("difference", meanDifference), Given.Of("t", t), Given.Of("n1", n1), Given.Of("n2", n2)], SameSd));
    }

    /// <summary>The common SD of two groups from the difference between their means and the two-sided p of its t test.</summary>
    public static Derived FromP(double meanDifference, double p, double n1, double n2)
    {
        Given.Finite(meanDifference, "A mean difference");
        Given.PValue(p);
        var root = Root(n1, n2);
        var t = -Distributions.TQuantile(p / 2, n1 + n2 - 2);
        return new(Math.Abs(meanDifference) / (t * root), new("SD from p", "|difference|/(t·√(1/n1 + 1/n2)), t of the two-sided p with n1 + n2 − 2 df", "Cochrane Handbook 6.5.2.3",
            [Given.Of("difference", meanDifference), Given.Of("p", p), Given.Of("n1", n1), Given.Of("n2", n2)], $"{SameSd}, and a t test"));
    }

    /// <summary>The SD of the changes from those before and after and a stated correlation between the two.</summary>
    /// <param name="correlation">From −1 to 1; an assumption unless the trial printed it.</param>
    public static Derived OfChange(double before, double after, double correlation)
    {
        Given.NotNegative(before, "A standard deviation");
        Given.NotNegative(after, "A standard deviation");
        Given.That(Math.Abs(correlation) <= 1, "A correlation is from -1 to 1.");
        var variance = (before * before) + (after * after) - (2 * correlation * before * after);
        return new(Math.Sqrt(Math.Max(0, variance)), new("SD of change", "√(before² + after² − 2·r·before·after)", "Cochrane Handbook 6.5.2.8",
            [Given.Of("before", before), Given.Of("after", after), Given.Of("r", correlation)], "the stated correlation of before and after"));
    }

    /// <summary>The correlation of before and after that a printed SD of the changes means.</summary>
    public static Derived CorrelationFromChange(double before, double after, double change)
    {
        Given.That(before > 0 && after > 0 && double.IsFinite(before + after), "Standard deviations before and after must be over 0.");
        Given.NotNegative(change, "A standard deviation");
        var r = ((before * before) + (after * after) - (change * change)) / (2 * before * after);
        Given.That(Math.Abs(r) <= 1 + 1e-12, "These three standard deviations cannot belong together: the correlation would be over 1.");
        return new(Math.Clamp(r, -1, 1), new("correlation from SDs", "(before² + after² − change²)/(2·before·after)", "Cochrane Handbook 6.5.2.8",
            [Given.Of("before", before), Given.Of("after", after), Given.Of("change", change)]));
    }

    private static double Root(double n1, double n2)
    {
        Given.Size(n1, "n1");
        Given.Size(n2, "n2");
        Given.Size(n1 + n2, "n1 + n2", least: 3);
        return Math.Sqrt((1 / n1) + (1 / n2));
    }

    private static double Quantile(IntervalKind kind, double level, double df)
    {
        var p = Given.UpperProbability(level);
        return kind == IntervalKind.T ? Distributions.TQuantile(p, df) : Distributions.NormalQuantile(p);
    }

    private static string Name(IntervalKind kind, string df) => kind == IntervalKind.T ? $"t with {df} df" : "z";

    private static string Words(IntervalKind kind) => kind == IntervalKind.T ? "Student's t" : "the normal distribution";
}
