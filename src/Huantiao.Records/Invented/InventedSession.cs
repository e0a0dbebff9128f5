using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Records.Invented;

/// <summary>The events of an ordinary session, made by the session's own moves, one after the other: to measure and to try out with.</summary>
public static class InventedSession
{
    private static readonly (string Point, BodySide Side)[] Points =
    [
        ("GB30", BodySide.Left), ("GB30", BodySide.Right), ("BL25", BodySide.Left), ("BL25", BodySide.Right), ("BL40", BodySide.Left), ("BL40", BodySide.Right), ("GB34", BodySide.Left), ("GB34", BodySide.Right),
    ];

    /// <summary>From the opening to the last needle, and the signature where it is asked for.</summary>
    /// <param name="began">When it was opened; the moves follow each other by seconds.</param>
    /// <param name="needles">How many go in.</param>
    /// <param name="lot">The lot they come from.</param>
    /// <param name="isFinished">Whether all come out, are counted and signed for; otherwise the needles stay in.</param>
    public static IEnumerable<SessionEvent> Events(Guid session, Guid patient, Guid room, Guid practitioner, DateTimeOffset began, int needles, string lot, bool isFinished)
    {
        var (device, at) = (Guid.CreateVersion7(), began);
        Moment Next() => new(Guid.CreateVersion7(), device, practitioner, at = at.AddSeconds(5));
        var prescription = new Prescription([.. Enumerable.Range(0, needles).Select(n => Needle(n, lot))], 25);
        var log = SessionLog.Empty.With(NeedlingSession.Open(Next(), session, patient, room, practitioner, prescription));
        yield return log.Events[0];
        var moves = new List<Func<NeedlingSession, Move>>
        {
            s => ((NeedlingSession.Unsigned)s).Clear(Next(), session, session),
            s => ((NeedlingSession.Prepared)s).Begin(Next()),
        };
        for (var n = 0; n < needles; n++)
        {
            var needle = Needle(n, lot);
            moves.Add(s => ((NeedlingSession.Needling)s).Insert(Next(), needle));
        }

        moves.Add(s => ((NeedlingSession.Needling)s).Retain(Next(), 25, needles));
        if (isFinished)
        {
            moves.Add(s => ((NeedlingSession.Retaining)s).BeginRemoving(Next()));
            for (var n = 0; n < needles; n++)
            {
                var which = n;
                moves.Add(s => ((NeedlingSession.Removing)s).Remove(Next(), s.Record.Needles[which].Key, NeedleCondition.Whole));
            }

            moves.Add(s => ((NeedlingSession.Removing)s).Count(Next(), needles));
            moves.Add(s => ((NeedlingSession.Removing)s).Sign(Next(), new("Board", "1", DateOnly.MaxValue)));
        }

        foreach (var move in moves)
        {
            var made = (Move.Made)move(log.Session!);
            log = log.With(made.Event);
            yield return made.Event;
        }
    }

    private static Insertion Needle(int n, string lot) => new(Points[n % Points.Length].Point, Points[n % Points.Length].Side)
    {
        Kind = NeedleKind.Filiform,
        Size = new NeedleSize(0.25, 40),
        Lot = new(null, lot, null),
        DepthMillimetres = 20,
        Response = NeedleResponse.DeQi,
    };
}
