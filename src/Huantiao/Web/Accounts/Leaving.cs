using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>Leaving the keyboard: locking ends the session and keeps the person on shift, signing out also forgets them on this device.</summary>
internal static class Leaving
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/account/lock", Capability.OwnAccount, LockAsync);
        routes.Post("/account/sign-out", Capability.OwnAccount, SignOutAsync);
    }

    private static async Task LockAsync(ClinicRequest request)
    {
        await EndAsync(request, "locked");
        await request.SeeAsync("/account/switch");
    }

    private static async Task SignOutAsync(ClinicRequest request)
    {
        await Shifts.ForgetAsync(request.Db, request.Staff.AccountId, request.Http.Request.Cookies[HostCookie.Device], request.Cancel);
        await EndAsync(request, "ended");
        // What the browser has kept of pages goes too. Not its storage: taps of needling sessions that have not arrived wait there, encrypted (decision 0009), and the page that
        // is left has shut everything else.
        request.Http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        await request.SeeAsync("/account/signed-out");
    }

    private static async Task EndAsync(ClinicRequest request, string how)
    {
        var hash = request.Staff.SessionHash;
        await Sessions.EndAsync(request.Db, s => s.IdHash == hash, request.Now, request.Cancel);
        request.Db.Audit.Access("session", request.Staff.AccountId.ToString(), how);
        HostCookie.Remove(request.Http, HostCookie.Session);
    }
}

/// <summary><c>/account/switch</c>: the locked screen of a shared device. Who signed in fully here in this shift takes over by a short code or a passkey.</summary>
internal static class Switching
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/account/switch", request => PageAsync(request, Form.Showing()));
        routes.OpenPost("/account/switch", TakeAsync);
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        var form = request.Form;
        var code = form.Text("code", 20);
        var account = Guid.TryParse(form.Typed("account"), out var id)
            ? await request.Db.Users.FirstOrDefaultAsync(a => a.Id == id && a.DisabledAt == null, request.Cancel)
            : null;
        if (!form.IsGood || account is null || !await Shifts.TakeAsync(request.Http, request.Db, account.Id, account.SwitchCodeHash, code))
        {
            request.Db.Audit.Refused("account", account?.Id.ToString() ?? "unknown", why: "short code");
            await request.Db.SaveChangesAsync(request.Cancel);
            form.Refuse("code", "Switch.Wrong");
            await PageAsync(request, form);
            return;
        }

        await Sessions.BeginAsync(request.Http, request.Db, account, clinic: null, strongAt: null, "short code");
        request.Go(SignIn.Target(form.Typed("to")));
    }

    private static async Task PageAsync(ClinicRequest request, Form form)
    {
        var shift = await Shifts.OnThisDeviceAsync(request.Http, request.Db);
        if (shift.Count == 0)
        {
            request.Go("/account/sign-in");
            return;
        }

        var parameters = new (string, object?)[]
        {
            (nameof(SwitchPage.Form), form),
            (nameof(SwitchPage.Shift), shift),
            (nameof(SwitchPage.NamedHost), PasskeySignIn.NamedHost(request.Http)),
        };
        await (form.IsGood ? request.PageAsync<SwitchPage>(parameters) : request.AgainAsync<SwitchPage>(parameters));
    }
}
