using System.Collections.Immutable;
using Huantiao.Care.Licences;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics.People;

/// <summary>Where a membership stands.</summary>
public enum MemberState
{
    Active,

    /// <summary>Invited, and not yet taken up.</summary>
    Invited,
    Ended,
}

/// <summary>Somebody who works in the clinic, was invited to, or did.</summary>
/// <param name="Name">Null while invited: whose address it is, is their own to tell.</param>
/// <param name="Standing">Null for who does not treat.</param>
public sealed record Member(Guid Account, string? Name, string Email, ImmutableArray<Role> Roles, MemberState State, LicenceStanding? Standing)
{
    public string Shown => Name ?? Email;
}

/// <summary><c>/clinic/people</c>: who works here, in which roles, with which licence.</summary>
internal static class MemberList
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/people", Capability.ManagePeople, async request =>
        await request.PageAsync<PeoplePage>((nameof(PeoplePage.Members), await AllAsync(request)), (nameof(PeoplePage.Form), Form.Showing())));

    public static async Task<IReadOnlyList<Member>> AllAsync(ClinicRequest request, Guid? only = null)
    {
        var db = request.Db;
        var clinic = request.Clinic.Id;
        var rows = await (
            from membership in db.Memberships.AsNoTracking()
            join account in db.Users on membership.AccountId equals account.Id
            where membership.ClinicId == clinic && (only == null || membership.AccountId == only)
            select new { account.Id, account.DisplayName, account.Email, membership.Role, membership.Active, membership.EndedAt }).ToListAsync(request.Cancel);
        var licences = await db.Licences.AsNoTracking().Where(l => only == null || l.AccountId == only).Select(l => new { l.AccountId, l.Expires }).ToListAsync(request.Cancel);
        var members =
            from row in rows
            group row by (row.Id, row.DisplayName, row.Email) into person
            let state = person.Any(p => p.Active) ? MemberState.Active : person.Any(p => p.EndedAt is null) ? MemberState.Invited : MemberState.Ended
            let roles = person.Where(p => state switch { MemberState.Active => p.Active, MemberState.Invited => p.EndedAt is null, _ => true }).Select(p => p.Role).Order().ToImmutableArray()
            select new Member(
                person.Key.Id, state == MemberState.Invited ? null : person.Key.DisplayName, person.Key.Email ?? "", roles, state,
                roles.Contains(Role.Practitioner) ? LicenceStanding.On(request.Today, licences.Where(l => l.AccountId == person.Key.Id).Select(l => l.Expires)) : null);
        return [.. members.OrderBy(m => m.State).ThenBy(m => m.Shown, StringComparer.CurrentCulture)];
    }

    /// <summary>The member of an address; null when nobody of this clinic has it.</summary>
    public static async Task<Member?> FindAsync(ClinicRequest request, Guid account) => (await AllAsync(request, account)).FirstOrDefault();
}
