using System.Globalization;
using Huantiao.Records.Auditing;
using Huantiao.Records.Model;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics;

/// <summary>One line of the trail as the page shows it.</summary>
/// <param name="Who">A name, or null for the program, a patient or a stranger.</param>
public sealed record AuditLine(long Sequence, DateTimeOffset At, string? Who, ActorKind Actor, AuditAction Action, string Kind, string Key, string? Reason, string Origin);

/// <summary><c>/clinic/audit</c>: who did what, newest first, and what was refused. Reading the trail is in the trail.</summary>
internal static class AuditPages
{
    private const int PageSize = 100;

    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/audit", Capability.ReadAudit, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        var before = long.TryParse(request.Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        var action = EnumWords.Find<AuditAction>(request.Query("action"));
        var person = Guid.TryParse(request.Query("person"), out var account) ? account : (Guid?)null;
        var clinic = request.Clinic.Id;
        var names = await (
            from membership in request.Db.Memberships.AsNoTracking()
            join user in request.Db.Users on membership.AccountId equals user.Id
            where membership.ClinicId == clinic
            select new { user.Id, user.DisplayName }).Distinct().ToDictionaryAsync(u => u.Id, u => u.DisplayName, request.Cancel);
        var entries = await request.Db.AuditEntries.AsNoTracking()
            .Where(e => e.Sequence < before && (action == null || e.Action == action) && (person == null || e.AccountId == person))
            .OrderByDescending(e => e.Sequence).Take(PageSize + 1).ToListAsync(request.Cancel);

        // Failed sign-ins happen before a clinic is entered and stand in the installation's trail; those that tried a member's account concern this clinic.
        var keys = names.Keys.Select(id => id.ToString()).ToList();
        var attempts = await request.Db.AuditEntries.IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.ClinicId == Guid.Empty && e.Action == AuditAction.Refused && e.Kind == "account" && keys.Contains(e.RecordKey))
            .OrderByDescending(e => e.Sequence).Take(20).ToListAsync(request.Cancel);
        request.Db.Audit.Read("audit_entry", "list");
        await request.PageAsync<AuditPage>(
            (nameof(AuditPage.Lines), Lines(entries.Take(PageSize))), (nameof(AuditPage.Attempts), Lines(attempts)), (nameof(AuditPage.People), names),
            (nameof(AuditPage.Action), action), (nameof(AuditPage.Person), person), (nameof(AuditPage.More), entries.Count > PageSize ? entries[PageSize - 1].Sequence : (long?)null));

        IReadOnlyList<AuditLine> Lines(IEnumerable<AuditEntry> found) =>
        [
            .. found.Select(e => new AuditLine(
                e.Sequence, e.At, e.AccountId is { } id && names.TryGetValue(id, out var name) ? name : null, e.Actor, e.Action, e.Kind,
                Named(e.RecordKey), e.Reason, e.Origin)),
        ];

        // "0193… practitioner" is a membership: whose, says its name.
        string Named(string key) =>
            key.Split(' ', 2) is [var first, .. var rest] && Guid.TryParse(first, out var about) && names.TryGetValue(about, out var name) ? string.Join(' ', [name, .. rest]) : key;
    }
}
