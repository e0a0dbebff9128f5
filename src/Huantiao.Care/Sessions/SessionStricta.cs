using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Sessions;

/// <summary>
/// A session in the items of STRICTA 2010: what was done (2a to 2g) from its record, the rest from the agreed plan. An item that nobody recorded is not done, never taken from the plan
/// in silence.
/// </summary>
public static class SessionStricta
{
    public static ImmutableArray<StrictaRow> Of(SessionRecord record, PlanContent plan, TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. StrictaTable.Of(plan, knowledge).Select(r => IsOfTheNeedles(r.Item.Item) && r.State != StrictaState.NotApplicable ? Row(r.Item, record) : r)];
    }

    private static bool IsOfTheNeedles(string item) => item is "2a" or "2b" or "2c" or "2d" or "2e" or "2f" or "2g";

    private static StrictaRow Row(StrictaItem item, SessionRecord record)
    {
        var needles = record.Needles;
        var text = item.Item switch
        {
            "2a" => CareWords.Same(needles.Length.ToString(CultureInfo.InvariantCulture)),
            "2b" => Lines(needles, _ => true, n => SessionPhrases.SiteOf(n)),
            "2c" => Lines(needles, n => n.DepthMillimetres is not null, n => At(n, SessionPhrases.DepthOf(n.DepthMillimetres!.Value))),
            "2d" => Lines(needles, n => n.Response != NeedleResponse.Unknown, n => At(n, SessionPhrases.Of(n.Response))),
            "2e" => Lines(needles, n => n.Stimulation != Stimulation.Unknown, n => At(n, SessionPhrases.Of(n.Stimulation, n.Electro))),
            "2f" => record.Timer?.PlannedMinutes is { } minutes ? CareWords.Text("plan.minutes", ("n", CareWords.Number(Math.Round(minutes, 1)))) : null,
            _ => Lines(needles, n => n.Size is not null, n => At(n, SessionPhrases.SizeOf(n.Size!))),
        };
        return text is null ? new(item, StrictaState.NotDone, CareWords.Text("stricta.not-recorded")) : new(item, StrictaState.Filled, text);
    }

    private static LocalText? Lines(ImmutableArray<SessionNeedle> needles, Func<Insertion, bool> has, Func<Insertion, LocalText> told)
    {
        var rows = needles.Select(n => n.Now).Where(has).Select(told).ToList();
        return rows.Count == 0 ? null : CareWords.Lines(rows);
    }

    private static LocalText At(Insertion needle, LocalText what) => CareWords.Text("finding", ("field", SessionPhrases.SiteOf(needle)), ("value", what));
}
