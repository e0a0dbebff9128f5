using System.Text.Json;
using Huantiao.Records.Accounts;
using Huantiao.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>Passkeys by the framework's own WebAuthn handler; stored by us, so that one save holds all that belongs together.</summary>
internal static class Passkeys
{
    private static IPasskeyHandler<Account> Handler(HttpContext context) => context.RequestServices.GetRequiredService<IPasskeyHandler<Account>>();

    public static void Add(IServiceCollection services)
    {
        services.AddIdentityCore<Account>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .AddEntityFrameworkStores<HuantiaoDb>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // A passkey here is both factors: the device, and the finger or PIN that opens it.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
        });
    }

    public static Task<PasskeyCreationOptionsResult> CreationAsync(HttpContext context, Guid account, string email, string name) =>
        Handler(context).MakeCreationOptionsAsync(new() { Id = account.ToString(), Name = email, DisplayName = name }, context);

    public static Task<PasskeyRequestOptionsResult> RequestAsync(HttpContext context) => Handler(context).MakeRequestOptionsAsync(null, context);

    /// <summary>Checks what the browser made of the creation options; the row is added, not yet saved.</summary>
    /// <returns>False when it does not hold.</returns>
    public static async Task<bool> AttestAsync(HttpContext context, HuantiaoDb db, Guid account, string credential, string? state, string name)
    {
        var result = await Handler(context).PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential, AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != account.ToString())
            return false;
        var key = result.Passkey;
        db.UserPasskeys.Add(new()
        {
            UserId = account,
            CredentialId = key.CredentialId,
            Data = new()
            {
                PublicKey = key.PublicKey,
                Name = name,
                CreatedAt = key.CreatedAt,
                SignCount = key.SignCount,
                Transports = key.Transports,
                IsUserVerified = key.IsUserVerified,
                IsBackupEligible = key.IsBackupEligible,
                IsBackedUp = key.IsBackedUp,
                AttestationObject = key.AttestationObject,
                ClientDataJson = key.ClientDataJson,
            },
        });
        return true;
    }

    /// <summary>Checks a passkey that was used to sign in; its counter is raised with the caller's next save.</summary>
    public static async Task<Account?> AssertAsync(HttpContext context, HuantiaoDb db, string credential, string? state)
    {
        PasskeyAssertionResult<Account> result;
        try
        {
            result = await Handler(context).PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = state });
        }
        catch (JsonException)
        {
            return null;
        }

        if (!result.Succeeded)
            return null;
        var used = result.Passkey;
        var stored = await db.UserPasskeys.FirstAsync(p => p.CredentialId == used.CredentialId, context.RequestAborted);
        (stored.Data.SignCount, stored.Data.IsBackedUp) = (used.SignCount, used.IsBackedUp);
        return await db.Users.FirstOrDefaultAsync(a => a.Id == result.User.Id, context.RequestAborted);
    }
}
