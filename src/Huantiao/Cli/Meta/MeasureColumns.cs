using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>Which columns a measure is computed from, to tell people what their file allows and what it lacks.</summary>
/// <param name="Needs">The ways to give the data; any one of them is enough.</param>
internal sealed record MeasureColumns(ImmutableArray<Measure> Measures, ImmutableArray<ImmutableArray<string>> Needs)
{
    public static ImmutableArray<MeasureColumns> Families { get; } =
    [
        new(
            [Measure.RR, Measure.OR, Measure.RD, Measure.AS, Measure.PETO, Measure.PHI, Measure.YUQ, Measure.YUY, Measure.RTET, Measure.PBIT, Measure.OR2DN, Measure.OR2DL],
            [["ai", "n1i", "ci", "n2i"], ["ai", "bi", "ci", "di"]]),
        new([Measure.IRR, Measure.IRD, Measure.IRSD], [["x1i", "t1i", "x2i", "t2i"]]),
        new(
            [Measure.MD, Measure.SMD, Measure.SMDH, Measure.SMD1, Measure.SMD1H, Measure.ROM, Measure.CVR, Measure.RPB, Measure.RBIS, Measure.D2ORN, Measure.D2ORL],
            [["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"]]),
        new([Measure.VR], [["sd1i", "n1i", "sd2i", "n2i"]]),
        new([Measure.MC, Measure.SMCC, Measure.SMCR, Measure.SMCRH, Measure.ROMC, Measure.CVRC], [["m1i", "m2i", "sd1i", "sd2i", "ni", "ri"]]),
        new([Measure.VRC], [["sd1i", "sd2i", "ni", "ri"]]),
        new([Measure.COR, Measure.UCOR, Measure.ZCOR], [["ri", "ni"]]),
        new([Measure.PR, Measure.PLN, Measure.PLO, Measure.PAS, Measure.PFT], [["xi", "ni"], ["xi", "mi"]]),
        new([Measure.IR, Measure.IRLN, Measure.IRS, Measure.IRFT], [["xi", "ti"]]),
        new([Measure.MN, Measure.MNLN, Measure.CVLN, Measure.SMN], [["mi", "sdi", "ni"]]),
        new([Measure.SDLN], [["sdi", "ni"]]),
        new([Measure.ARAW, Measure.AHW, Measure.ABT], [["ai", "mi", "ni"]]),
        new([Measure.GEN], [["yi", "vi"], ["yi", "sei"]]),
    ];

    /// <summary>Every column that holds numbers for some measure.</summary>
    public static ImmutableArray<string> Numeric { get; } = [.. Families.SelectMany(f => f.Needs).SelectMany(n => n).Distinct(StringComparer.Ordinal)];

    public static MeasureColumns For(Measure measure) => Families.First(f => f.Measures.Contains(measure));

    /// <summary>The measures that a table with these columns can be analysed for.</summary>
    public static ImmutableArray<Measure> AllowedBy(Predicate<string> has) =>
        [.. Families.Where(f => f.IsMetBy(has)).SelectMany(f => f.Measures)];

    public bool IsMetBy(Predicate<string> has) => Needs.Any(way => way.All(column => has(column)));

    /// <summary>"ai, n1i, ci, n2i or ai, bi, ci, di".</summary>
    public string Describe(string or) => string.Join($" {or} ", Needs.Select(way => string.Join(", ", way)));
}
