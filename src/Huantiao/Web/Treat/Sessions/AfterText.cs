using Huantiao.Records.Clinics;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>The letter that asks the person after a visit: nothing about health, no name, a link. In the person's language, else the clinic's.</summary>
internal static class AfterText
{
    public static (string Subject, string Body, string TokenHash) Write(Clinic clinic, DueQuestion due)
    {
        var language = Language.All.FirstOrDefault(l => l.Tag == due.Patient.Language) ?? Language.All.FirstOrDefault(l => l.Tag == clinic.Language) ?? Language.English;
        var words = Wording.In(language);
        var secret = HeldSecret.Typable(28);
        var reach = string.Join(words["Format.Comma"], new[] { clinic.Phone, clinic.Email }.Where(text => !string.IsNullOrEmpty(text)));
        string?[] parts =
        [
            words.Format("AfterMail.Ask", clinic.Name),
            $"{due.Question.Address}/{language.Tag}/after#{secret}",
            words["AfterMail.Urgent"],
            reach.Length == 0 ? null : words.Format("AfterMail.Reach", reach),
            words["AfterMail.Why"],
        ];
        return (words.Format("AfterMail.Subject", clinic.Name), string.Join("\n\n", parts.OfType<string>()) + "\n", HeldSecret.Hash(HeldSecret.Bare(secret)));
    }
}
