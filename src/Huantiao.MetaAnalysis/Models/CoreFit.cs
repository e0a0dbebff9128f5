namespace Huantiao.MetaAnalysis;

/// <summary>The numbers of one fit, without allocation: diagnostics refit thousands of times.</summary>
internal readonly record struct CoreFit
{
    public int K { get; init; }

    /// <summary>Estimates that Q and the likelihood rest on: k, but for tables without an estimate of their own.</summary>
    public int Observations { get; init; }

    /// <summary>The test that was done: z where one study leaves no degrees of freedom.</summary>
    public TestKind Test { get; init; }

    /// <summary>The pooled estimate; with a predictor, the line's value where the predictor is 0.</summary>
    public double Estimate { get; init; }

    /// <summary>The estimate's variance, with the Hartung-Knapp factor where that test asks for it.</summary>
    public double Variance { get; init; }

    /// <summary>The Hartung-Knapp factor, 1 for other tests.</summary>
    public double Dispersion { get; init; }

    public double Slope { get; init; }
    public double SlopeVariance { get; init; }
    public Tau2 Tau2 { get; init; }
    public double Q { get; init; }
    public int Df { get; init; }

    /// <summary>(k − p)/tr P at τ² = 0: the typical sampling variance of Higgins and Thompson (2002), Stat Med 21, 1539.</summary>
    public double TypicalVariance { get; init; }

    public double I2 { get; init; }
    public double H2 { get; init; }
    public double LogLik { get; init; }
    public double SaturatedLogLik { get; init; }
    public double StandardError => Math.Sqrt(Variance);
    public double Statistic => Estimate / StandardError;
    public bool UsesT => Test != TestKind.Z;

    public double TwoSided(double statistic) =>
        UsesT ? Distributions.TTwoSided(statistic, Df) : Distributions.NormalTwoSided(statistic);

    /// <summary>The quantile that intervals of this level (in percent) are made with.</summary>
    public double Critical(double level)
    {
        var p = 0.5 + (level / 200);
        return UsesT ? Distributions.TQuantile(p, Df) : Distributions.NormalQuantile(p);
    }
}
