namespace Huantiao.MetaAnalysis;

/// <summary>Mantel-Haenszel common-effect estimate from tables: OR, RR, RD, IRR, IRD. Pools without continuity correction.</summary>
/// <remarks>Mantel and Haenszel (1959), J Natl Cancer Inst 22, 719. Q is over the studies' own estimates, which have the correction that the options say.</remarks>
public static class MantelHaenszel
{
    /// <param name="measure">OR, RR, RD (ai, bi or n1i, ci, di or n2i), IRR or IRD (x1i, t1i, x2i, t2i).</param>
    /// <param name="table">One row a study; incomplete rows are left out.</param>
    /// <param name="options">Level; the test must be z. The method is not looked at.</param>
    /// <param name="effectSizes">Continuity correction of the studies' own estimates, for Q alone.</param>
    /// <exception cref="AnalysisException">No complete table, a count that cannot be, or no events to tell the effect from.</exception>
    public static PooledEstimate Fit(Measure measure, StudyTable table, FitOptions? options = null, EffectSizeOptions? effectSizes = null) =>
        StratifiedFit.Fit(Strata.Read(Method.MH, measure, table, effectSizes), (options ?? new()) with { Method = Method.MH });
}

/// <summary>Peto's one-step common odds ratio from tables.</summary>
/// <remarks>Yusuf et al. (1985), Prog Cardiovasc Dis 27, 335. Biased where groups are of unequal size or the effect is large: Greenland and Salvan (1990), Stat Med 9, 247.</remarks>
public static class Peto
{
    /// <param name="table">One row a study: ai, bi or n1i, ci, di or n2i; incomplete rows are left out.</param>
    /// <param name="options">Level; the test must be z. The method is not looked at.</param>
    /// <param name="effectSizes">Continuity correction of the studies' own estimates; the pooled estimate and Q have none.</param>
    /// <exception cref="AnalysisException">No complete table, a count that cannot be, or no events to tell the effect from.</exception>
    public static PooledEstimate Fit(StudyTable table, FitOptions? options = null, EffectSizeOptions? effectSizes = null) =>
        StratifiedFit.Fit(Strata.Read(Method.PETO, Measure.PETO, table, effectSizes), (options ?? new()) with { Method = Method.PETO });
}

/// <summary>What the two methods that pool tables have in common.</summary>
internal static class StratifiedFit
{
    public static PooledEstimate Fit(Strata strata, FitOptions options)
    {
        options.Check();
        if (options.Test != TestKind.Z)
            throw new AnalysisException(AnalysisFailure.UnknownOption, $"Method {options.Method} goes with the normal test (z) alone.");
        var fit = strata.Fit(strata.Count);
        if (double.IsNaN(fit.Estimate))
            throw new AnalysisException(AnalysisFailure.OutOfRange, "The tables have too few events, or non-events, to determine the pooled estimate.");
        List<string> notes = [];
        if (fit.Observations < strata.Count)
            notes.Add($"{strata.Count - fit.Observations} of {strata.Count} tables have no estimate of their own (no events, or only events, in both groups): they are pooled but not in Q.");
        return Estimates.From(fit, options, notes);
    }

    public static Refits Cumulative(Strata strata, double level, ICollection<string> notes)
    {
        var refits = new RefitSeries(strata.Count, level);
        for (var i = 0; i < strata.Count; i++)
            Set(refits, i, strata.Fit(i + 1), strata, "cumulative analysis", notes);
        return refits.ToRefits();
    }

    public static Refits LeaveOneOut(Strata strata, double level, ICollection<string> notes)
    {
        var refits = new RefitSeries(strata.Count, level);
        for (var i = 0; i < strata.Count; i++)
            Set(refits, i, strata.Fit(strata.Count, leftOut: i), strata, "leave-one-out analysis", notes);
        return refits.ToRefits();
    }

    private static void Set(RefitSeries refits, int i, in CoreFit fit, Strata strata, string name, ICollection<string> notes)
    {
        if (double.IsNaN(fit.Estimate))
        {
            refits.SetUndefined(i);
            notes.Add($"In the {name}, the tables at row {strata.Rows[i]} do not determine an estimate.");
        }
        else
        {
            refits.Set(i, fit);
        }
    }
}
