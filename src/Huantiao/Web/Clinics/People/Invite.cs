using System.Collections.Immutable;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Records.Model;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics.People;

/// <summary>
/// <c>POST /clinic/people</c>: offers somebody roles in this clinic and shows the link, once. Whether the address has an account in another clinic makes no
/// difference that could be seen.
/// </summary>
internal static class Invite
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/clinic/people", Capability.ManagePeople, TakeAsync);
        routes.Post("/clinic/people/{member:guid}/link", Capability.ManagePeople, AnewAsync);
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        var form = request.Form;
        var name = form.Text("name");
        var email = form.Email("email");
        var roles = Roles(form);
        var normal = email.ToUpperInvariant();
        var account = form.IsGood ? await request.Db.Users.FirstOrDefaultAsync(a => a.NormalizedEmail == normal, request.Cancel) : null;
        if (account is not null && await MemberList.FindAsync(request, account.Id) is { State: not MemberState.Ended })
            form.Refuse("email", "People.Already");
        if (!form.IsGood)
        {
            await request.AgainAsync<PeoplePage>((nameof(PeoplePage.Members), await MemberList.AllAsync(request)), (nameof(PeoplePage.Form), form));
            return;
        }

        if (account is null)
        {
            account = new()
            {
                DisplayName = name,
                UserName = email,
                NormalizedUserName = normal,
                Email = email,
                NormalizedEmail = normal,
                CreatedAt = request.Now,
                SecurityStamp = HeldSecret.New(),
            };
            request.Db.Users.Add(account);
        }

        // Somebody who left and comes back.
        account.DisabledAt = null;
        await OfferAsync(request, account.Id, roles);
        request.Db.Audit.Because("invited");
        await ShowLinkAsync(request, account.Id, email, SetupPurpose.Invitation);
    }

    /// <summary>Another link: for an invitation that ran out, or for a member who lost every way to sign in.</summary>
    private static async Task AnewAsync(ClinicRequest request)
    {
        if (await MemberList.FindAsync(request, request.Id("member")) is not { State: not MemberState.Ended } member)
        {
            await request.NothingAsync();
            return;
        }

        if (member.State == MemberState.Invited)
        {
            await ShowLinkAsync(request, member.Account, member.Email, SetupPurpose.Invitation);
            return;
        }

        // Whoever can make new ways in for somebody can become them. In a second clinic that would open its records to this one.
        var elsewhere = await request.Db.Memberships.AnyAsync(m => m.AccountId == member.Account && m.Active && m.ClinicId != request.Clinic.Id, request.Cancel);
        if (elsewhere)
        {
            request.Db.Audit.Refused("setup_link", member.Account.ToString(), why: "member of another clinic too");
            await request.SeeAsync($"/clinic/people/{member.Account}", "recovery-elsewhere");
            return;
        }

        await ShowLinkAsync(request, member.Account, member.Email, SetupPurpose.Recovery);
    }

    private static async Task ShowLinkAsync(ClinicRequest request, Guid account, string email, SetupPurpose purpose)
    {
        var db = request.Db;
        foreach (var old in await db.SetupLinks.Where(l => l.AccountId == account && l.ClinicId == request.Clinic.Id && l.UsedAt == null).ToListAsync(request.Cancel))
            old.UsedAt = request.Now;
        var lasts = purpose == SetupPurpose.Recovery ? SetupLinks.RecoveryLasts : SetupLinks.InvitationLasts;
        var code = SetupLinks.Make(db, purpose, account, request.Clinic.Id, request.Now, lasts);
        db.Audit.Access("setup_link", account.ToString(), EnumWords.Of(purpose) + " made");
        var http = request.Http.Request;
        await request.PageAsync<LinkPage>(
            (nameof(LinkPage.Link), $"{http.Scheme}://{http.Host}/account/join#{code}"), (nameof(LinkPage.Email), email),
            (nameof(LinkPage.Until), request.Now + lasts), (nameof(LinkPage.Recovers), purpose == SetupPurpose.Recovery));
    }

    /// <summary>The roles as rows that are not active yet; a row of before is taken up again.</summary>
    private static async Task OfferAsync(ClinicRequest request, Guid account, ImmutableArray<Role> roles)
    {
        var clinic = request.Clinic.Id;
        var before = await request.Db.Memberships.Where(m => m.ClinicId == clinic && m.AccountId == account).ToListAsync(request.Cancel);
        foreach (var role in roles)
        {
            if (before.Find(m => m.Role == role) is { } row)
                (row.Active, row.EndedAt) = (false, null);
            else
                request.Db.Memberships.Add(new() { ClinicId = clinic, AccountId = account, Role = role, Active = false, Since = request.Now });
        }
    }

    /// <summary>The roles that were ticked: at least one.</summary>
    public static ImmutableArray<Role> Roles(Form form)
    {
        var roles = form.All("roles").Select(EnumWords.Find<Role>).OfType<Role>().Distinct().Order().ToImmutableArray();
        if (roles.IsEmpty)
            form.Refuse("roles", "People.NoRole");
        // Without names and with names at once would be with names.
        else if (roles.Contains(Role.Researcher) && roles.Length > 1)
            form.Refuse("roles", "People.ResearcherAlone");
        return roles;
    }
}
