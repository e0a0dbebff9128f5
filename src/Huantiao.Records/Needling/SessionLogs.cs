using System.Collections.Concurrent;
using Huantiao.Care.Sessions;

namespace Huantiao.Records.Needling;

/// <summary>
/// Logs of the sessions that are going on, read before: what arrived up to a number, understood. Rows are never changed, so what was read stays true, and only
/// what arrived since is read again; on every node alike.
/// </summary>
internal sealed class SessionLogs
{
    /// <summary>Rooms of a large clinic several times over; past it all are forgotten and read again.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<(Guid Clinic, Guid Session), (int Arrived, SessionLog Log)> _read = new();

    public (int Arrived, SessionLog Log) Find(Guid clinic, Guid session) => _read.GetValueOrDefault((clinic, session), (0, SessionLog.Empty));

    public void Keep(Guid clinic, Guid session, int arrived, SessionLog log)
    {
        if (_read.Count >= Most)
            _read.Clear();
        _read.AddOrUpdate((clinic, session), (arrived, log), (_, before) => before.Arrived >= arrived ? before : (arrived, log));
    }
}
