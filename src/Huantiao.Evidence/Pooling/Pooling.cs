using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>
/// From the trials of one question to the pooled result. One trial: its own interval. Two: REML with the normal interval. Three and more: REML with
/// the Hartung-Knapp interval, never narrower than the unadjusted one, and a prediction interval. Reasons in docs/methods/evidence.md.
/// </summary>
internal static class Pooling
{
    public static Synthesis? Of(Question question, ImmutableArray<ChosenRow> rows)
    {
        if (rows.IsEmpty)
            return null;

        var measure = EffectScales.MeasureOf(question);
        var scale = EffectScales.ScaleOf(measure);
        var table = new StudyTable(
        [
            new("yi", [.. rows.Select(r => r.Effect.Yi)]),
            new("vi", [.. rows.Select(r => r.Effect.Variance)]),
        ]);
        var (method, test, include, explanation) = rows.Length switch
        {
            1 => (Method.EE, TestKind.Z, Include.None, "k1"),
            2 => (Method.REML, TestKind.Z, Include.None, "k2"),
            _ => (Method.REML, TestKind.AdHoc, Include.LeaveOneOut, "k3plus"),
        };
        var result = Run(method, test, include);
        var prediction = rows.Length >= 3;

        return new Synthesis(
            measure,
            result.Fit,
            scale.ToNatural(result.Fit.Estimate),
            scale.ToNatural(result.Fit.CiLower),
            scale.ToNatural(result.Fit.CiUpper),
            prediction && result.Fit.PiLower is { } low ? scale.ToNatural(low) : null,
            prediction && result.Fit.PiUpper is { } high ? scale.ToNatural(high) : null,
            scale == EffectScale.Ratio,
            explanation,
            rows.Length < 2 ? [] : [.. Others(rows.Length)],
            result.LeaveOneOut);

        AnalysisResult Run(Method method, TestKind test, Include include) => Analysis.Run(new AnalysisRequest
        {
            Measure = Measure.GEN,
            Data = table,
            Method = method,
            Test = test,
            Include = include,
        });

        IEnumerable<Sensitivity> Others(int k)
        {
            yield return Other("common-effect", Method.EE, TestKind.Z);
            yield return Other("dl", Method.DL, TestKind.Z);
            yield return Other("pm", Method.PM, TestKind.Z);
            yield return Other("hartung-knapp", Method.REML, TestKind.HartungKnapp);
            if (k >= 3)
                yield return Other("normal", Method.REML, TestKind.Z);
        }

        Sensitivity Other(string key, Method method, TestKind test)
        {
            var fit = Run(method, test, Include.None).Fit;
            return new(key, fit, scale.ToNatural(fit.Estimate), scale.ToNatural(fit.CiLower), scale.ToNatural(fit.CiUpper));
        }
    }

    /// <summary>The trials as findings show them, with the weight each has in the pooled result (1 / (vi + tau²), in percent).</summary>
    public static ImmutableArray<StudyEffect> Studies(Question question, ImmutableArray<ChosenRow> rows, Synthesis? synthesis)
    {
        var scale = EffectScales.ScaleOf(EffectScales.MeasureOf(question));
        var tau2 = synthesis?.Fit.Tau2 ?? 0;
        var sum = rows.Sum(r => 1 / (r.Effect.Variance + tau2));
        return
        [
            .. rows.Select(r => new StudyEffect(
                r.Row.Trial,
                r.Row.Year is { } year && !r.Row.Study.Contains(Show.Plain(year), StringComparison.Ordinal) ? $"{r.Row.Study} {Show.Plain(year)}" : r.Row.Study,
                scale.ToNatural(r.Effect.Yi),
                r.Effect.Yi,
                r.Effect.Variance,
                r.Effect.Lower,
                r.Effect.Upper,
                100 / (r.Effect.Variance + tau2) / sum,
                r.Effect.Participants,
                r.Effect.Derivation,
                r.Row)),
        ];
    }
}
