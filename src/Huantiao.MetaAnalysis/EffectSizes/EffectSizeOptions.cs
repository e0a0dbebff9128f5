namespace Huantiao.MetaAnalysis;

/// <summary>Which tables get the constant <see cref="EffectSizeOptions.Add"/> on each cell, as metafor's argument <c>to</c>.</summary>
public enum ZeroCells
{
    /// <summary>Only tables with a zero cell.</summary>
    OnlyZero,

    /// <summary>All tables.</summary>
    All,

    /// <summary>All tables, if any table has a zero cell.</summary>
    AllIfAnyZero,

    /// <summary>No table.</summary>
    None,
}

/// <summary>Which sampling variance of the standardised mean difference: metafor's <c>vtype</c>.</summary>
public enum SmdVariance
{
    LS, LS2, UB, AV,
}

/// <summary>How effect sizes are computed.</summary>
public sealed record EffectSizeOptions
{
    /// <summary>
    /// Added to each cell of the tables that <see cref="To"/> names. Null is the measure's own: 0.5, but 0 for those that zero cells do not harm
    /// (AS, PHI, RTET, IRSD, PAS, PFT, IRS, IRFT), as in metafor.
    /// </summary>
    public double? Add { get; init; }

    public ZeroCells To { get; init; } = ZeroCells.OnlyZero;

    /// <summary>Leave out tables without events, or without non-events, in both groups. Default: no.</summary>
    public bool DropDoubleZero { get; init; }

    public SmdVariance SmdVariance { get; init; } = SmdVariance.LS;
}

/// <summary>Estimates and sampling variances, in the order of the table, without the rows that have none.</summary>
/// <param name="Yi">Estimates on the analysis scale.</param>
/// <param name="Vi">Sampling variances.</param>
/// <param name="Ni">Total sample sizes; NaN where the data do not tell.</param>
/// <param name="Rows">For each estimate its row in the table, from 1.</param>
/// <param name="Dropped">Rows without an estimate, from 1.</param>
public sealed record EffectSizeSet(double[] Yi, double[] Vi, double[] Ni, int[] Rows, int[] Dropped);
