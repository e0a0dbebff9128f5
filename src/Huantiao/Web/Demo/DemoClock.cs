namespace Huantiao.Web.Demo;

/// <summary>The clock by which an invented year is lived: it stands until it is moved, goes forward only, and stops at the present.</summary>
internal sealed class DemoClock(DateTimeOffset begin, DateTimeOffset present) : TimeProvider
{
    private long _ticks = begin.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Until that moment, if it is still to come.</summary>
    public void Reach(DateTimeOffset at) => Volatile.Write(ref _ticks, Math.Max(Volatile.Read(ref _ticks), Math.Min(at.UtcTicks, present.UtcTicks)));

    public void Pass(TimeSpan time) => Reach(GetUtcNow() + time);
}
