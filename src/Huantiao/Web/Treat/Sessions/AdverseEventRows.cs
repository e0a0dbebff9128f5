using Huantiao.Care.AdverseEvents;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Records.Needling;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>Rows of the record into adverse events as the rules know them.</summary>
internal static class AdverseEventRows
{
    /// <summary>Null: the atlas no longer has this kind; what stands in the row is shown as it is.</summary>
    public static AdverseEvent? Of(AdverseEventKinds kinds, AdverseEventReport row)
    {
        if (kinds.Find(row.Kind) is null)
            return null;
        var happened = row.NearMiss
            ? AdverseEvent.TryNearMiss(kinds, row.Id, row.Kind, row.NoticedAt)
            : AdverseEvent.OfHarm(kinds, row.Id, row.Kind, Severity(row.Severity), row.NoticedAt);
        return happened is null ? null : happened with
        {
            Session = row.SessionId, Needle = row.Needle, What = row.What, Site = row.Site, Harm = row.Harm, ActionTaken = row.ActionTaken, PersonToldAt = row.PersonToldAt,
            PersonTold = row.PersonTold switch { Told.Yes => Answer.Yes, Told.No => Answer.No, _ => Answer.Unknown },
            Notified = row.Notified is { } told ? [.. told.Split('\n', StringSplitOptions.RemoveEmptyEntries)] : default,
        };
    }

    public static EventSeverity Severity(HarmDone harm) => harm switch
    {
        HarmDone.NoHarm => EventSeverity.NoHarm,
        HarmDone.Mild => EventSeverity.Mild,
        HarmDone.Moderate => EventSeverity.Moderate,
        HarmDone.Severe => EventSeverity.Severe,
        HarmDone.LifeThreatening => EventSeverity.LifeThreatening,
        HarmDone.Death => EventSeverity.Death,
        _ => EventSeverity.Unknown,
    };
}
