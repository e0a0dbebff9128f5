using Huantiao.Records;
using Huantiao.Records.Diary;
using Huantiao.Records.Mail;
using Huantiao.Records.Measures;
using Huantiao.Records.Needling;
using Huantiao.Web.Courses;
using Huantiao.Web.Treat.Sessions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Mail;

/// <summary>
/// One look at all clinics: writes the reminders that are due, then sends what waits. It keeps nothing between rounds, so any node may do it, at any time, as often as it likes.
/// </summary>
internal sealed class ReminderRound(Database database, TimeProvider clock, IDataProtectionProvider keys, MeasureTables tables, ILogger log)
{
    /// <summary>Letters of one clinic in one round: what went wrong is seen before it has reached everybody.</summary>
    public const int MostLetters = 100;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var all = database.NewContext();
        // A question over all clinics, asked by the program for itself: which of them have set up mail.
        var clinics = await all.ClinicSettings.IgnoreQueryFilters().AsNoTracking().Where(s => s.Name == MailSettings.SettingName).Select(s => s.ClinicId).ToListAsync(cancel);
        foreach (var clinic in clinics)
        {
            try
            {
                await RunAsync(clinic, cancel);
            }
#pragma warning disable CA1031 // What is wrong with one clinic, whatever it is, must not keep the others' letters back.
            catch (Exception e) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.LogError(e, "Reminders of clinic {Clinic} failed; the next round catches up.", clinic);
            }
        }
    }

    private async Task RunAsync(Guid clinic, CancellationToken cancel)
    {
        await using var db = database.NewContext(clinic, Actor.Program);
        if (await MailSettings.ReadAsync(db, cancel) is not { } settings)
            return;
        if (settings.RemindersOn)
        {
            await WriteAsync(db, settings, cancel);
            await AskAsync(db, cancel);
            await AskForReadingsAsync(db, cancel);
        }

        await SendAsync(db, settings, cancel);
    }

    private async Task WriteAsync(HuantiaoDb db, MailSettings settings, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var clinic = await db.Clinics.AsNoTracking().FirstAsync(c => c.Id == db.Clinic, cancel);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(clinic.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        foreach (var due in (await db.DueRemindersAsync(now, TimeSpan.FromHours(settings.HoursBefore), cancel)).Take(MostLetters))
        {
            var (subject, body) = ReminderText.Write(clinic, zone, due);
            await db.QueueAsync(due, subject, body, now, cancel);
        }
    }

    /// <summary>How people have been since their sessions.</summary>
    private async Task AskAsync(HuantiaoDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var due = await db.DueQuestionsAsync(now, cancel);
        // Each letter is saved by itself, and what is only to be dropped with the first; another node that is first loses nobody.
        if (due.Count == 0)
        {
            await db.SaveChangesAsync(cancel);
            return;
        }

        var clinic = await db.Clinics.AsNoTracking().FirstAsync(c => c.Id == db.Clinic, cancel);
        foreach (var question in due.Take(MostLetters))
        {
            var (subject, body, hash) = AfterText.Write(clinic, question);
            await db.QueueAsync(question, hash, subject, body, now, cancel);
        }
    }

    /// <summary>Readings of the calendar: courses that began since the last round, and what is due of those that have.</summary>
    private async Task AskForReadingsAsync(HuantiaoDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await db.BeginRecentAsync(tables.Measures, now, cancel);
        var due = await db.DueReadingsAsync(now, cancel);
        if (due.Count == 0)
        {
            await db.SaveChangesAsync(cancel);
            return;
        }

        var clinic = await db.Clinics.AsNoTracking().FirstAsync(c => c.Id == db.Clinic, cancel);
        foreach (var reading in due.Take(MostLetters))
        {
            var (subject, body, hash) = ReadingText.Write(clinic, reading);
            await db.QueueAsync(reading, hash, subject, body, now, cancel);
        }
    }

    private async Task SendAsync(HuantiaoDb db, MailSettings settings, CancellationToken cancel)
    {
        var due = await db.DueMailAsync(clock.GetUtcNow(), MostLetters, cancel);
        if (due.Count == 0)
            return;
        var clinic = await db.Clinics.AsNoTracking().Where(c => c.Id == db.Clinic).Select(c => c.Name).FirstAsync(cancel);
        MailServer? server = null;
        try
        {
            foreach (var mail in due)
            {
                cancel.ThrowIfCancellationRequested();
                var now = clock.GetUtcNow();
                if (!await db.StillHoldsAsync(mail, now, cancel) || !await db.StillAsksAsync(mail, now, cancel) || !await db.StillAsksForReadingAsync(mail, now, cancel))
                {
                    await db.DropAsync(mail, now, cancel);
                    continue;
                }

                if (server is not { IsOpen: true })
                {
                    if (server is not null)
                        await server.DisposeAsync();
                    server = await MailServer.OpenAsync(settings, settings.Password(keys), cancel);
                }

                if (await db.TryTakeAsync(mail, now, cancel))
                    await HandOverAsync(db, server, settings, clinic, mail);
            }
        }
        catch (MailServerException e)
        {
            // Nothing was handed over, so everything waits for the next round. The server's words may hold an address of the clinic, never a patient's: no letter was begun.
            log.LogWarning("The mail server of clinic {Clinic} does not let us in: {Why}", db.Clinic, e.Message);
        }
        finally
        {
            if (server is not null)
                await server.DisposeAsync();
        }
    }

    private async Task HandOverAsync(HuantiaoDb db, MailServer server, MailSettings settings, string clinic, OutboxMail mail)
    {
        // Once begun it is not broken off: a letter half handed over is one of which nobody knows.
        var delivery = await server.SendAsync(mail.Id, clinic, settings.From, mail.Recipient, mail.Subject, mail.Body, clock.GetUtcNow(), CancellationToken.None);
        switch (delivery)
        {
            case Delivery.Taken:
                db.Audit.Export("outbox_mail", mail.Id.ToString(), why: "reminder sent");
                await db.MarkSentAsync(mail, clock.GetUtcNow());
                break;
            case Delivery.Refused refused:
                await db.MarkRefusedAsync(mail, clock.GetUtcNow(), refused.Why.Length <= 400 ? refused.Why : refused.Why[..400], refused.ForGood);
                break;
        }
    }
}
