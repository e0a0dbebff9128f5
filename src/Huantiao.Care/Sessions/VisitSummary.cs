using System.Collections.Immutable;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Sessions;

/// <summary>One visit for the person to take home, in plain words: what was done, that every needle is accounted for or which is not, what to watch for.</summary>
public static class VisitSummary
{
    /// <param name="practitioner">The name of who was responsible; null where that is not known.</param>
    public static Letter Compose(Pathway pathway, NeedlingSession session, string? practitioner)
    {
        ArgumentNullException.ThrowIfNull(pathway);
        ArgumentNullException.ThrowIfNull(session);
        var record = session.Record;
        return new(CareWords.Text("visit.title"),
        [
            new("what", CareWords.Text("visit.what"), What(session, practitioner), [.. record.Needles.Select(n => SessionPhrases.SiteOf(n.Now))]),
            new("out", CareWords.Text("visit.out"), Out(session), Home(session)),
            new("help", CareWords.Text("you.help"), [CareWords.Text("you.help-intro")], PatientSummary.Signs(pathway, "emergency", "urgent")),
            new("medicines", CareWords.Text("you.medicines"), [CareWords.Text("you.medicines-go-on")], []),
        ]);
    }

    private static ImmutableArray<LocalText> What(NeedlingSession session, string? practitioner)
    {
        var record = session.Record;
        List<LocalText> told = [];
        if (record.Opening is { } opening)
        {
            var day = CareWords.Day(DateOnly.FromDateTime(opening.Stamp.At.DateTime));
            told.Add(practitioner is null ? CareWords.Text("visit.on", ("date", day)) : CareWords.Text("visit.on-with", ("date", day), ("who", practitioner)));
        }

        if (record.Timer?.PlannedMinutes is { } minutes && !record.Needles.IsEmpty)
            told.Add(CareWords.Text("visit.minutes", ("n", CareWords.Number(Math.Round(minutes)))));
        if (session.Log.Events.OfType<SessionEvent.AllPulled>().Any())
            told.Add(CareWords.Text("visit.pulled"));
        // The sites follow it.
        told.Add(record.Needles.IsEmpty ? CareWords.Text("visit.no-needles") : CareWords.Counted("visit.needles", record.Needles.Length));
        return [.. told];
    }

    /// <summary>Never "all are out" while one is not known to be.</summary>
    private static ImmutableArray<LocalText> Out(NeedlingSession session)
    {
        var record = session.Record;
        var missing = record.Needles.Count(n => n.Fate is NeedleFate.SettledAs { How: Settlement.NotFound or Settlement.Broken })
            + session.Log.Events.OfType<SessionEvent.Settled>().Count(s => s.How is Settlement.NotFound && s.About == record.Count?.Key);
        List<LocalText> told = [];
        if (record.NeedlesIn > 0)
            told.Add(CareWords.Counted("visit.still-open", record.NeedlesIn));
        if (missing > 0)
            told.Add(CareWords.Text("visit.missing"));
        if (told.Count == 0 && session is NeedlingSession.Signed && !record.Needles.IsEmpty)
            told.Add(CareWords.Text(record.Needles.Any(n => n.Fate is NeedleFate.Home) ? "visit.out-but-home" : "visit.all-out"));
        if (session is not NeedlingSession.Signed)
            told.Add(CareWords.Text("visit.not-signed"));
        return [.. told];
    }

    private static ImmutableArray<LocalText> Home(NeedlingSession session) =>
    [
        .. session.Record.Needles.Where(n => n.Fate is NeedleFate.Home).Select(n => CareWords.Text(
            "visit.home", ("site", SessionPhrases.SiteOf(n.Now)), ("date", CareWords.Day(((NeedleFate.Home)n.Fate).RemoveBy)),
            ("how", session.Log.Events.OfType<SessionEvent.LeftIn>().LastOrDefault(l => l.Needle == n.Key)?.Instructions ?? ""))),
    ];
}
