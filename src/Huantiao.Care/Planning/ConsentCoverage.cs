using System.Collections.Immutable;

namespace Huantiao.Care.Planning;

/// <summary>Whether consent covers one part of a plan.</summary>
/// <param name="Key">As <see cref="PlanChange.Key"/>.</param>
public sealed record ConsentCoverage(PlanPart Part, string Key, bool IsCovered)
{
    private static readonly ImmutableArray<PlanPart> Single =
    [
        .. Enum.GetValues<PlanPart>().Where(p => p is not (PlanPart.Unknown or PlanPart.Needle or PlanPart.Goal or PlanPart.Confirmation)),
    ];

    /// <summary>Every part that either plan has.</summary>
    internal static IEnumerable<(PlanPart Part, string Key)> Parts(PlanContent one, PlanContent other) =>
    [
        .. Single.Select(p => (p, "")),
        .. one.Needles.Concat(other.Needles).Select(n => n.Key).Distinct(StringComparer.Ordinal).Select(k => (PlanPart.Needle, k)),
        .. one.Goals.Concat(other.Goals).Select(g => g.Key).Distinct(StringComparer.Ordinal).Select(k => (PlanPart.Goal, k)),
    ];

    /// <summary>Compared by what is planned, not by its words.</summary>
    internal static bool Same(PlanContent one, PlanContent other, PlanPart part, string key) => PlanJson.Same(Only(one, part, key), Only(other, part, key));

    /// <summary>A plan that has nothing but that part.</summary>
    private static PlanContent Only(PlanContent of, PlanPart part, string key) => part switch
    {
        PlanPart.Style => PlanContent.Blank with { Style = of.Style },
        PlanPart.Reasoning => PlanContent.Blank with { Reasoning = of.Reasoning },
        PlanPart.Variation => PlanContent.Blank with { Variation = of.Variation },
        PlanPart.Needle => PlanContent.Blank with { Needles = [.. of.Needles.Where(n => n.Key == key)] },
        PlanPart.Response => PlanContent.Blank with { Response = of.Response },
        PlanPart.Stimulation => PlanContent.Blank with { Stimulation = of.Stimulation },
        PlanPart.Retention => PlanContent.Blank with { Retention = of.Retention },
        PlanPart.NeedleType => PlanContent.Blank with { NeedleType = of.NeedleType },
        PlanPart.Course => PlanContent.Blank with { Course = of.Course },
        PlanPart.Goal => PlanContent.Blank with { Goals = [.. of.Goals.Where(g => g.Key == key)] },
        PlanPart.Review => PlanContent.Blank with { Review = of.Review },
        PlanPart.StopRule => PlanContent.Blank with { StopRule = of.StopRule },
        PlanPart.OtherCare => PlanContent.Blank with { OtherCare = of.OtherCare },
        PlanPart.Setting => PlanContent.Blank with { Setting = of.Setting },
        PlanPart.Practitioner => PlanContent.Blank with { Practitioner = of.Practitioner },
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Consent is not given to that part."),
    };
}
