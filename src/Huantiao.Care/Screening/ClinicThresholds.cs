using System.Collections.Immutable;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>A threshold as a clinic has signed it off.</summary>
/// <param name="SignedOffBy">Name and licence of the clinician who answers for it.</param>
public sealed record SignedThreshold(string Id, double Value, string SignedOffBy, DateOnly SignedOffOn);

/// <summary>Numbers of a clinic that no guideline gives. All are off until a clinician has signed them off.</summary>
public sealed class ClinicThresholds
{
    private readonly ImmutableDictionary<string, SignedThreshold> _signed;

    private ClinicThresholds(ImmutableDictionary<string, SignedThreshold> signed) => _signed = signed;

    /// <summary>All off.</summary>
    public static ClinicThresholds Off { get; } = new(ImmutableDictionary.Create<string, SignedThreshold>(StringComparer.Ordinal));

    /// <summary>Null where the threshold is off.</summary>
    public SignedThreshold? this[string id] => _signed.GetValueOrDefault(id);

    /// <summary>Switches a threshold on; null where the pathway has none of that id, the value is outside its range, or nobody signed.</summary>
    public ClinicThresholds? TryWith(ScreeningKnowledge knowledge, SignedThreshold threshold)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(threshold);
        var known = knowledge.Thresholds.FirstOrDefault(t => t.Id == threshold.Id);
        return known is not null && threshold.Value >= known.Least && threshold.Value <= known.Most && !string.IsNullOrWhiteSpace(threshold.SignedOffBy)
            ? new(_signed.SetItem(threshold.Id, threshold))
            : null;
    }
}
