using System.Collections.Immutable;
using Huantiao.Care.Planning;

namespace Huantiao.Care.Sessions;

/// <summary>What is meant to be done in a session; a starting point that the practitioner confirms or changes.</summary>
/// <param name="RetentionMinutes">Above 0 to 240; null where it is not said.</param>
public sealed record Prescription(ImmutableArray<Insertion> Needles, double? RetentionMinutes)
{
    public static Prescription Empty { get; } = new([], null);

    public double? RetentionMinutes { get; } = RetentionMinutes is null or (> 0 and <= 240)
        ? RetentionMinutes
        : throw new ArgumentOutOfRangeException(nameof(RetentionMinutes), RetentionMinutes, "Needles stay in above 0 to 240 minutes.");

    /// <summary>
    /// What was done last time, amendments included. Lots and responses are left out: they belong to that day's box and that day's person.
    /// </summary>
    public static Prescription FromLast(NeedlingSession.Signed last)
    {
        ArgumentNullException.ThrowIfNull(last);
        var needles = last.Record.Needles.Select(n => n.Now with { Lot = null, Response = NeedleResponse.Unknown, Electro = n.Now.Electro is { } e ? e with { PairedWith = null } : null });
        return new([.. needles], last.Record.Timer?.PlannedMinutes ?? last.Record.Opening?.Prescription.RetentionMinutes);
    }

    /// <summary>
    /// What an agreed plan says, for its first session. A depth that the plan leaves open between two ends stays open: which it is, the practitioner decides with
    /// the needle in hand.
    /// </summary>
    public static Prescription FromPlan(PlanContent plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new([.. plan.Needles.Select(n => Planned(plan, n))], plan.Retention?.Minutes);
    }

    private static Insertion Planned(PlanContent plan, PlannedNeedle needle) => new(needle.Point, needle.Side)
    {
        // Needles that stay for days are not planned: whatever is planned comes out the same day.
        Kind = NeedleKind.Filiform,
        Size = (needle.Type ?? plan.NeedleType) is { } type ? new NeedleSize(type.DiameterMm, type.LengthMm) : null,
        DepthMillimetres = needle.Depth is { } depth && depth.LeastMm.Equals(depth.MostMm) ? depth.MostMm : null,
        ResponseSought = plan.Response switch
        {
            Planning.ResponseSought.None => NeedleResponse.None,
            Planning.ResponseSought.DeQi => NeedleResponse.DeQi,
            Planning.ResponseSought.Twitch => NeedleResponse.Twitch,
            Planning.ResponseSought.Other => NeedleResponse.Other,
            _ => NeedleResponse.Unknown,
        },
        Stimulation = plan.Stimulation switch
        {
            { ByHand: true, Electro: null, Heat: false } => Stimulation.Manual,
            { ByHand: false, Electro: not null, Heat: false } => Stimulation.Electrical,
            { ByHand: false, Electro: null, Heat: true } => Stimulation.Heat,
            { ByHand: false, Electro: null, Heat: false } => Stimulation.None,
            // Several at once, or not decided: one needle is recorded with what was done to it.
            _ => Stimulation.Unknown,
        },
        Electro = plan.Stimulation?.Electro is { } electro ? new ElectroSetting(electro.Hertz, null, null, null, null) : null,
    };
}
