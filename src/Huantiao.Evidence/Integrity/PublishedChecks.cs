using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Evidence.Integrity;

/// <summary>ci-centre and p-value for results that reviews printed.</summary>
internal static class PublishedChecks
{
    public static ImmutableArray<Problem> Run(DelimitedTable table) =>
    [
        .. table.Rows.SelectMany(r => One(
            new(table.File, r.Line), r["measure"], r["model"], Parse(r["estimate"]), Parse(r["ci_lo"]), Parse(r["ci_hi"]), r["p"])),
    ];

    public static ImmutableArray<Problem> Run(IEnumerable<PublishedSynthesis> published) =>
    [
        .. published.SelectMany(p => One(
            p.Provenance.Place, p.Measure, p.Model, PrintedNumber.From(p.Estimate), PrintedNumber.From(p.CiLower), PrintedNumber.From(p.CiUpper), p.P)),
    ];

    private static PrintedNumber? Parse(string text) => PrintedNumber.TryParse(text, out var number) ? number : null;

    private static IEnumerable<Problem> One(FilePlace place, string measure, string model, PrintedNumber? estimate, PrintedNumber? lower, PrintedNumber? upper, string p)
    {
        // A row of the trials' kind, so that the same rules judge it. Proportions and ranks have intervals of their own.
        if (measure.Contains("proportion", StringComparison.OrdinalIgnoreCase) || measure.Contains("sucra", StringComparison.OrdinalIgnoreCase))
            return [];
        var log = measure.StartsWith("log", StringComparison.OrdinalIgnoreCase);
        var none = new PrintedArm(1, "", null, null, null, null, null, null, null, null);
        var row = new TrialRow
        {
            File = place.File, Line = place.Line, Study = "", Arm1 = none, Arm2 = none with { Number = 2 }, EffectType = log ? "difference" : measure,
            Derivation = model, Difference = estimate, DifferenceLower = lower, DifferenceUpper = upper, P = p,
        };

        // Intervals with t quantiles of few trials: P follows from the interval only where the quantile is normal.
        var usesT = model.Contains("HK", StringComparison.Ordinal) || model.Contains("Hartung", StringComparison.Ordinal) || model.Contains("Knapp", StringComparison.Ordinal);
        var problems = IntervalChecks.Run(row, adjusted: false).Concat(usesT ? [] : PValueChecks.Run(row, adjusted: false, []));
        return problems.Select(found => found with { Column = found.Column switch { "md_lo" => "ci_lo", "md" => "estimate", _ => found.Column } });
    }
}
