using System.Text.Json;
using Huantiao.Care.Sessions;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>
/// <c>PUT /clinic/sessions/{session}/events</c>: what a device has recorded. What happened in the room is a fact and is never refused, whoever brings it and however late; a batch is
/// one transaction, and the answer names what is on the disk. Openings, clearances, signatures and amendments are no facts of the room but rights, which the server looks into: it
/// makes them itself, and takes them from a device only where it knows them already.
/// </summary>
internal static class ArrivingEvents
{
    /// <summary>In one batch; a device with more sends several.</summary>
    public const int MostAtOnce = 500;

    public static void Map(ClinicRoutes routes) => routes.Put("/clinic/sessions/{session:guid}/events", Capability.WriteNotes, TakeAsync);

    /// <summary>The answer to whoever listens: the state, and what arrived after that number.</summary>
    public static async Task<EventsAnswer> AnswerAsync(ClinicRequest request, KeptSession kept, int after, IReadOnlyList<Guid> arrived, IReadOnlyList<EventRefused> refused)
    {
        var rows = after >= kept.Through ? [] : await request.Db.EventsAfterAsync(kept.Sheet.Id, after, request.Cancel);
        // What has arrived since the session was read is told with the next answer, together with its state.
        var told = rows.Where(r => r.Arrival <= kept.Through).Select(r => SessionDesk.Parsed(r.Text)).ToList();
        return new(arrived, refused, kept.Through, await SessionDesk.ViewAsync(request, kept), told);
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } there)
            return;
        EventsSent? sent;
        try
        {
            sent = await request.Http.Request.ReadFromJsonAsync(SessionJson.Default.EventsSent, request.Cancel);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            sent = null;
        }

        if (sent is null || sent.Events is { Count: > MostAtOnce })
        {
            await Serving.Failures.SendProblemAsync(request.Http, StatusCodes.Status422UnprocessableEntity, "The body is {\"after\": number, \"events\": [at most 500 events]}.");
            return;
        }

        var (events, refused) = Read(sent.Events ?? [], there.Log);
        var kept = await request.Db.ArriveAsync(there.Sheet.Id, events, request.Staff.AccountId, AddressOf(request), request.Cancel) ?? there;
        await request.JsonAsync(await AnswerAsync(request, kept, sent.After ?? 0, [.. events.Select(e => e.Key).Distinct()], refused), SessionJson.Default.EventsAnswer);
    }

    /// <summary>Where this clinic is reached just now.</summary>
    public static string AddressOf(ClinicRequest request) => $"{request.Http.Request.Scheme}://{request.Http.Request.Host}";

    private static (IReadOnlyList<SessionEvent> Events, IReadOnlyList<EventRefused> Refused) Read(IReadOnlyList<JsonElement> sent, SessionLog known)
    {
        var (events, refused) = (new List<SessionEvent>(), new List<EventRefused>());
        for (var i = 0; i < sent.Count; i++)
        {
            try
            {
                var happened = SessionText.Read(sent[i].GetRawText());
                if (!IsServers(happened) || known.Events.Any(e => e.Key == happened.Key && SessionText.Write(e) == SessionText.Write(happened)))
                    events.Add(happened);
                else
                    refused.Add(new(i, happened.Key, "servers-own"));
            }
            catch (FormatException)
            {
                refused.Add(new(i, null, "no-event"));
            }
        }

        return (events, refused);
    }

    private static bool IsServers(SessionEvent happened) =>
        happened is SessionEvent.Opened or SessionEvent.Cleared or SessionEvent.Signed or SessionEvent.Amended;
}
