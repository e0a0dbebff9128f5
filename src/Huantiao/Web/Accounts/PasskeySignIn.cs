using System.Net;
using System.Text.Json.Serialization;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Accounts;

/// <summary>What our script sends: the browser's answer, and what the person may have typed with it.</summary>
internal sealed record PasskeyAnswer(string Credential, string? Name = null);

/// <summary>Where our script goes next.</summary>
internal sealed record PasskeyDone(string To);

[JsonSerializable(typeof(PasskeyAnswer))]
[JsonSerializable(typeof(PasskeyDone))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class PasskeyJson : JsonSerializerContext;

/// <summary><c>/account/passkey</c>: signing in with what the device holds; no name is typed, the passkey says who it is.</summary>
internal static class PasskeySignIn
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenPost("/account/passkey/options", OptionsAsync);
        routes.OpenPost("/account/passkey", TakeAsync);
    }

    /// <summary>WebAuthn binds a passkey to a name; a bare address has none.</summary>
    public static bool NamedHost(HttpContext context) => !IPAddress.TryParse(context.Request.Host.Host, out _);

    private static async Task OptionsAsync(ClinicRequest request)
    {
        var options = await Passkeys.RequestAsync(request.Http);
        Steps.Set(request.Http, new(request.Now + Steps.Lasts) { Ceremony = options.AssertionState });
        await SendAsync(request.Http, options.RequestOptionsJson);
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        var answer = await ReadAsync(request.Http);
        var step = Steps.Find(request.Http);
        // Used or not, the challenge is gone.
        Steps.Clear(request.Http);
        if (answer is null || step?.Ceremony is not { } state
            || await Passkeys.AssertAsync(request.Http, request.Db, answer.Credential, state) is not { DisabledAt: null } account)
        {
            request.Db.Audit.Refused("account", "unknown", why: "passkey");
            await request.Db.SaveChangesAsync(request.Cancel);
            await request.RefuseAsync(StatusCodes.Status401Unauthorized, Refusal.SignedOut);
            return;
        }

        var to = request.Query("to");
        Lockout.Succeeded(account);
        await Shifts.RememberAsync(request.Http, request.Db, account.Id);
        await Sessions.BeginAsync(request.Http, request.Db, account, clinic: null, strongAt: request.Now, "passkey");
        await request.JsonAsync(new PasskeyDone($"/{request.Language.Tag}{SignIn.Target(to)}"), PasskeyJson.Default.PasskeyDone);
    }

    public static async Task<PasskeyAnswer?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync(PasskeyJson.Default.PasskeyAnswer, context.RequestAborted);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    public static async Task SendAsync(HttpContext context, string json)
    {
        ClinicPages.AddHeaders(context);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json, context.RequestAborted);
    }
}
