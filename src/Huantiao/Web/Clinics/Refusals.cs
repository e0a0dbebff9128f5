using Huantiao.Web.Serving;

namespace Huantiao.Web.Clinics;

/// <summary>A no with its reason.</summary>
/// <param name="Word">The start of its words, with its last point ("….Title", "….Body").</param>
/// <param name="Way">A page that leads on ("….Way" says what it does); null: none.</param>
public sealed record Refusal(string Word, string? Way = null)
{
    public static readonly Refusal SignedOut = new("Refused.SignedOut.");
    public static readonly Refusal NotAllowed = new("Refused.NotAllowed.");
    public static readonly Refusal NoLicence = new("Refused.NoLicence.");
    public static readonly Refusal LicenceLapsed = new("Refused.LicenceLapsed.");
    public static readonly Refusal PlainHttp = new("Refused.PlainHttp.");
    public static readonly Refusal ForeignForm = new("Refused.ForeignForm.");
    public static readonly Refusal TooMany = new("Refused.TooMany.");
    public static readonly Refusal Stale = new("Refused.Stale.");
    public static readonly Refusal Nothing = new("Refused.Nothing.");
    public static readonly Refusal LinkOver = new("Refused.LinkOver.");
    public static readonly Refusal IntakeOver = new("Refused.IntakeOver.");
    public static readonly Refusal RestrictedRecord = new("Refused.RestrictedRecord.");
    public static readonly Refusal IntakeSent = new("Refused.IntakeSent.");
}

/// <summary>Says no: a page for people, RFC 9457 for programs.</summary>
internal static class Refusals
{
    public static Task SendAsync(HttpContext context, int status, Refusal refusal)
    {
        ClinicPages.AddHeaders(context);
        if (context.WantsJson())
            return Failures.SendProblemAsync(context, status, Words.Wording.In(Languages.Language.English)[refusal.Word + "Title"]);
        return ClinicPages.SendAsync<RefusalPage>(context, [(nameof(RefusalPage.Refusal), refusal)], status);
    }
}
