using Huantiao.Records.Clinics;
using Huantiao.Records.Measures;
using Huantiao.Web.Access;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;

namespace Huantiao.Web.Courses;

/// <summary>The letter that asks for a reading: nothing about health, no name, a link. In the person's language, else the clinic's.</summary>
internal static class ReadingText
{
    public static (string Subject, string Body, string TokenHash) Write(Clinic clinic, DueReading due)
    {
        var language = Language.All.FirstOrDefault(l => l.Tag == due.Patient.Language) ?? Language.All.FirstOrDefault(l => l.Tag == clinic.Language) ?? Language.English;
        var words = Wording.In(language);
        var secret = HeldSecret.Typable(28);
        var reach = string.Join(words["Format.Comma"], new[] { clinic.Phone, clinic.Email }.Where(text => !string.IsNullOrEmpty(text)));
        string?[] parts =
        [
            words.Format(due.Request.Letters == 0 ? "ReadingMail.Ask" : "ReadingMail.AskAgain", clinic.Name),
            $"{due.Request.Address}/{language.Tag}/reading#{secret}",
            words["AfterMail.Urgent"],
            reach.Length == 0 ? null : words.Format("AfterMail.Reach", reach),
            words["AfterMail.Why"],
        ];
        return (words.Format("ReadingMail.Subject", clinic.Name), string.Join("\n\n", parts.OfType<string>()) + "\n", HeldSecret.Hash(HeldSecret.Bare(secret)));
    }
}
