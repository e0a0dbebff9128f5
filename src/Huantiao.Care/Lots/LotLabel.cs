using System.Collections.Immutable;
using Huantiao.Care.Sessions;

namespace Huantiao.Care.Lots;

/// <summary>What the label of a packet says.</summary>
/// <param name="Count">Pieces in the packet (AI 30).</param>
/// <param name="Others">Elements that are of no use here, as printed with their application identifier.</param>
public sealed record LotLabel(Gtin? Gtin, string? Lot, LabelDate? Expiry, LabelDate? Produced, string? Serial, int? Count, ImmutableArray<string> Others)
{
    /// <summary>For an insertion; null where the label names no lot.</summary>
    public LotUsed? Used => Lot is null ? null : new(Gtin?.Digits, Lot, Expiry?.LastDay);
}

public enum LabelFault
{
    Unknown,

    /// <summary>Nothing was read.</summary>
    Empty,

    /// <summary>No GS1 label: it does not begin with an application identifier. It may be another kind of code; type the lot.</summary>
    NotGs1,

    /// <summary>An element ends too early, or holds what it may not.</summary>
    BadElement,

    /// <summary>The check digit does not fit: read it again.</summary>
    WrongCheckDigit,

    /// <summary>Six digits that are no date.</summary>
    NoDate,

    /// <summary>One element stands twice and says different things: two packets in one reading.</summary>
    Contradiction,
}

/// <summary>What became of a scan or of what was typed.</summary>
public abstract record LabelReading
{
    private LabelReading()
    {
    }

    /// <summary>Read and checked.</summary>
    public sealed record Read(LotLabel Label) : LabelReading;

    /// <summary>Not to be trusted.</summary>
    /// <param name="Element">The application identifier at fault, null where there is none.</param>
    public sealed record Refused(LabelFault Fault, string? Element) : LabelReading;
}

/// <summary>Whether a lot may be used on a day.</summary>
public enum LotStanding
{
    /// <summary>No expiry is known, which is not "still good".</summary>
    Unknown,
    Good,

    /// <summary>Its last day is near.</summary>
    EndsSoon,

    /// <summary>Its last day has passed.</summary>
    Past,
}

/// <summary>Rules about the last day of a lot.</summary>
public static class LotExpiry
{
    /// <summary>Days before the last day on which a screen warns: our own choice.</summary>
    public const int WarningDays = 30;

    /// <summary>On its last day a lot may still be used.</summary>
    public static LotStanding On(DateOnly? expiry, DateOnly today) => expiry switch
    {
        null => LotStanding.Unknown,
        { } last when last < today => LotStanding.Past,
        { } last when last.DayNumber - today.DayNumber <= WarningDays => LotStanding.EndsSoon,
        _ => LotStanding.Good,
    };
}
