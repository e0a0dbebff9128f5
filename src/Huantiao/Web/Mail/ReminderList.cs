using Huantiao.Records.Diary;
using Huantiao.Records.Mail;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Diary;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Mail;

/// <summary>What became of the reminder of a visit.</summary>
public sealed record ReminderLine(DayEntry Entry, DateTimeOffset Occurrence, MailState State, DateTimeOffset At, string? Said);

/// <summary><c>/clinic/reminders</c>: the reminders of the last two weeks. What nobody knows to have arrived stands first: somebody may call.</summary>
internal static class ReminderList
{
    private const int DaysBack = 14;
    private const int Most = 500;

    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/reminders", Capability.Diary, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        var since = request.Now.AddDays(-DaysBack);
        var reminders = await request.Db.Reminders.AsNoTracking().Where(r => r.DueAt > since).OrderByDescending(r => r.DueAt).Take(Most).ToListAsync(request.Cancel);
        var visits = reminders.Select(r => r.AppointmentId).Distinct().ToList();
        var entries = (await DiaryBook.EntriesAsync(request, await request.Db.Appointments.AsNoTracking().Where(a => visits.Contains(a.Id)).ToListAsync(request.Cancel))).ToDictionary(e => e.Visit.Id);
        var clinic = request.Clinic.Id;
        var letters = reminders.Select(r => Reminding.LetterOf(clinic, r.AppointmentId, r.Occurrence)).ToList();
        var mails = await request.Db.OutboxMails.AsNoTracking().Where(m => letters.Contains(m.Id)).ToDictionaryAsync(m => m.Id, request.Cancel);
        IReadOnlyList<ReminderLine> lines =
        [
            .. from reminder in reminders
               let mail = mails.GetValueOrDefault(Reminding.LetterOf(clinic, reminder.AppointmentId, reminder.Occurrence))
               where mail is not null
               let state = mail.State()
               orderby state == MailState.Unknown descending, state == MailState.GivenUp descending, reminder.DueAt descending
               select new ReminderLine(entries[reminder.AppointmentId], reminder.Occurrence, state, mail.SentAt ?? mail.GivenUpAt ?? mail.CreatedAt, state is MailState.Waiting or MailState.GivenUp ? mail.LastError : null),
        ];
        request.Db.Audit.Read("reminder", "list");
        await request.PageAsync<ReminderListPage>((nameof(ReminderListPage.Lines), lines), (nameof(ReminderListPage.IsOn), await MailSettings.ReadAsync(request.Db, request.Cancel) is { RemindersOn: true }));
    }
}
