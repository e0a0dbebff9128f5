using System.Globalization;
using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;

namespace Huantiao.Web.Mail;

/// <summary>The words of a reminder: where and when, nothing about health, no name. In the patient's language, else the clinic's.</summary>
internal static class ReminderText
{
    public static (string Subject, string Body) Write(Clinic clinic, TimeZoneInfo zone, DueReminder due)
    {
        var language = Find(due.Patient.Language) ?? Find(clinic.Language) ?? Language.English;
        var words = Wording.In(language);
        var local = TimeZoneInfo.ConvertTime(due.Visit.StartsAt, zone);
        var day = local.ToString("dddd", language.Culture) + words["Format.Comma"] + words.Date(DateOnly.FromDateTime(local.DateTime));
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        var reach = string.Join(words["Format.Comma"], new[] { clinic.Phone, clinic.Email }.Where(text => !string.IsNullOrEmpty(text)));
        string?[] parts =
        [
            words.Format("ReminderMail.When", clinic.Name, day, time),
            clinic.Address,
            reach.Length == 0 ? words["ReminderMail.CannotCome"] : words.Format("ReminderMail.CannotComeReach", reach),
            words["ReminderMail.Why"],
        ];
        return (words.Format("ReminderMail.Subject", clinic.Name, words.Date(DateOnly.FromDateTime(local.DateTime)), time), string.Join("\n\n", parts.Where(part => !string.IsNullOrEmpty(part))) + "\n");
    }

    private static Language? Find(string? tag) => Language.All.FirstOrDefault(language => language.Tag == tag);
}
