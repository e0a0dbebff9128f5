using System.Collections.Immutable;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Tests.Sessions;

/// <summary>A device in the room: what has arrived on it, and moves made on it.</summary>
/// <param name="keys">Where keys come from; the same each time where a sequence must be repeatable.</param>
internal sealed class Tablet(Guid by, Func<Guid>? keys = null)
{
    private readonly Func<Guid> _keys = keys ?? Guid.CreateVersion7;

    public static readonly Guid Practitioner = Guid.CreateVersion7();

    public static readonly Guid Room = Guid.CreateVersion7();

    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(1));

    public static readonly SigningLicence Licence = new("Board", "A-1", new(2027, 1, 1));

    private static readonly Insertion[] Points =
    [
        new("GB30", BodySide.Left), new("BL25", BodySide.Right), new("BL40", BodySide.Left), new("GB34", BodySide.Left) { Kind = NeedleKind.Press },
    ];

    public Guid Id { get; } = keys is null ? Guid.CreateVersion7() : keys();

    public SessionLog Log { get; private set; } = SessionLog.Empty;

    public DateTimeOffset Now { get; set; } = Noon;

    public NeedlingSession Session => Log.Session!;

    /// <summary>UUIDv7 that are the same for the same seed.</summary>
    public static Func<Guid> Keys(int seed)
    {
        var random = new Random(seed);
        return () =>
        {
            Span<byte> bytes = stackalloc byte[16];
            random.NextBytes(bytes);
            (bytes[6], bytes[8]) = ((byte)(0x70 | (bytes[6] & 0x0F)), (byte)(0x80 | (bytes[8] & 0x3F)));
            return new(bytes, bigEndian: true);
        };
    }

    public static Insertion Point(int n) => Points[n % Points.Length];

    public Moment Moment() => new(_keys(), Id, by, Now = Now.AddSeconds(7));

    public void Hear(IEnumerable<SessionEvent> events) => Log = Log.With(events);

    public void Open(double? minutes = 30) => Hear([NeedlingSession.Open(Moment(), Guid.CreateVersion7(), Guid.CreateVersion7(), Room, Practitioner, new([Point(0), Point(1)], minutes))]);

    /// <summary>Makes a move that has to be possible.</summary>
    public SessionEvent Do<TState>(Func<TState, Moment, Move> move)
        where TState : NeedlingSession
    {
        var made = Assert.IsType<Move.Made>(move(Assert.IsAssignableFrom<TState>(Session), Moment()));
        Hear([made.Event]);
        return made.Event;
    }

    public ImmutableArray<Refusal> Refused<TState>(Func<TState, Moment, Move> move)
        where TState : NeedlingSession
        => Assert.IsType<Move.Refused>(move(Assert.IsAssignableFrom<TState>(Session), Moment())).Because;

    /// <summary>Opened, cleared and begun, with so many needles in.</summary>
    public static Tablet WithNeedles(int count)
    {
        var tablet = new Tablet(Practitioner);
        tablet.Open();
        tablet.Do<NeedlingSession.Unsigned>((s, m) => s.Clear(m, Guid.CreateVersion7(), Guid.CreateVersion7()));
        tablet.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        for (var n = 0; n < count; n++)
            tablet.Insert(n);
        return tablet;
    }

    /// <summary>Another device that has heard everything.</summary>
    public Tablet Beside()
    {
        var other = new Tablet(Practitioner) { Now = Now };
        other.Hear(Log.Events);
        return other;
    }

    public Guid Insert(int point = 0) => Do<NeedlingSession.Needling>((s, m) => s.Insert(m, Point(point))).Key;

    public void Remove(Guid needle) => Do<NeedlingSession.WithNeedles>((s, m) => s.Remove(m, needle, NeedleCondition.Whole));

    public void BeginRemoving()
    {
        if (Session is NeedlingSession.Needling)
            Do<NeedlingSession.Needling>((s, m) => s.BeginRemoving(m));
        else if (Session is NeedlingSession.Retaining)
            Do<NeedlingSession.Retaining>((s, m) => s.BeginRemoving(m));
        else
            Do<NeedlingSession.Interrupted>((s, m) => s.BeginRemoving(m));
    }

    public void Count(int whole) => Do<NeedlingSession.TakingOut>((s, m) => s.Count(m, whole));

    public void Sign() => Do<NeedlingSession.Removing>((s, m) => s.Sign(m, Licence));

    public ImmutableArray<Unsettled> Open<TState>()
        where TState : Unsettled
        => [.. Session.Record.Unsettled.Where(u => u is TState)];
}
