using System.Collections.Immutable;

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
}
