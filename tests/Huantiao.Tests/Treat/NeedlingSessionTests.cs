using System.Net;
using System.Text.Json;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Records.Clinics;
using Huantiao.Records.Needling;
using Huantiao.Tests.Clinics;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Treat;

/// <summary>A needling session on the real server: from the opening to the signature, by moves and by events of devices, and what follows from it.</summary>
public sealed class NeedlingSessionTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_ByMovesFromOpeningToSignature_IsSignedListedAmendedAndPreloadedNextTime()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (device, id) = await OpenAsync(person);
        var state = (await device.ListenAsync()).GetProperty("state");
        Assert.Equal("prepared", state.GetProperty("phase").GetString());
        var planned = state.GetProperty("prescribed").EnumerateArray().First();
        (string, string)[] needle = [("point", planned.GetProperty("point").GetString()!), ("side", planned.GetProperty("side").GetString()!), ("kind", "filiform"), ("depth", "9"), ("response", "de-qi"), ("lot", "L-7"), ("expiry", "2027-01-01")];

        Assert.Equal(422, (await device.MoveAsync("insert", needle)).Status);
        await device.MovedAsync("begin");
        state = await device.MovedAsync("insert", needle);
        var key = state.GetProperty("needles")[0].GetProperty("key").GetString()!;
        await device.MovedAsync("retain", ("minutes", "25"), ("counted-in", "1"));
        await device.MovedAsync("begin-removing");
        var (early, open) = await device.MoveAsync("sign");
        Assert.Equal((422, "needle-open"), (early, open.GetProperty("because")[0].GetProperty("kind").GetString()));
        state = await device.MovedAsync("remove", ("about", key), ("condition", "whole"));
        Assert.True(state.GetProperty("signable").GetBoolean(), state.ToString());
        state = await device.MovedAsync("sign");
        Assert.Equal("signed", state.GetProperty("phase").GetString());
        Assert.Equal(422, (await device.MoveAsync("begin")).Status);

        state = await device.MovedAsync("amend", ("text", "Deeper than written"), ("because", "Noticed later"), ("about", key), ("point", needle[0].Item2), ("side", needle[1].Item2), ("depth", "10"));
        Assert.Equal(10, state.GetProperty("needles")[0].GetProperty("as").GetProperty("depthMillimetres").GetDouble());
        var list = await person.GetAsync("/sessions");
        Assert.Contains("Deeper than written", list.Text, StringComparison.Ordinal);
        var summary = await person.Browser.GetAsync(device.Address + "/summary");
        Assert.Contains("Every needle that went in is accounted for.", summary.Text, StringComparison.Ordinal);
        var stricta = (await person.Browser.GetAsync(device.Address + "/stricta")).Page;
        Assert.Equal(17, stricta.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("10 mm deep", stricta.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        // The next one begins with what was done, as it was put right; not with that day's lot.
        var (next, nextId) = await OpenAsync(person);
        Assert.NotEqual(id, nextId);
        var prescribed = (await next.ListenAsync()).GetProperty("state").GetProperty("prescribed");
        Assert.Equal(1, prescribed.GetArrayLength());
        Assert.Equal(10, prescribed[0].GetProperty("depthMillimetres").GetDouble());
        Assert.Equal(JsonValueKind.Null, prescribed[0].GetProperty("lot").ValueKind);
    }

    [Fact]
    public async Task Session_TwoDevicesAndLostAnswers_TellTheSameAndKeepAll()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (one, id) = await OpenAsync(person);
        var two = Device(person, id, one);
        await one.ListenAsync();
        one.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        var sent = one.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, new("GB30", BodySide.Left)));
        await one.SyncAsync();
        await two.ListenAsync();
        // Both act without hearing of each other; one sends everything twice, as after an answer that was lost.
        one.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, new("GB34", BodySide.Left)));
        two.Do<NeedlingSession.WithNeedles>((s, m) => s.Remove(m, sent.Key, NeedleCondition.Whole));
        await two.SyncAsync();
        await one.SyncAsync();
        var again = await one.PutAsync([SessionText.Write(sent)]);
        await two.ListenAsync();

        Assert.Equal(sent.Key.ToString(), again.GetProperty("arrived")[0].GetString());
        Assert.Equal(one.Log.Events.Select(SessionText.Write), two.Log.Events.Select(SessionText.Write));
        await using var db = clinic.NewContext(clinic.Ours);
        var kept = (await db.FindSessionAsync(id, Now))!;
        Assert.Equal(one.Log.Events.Select(SessionText.Write), kept.Log.Events.Select(SessionText.Write));
        Assert.Equal(1, kept.Sheet.NeedlesIn);
    }

    [Fact]
    public async Task Listening_WhileNothingArrives_IsNotModified_AndToldInFullWhenSomethingDoes()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (one, id) = await OpenAsync(person);
        var two = Device(person, id, one);
        await one.ListenAsync();
        await two.ListenAsync();
        var first = await one.LookAsync("");

        var second = await one.LookAsync(first.Tag);
        two.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        await two.SyncAsync();
        var third = await one.LookAsync(first.Tag);
        await one.ListenAsync();

        Assert.Equal((200, 304, 200), (first.Status, second.Status, third.Status));
        Assert.NotEqual(first.Tag, third.Tag);
        Assert.Equal(two.Log.Events.Select(SessionText.Write), one.Log.Events.Select(SessionText.Write));
    }

    [Fact]
    public async Task Events_ThatAreNoneOrTheServersOwn_AreNamedAndTheOthersKept()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (device, _) = await OpenAsync(person);
        await device.ListenAsync();
        var begun = device.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        var forged = SessionText.Write(new SessionEvent.Cleared(Guid.CreateVersion7(), Guid.CreateVersion7()) { Stamp = begun.Stamp });

        var answer = await device.PutAsync(["{\"kind\":\"nonsense\"}", SessionText.Write(begun), forged]);

        Assert.Equal([begun.Key.ToString()], answer.GetProperty("arrived").EnumerateArray().Select(k => k.GetString()));
        Assert.Equal([(0, "no-event"), (2, "servers-own")], answer.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("at").GetInt32(), r.GetProperty("why").GetString()!)));
        Assert.Equal("needling", answer.GetProperty("state").GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Insert_WhileAStopStands_OrOfAnExpiredLot_OrAgainstARule_IsRefusedWithTheReason()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (device, _) = await OpenAsync(person);
        var state = await device.MovedAsync("begin");
        var planned = state.GetProperty("prescribed")[0];
        (string, string)[] needle = [("point", planned.GetProperty("point").GetString()!), ("side", planned.GetProperty("side").GetString()!), ("depth", "9")];

        var expired = await device.MoveAsync("insert", [.. needle, ("lot", "OLD"), ("expiry", "2026-11-22")]);
        Assert.Equal((422, "lot-expired"), (expired.Status, Kind(expired.Answer)));
        var deep = await device.MoveAsync("insert", needle[0], needle[1], ("depth", "150"));
        Assert.Equal((422, "needling-rule"), (deep.Status, Kind(deep.Answer)));
        await device.MovedAsync("stop", ("because", "Numb leg"));
        var stopped = await device.MoveAsync("insert", needle);
        Assert.Equal(422, stopped.Status);

        state = stopped.Answer.GetProperty("state");
        Assert.Equal("interrupted", state.GetProperty("phase").GetString());
        Assert.DoesNotContain("insert", state.GetProperty("may").EnumerateArray().Select(m => m.GetString()));
        await device.MovedAsync("lift", ("about", state.GetProperty("stops")[0].GetProperty("key").GetString()!), ("because", "Passed off"));
        await device.MovedAsync("insert", needle);
    }

    [Fact]
    public async Task Opening_WithoutAgreementScreenOrLicence_IsRefusedAndStoresNothing()
    {
        using var examined = await TreatedPerson.ExaminedAsync(clinic);
        await examined.AnswerTheRestAsync();
        await examined.SettleAllAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await examined.PostAsync("/sessions")).Status);
        using var unknown = await TreatedPerson.NewAsync(clinic);
        Assert.Equal(HttpStatusCode.Conflict, (await unknown.PostAsync("/sessions")).Status);
        using var agreed = await TreatedPerson.AgreedAsync(clinic);
        var unlicensed = await clinic.MemberAsync(clinic.Ours, "No Licence", Role.Practitioner);
        using var browser = await clinic.SignedInAsync(unlicensed, clinic.Ours);
        await browser.GetAsync("/en/clinic");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(agreed.Root + "/sessions", ("key", Guid.CreateVersion7().ToString()))).Status);
        await agreed.PostAsync("/plan/withdraw", ("plan", (await agreed.PlanAsync()).Id.ToString()));
        Assert.Equal(HttpStatusCode.Conflict, (await agreed.PostAsync("/sessions")).Status);

        await using var db = clinic.NewContext(clinic.Ours);
        var people = new[] { examined.Id, unknown.Id, agreed.Id };
        Assert.False(await db.NeedlingSessions.AnyAsync(s => people.Contains(s.PatientId), Now));
    }

    [Fact]
    public async Task Opening_TwiceOrWhileOneIsOpen_GoesOnWithTheOpenOne()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (_, id) = await OpenAsync(person);

        var again = await person.PostAsync("/sessions");

        Assert.Equal($"/en/clinic/sessions/{id}", again.Location);
        var unsigned = await person.Browser.GetAsync("/en/clinic/sessions/unsigned");
        Assert.Contains(id.ToString(), unsigned.Text, StringComparison.Ordinal);
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync($"/en/clinic/sessions/{id}")).Status);
    }

    [Fact]
    public async Task Board_NeedlesThatGoIn_AreSeenByTheFrontDesk_AndNothingIsSentWhileNothingChanges()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (device, id) = await OpenAsync(person);
        await device.ListenAsync();
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var before = await desk.GetAsync("/en/clinic/board/rooms");

        device.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        device.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, new("GB30", BodySide.Left)));
        device.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, new("GB30", BodySide.Right)));
        device.Do<NeedlingSession.Needling>((s, m) => s.Retain(m, 20, 2));
        await device.SyncAsync();
        var after = await desk.GetAsync("/en/clinic/board/rooms");

        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.Contains("2 needles in", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Invented Person", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/sessions/{id}", after.Text, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/clinic/board/rooms");
        request.Headers.IfNoneMatch.Add(after.Headers.ETag!);
        var same = await desk.SendAsync(request);
        Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Text));
    }

    [Fact]
    public async Task Lot_UsedInASession_IsTracedToThePerson()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (device, _) = await OpenAsync(person);
        await person.Browser.PostAsync("/en/clinic/lots", ("key", Guid.CreateVersion7().ToString()), ("label", "(01)09506000134352(17)280101(10)RC-99"));
        await using var db = clinic.NewContext(clinic.Ours);
        var lot = await db.NeedleLots.SingleAsync(l => l.Lot == "RC-99", Now);
        var state = await device.MovedAsync("begin");
        var planned = state.GetProperty("prescribed")[0];
        await device.MovedAsync("insert", ("point", planned.GetProperty("point").GetString()!), ("side", planned.GetProperty("side").GetString()!), ("depth", "9"), ("lot", "rc-99"), ("gtin", "09506000134352"));

        var page = await person.Browser.GetAsync($"/en/clinic/lots/{lot.Id}");
        var file = await person.Browser.GetAsync("/en/clinic/lots/trace.csv?lot=RC-99");

        Assert.Contains("Invented Person", page.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Invented Person", file.Text, StringComparison.Ordinal);
        Assert.Equal(2, file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("Invented Person", (await person.Browser.GetAsync("/en/clinic/lots/trace?lot=RC-98")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.Browser.PostAsync("/en/clinic/lots", ("key", Guid.CreateVersion7().ToString()), ("label", "(01)09506000134352(17)250101(10)OLD"))).Status);
    }

    [Fact]
    public async Task Faint_AllPulled_IsCountedReportedAndSigned()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (device, id) = await OpenAsync(person);
        await device.ListenAsync();
        device.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        device.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, new("GB30", BodySide.Left)));
        var pulled = device.Do<NeedlingSession.Needling>((s, m) => s.PullAll(m, "Fainted"));
        await device.SyncAsync();
        await device.MovedAsync("begin-removing");
        var state = await device.MovedAsync("count", ("count", "1"));
        Assert.Equal(["report-missing"], state.GetProperty("open").EnumerateArray().Select(o => o.GetProperty("kind").GetString()));

        var written = await person.Browser.PostAsync(
            "/en/clinic/adverse", ("key", Guid.CreateVersion7().ToString()), ("session", id.ToString()), ("about", pulled.Key.ToString()), ("kind", "faint"), ("noticed", "2026-11-23T09:00"), ("severity", "mild"));

        Assert.Equal(HttpStatusCode.SeeOther, written.Status);
        state = await device.MovedAsync("sign");
        Assert.Equal("signed", state.GetProperty("phase").GetString());
        var page = await person.Browser.GetAsync(written.Location!);
        Assert.Contains("Nobody has said yet", page.Text, StringComparison.Ordinal);
        var rates = (await person.Browser.GetAsync("/en/clinic/adverse/rates")).Page;
        var faint = rates.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("faint", StringComparison.OrdinalIgnoreCase) && r.QuerySelector("td")!.TextContent != "0");
        Assert.Contains("30%", faint.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.Browser.PostAsync("/en/clinic/adverse", ("key", Guid.CreateVersion7().ToString()), ("kind", "faint"), ("noticed", "2026-11-23T09:00"), ("near-miss", "yes"))).Status);
    }

    [Fact]
    public async Task Afterwards_TheLinkTakesOneAnswer_AndThePractitionerReadsIt()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var (device, id) = await OpenAsync(person);
        await device.ListenAsync();
        device.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        var needle = device.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, new("GB30", BodySide.Left)));
        device.Do<NeedlingSession.Needling>((s, m) => s.Remove(m, needle.Key, NeedleCondition.Whole));
        await device.SyncAsync();
        var secret = HeldSecret.Typable(28);
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            var question = await db.AfterQuestions.SingleAsync(q => q.SessionId == id, Now);
            Assert.Equal(clinic.Address.GetLeftPart(UriPartial.Authority), question.Address);
            db.AfterLinks.Add(new() { ClinicId = clinic.Ours.Id, SessionId = id, TokenHash = HeldSecret.Hash(HeldSecret.Bare(secret)), ExpiresAt = clinic.Clock.GetUtcNow().AddDays(1) });
            await db.SaveChangesAsync(Now);
        }

        using var phone = clinic.NewBrowser();
        await phone.GetAsync("/en/after");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/after", ("code", "K7QD-M2XW"))).Status);
        var asked = await phone.PostAsync("/en/after", ("code", secret));
        Assert.Contains("Ring Clinic", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Invented", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/after/answer", ("code", secret), ("troubled", "yes"))).Status);
        Assert.Equal("/en/after/done", (await phone.PostAsync("/en/after/answer", ("code", secret), ("troubled", "yes"), ("words", "A large bruise"), ("still", "yes"))).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await phone.PostAsync("/en/after/answer", ("code", secret), ("troubled", "no"))).Status);

        Assert.Contains("A large bruise", (await person.Browser.GetAsync("/en/clinic/after")).Text, StringComparison.Ordinal);
        await person.Browser.PostAsync($"/en/clinic/sessions/{id}/after/seen");
        Assert.DoesNotContain("A large bruise", (await person.Browser.GetAsync("/en/clinic/after")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PointGroup_OfMine_IsMineAlone()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.Browser.PostAsync("/en/clinic/point-groups", ("key", Guid.CreateVersion7().ToString()), ("name", "Leg"), ("points", "GB30, XX99"))).Status);
        await person.Browser.PostAsync("/en/clinic/point-groups", ("key", Guid.CreateVersion7().ToString()), ("name", "Leg"), ("points", "gb30 L, BL40"));
        using var other = await TreatedPerson.NewAsync(clinic);

        Assert.Contains("GB30 left, BL40 left, BL40 right", (await person.Browser.GetAsync("/en/clinic/point-groups")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("BL40", (await other.Browser.GetAsync("/en/clinic/point-groups")).Page.QuerySelector("ul.list")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_OnAndOn_DoesNotKeepAnIdleSessionOfStaffAlive()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/en/clinic/board/rooms")).Status);
        await using var db = clinic.NewContext();
        var hash = HeldSecret.Hash(desk.Cookies[HostCookie.Session]);
        var session = await db.Sessions.SingleAsync(s => s.IdHash == hash, Now);
        session.LastSeenAt = clinic.Clock.GetUtcNow().AddMinutes(-10);
        await db.SaveChangesAsync(Now);

        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/en/clinic/board/rooms")).Status);

        await db.Entry(session).ReloadAsync(Now);
        Assert.Equal(clinic.Clock.GetUtcNow().AddMinutes(-10), session.LastSeenAt);
        await desk.GetAsync("/en/clinic/day");
        await db.Entry(session).ReloadAsync(Now);
        Assert.Equal(clinic.Clock.GetUtcNow(), session.LastSeenAt);
    }

    private async Task<(SessionDevice Device, Guid Session)> OpenAsync(TreatedPerson person)
    {
        var opened = await person.PostAsync("/sessions");
        Assert.True(opened.Status == HttpStatusCode.SeeOther, opened.Page.QuerySelector("main")?.TextContent ?? opened.Text);
        var id = Guid.Parse(opened.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.OK, (await person.Browser.GetAsync(opened.Location!)).Status);
        await using var db = clinic.NewContext(clinic.Ours);
        var by = await db.NeedlingSessions.Where(s => s.Id == id).Select(s => s.PractitionerId).SingleAsync(Now);
        return (new(person.Browser, id, by, clinic.Clock), id);
    }

    private SessionDevice Device(TreatedPerson person, Guid session, SessionDevice like) => new(person.Browser, session, like.Log.Session?.Record.Practitioner ?? Guid.CreateVersion7(), clinic.Clock);

    private static string? Kind(JsonElement answer) => answer.GetProperty("because")[0].GetProperty("kind").GetString();
}
