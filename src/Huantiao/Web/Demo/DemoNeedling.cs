using System.Globalization;
using Huantiao.Care.Sessions;
using Huantiao.Care.Visits;
using Huantiao.Records;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Demo;

/// <summary>One invented needling session: the form that opens it, what a tablet beside the couch sends as it happens, and the signature.</summary>
internal sealed class DemoNeedling(DemoDesk desk, DemoMember who, Guid patient)
{
    private const string Root = "/clinic/sessions/{session:guid}/";
    private const int Minutes = 25;

    private static readonly TimeSpan PerNeedle = TimeSpan.FromSeconds(12);

    private readonly Guid _tablet = desk.NewKey();
    private Guid _session;

    private (string, Guid)[] Ids => [("session", _session)];

    private DateTimeOffset Here => TimeZoneInfo.ConvertTime(desk.Clock.GetUtcNow(), who.Zone);

    public async Task OpenAsync()
    {
        var location = await desk.PostAsync(who, "/clinic/patients/{patient:guid}/sessions", [("patient", patient)]);
        _session = Guid.Parse(location.Split('/')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>What was prescribed goes in, from that packet, and stays.</summary>
    public Task PutInAsync(LotUsed lot) => HappenAsync(session =>
    [
        (s, m) => ((NeedlingSession.Prepared)s).Begin(m),
        .. session.Record.Opening!.Prescription.Needles.Select(n => (Func<NeedlingSession, Moment, Move>)((s, m) => ((NeedlingSession.Needling)s).Insert(m, n with
        {
            Kind = NeedleKind.Filiform, Size = n.Size ?? new(0.25, 40), Lot = lot, DepthMillimetres = n.DepthMillimetres ?? 9, Angle = InsertionAngle.Perpendicular, Response = NeedleResponse.DeQi,
            Stimulation = Stimulation.Manual,
        }))),
        (s, m) => ((NeedlingSession.Needling)s).Retain(m, Minutes, null),
    ]);

    /// <summary>Some are tapped out, the others counted.</summary>
    public Task TakeOutAsync() => HappenAsync(session =>
    [
        (s, m) => ((NeedlingSession.Retaining)s).BeginRemoving(m),
        .. session.Record.Needles.Take(2).Select(n => (Func<NeedlingSession, Moment, Move>)((s, m) => ((NeedlingSession.Removing)s).Remove(m, n.Key, NeedleCondition.Whole))),
        (s, m) => ((NeedlingSession.Removing)s).Count(m, session.Record.Needles.Length),
    ]);

    /// <summary>The person feels faint: everything is pulled at once, counted afterwards, and reported.</summary>
    public async Task FaintAsync()
    {
        await HappenAsync(_ => [(s, m) => ((NeedlingSession.Retaining)s).PullAll(m, "The person feels faint")]);
        var kept = await KeptAsync();
        var pulled = kept.Log.Events.OfType<SessionEvent.AllPulled>().Single();
        await HappenAsync(session =>
        [
            (s, m) => ((NeedlingSession.Interrupted)s).BeginRemoving(m),
            (s, m) => ((NeedlingSession.Removing)s).Count(m, session.Record.Needles.Length),
        ]);
        await ReportAsync("faint", "Pale and sweating ten minutes after the last needle; awake all the time.", "All needles out, legs raised, water and twenty minutes of rest.", pulled.Key);
    }

    /// <param name="about">The event of the session that asks for the report; null: none does.</param>
    public Task ReportAsync(string kind, string what, string action, Guid? about = null) => desk.PostAsync(
        who, "/clinic/adverse", [], ("session", _session.ToString()), ("about", about?.ToString() ?? ""), ("kind", kind), ("severity", "mild"),
        ("noticed", Here.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)), ("what", what), ("action", action), ("told", "yes"));

    public Task SignAsync() => desk.PostAsync(who, Root + "sign", Ids);

    /// <summary>The person answers the letter that asks how the days afterwards were. The letter itself is written by the loop that sends mail, which an invented clinic has not.</summary>
    /// <param name="words">What troubled them; null: nothing did.</param>
    public async Task AnswerAfterwardsAsync(DemoPerson person, string? words)
    {
        var secret = HeldSecret.Typable(28);
        await desk.WriteAsync(who.Clinic, Actor.Program, async db =>
        {
            var question = await db.AfterQuestions.FirstAsync(q => q.SessionId == _session);
            (question.State, question.SettledAt) = (AskingState.Queued, desk.Clock.GetUtcNow());
            db.AfterLinks.Add(new() { ClinicId = who.Clinic, SessionId = _session, TokenHash = HeldSecret.Hash(HeldSecret.Bare(secret)), ExpiresAt = question.AskUntil + Asking.AnswersFor });
        });
        await desk.PhoneAsync(person.Language, null, "/after/answer", ("code", secret), ("troubled", words is null ? "no" : "yes"), ("words", words ?? ""), ("still", "no"));
    }

    public Task ReadAnswerAsync() => desk.PostAsync(who, Root + "after/seen", Ids);

    /// <summary>Moves on the session as it stands, one after the other, sent together as a tablet sends what it has.</summary>
    private async Task HappenAsync(Func<NeedlingSession, IEnumerable<Func<NeedlingSession, Moment, Move>>> moves)
    {
        var kept = await KeptAsync();
        var (log, events) = (kept.Log, new List<string>());
        foreach (var move in moves(kept.Session))
        {
            desk.Clock.Pass(PerNeedle);
            if (move(log.Session!, new(desk.NewKey(), _tablet, who.Account, Here)) is not Move.Made made)
                throw new CannotServeException($"The invented clinic cannot be made: session {_session} refused a move.");
            log = log.With(made.Event);
            events.Add(SessionText.Write(made.Event));
        }

        await desk.PutAsync(who, Root + "events", Ids, $"{{\"after\":0,\"events\":[{string.Join(',', events)}]}}");
    }

    private async Task<KeptSession> KeptAsync()
    {
        await using var db = desk.Service<OpeningDatabase>().Opened.NewContext(who.Clinic, Actor.Program);
        return await db.FindSessionAsync(_session) ?? throw new InvalidOperationException($"The invented session {_session} is not there.");
    }
}

/// <summary>Packets of needles of an invented clinic: one that was used up to its last day and still lies in the list, one that ends soon, one that is new.</summary>
internal sealed class DemoStock(DemoDesk desk, DemoPlace place, DateOnly today)
{
    // The number that GS1 itself uses for examples.
    private const string Gtin = "09506000134352";

