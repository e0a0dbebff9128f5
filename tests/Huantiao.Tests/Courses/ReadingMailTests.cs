using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Tests.Clinics;
using Huantiao.Tests.Treat;
using Huantiao.Web.Courses;
using Huantiao.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Huantiao.Tests.Courses;

/// <summary>A reading asked for by letter over a real socket, from the server's round to the answer on the person's phone.</summary>
public sealed class ReadingMailTests : IAsyncLifetime
{
    private readonly CourseClinic _clinic = new();
    private readonly SmtpSink _sink = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _clinic.InitializeAsync();
        using var administrator = await _clinic.SignedInAsync(_clinic.Ours, Role.Administrator);
        await administrator.GetAsync("/en/clinic/settings/mail");
        var set = await administrator.PostAsync(
            "/en/clinic/settings/mail", ("on", "yes"), ("host", "127.0.0.1"), ("port", _sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("security", "none"), ("from", "desk@ring.example"), ("hours", "24"));
        Assert.True(set.Status == HttpStatusCode.SeeOther, set.Text);
    }

    public async ValueTask DisposeAsync()
    {
        await _clinic.DisposeAsync();
        await _sink.DisposeAsync();
    }

    /// <summary>The treatment has ended, and the reading of week 2 is asked for all the same.</summary>
    [Theory]
    [InlineData("en", "Thank you")]
    [InlineData("zh-Hans", "谢谢")]
    public async Task Letter_ForAReadingAfterTheEnd_OpensTheFormAndTakesTheAnswer(string language, string thanks)
    {
        using var person = await WillingAsync(language);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync("/discharge", ("reason", "goals-met"), ("on", "2026-11-23"))).Status);
        _clinic.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(10));

        for (var round = 0; round < 3; round++)
            await RoundAsync();
        // The clock has also woken the server's own round, which may be the one that hands the letter over.
        for (var tries = 0; tries < 200 && _sink.Letters.IsEmpty; tries++)
            await Task.Delay(50, Now);

        var letter = Assert.Single(Letters(), l => l.To.Mailboxes.Single().Address == "ada@example.org" && l.TextBody!.Contains("/reading#", StringComparison.Ordinal));
        Assert.DoesNotContain("Invented Person", letter.ToString(), StringComparison.Ordinal);
        var link = letter.TextBody!.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim().Split('#');
        Assert.Equal($"{_clinic.Address.GetLeftPart(UriPartial.Authority)}/{language}/reading", link[0]);
        using var phone = _clinic.NewBrowser();
        var path = new Uri(link[0]).AbsolutePath;
        await phone.GetAsync(path);
        var asked = await phone.PostAsync(path, ("code", link[1]));
        Assert.NotNull(asked.Page.QuerySelector("input[name='m.HT_LEG_NRS.leg_now']"));
        var given = await phone.PostAsync(path + "/answer", ("code", link[1]), ("m.HT_LEG_NRS.leg_now", "3"));
        Assert.Contains(thanks, given.Text, StringComparison.Ordinal);
        Assert.NotNull(given.Page.QuerySelector("svg.chart-course"));
        await using var db = _clinic.NewContext(_clinic.Ours);
        var reading = await db.ReadingRequests.SingleAsync(r => r.PatientId == person.Id && r.Timepoint == "week-2", Now);
        Assert.Equal((1, true), (reading.Letters, reading.AnsweredAt is not null));
        Assert.Equal(3, (await db.Measurements.SingleAsync(m => m.RequestId == reading.Id, Now)).Value);
    }

    /// <summary>Who takes back the yes to letters gets none, and stays in the list for the telephone.</summary>
    [Fact]
    public async Task Letter_ToWhoHasTakenBackTheYes_IsNotWritten()
    {
        using var person = await WillingAsync("en");
        await using (var db = _clinic.NewContext(_clinic.Ours))
        {
            (await db.Consents.SingleAsync(c => c.PatientId == person.Id && c.Purpose == ConsentPurpose.Reminders, Now)).WithdrawnAt = _clinic.Clock.GetUtcNow();
            await db.SaveChangesAsync(Now);
        }

        _clinic.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(10));
        await RoundAsync();

        Assert.Empty(_sink.Letters);
        await using var after = _clinic.NewContext(_clinic.Ours);
        var reading = await after.ReadingRequests.SingleAsync(r => r.PatientId == person.Id && r.Timepoint == "week-2", Now);
        Assert.True(reading.IsOpen(_clinic.Clock.GetUtcNow()));
    }

    private Task RoundAsync() => new ReminderRound(
        _clinic.Database, _clinic.Clock, _clinic.App.Services.GetRequiredService<IDataProtectionProvider>(), _clinic.App.Services.GetRequiredService<MeasureTables>(), NullLogger.Instance).RunAsync(Now);

    private IReadOnlyList<MimeMessage> Letters() => [.. _sink.Letters.Select(text => MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text)), Now))];

    private async Task<TreatedPerson> WillingAsync(string language)
    {
        var person = await _clinic.SignedAsync();
        await using var db = _clinic.NewContext(_clinic.Ours);
        var patient = await db.Patients.SingleAsync(p => p.Id == person.Id, Now);
        (patient.Email, patient.Language) = ("ada@example.org", language);
        db.Consents.Add(new() { ClinicId = _clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = person.Id, Purpose = ConsentPurpose.Reminders, TextVersion = "1", Language = language, Given = true, SignedAs = "Ada", SignedAt = _clinic.Clock.GetUtcNow() });
        await db.SaveChangesAsync(Now);
        return person;
    }
}
