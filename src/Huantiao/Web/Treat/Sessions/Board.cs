using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Huantiao.Records;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A room on the board, with the sessions that go on in it; as a rule one. A room without any is free.</summary>
/// <param name="Name">Null: sessions without a room.</param>
public sealed record BoardRoom(string? Name, IReadOnlyList<BoardSession> Sessions);

/// <summary>A session on the board: nothing of whose it is.</summary>
public sealed record BoardSession(SessionSheet Sheet, string Practitioner)
{
    /// <summary>Overdue, or something that somebody has to look at whatever the time.</summary>
    public bool NeedsEyes(DateTimeOffset now) => Sheet.NeedsEyes || now >= Sheet.PlannedEnd;
}

/// <summary>
/// <c>/clinic/board</c>: all rooms, needles in and time left, from what stands on the sheets: no event is read. Our script asks <c>/clinic/board/rooms</c> each second and hears
/// 304 while nothing has changed; seconds it counts down by itself. Whoever works the diary sees it: needles that are still in concern everybody who walks by. No names of patients.
/// </summary>
internal static class Board
{
    /// <summary>A session without needles that nobody has gone on with for so long is a note to sign, not a room in use.</summary>
    private static readonly TimeSpan InUseFor = TimeSpan.FromHours(12);

    public static void Map(ClinicRoutes routes)
    {
        routes.Watch("/clinic/board", Capability.Diary, async request => await request.PageAsync<BoardPage>((nameof(BoardPage.Rooms), await RoomsAsync(request))));
        routes.Watch("/clinic/board/rooms", Capability.Diary, PartAsync);
    }

    /// <summary>Sessions on the board, from the sheets alone.</summary>
    internal static Task<List<SessionSheet>> SheetsAsync(HuantiaoDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - InUseFor;
        return db.NeedlingSessions.AsNoTracking().Where(s => s.Phase != SheetPhase.Signed && (s.NeedlesIn > 0 || s.OpenedAt >= since)).OrderBy(s => s.OpenedAt).ThenBy(s => s.Id).ToListAsync(cancel);
    }

    private static async Task<IReadOnlyList<BoardRoom>> RoomsAsync(ClinicRequest request)
    {
        var sheets = await SheetsAsync(request.Db, request.Now, request.Cancel);
        var rooms = await request.Db.Rooms.AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).Select(r => new { r.Id, r.Name, r.Active }).ToListAsync(request.Cancel);
        var names = sheets.Count == 0 ? new Dictionary<Guid, string>() : await PatientFile.NamesAsync(request);
        var here = sheets.Select(s => new BoardSession(s, names.GetValueOrDefault(s.PractitionerId, "?"))).ToLookup(s => s.Sheet.RoomId);
        var known = rooms.Select(r => r.Id).ToHashSet();
        List<BoardRoom> board = [.. rooms.Where(r => r.Active || here[r.Id].Any()).Select(r => new BoardRoom(r.Name, [.. here[r.Id]]))];
        if (here.Where(g => g.Key is not { } room || !known.Contains(room)).SelectMany(g => g).ToList() is { Count: > 0 } elsewhere)
            board.Add(new(null, elsewhere));
        return board;
    }

    private static async Task PartAsync(ClinicRequest request)
    {
        var rooms = await RoomsAsync(request);
        var tag = Tag(rooms, request.Now, request.Language.Tag);
        request.Http.Response.Headers.ETag = tag;
        if (request.Http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            ClinicPages.AddHeaders(request.Http);
            request.Http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await request.PageAsync<BoardRooms>((nameof(BoardRooms.Rooms), rooms));
    }

    /// <summary>The same while the board looks the same: what is overdue belongs to it, how long is left does not.</summary>
    private static string Tag(IReadOnlyList<BoardRoom> rooms, DateTimeOffset now, string language)
    {
        var text = new StringBuilder(language);
        foreach (var room in rooms)
        {
            text.Append('\n').Append(room.Name);
            foreach (var session in room.Sessions)
                text.Append(CultureInfo.InvariantCulture, $"|{session.Sheet.Id} {session.Sheet.Version} {session.NeedsEyes(now)} {session.Practitioner}");
        }

        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8))}\"";
    }
}
