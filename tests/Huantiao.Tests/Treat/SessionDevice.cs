using System.Text.Json;
using Huantiao.Care.Sessions;
using Huantiao.Tests.Clinics;

namespace Huantiao.Tests.Treat;

/// <summary>A device at a session: it makes events by the session's own moves, keeps what it has heard, and sends and hears over HTTP as our script does.</summary>
internal sealed class SessionDevice(ClinicBrowser browser, Guid session, Guid by, TimeProvider clock)
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly List<SessionEvent> _unsent = [];
    private int _through;

    public SessionLog Log { get; private set; } = SessionLog.Empty;

    public string Address => $"/en/clinic/sessions/{session}";

    /// <summary>Makes a move that has to be possible; it is not sent yet.</summary>
    public SessionEvent Do<TState>(Func<TState, Moment, Move> move)
        where TState : NeedlingSession
    {
        var moment = new Moment(Guid.CreateVersion7(), _id, by, clock.GetUtcNow());
        var made = Assert.IsType<Move.Made>(move(Assert.IsAssignableFrom<TState>(Log.Session), moment));
        Log = Log.With(made.Event);
        _unsent.Add(made.Event);
        return made.Event;
    }

    /// <summary>Sends what has not been sent, and hears what came from others.</summary>
    public async Task<JsonElement> SyncAsync(int status = 200)
    {
        var answer = await PutAsync([.. _unsent.Select(SessionText.Write)], status);
        if (status == 200)
            _unsent.Clear();
        return answer;
    }

    public async Task<JsonElement> PutAsync(string[] events, int status = 200)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Address + "/events")
        {
            Content = new StringContent($"{{\"after\":{_through.ToString(System.Globalization.CultureInfo.InvariantCulture)},\"events\":[{string.Join(',', events)}]}}", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Origin", browser.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("X-Request-Token", browser.Token);
        return Hear(await browser.SendAsync(request), status);
    }

    public async Task<JsonElement> ListenAsync() => Hear(await browser.GetAsync($"{Address}/state?after={_through.ToString(System.Globalization.CultureInfo.InvariantCulture)}"), 200);

    /// <summary>Asks whether the state is still the one of that tag; "" has none. The answer's status and its tag.</summary>
    public async Task<(int Status, string Tag)> LookAsync(string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/state?after={_through.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        if (tag.Length > 0)
            request.Headers.Add("If-None-Match", tag);
        var answer = await browser.SendAsync(request);
        return ((int)answer.Status, answer.Headers.ETag?.ToString() ?? "");
    }

    /// <summary>A move that the server makes, as a form without script sends it and hears JSON.</summary>
    public async Task<(int Status, JsonElement Answer)> MoveAsync(string move, params (string, string)[] fields)
    {
        using var request = browser.Form(Address + "/" + (move is "sign" or "amend" ? move : "moves"), [("token", browser.Token!), ("move", move), ("key", Guid.CreateVersion7().ToString()), .. fields]);
        request.Headers.Add("Accept", "application/json");
        var answer = await browser.SendAsync(request);
        return ((int)answer.Status, Parse(answer.Text));
    }

    /// <summary>The same where it has to succeed; the state after it.</summary>
    public async Task<JsonElement> MovedAsync(string move, params (string, string)[] fields)
    {
        var (status, answer) = await MoveAsync(move, fields);
        Assert.True(status == 200, $"{move}: {answer}");
        return answer.GetProperty("state");
    }

    private JsonElement Hear(Answered answer, int status)
    {
        Assert.True((int)answer.Status == status, $"{(int)answer.Status}: {answer.Text}");
        var said = Parse(answer.Text);
        if (status == 200)
        {
            Log = Log.With(said.GetProperty("events").EnumerateArray().Select(e => SessionText.Read(e.GetRawText())));
            _through = said.GetProperty("through").GetInt32();
        }

        return said;
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
