using System.Collections.Immutable;

namespace Huantiao.Knowledge.Pathways;

/// <summary>What kind of text a protocol was taken from.</summary>
public enum ProtocolKind
{
    Unknown,
    Trial,

    /// <summary>Planned or registered; no results.</summary>
    ProtocolOnly,
    Consensus,

    /// <summary>A survey of what is done; no protocol of its own.</summary>
    PracticeReview,

    /// <summary>A teaching text without evidence.</summary>
    Teaching,
}

/// <summary>How far an item of STRICTA is known of a protocol.</summary>
public enum ItemState
{
    /// <summary>We did not see it; it may well have been reported.</summary>
    NotSeen,

    /// <summary>A review says that the report does not tell it.</summary>
    NotReported,
    NotApplicable,
    Stated,
}

/// <summary>An item of STRICTA 2010.</summary>
/// <param name="Item">"2b".</param>
/// <param name="TrialOnly">Asked of trials, not of routine care.</param>
public sealed record StrictaItem(string Item, LocalText Group, LocalText Name, LocalText What, bool TrialOnly, Provenance Provenance);

/// <summary>What a protocol tells to one item.</summary>
/// <param name="Text">Null where nothing is stated.</param>
public sealed record ProtocolItem(string Item, ItemState State, LocalText? Text, Provenance Provenance);

/// <summary>On which side a protocol has a point.</summary>
public enum ProtocolSide
{
    NotSeen,
    Both,
    Painful,
    Midline,
}

/// <summary>A point of a protocol.</summary>
/// <param name="Pattern">Only for people with that pattern; null: for everyone.</param>
public sealed record ProtocolPoint(string Point, string? Pattern, ProtocolSide Side, string Note, Provenance Provenance);

/// <summary>Times a week for a number of weeks.</summary>
public sealed record ProtocolPhase(int PerWeek, int Weeks);

/// <summary>A published way to treat, in the items of STRICTA; what was not seen stays not seen.</summary>
public sealed record TreatmentProtocol
{
    public required string Id { get; init; }
    public required ProtocolKind Kind { get; init; }

    /// <summary>False: about another condition, kept for its dose only.</summary>
    public required bool SameCondition { get; init; }
    public required LocalText Title { get; init; }

    /// <summary>As cited.</summary>
    public required string Study { get; init; }

    /// <summary>People randomised, as printed.</summary>
    public required string Randomised { get; init; }
    public required LocalText Population { get; init; }
    public required LocalText Result { get; init; }

    /// <summary>What to know before treating by it; shown wherever it is offered.</summary>
    public required LocalText Caveats { get; init; }

    /// <summary>Null where not seen, as all that follows.</summary>
    public required int? Sessions { get; init; }

    /// <summary>None where not seen.</summary>
    public required ImmutableArray<ProtocolPhase> Schedule { get; init; }
    public required double? Weeks { get; init; }
    public required double? RetentionMinutes { get; init; }

    /// <summary>manual, electro, heat; none where not seen.</summary>
    public required ImmutableArray<string> Stimulation { get; init; }
    public required double? NeedleDiameterMm { get; init; }
    public required double? NeedleLengthMm { get; init; }

    /// <summary>How many of the points of a pattern are used where two patterns offer more; null: all, or not told.</summary>
    public required int? ChannelPoints { get; init; }

    /// <summary>All items of STRICTA, in their order.</summary>
    public required ImmutableArray<ProtocolItem> Items { get; init; }
    public required ImmutableArray<ProtocolPoint> Points { get; init; }
    public required Provenance Provenance { get; init; }

    /// <summary>Whether it names points, so that a plan can begin from it.</summary>
    public bool CanStartAPlan => !Points.IsEmpty;
}
