using System.Text.Json;
using System.Text.Json.Serialization;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.DataProtection;

namespace Huantiao.Web.Accounts;

/// <summary>What has been done of something that takes several pages before anybody is signed in.</summary>
/// <param name="Until">By then it is finished or begun again.</param>
/// <param name="To">Where the person wanted to go.</param>
internal sealed record Step(DateTimeOffset Until, string? To = null)
{
    /// <summary>The account whose password was right; a code is still asked for.</summary>
    public Guid? Account { get; init; }

    /// <summary>What the passkey's answer is checked against.</summary>
    public string? Ceremony { get; init; }

    /// <summary>Somebody who holds a link and now chooses how to sign in.</summary>
    public Enrolment? Enrolment { get; init; }
}

/// <summary>Somebody with a good link, on the way to an account that can sign in. Nothing is stored before it is complete; then all of it at once, and the link is used.</summary>
/// <param name="Link">Hash of the link's secret.</param>
/// <param name="Clinic">For the first start and for another clinic: what it is called; else null.</param>
/// <param name="App">Base64 of the secret shown for an authenticator app.</param>
public sealed record Enrolment(string Link, Guid Account, string Name, string Email, string? Clinic, string? TimeZone, bool Treats, string App);

[JsonSerializable(typeof(Step))]
internal sealed partial class StepJson : JsonSerializerContext;

/// <summary>The step travels in a sealed cookie: servers keep nothing, any node takes the next page.</summary>
internal static class Steps
{
    /// <summary>Long enough to fetch a phone, short enough that nobody finds it.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Time to install an authenticator app.</summary>
    public static readonly TimeSpan EnrolmentLasts = TimeSpan.FromMinutes(45);

    public static void Set(HttpContext context, Step step)
    {
        var bytes = Protector(context).Protect(JsonSerializer.SerializeToUtf8Bytes(step, StepJson.Default.Step));
        HostCookie.Set(context, HostCookie.Step, Convert.ToBase64String(bytes), step.Until - context.Clock().GetUtcNow());
    }

    /// <summary>The step this browser is at; null: none, over, or not from us.</summary>
    public static Step? Find(HttpContext context)
    {
        if (context.Request.Cookies[HostCookie.Step] is not { Length: > 0 } text)
            return null;
        try
        {
            var step = JsonSerializer.Deserialize(Protector(context).Unprotect(Convert.FromBase64String(text)), StepJson.Default.Step);
            return step is not null && step.Until > context.Clock().GetUtcNow() ? step : null;
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    public static void Clear(HttpContext context) => HostCookie.Remove(context, HostCookie.Step);

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("sign-in step");
}
