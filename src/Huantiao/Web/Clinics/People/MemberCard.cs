using Huantiao.Records.Clinics;
using Huantiao.Records.Model;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics.People;

/// <summary><c>/clinic/people/{member}</c>: the roles of one person, and the end of their time here.</summary>
internal static class MemberCard
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/people/{member:guid}", Capability.ManagePeople, ShowAsync);
        routes.Post("/clinic/people/{member:guid}/roles", Capability.ManagePeople, ChangeRolesAsync);
        routes.Post("/clinic/people/{member:guid}/end", Capability.ManagePeople, EndAsync);
    }

    public static async Task PageAsync(ClinicRequest request, Member member, Form? roles = null, Form? licence = null)
    {
        var parameters = new (string, object?)[]
        {
            (nameof(MemberPage.Member), member),
            (nameof(MemberPage.Roles), roles ?? new Form([new("roles", new([.. member.Roles.Select(EnumWords.Of)]))])),
            (nameof(MemberPage.Licence), licence ?? Form.Showing()),
            (nameof(MemberPage.Licences), await request.Db.Licences.AsNoTracking().Where(l => l.AccountId == member.Account).OrderByDescending(l => l.Expires).ToListAsync(request.Cancel)),
        };
        await (roles is null && licence is null ? request.PageAsync<MemberPage>(parameters) : request.AgainAsync<MemberPage>(parameters));
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await MemberList.FindAsync(request, request.Id("member")) is { } member)
            await PageAsync(request, member);
        else
            await request.NothingAsync();
    }

    private static async Task ChangeRolesAsync(ClinicRequest request)
    {
        if (await MemberList.FindAsync(request, request.Id("member")) is not { State: not MemberState.Ended } member)
        {
            await request.NothingAsync();
            return;
        }

        var roles = Invite.Roles(request.Form);
        if (request.Form.IsGood && !roles.Contains(Role.Administrator) && await IsLastAdministratorAsync(request, member.Account))
            request.Form.Refuse("roles", "People.LastAdministrator");
        if (!request.Form.IsGood)
        {
            await PageAsync(request, member, roles: request.Form);
            return;
        }

        var active = member.State == MemberState.Active;
        var rows = await RowsAsync(request, member.Account);
        foreach (var row in rows)
        {
            if (roles.Contains(row.Role))
                (row.Active, row.EndedAt) = (active, null);
            else if (row.EndedAt is null)
                (row.Active, row.EndedAt) = (false, request.Now);
        }

        foreach (var role in roles.Where(role => !rows.Exists(row => row.Role == role)))
            request.Db.Memberships.Add(new() { ClinicId = request.Clinic.Id, AccountId = member.Account, Role = role, Active = active, Since = request.Now });
        request.Db.Audit.Because("roles now " + string.Join(", ", roles.Select(EnumWords.Of)));
        await request.SeeAsync($"/clinic/people/{member.Account}", "saved");
    }

    private static async Task EndAsync(ClinicRequest request)
    {
        if (await MemberList.FindAsync(request, request.Id("member")) is not { State: not MemberState.Ended } member)
        {
            await request.NothingAsync();
            return;
        }

        if (await IsLastAdministratorAsync(request, member.Account))
        {
            request.Form.Refuse("roles", "People.LastAdministrator");
            await PageAsync(request, member, roles: request.Form);
            return;
        }

        var clinic = request.Clinic.Id;
        foreach (var row in await RowsAsync(request, member.Account))
        {
            row.Active = false;
            row.EndedAt ??= request.Now;
        }

        // At once, on every device; and where no other clinic is left, the account is closed with it.
        await Sessions.EndAsync(request.Db, s => s.AccountId == member.Account && s.ClinicId == clinic, request.Now, request.Cancel);
        if (!await request.Db.Memberships.AnyAsync(m => m.AccountId == member.Account && m.ClinicId != clinic && m.EndedAt == null, request.Cancel))
        {
            var account = await request.Db.Users.FirstAsync(a => a.Id == member.Account, request.Cancel);
            account.DisabledAt = request.Now;
            await Sessions.EndAsync(request.Db, s => s.AccountId == member.Account, request.Now, request.Cancel);
            await Shifts.ForgetAsync(request.Db, member.Account, null, request.Cancel);
        }

        foreach (var link in await request.Db.SetupLinks.Where(l => l.AccountId == member.Account && l.ClinicId == clinic && l.UsedAt == null).ToListAsync(request.Cancel))
            link.UsedAt = request.Now;
        request.Db.Audit.Because("membership ended");
        await request.SeeAsync("/clinic/people", "ended");
    }

    private static Task<List<Membership>> RowsAsync(ClinicRequest request, Guid account) =>
        request.Db.Memberships.Where(m => m.ClinicId == request.Clinic.Id && m.AccountId == account).ToListAsync(request.Cancel);

    /// <summary>A clinic without an administrator could not be helped from within.</summary>
    private static async Task<bool> IsLastAdministratorAsync(ClinicRequest request, Guid account)
    {
        var administrators = await request.Db.Memberships
            .Where(m => m.ClinicId == request.Clinic.Id && m.Role == Role.Administrator && m.Active).Select(m => m.AccountId).ToListAsync(request.Cancel);
        return administrators is [var only] && only == account;
    }
}
