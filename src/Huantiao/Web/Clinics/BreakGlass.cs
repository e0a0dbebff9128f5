using Huantiao.Records;
using Huantiao.Records.Auditing;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics;

/// <summary>That somebody opened a record that their role keeps closed, and why they said so.</summary>
public sealed record GlassBroken(DateTimeOffset At, string Who, string Patient, string Reason);

/// <summary>
/// <c>/clinic/emergency/{patient}</c>: in an emergency, whoever may see a patient's name may read the notes too, for half an hour, after writing down why.
/// It is in the trail under their name, and administrators and practitioners see it on their start page for a week. The line of the trail is the permission:
/// there is no other list that could disagree with it.
/// </summary>
internal static class BreakGlass
{
    public const string Kind = AuditEntry.EmergencyAccess;

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Told = TimeSpan.FromDays(7);

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/emergency/{patient:guid}", Capability.FindPatients, request => PageAsync(request, Form.Showing()));
        routes.PostBeside("/clinic/emergency/{patient:guid}", Capability.FindPatients, TakeAsync);
    }

    /// <summary>Whether this person has broken the glass over this patient within the last half hour.</summary>
    public static async Task<bool> IsBrokenAsync(HuantiaoDb db, Guid clinic, Guid account, Guid patient, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - Lasts;
        return await db.AuditEntries.IgnoreQueryFilters()
            .AnyAsync(e => e.ClinicId == clinic && e.PatientId == patient && e.AccountId == account && e.Kind == Kind && e.Action == AuditAction.Read && e.At > since && e.At <= now, cancel);
    }

    /// <summary>What happened in the last week, newest first.</summary>
    public static async Task<IReadOnlyList<GlassBroken>> RecentAsync(ClinicRequest request)
    {
        var since = request.Now - Told;
        return await (
            from entry in request.Db.AuditEntries.AsNoTracking()
            join account in request.Db.Users on entry.AccountId equals account.Id
            join patient in request.Db.Patients on entry.PatientId equals patient.Id
            where entry.Kind == Kind && entry.Action == AuditAction.Read && entry.At > since
            orderby entry.Sequence descending
            select new GlassBroken(entry.At, account.DisplayName, patient.Name, entry.Reason ?? "")).Take(50).ToListAsync(request.Cancel);
    }

    private static async Task TakeAsync(ClinicRequest request)
    {
        var reason = request.Form.Text("reason", 400);
        if (reason.Length is > 0 and < 10)
            request.Form.Refuse("reason", "Emergency.SayMore");
        if (!request.Form.IsGood)
        {
            await PageAsync(request, request.Form);
            return;
        }

        var id = request.Id("patient");
        if (!await request.Db.Patients.AnyAsync(p => p.Id == id, request.Cancel))
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Read(Kind, id.ToString(), id, reason);
        await request.SeeAsync(Back(request.Form.Typed("to"), id), "emergency");
    }

    /// <summary>Back to the page that was closed, if it is one about this patient.</summary>
    private static string Back(string to, Guid patient) =>
        Accounts.SignIn.Target(to) is var target && target.Contains(patient.ToString(), StringComparison.OrdinalIgnoreCase) ? target : "/clinic";

    private static async Task PageAsync(ClinicRequest request, Form form)
    {
        var id = request.Id("patient");
        if (await request.Db.Patients.AsNoTracking().Where(p => p.Id == id).Select(p => p.Name).FirstOrDefaultAsync(request.Cancel) is not { } name)
        {
            await request.NothingAsync();
            return;
        }

        var parameters = new (string, object?)[]
        {
            (nameof(EmergencyPage.Form), form), (nameof(EmergencyPage.Patient), id), (nameof(EmergencyPage.Name), name),
            (nameof(EmergencyPage.To), form.Typed("to") is { Length: > 0 } typed ? typed : request.Query("to")),
        };
        await (form.IsGood ? request.PageAsync<EmergencyPage>(parameters) : request.AgainAsync<EmergencyPage>(parameters));
    }
}
