using Huantiao.Records.Accounts;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary><c>/account/set-up</c>: the first clinic and its administrator, by the link that the first start shows. Nothing is stored before a way to sign in is chosen.</summary>
internal static class SetUp
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/account/set-up", request => request.PageAsync<SetUpPage>((nameof(SetUpPage.Form), Form.Showing(("zone", "UTC")))));
        routes.OpenPost("/account/set-up", TakeAsync);
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        var form = request.Form;
        var code = form.Text("code", 64);
        var clinic = form.Text("clinic");
        var zone = form.OneOf("zone", TimeZones.All);
        var name = form.Text("name");
        var email = form.Email("email");
        var link = form.IsGood ? await SetupLinks.FindAsync(request.Db, code, request.Now, request.Cancel) : null;
        if (form.IsGood && link?.Purpose != SetupPurpose.FirstStart)
        {
            request.Db.Audit.Refused("setup_link", "unknown", why: "first start");
            await request.Db.SaveChangesAsync(request.Cancel);
            form.Refuse("code", "SetUp.WrongCode");
        }

        if (!form.IsGood)
        {
            await request.AgainAsync<SetUpPage>((nameof(SetUpPage.Form), form));
            return;
        }

        Enrolments.Begin(request, new(link!.TokenHash, Guid.CreateVersion7(), name, email, clinic, zone, form.Ticked("treats"), Convert.ToBase64String(Totp.NewSecret())));
    }
}

/// <summary><c>/account/join</c>: an invitation, or a new way in for who lost theirs, by the link that an administrator made.</summary>
internal static class Join
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/account/join", request => request.PageAsync<JoinPage>((nameof(JoinPage.Form), Form.Showing())));
        routes.OpenPost("/account/join", TakeAsync);
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        var form = request.Form;
        var code = form.Text("code", 64);
        var link = form.IsGood ? await SetupLinks.FindAsync(request.Db, code, request.Now, request.Cancel) : null;
        var account = link is { AccountId: { } id } ? await request.Db.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.DisabledAt == null, request.Cancel) : null;
        if (account is null)
        {
            if (form.IsGood)
            {
                request.Db.Audit.Refused("setup_link", "unknown", why: "join");
                await request.Db.SaveChangesAsync(request.Cancel);
                form.Refuse("code", "SetUp.WrongCode");
            }

            await request.AgainAsync<JoinPage>((nameof(JoinPage.Form), form));
            return;
        }

        // Somebody who works in another clinic here already: they sign in as ever and find the invitation among their clinics.
        if (link!.Purpose == SetupPurpose.Invitation && await Enrolments.CanSignInAsync(request.Db, account, request.Cancel))
        {
            request.Go("/account/sign-in?to=%2Faccount%2Fclinics", "invited");
            return;
        }

        Enrolments.Begin(request, new(link.TokenHash, account.Id, account.DisplayName, account.Email!, null, null, false, Convert.ToBase64String(Totp.NewSecret())));
    }
}

/// <summary>The time zones that can be chosen: those of the machine under their IANA names.</summary>
internal static class TimeZones
{
    private static readonly Lazy<IReadOnlyList<string>> Names = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id == "UTC" || id.Contains('/', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    public static IReadOnlyList<string> All => Names.Value.Contains("UTC", StringComparer.Ordinal) ? Names.Value : ["UTC", .. Names.Value];
}
