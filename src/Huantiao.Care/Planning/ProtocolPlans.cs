using System.Collections.Immutable;
using Huantiao.Care.Assessment;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>A plan begun from a protocol, and what the protocol leaves to the practitioner.</summary>
/// <param name="ToChoose">Points of the protocol that are not in the plan, because the side was not seen or more points are offered than are used.</param>
/// <param name="Caveats">What to know before treating by it.</param>
public sealed record ProtocolStart(TreatmentPlan.Draft Plan, ImmutableArray<ProtocolPoint> ToChoose, ImmutableArray<LocalText> Caveats);

/// <summary>Begins plans from published protocols. What a protocol was not seen to say stays open; depths always do, for an envelope is no recommendation.</summary>
public static class ProtocolPlans
{
    /// <summary>Null where the protocol names no points, so that nothing can begin from it.</summary>
    /// <param name="painful">Legs that hurt: left, right.</param>
    /// <param name="patterns">Keys of the traditional patterns that the practitioner goes by.</param>
    /// <param name="known">Of the person: electrical stimulation is taken over only where it is known that there is no powered implant.</param>
    public static ProtocolStart? Begin(
        Guid id, TreatmentProtocol protocol, TreatmentKnowledge knowledge, IReadOnlySet<PainSide> painful, IReadOnlySet<string> patterns, KnownOfPerson known)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(painful);
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(known);
        if (!protocol.CanStartAPlan)
            return null;

        var caveats = ImmutableArray.CreateBuilder<LocalText>();
        if (!protocol.SameCondition)
            caveats.Add(CareWords.Text("protocol.other-condition"));
        caveats.Add(protocol.Caveats);
        var points = protocol.Points.Where(p => p.Pattern is null || patterns.Contains(p.Pattern)).ToList();
        // Two patterns offer more points than are used: which of them, only the practitioner can say.
        var crowded = protocol.ChannelPoints is { } most && points.Count(p => p.Pattern is not null) > most;
        var open = points.Where(p => p.Side == ProtocolSide.NotSeen || (p.Side == ProtocolSide.Painful && painful.Count == 0) || (crowded && p.Pattern is not null)).ToList();
        if (crowded)
            caveats.Add(CareWords.Text("protocol.choose", ("n", CareWords.Number(protocol.ChannelPoints!.Value))));
        if (open.Any(p => p.Side == ProtocolSide.NotSeen))
            caveats.Add(CareWords.Text("protocol.side-not-seen"));
        if (points.Concat<object>(protocol.Items).Any(IsDoubtful))
            caveats.Add(CareWords.Text("protocol.doubtful"));
        var stimulation = Stimulation(protocol, known, caveats);

        var start = PlanContent.Blank with
        {
            Style = Item(protocol, "1a"),
            Reasoning = CareWords.Text("protocol.reasoning", ("study", protocol.Study), ("why", Item(protocol, "1b") ?? CareWords.Text("protocol.no-reasoning"))),
            Variation = VariationAllowed.NotDecided,
            Needles = [.. points.Except(open).SelectMany(p => Needles(p, painful)).DistinctBy(n => n.Key, StringComparer.Ordinal).OrderBy(n => n.Key, StringComparer.Ordinal)],
            Stimulation = stimulation,
            Retention = protocol.RetentionMinutes is { } minutes ? RetentionTime.TryFrom(minutes) : null,
            NeedleType = protocol is { NeedleDiameterMm: { } diameter, NeedleLengthMm: { } length } ? NeedleType.TryFrom(diameter, length) : null,
            Course = protocol.Sessions is { } sessions ? TreatmentCourse.TryFrom(sessions, [.. protocol.Schedule.Select(p => new CoursePhase(p.PerWeek, p.Weeks))]) : null,
            StopRule = StopRule.Proposed(knowledge),
        };
        return new(new(id, 1, new PlanOrigin.Protocol(protocol.Id), start, []), [.. open], caveats.ToImmutable());
    }

    private static IEnumerable<PlannedNeedle> Needles(ProtocolPoint point, IReadOnlySet<PainSide> painful) => point.Side switch
    {
        ProtocolSide.Both => [new(point.Point, BodySide.Left), new(point.Point, BodySide.Right)],
        ProtocolSide.Midline => [new(point.Point, BodySide.Midline)],
        ProtocolSide.Painful => painful.Where(s => s is PainSide.Left or PainSide.Right)
            .Select(s => new PlannedNeedle(point.Point, s == PainSide.Left ? BodySide.Left : BodySide.Right)),
        _ => [],
    };

    private static StimulationPlan? Stimulation(TreatmentProtocol protocol, KnownOfPerson known, ImmutableArray<LocalText>.Builder caveats)
    {
        if (protocol.Stimulation.IsEmpty)
            return null;
        var electro = protocol.Stimulation.Contains("electro");
        if (electro && known.HasSomewhere(PlacedFact.ActiveImplant) != Answer.No)
        {
            caveats.Add(CareWords.Text(known.HasSomewhere(PlacedFact.ActiveImplant) == Answer.Yes ? "refused.implant" : "refused.implant-unknown"));
            return null;
        }

        return new(protocol.Stimulation.Contains("manual"), electro ? new(null, Answer.Unknown) : null, protocol.Stimulation.Contains("heat"));
    }

    private static LocalText? Item(TreatmentProtocol protocol, string item) => protocol.Items.FirstOrDefault(i => i.Item == item)?.Text;

    /// <summary>Anything but a plain "VERIFIED" has a reservation, which goes with it.</summary>
    private static bool IsDoubtful(object of) => of switch
    {
        ProtocolPoint point => point.Provenance.HasReservation,
        ProtocolItem item => item.State == ItemState.Stated && item.Provenance.HasReservation,
        _ => false,
    };
}