    private readonly (string Lot, int OpenedDaysAgo, int EndsInDays)[] _packets = [("INV-A7", 350, -30), ("INV-B2", 110, 20), ("INV-C9", 21, 700)];

    /// <summary>Each packet is entered on the day on which it is opened.</summary>
    public async IAsyncEnumerable<DateTimeOffset> EnteredAsync()
    {
        foreach (var packet in _packets)
        {
            yield return LocalTime.At(place.Zone, today.AddDays(-packet.OpenedDaysAgo), new(8, 10)) ?? LocalTime.Begin(place.Zone, today.AddDays(-packet.OpenedDaysAgo));
            var label = $"(01){Gtin}(17){Ends(packet.EndsInDays).ToString("yyMMdd", CultureInfo.InvariantCulture)}(10){packet.Lot}";
            await desk.PostAsync(place.Practitioners[0], "/clinic/lots", [], ("label", label), ("diameter", "0.25"), ("length", "40"));
        }
    }

    /// <summary>The newest packet that was open that day.</summary>
    public LotUsed On(DateOnly day)
    {
        var (lot, _, ends) = _packets.LastOrDefault(p => today.AddDays(-p.OpenedDaysAgo) < day, _packets[0]);
        return new(Gtin, lot, Ends(ends));
    }

    private DateOnly Ends(int inDays) => today.AddDays(inDays);
}
