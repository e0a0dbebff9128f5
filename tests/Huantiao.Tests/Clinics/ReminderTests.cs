using System.Globalization;
using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Records.Needling;
using Huantiao.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Huantiao.Tests.Clinics;

/// <summary>Reminders as letters on a real socket: set up, written, sent once, shown.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private readonly RunningClinic _clinic = new();
    private readonly SmtpSink _sink = new();
    private ClinicBrowser _administrator = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _clinic.InitializeAsync();
        _administrator = await _clinic.SignedInAsync(_clinic.Ours, Role.Administrator, Role.FrontDesk);
        await _administrator.GetAsync("/en/clinic/settings/mail");
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _clinic.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task Round_AVisitTomorrow_IsRemindedOfOnce_InThePatientsLanguage_AndSaysNothingClinical()
    {
        await SetAsync();
        await VisitAsync("Ada Lovelace", "ada@example.org", "en");
        await VisitAsync("王小明", "wang@example.org", "zh-Hans", hours: 22);

        for (var round = 0; round < 3; round++)
            await RoundAsync();

        var letters = Letters();
        Assert.Equal(["ada@example.org", "wang@example.org"], letters.Select(l => l.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        var ada = letters.Single(l => l.To.ToString().Contains("ada", StringComparison.Ordinal));
        Assert.Equal("Ring Clinic: 24 November 2026, 05:00", ada.Subject);
        Assert.Equal("""
            You have an appointment at Ring Clinic on Tuesday, 24 November 2026, at 05:00.

            If you cannot come, please tell us.

            You get this letter because you said yes to reminders. If you no longer want them, tell us.

            """.ReplaceLineEndings("\n"), ada.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("auto-generated", ada.Headers["Auto-Submitted"]);
        Assert.Equal("desk@ring.example", ada.From.Mailboxes.Single().Address);
        var wang = letters.Single(l => l != ada);
        Assert.StartsWith("您在Ring Clinic有预约：星期二，2026年11月24日 07:00。", wang.TextBody, StringComparison.Ordinal);
        Assert.All(letters, letter => Assert.DoesNotContain("Lovelace", letter.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, letters.Select(l => l.MessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["Sent", "Sent"], await ChipsAsync());
    }

    [Fact]
    public async Task Round_ReminderThatIsOffOrAskedOfNobody_SendsNothing()
    {
        await VisitAsync("Ada Lovelace", "ada@example.org", "en");
        await RoundAsync();
        await SetAsync(on: false);
        await RoundAsync();
        await SetAsync();
        await using (var db = _clinic.NewContext(_clinic.Ours))
        {
            (await db.Consents.SingleAsync(Cancel)).WithdrawnAt = _clinic.Clock.GetUtcNow();
            await db.SaveChangesAsync(Cancel);
        }

        await RoundAsync();

        Assert.Empty(_sink.Letters);
    }

    [Fact]
    public async Task Round_ServerHangsUpBeforeItsAnswer_IsNotSentAgain_AndShownAsNotKnown()
    {
        await SetAsync();
        await VisitAsync("Ada Lovelace", "ada@example.org", "en");
        _sink.Mood = SinkMood.HangsUp;
        await RoundAsync();
        _sink.Mood = SinkMood.Takes;
        for (var hour = 0; hour < 5; hour++)
        {
            _clinic.Clock.Advance(TimeSpan.FromMinutes(2));
            await RoundAsync();
        }

        Assert.Single(_sink.Letters);
        Assert.Equal(["Not known whether it arrived"], await ChipsAsync());
    }

    [Fact]
    public async Task Round_ServerThatIsBusyOrGone_TriesAgain_OneThatRefuses_DoesNot()
    {
        await SetAsync();
        await VisitAsync("Ada Lovelace", "ada@example.org", "en");
        _sink.Mood = SinkMood.Busy;
        await RoundAsync();
        Assert.Equal(["Waiting"], await ChipsAsync());
        _sink.Mood = SinkMood.Refuses;
        _clinic.Clock.Advance(TimeSpan.FromMinutes(2));
        await RoundAsync();
        // The clock has also woken the server's own round, which may be the one that hands the letter over.
        for (var tries = 0; tries < 200 && !(await ChipsAsync()).SequenceEqual(["Not sent"]); tries++)
            await Task.Delay(50, Cancel);
        _sink.Mood = SinkMood.Takes;
        _clinic.Clock.Advance(TimeSpan.FromMinutes(10));
        await RoundAsync();

        Assert.Empty(_sink.Letters);
        Assert.Equal(["Not sent"], await ChipsAsync());
        await VisitAsync("Mary Somerville", "mary@example.org", "en", hours: 23);
        await SetAsync(port: 1);
        await RoundAsync();
        await SetAsync();
        await RoundAsync();
        Assert.Single(_sink.Letters);
    }

    [Fact]
    public async Task Round_TwoNodesAtOnce_ManyLetters_EachOnce()
    {
        await SetAsync();
        for (var i = 0; i < 20; i++)
            await VisitAsync("Person " + i.ToString(CultureInfo.InvariantCulture), $"person{i.ToString(CultureInfo.InvariantCulture)}@example.org", "en", hours: 2 + i);
        await using var second = await Huantiao.Records.Database.OpenAsync(null, _clinic.Folder, _clinic.Clock, cancel: Cancel);

        await Task.WhenAll(RoundAsync(), RoundAsync(second), RoundAsync(), RoundAsync(second));

        Assert.Equal(20, _sink.Letters.Count);
        Assert.Equal(20, Letters().Select(l => l.To.ToString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Settings_PasswordOverAnOpenLine_IsRefused_AndAPasswordIsSealedAndNotShown()
    {
        Assert.Equal(["Without protection the password could be read on the way. Choose TLS or STARTTLS."], (await PostAsync(("host", "mail.example.org"), ("security", "none"), ("user", "desk"), ("password", "canary-7731"))).Wrong);
        Assert.Equal("/en/clinic/settings/mail?done=saved", (await PostAsync(("user", "desk"), ("password", "canary-7731"))).Location);
        await using (var db = _clinic.NewContext(_clinic.Ours))
            Assert.DoesNotContain("canary-7731", (await db.ClinicSettings.SingleAsync(s => s.Name == "mail", Cancel)).Value, StringComparison.Ordinal);
        var page = await _administrator.GetAsync("/en/clinic/settings/mail");
        Assert.DoesNotContain("canary-7731", page.Text, StringComparison.Ordinal);

        Assert.Equal("/en/clinic/settings/mail?done=mail-taken", (await _administrator.PostAsync("/en/clinic/settings/mail/try")).Location);
        Assert.Equal("\0desk\0canary-7731", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(_sink.SignIns.Single().Split(' ')[^1])));

        // Another server does not get the password that was meant for this one.
        await PostAsync(("host", "localhost"), ("user", "desk"), ("password", ""));
        await using var again = _clinic.NewContext(_clinic.Ours);
        Assert.Null((await MailSettings.ReadAsync(again, Cancel))!.SealedPassword);
    }

    private Task SetAsync(bool on = true, int? port = null) =>
        PostAsync([("on", on ? "yes" : ""), .. port is { } other ? new[] { ("port", other.ToString(CultureInfo.InvariantCulture)) } : []]);

    private async Task<Answered> PostAsync(params (string Name, string Value)[] fields)
    {
        var usual = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = "127.0.0.1", ["port"] = _sink.Port.ToString(CultureInfo.InvariantCulture), ["security"] = "none", ["from"] = "desk@ring.example", ["hours"] = "24",
        };
        foreach (var (name, value) in fields)
            usual[name] = value;
        return await _administrator.PostAsync("/en/clinic/settings/mail", [.. usual.Where(f => f.Value.Length > 0).Select(f => (f.Key, f.Value))]);
    }

    private async Task VisitAsync(string name, string email, string language, int hours = 20)
    {
        var practitioner = await _clinic.MemberAsync(_clinic.Ours, "Dr Wen", Role.Practitioner);
        var patient = await _clinic.PatientAsync(_clinic.Ours, name);
        await using var db = _clinic.NewContext(_clinic.Ours);
        var row = await db.Patients.SingleAsync(p => p.Id == patient, Cancel);
        (row.Email, row.Language) = (email, language);
        db.Consents.Add(new()
        {
            ClinicId = _clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = patient, Purpose = Huantiao.Records.Intakes.ConsentPurpose.Reminders, TextVersion = "1", Language = language, Given = true,
            SignedAs = name, SignedAt = _clinic.Clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(Cancel);
        // The diary counts in steps of five minutes.
        var at = DateTimeOffset.FromUnixTimeSeconds(_clinic.Clock.GetUtcNow().ToUnixTimeSeconds() / 300 * 300).AddHours(hours);
        Assert.Equal(BookingOutcome.Done, (await db.BookAsync([new()
        {
            ClinicId = _clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = patient, PractitionerId = practitioner.Id, StartsAt = at, EndsAt = at.AddMinutes(40), CreatedAt = _clinic.Clock.GetUtcNow(),
        }], Cancel)).Outcome);
    }

    /// <summary>A day after the last needle came out; twice as many rounds and two nodes are still one letter, and its link takes the answer.</summary>
    [Fact]
    public async Task Round_ADayAfterASession_AsksOnceByALinkThatTakesTheAnswer()
    {
        await SetAsync();
        await VisitAsync("Ada Lovelace", "ada@example.org", "en", hours: 30);
        var session = Guid.CreateVersion7();
        await using (var db = _clinic.NewContext(_clinic.Ours))
        {
            var (patient, by, ended) = (await db.Patients.Select(p => p.Id).SingleAsync(Cancel), await db.Appointments.Select(a => a.PractitionerId).SingleAsync(Cancel), _clinic.Clock.GetUtcNow().AddHours(-25));
            var plan = new Huantiao.Records.Clinical.Plan { ClinicId = _clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = patient, Content = "{}", SchemaVersion = 1, CreatedAt = ended, By = by };
            db.Plans.Add(plan);
            await db.SaveChangesAsync(Cancel);
            var events = Huantiao.Records.Invented.InventedSession.Events(session, patient, Guid.Empty, by, ended, 2, "L", isFinished: true).ToList();
            await db.BeginAsync(new() { ClinicId = _clinic.Ours.Id, Id = session, PatientId = patient, PlanId = plan.Id, PractitionerId = by, OpenedAt = ended, OpenedBy = by }, events[..1], by, Cancel);
            db.ChangeTracker.Clear();
            await db.ArriveAsync(session, events, by, _clinic.Address.GetLeftPart(UriPartial.Authority), Cancel);
        }

        for (var round = 0; round < 3; round++)
            await RoundAsync();

        var letter = Letters().Single(l => l.Subject?.Contains("how you have been", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("Lovelace", letter.ToString(), StringComparison.Ordinal);
        var link = letter.TextBody!.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim().Split('#');
        Assert.Equal(_clinic.Address.GetLeftPart(UriPartial.Authority) + "/en/after", link[0]);
        using var phone = _clinic.NewBrowser();
        await phone.GetAsync("/en/after");
        Assert.Equal("/en/after/done", (await phone.PostAsync("/en/after/answer", ("code", link[1]), ("troubled", "no"))).Location);
        await using var after = _clinic.NewContext(_clinic.Ours);
        var question = await after.AfterQuestions.SingleAsync(Cancel);
        Assert.Equal((session, false), (question.SessionId, question.Troubled!.Value));
    }

    private Task RoundAsync(Huantiao.Records.Database? node = null) =>
        new ReminderRound(node ?? _clinic.Database, _clinic.Clock, _clinic.App.Services.GetRequiredService<IDataProtectionProvider>(), _clinic.App.Services.GetRequiredService<Huantiao.Web.Courses.MeasureTables>(), NullLogger.Instance).RunAsync(Cancel);

    private IReadOnlyList<MimeMessage> Letters() => [.. _sink.Letters.Select(text => MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text)), Cancel))];

    private async Task<IReadOnlyList<string>> ChipsAsync() => [.. (await _administrator.GetAsync("/en/clinic/reminders")).Page.QuerySelectorAll("main .chip").Select(c => c.TextContent)];
}
