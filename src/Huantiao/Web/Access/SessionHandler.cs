using System.Security.Claims;
using System.Text.Encodings.Web;
using Huantiao.Web.Clinics;
using Huantiao.Web.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Huantiao.Web.Access;

/// <summary>From the session's cookie to the person: the one scheme of the clinic.</summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpeningDatabase opening, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[HostCookie.Session] is not { Length: > 0 and < 100 } secret)
            return AuthenticateResult.NoResult();
        await opening.Ready.WaitAsync(Context.RequestAborted);
        if (await Sessions.FindAsync(Context.Database(), clock, secret, Context.GetEndpoint()?.Metadata.GetMetadata<WatchingAddress>() is null, Context.RequestAborted) is not { } staff)
            return AuthenticateResult.Fail("The session is over.");
        Context.Features.Set(staff);
        // The antiforgery tokens are bound to the session: a form of another session, or of another person on this device, is not taken.
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, staff.SessionHash)], SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <summary>Nobody is signed in: a page leads to the door and back; what was being sent is told so, since nothing of it was done.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method) && !Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            var language = Context.ReadersLanguage();
            Response.Headers.CacheControl = "no-store";
            Response.StatusCode = StatusCodes.Status303SeeOther;
            Response.Headers.Location = $"/{language.Tag}/account/sign-in?to={Uri.EscapeDataString(Request.Path + Request.QueryString)}";
            return;
        }

        await Refusals.SendAsync(Context, StatusCodes.Status401Unauthorized, Refusal.SignedOut);
    }

    /// <summary>Signed in, but not for this. It is in the trail by now: see <see cref="CapabilityHandler"/>.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<Staff>() is { Clinic: null } && HttpMethods.IsGet(Request.Method))
        {
            Response.StatusCode = StatusCodes.Status303SeeOther;
            Response.Headers.Location = $"/{Context.ReadersLanguage().Tag}/account/clinics";
            return Task.CompletedTask;
        }

        return Refusals.SendAsync(Context, StatusCodes.Status403Forbidden, Context.Features.Get<Refusal>() ?? Refusal.NotAllowed);
    }
}
