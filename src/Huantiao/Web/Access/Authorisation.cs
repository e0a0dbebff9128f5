using Huantiao.Care.Licences;
using Huantiao.Records;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.Authorization;

namespace Huantiao.Web.Access;

/// <summary>That an address needs a capability.</summary>
internal sealed record CapabilityNeeded(Capability Capability) : IAuthorizationRequirement;

/// <summary>Says yes where the table of <see cref="Capabilities"/> does and, for signing, where the licence holds; every no is written into the trail.</summary>
internal sealed class CapabilityHandler(OpeningDatabase opening, TimeProvider clock) : AuthorizationHandler<CapabilityNeeded>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, CapabilityNeeded requirement)
    {
        if (context.Resource is not HttpContext http || http.Features.Get<Staff>() is not { } staff)
            return;
        if (!staff.May(requirement.Capability))
        {
            if (staff.Clinic is null)
                return;
            if (requirement.Capability == Capability.ReadNotes && staff.May(Capability.FindPatients)
                && Guid.TryParse(http.Request.RouteValues["patient"] as string, out var patient))
            {
                if (await BreakGlass.IsBrokenAsync(http.Database(), staff.Clinic.Id, staff.AccountId, patient, clock.GetUtcNow(), http.RequestAborted))
                {
                    context.Succeed(requirement);
                    return;
                }

                http.Features.Set(new Refusal("Refused.NotesClosed.", $"/clinic/emergency/{patient}?to={Uri.EscapeDataString(http.Request.Path)}"));
            }

            await TellAsync(http, staff, requirement.Capability, "role");
            return;
        }

        if (requirement.Capability == Capability.Sign && await Licensing.StandingAsync(http.Database(), staff.Clinic!, staff.AccountId, clock, http.RequestAborted) is { MaySign: false } standing)
        {
            http.Features.Set(standing is LicenceStanding.None ? Refusal.NoLicence : Refusal.LicenceLapsed);
            await TellAsync(http, staff, requirement.Capability, "licence");
            return;
        }

        context.Succeed(requirement);
    }

    private async Task TellAsync(HttpContext http, Staff staff, Capability capability, string why)
    {
        // The address without its ids would say too little, with its query too much.
        var database = await opening.Ready;
        await using var db = database.NewContext(staff.Clinic!.Id, Actor.Staff(staff.AccountId, http.Origin()));
        db.Audit.Refused("page", Shorten($"{http.Request.Method} {http.Request.Path}"), why: $"{why}: {capability}");
        await db.SaveChangesAsync(http.RequestAborted);
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200];
}

/// <summary>Sets up who may do what, for the server's services.</summary>
internal static class Authorisation
{
    public static void Add(IServiceCollection services)
    {
        // The core alone: the whole would bring keys and their files, which the public pages have no use for.
        services.AddWebEncoders();
        services.AddAuthenticationCore(options => options.AddScheme<SessionHandler>(SessionHandler.SchemeName, null));
        services.AddAuthorization(options =>
        {
            foreach (var capability in Enum.GetValues<Capability>())
            {
                options.AddPolicy(capability.ToString(), policy => policy
                    .AddAuthenticationSchemes(SessionHandler.SchemeName).RequireAuthenticatedUser().AddRequirements(new CapabilityNeeded(capability)));
            }

            // An address that names no policy is closed to everybody, signed in or not.
            options.FallbackPolicy = new AuthorizationPolicyBuilder(SessionHandler.SchemeName).RequireAssertion(static _ => false).Build();
            options.DefaultPolicy = options.FallbackPolicy;
        });
    }
}
