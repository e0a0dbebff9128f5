using System.Security.Cryptography;
using System.Text;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Demo;

/// <summary>
/// The way into invented clinics: a code that this start of the program has made, keeps in memory alone and shows on its own terminal. A server that was not
/// started with <c>--demo</c> has none, and no address that would take one.
/// </summary>
internal sealed class DemoDoor
{
    // 120 random bits, still short enough to type.
    private const int Characters = 24;

    private readonly byte[] _hash;

    public DemoDoor()
    {
        Code = HeldSecret.Typable(Characters);
        _hash = HashOf(Code);
    }

    public string Code { get; }

    public bool Opens(string typed) => CryptographicOperations.FixedTimeEquals(_hash, HashOf(typed));

    private static byte[] HashOf(string typed) => SHA256.HashData(Encoding.UTF8.GetBytes(HeldSecret.Bare(typed)));
}

/// <summary>Somebody whom one may be in an invented clinic.</summary>
public sealed record DemoRole(Guid Account, Guid ClinicId, string Name, string Clinic, Records.Clinics.Role Role)
{
    /// <summary>As the button sends it.</summary>
    public string Value => $"{Account} {ClinicId}";
}

/// <summary><c>/demo</c>: who one wants to be. From this machine alone, and into invented clinics alone.</summary>
internal static class DemoPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/demo", ShowAsync);
        routes.OpenPost("/demo", EnterAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (Transport.IsThisMachine(request.Http))
            await request.PageAsync<DemoPage>((nameof(DemoPage.Form), Form.Showing()), (nameof(DemoPage.Roles), await RolesAsync(request)));
        else
            await request.NothingAsync();
    }

    private static async Task EnterAsync(ClinicRequest request)
    {
        if (!Transport.IsThisMachine(request.Http))
        {
            await request.NothingAsync();
            return;
        }

        var form = request.Form;
        var roles = await RolesAsync(request);
        var code = form.Text("code", 64);
        var chosen = roles.FirstOrDefault(r => r.Value == form.Typed("who"));
        if (form.IsGood && !request.Http.RequestServices.GetRequiredService<DemoDoor>().Opens(code))
        {
            request.Db.Audit.Refused("demo", "unknown", why: "code");
            await request.Db.SaveChangesAsync(request.Cancel);
            form.Refuse("code", "Demo.WrongCode");
        }

        if (!form.IsGood || chosen is null)
        {
            await request.AgainAsync<DemoPage>((nameof(DemoPage.Form), form), (nameof(DemoPage.Roles), roles));
            return;
        }

        var account = await request.Db.Users.FirstAsync(a => a.Id == chosen.Account, request.Cancel);
        await Sessions.BeginAsync(request.Http, request.Db, account, chosen.ClinicId, strongAt: request.Now, "the terminal's link into an invented clinic");
        request.Go("/clinic");
    }

    private static async Task<IReadOnlyList<DemoRole>> RolesAsync(ClinicRequest request) => await (
        from membership in request.Db.Memberships.AsNoTracking()
        join clinic in request.Db.Clinics on membership.ClinicId equals clinic.Id
        join account in request.Db.Users on membership.AccountId equals account.Id
        where clinic.Invented && membership.Active && account.DisabledAt == null
        orderby clinic.CreatedAt, membership.Role, account.DisplayName
        select new DemoRole(account.Id, clinic.Id, account.DisplayName, clinic.Name, membership.Role)).ToListAsync(request.Cancel);
}
