using System.Globalization;

namespace Huantiao.MetaAnalysis;

/// <summary>One whole analysis: effect sizes, the fit, and the diagnostics that were asked for.</summary>
public static class Analysis
{
    /// <summary>Refitting with each study left out, or added, takes time with the square of their number: beyond this it is not done.</summary>
    public const int MostRefits = 10_000;

    /// <summary>Runs the request. A diagnostic that is not defined for these data is null and the notes say why; the rest still comes.</summary>
    /// <exception cref="AnalysisException">The analysis cannot be done; the row, where there is one, is that of the table given.</exception>
    public static AnalysisResult Run(AnalysisRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new FitOptions { Method = request.Method, Test = request.Test, Level = request.Level };
        options.Check();
        return request.Method is Method.MH or Method.PETO ? PoolTables(request, options) : PoolEstimates(request, options);
    }

    private static AnalysisResult PoolEstimates(AnalysisRequest request, FitOptions options)
    {
        var effects = EffectSizes.Compute(request.Measure, request.Data, request.EffectSizes);
        try
        {
            var fit = RandomEffects.Fit(effects.Yi, effects.Vi, options);
            var notes = new List<string>(fit.Notes);
            var result = new AnalysisResult { Measure = request.Measure, Effects = effects, Fit = fit, Notes = notes };
            return request.Include == Include.None ? result : WithDiagnostics(result, request, options, notes);
        }
        catch (AnalysisException e) when (e.Row is int place)
        {
            throw new AnalysisException(e.Failure, e.Message, effects.Rows[place - 1]);
        }
    }

    private static AnalysisResult WithDiagnostics(AnalysisResult result, AnalysisRequest request, FitOptions options, List<string> notes)
    {
        var (yi, vi) = (result.Effects.Yi, result.Effects.Vi);
        bool Wanted(Include part) => (request.Include & part) != Include.None;
        var several = yi.Length > 1;
        var refits = yi.Length <= MostRefits;
        NoteTooMany(yi.Length, request.Include, notes);
        if (!several && Wanted(Include.LeaveOneOut | Include.Influence | Include.ConfInt))
            notes.Add("One study: no leave-one-out analysis, influence or confidence interval of τ².");
        var influence = Wanted(Include.Influence) && refits ? CaseDeletion.Influence(yi, vi, options) : null;
        if (influence is not null && new[] { influence.RStudent, influence.DfFits, influence.CooksD, influence.CovRatio, influence.DfBetas }.Any(values => !Array.TrueForAll(values, double.IsFinite)))
            notes.Add("Influence: where a deletion leaves no scatter to divide by, the value is not defined.");
        return result with
        {
            Weights = Wanted(Include.Weights) ? Percent(CaseDeletion.Weights(vi, result.Fit.Tau2, request.Method)) : null,
            ConfInt = Wanted(Include.ConfInt) && several ? Heterogeneity(yi, vi, options, notes) : null,
            Influence = influence,
            LeaveOneOut = Wanted(Include.LeaveOneOut) && refits ? CaseDeletion.LeaveOneOut(yi, vi, options) : null,
            Cumulative = Wanted(Include.Cumulative) && refits ? CaseDeletion.Cumulative(yi, vi, options) : null,
            RegTest = Wanted(Include.RegTest)
                ? FunnelRegression.Test(yi, vi, result.Effects.Ni, options, request.RegTestModel, request.RegTestPredictor, notes) : null,
            RankTest = Wanted(Include.RankTest) ? RankCorrelation.Test(yi, vi, notes) : null,
            TrimFill = Wanted(Include.TrimFill) ? TrimAndFill.Run(yi, vi, options, request.TrimFillEstimator, request.TrimFillSide, notes) : null,
        };
    }

    private static HeterogeneityIntervals? Heterogeneity(double[] yi, double[] vi, FitOptions options, List<string> notes)
    {
        if (options.Method == Method.EE)
        {
            notes.Add("A common-effect model has no τ² to give an interval for.");
            return null;
        }

        var intervals = QProfile.Compute(yi, vi, options.Level, out var empty);
        notes.Add(empty
            ? "Q-profile: both bounds of τ² fall under 0, so the interval is empty and shown as 0 to 0."
            : "Confidence intervals of τ², I² and H² by Q-profile.");
        return intervals;
    }

    private static AnalysisResult PoolTables(AnalysisRequest request, FitOptions options)
    {
        var strata = Strata.Read(request.Method, request.Measure, request.Data, request.EffectSizes);
        var fit = StratifiedFit.Fit(strata, options);
        var notes = new List<string>(fit.Notes);
        bool Wanted(Include part) => (request.Include & part) != Include.None;
        if (Wanted(Include.Influence | Include.TrimFill | Include.ConfInt))
            notes.Add($"Influence, trim and fill and intervals of τ² are not defined for method {request.Method}.");
        var several = strata.Count > 1;
        var refits = strata.Count <= MostRefits;
        NoteTooMany(strata.Count, request.Include & ~Include.Influence, notes);
        if (!several && Wanted(Include.LeaveOneOut))
            notes.Add("One study: no leave-one-out analysis.");

        // The funnel is that of the studies' own estimates around their inverse-variance mean.
        var effects = strata.Effects;
        var funnel = effects.Yi.Length > 0 && Wanted(Include.RegTest | Include.RankTest);
        return new AnalysisResult
        {
            Measure = request.Measure,
            Effects = effects,
            Fit = fit,
            Weights = Wanted(Include.Weights) ? strata.Weights() : null,
            LeaveOneOut = Wanted(Include.LeaveOneOut) && several && refits ? StratifiedFit.LeaveOneOut(strata, options.Level, notes) : null,
            Cumulative = Wanted(Include.Cumulative) && refits ? StratifiedFit.Cumulative(strata, options.Level, notes) : null,
            RegTest = funnel && Wanted(Include.RegTest)
                ? FunnelRegression.Test(effects.Yi, effects.Vi, effects.Ni, options with { Method = Method.EE }, request.RegTestModel, request.RegTestPredictor, notes) : null,
            RankTest = funnel && Wanted(Include.RankTest) ? RankCorrelation.Test(effects.Yi, effects.Vi, notes) : null,
            Notes = notes,
        };
    }

    private static void NoteTooMany(int studies, Include include, List<string> notes)
    {
        if (studies > MostRefits && (include & (Include.Influence | Include.LeaveOneOut | Include.Cumulative)) != Include.None)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Influence, leave-one-out and cumulative analyses are not done with more than {MostRefits} studies."));
    }

    private static double[] Percent(double[] shares) => Array.ConvertAll(shares, share => 100 * share);
}
