using Huantiao.Records.Auditing;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Patients;

/// <summary><c>/clinic/patients/{patient}/opened</c>: who opened, changed, printed or took out this record; for the patient to see.</summary>
internal static class WhoOpened
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/patients/{patient:guid}/opened", Capability.WhoOpened, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await Chart.FindAsync(request) is not { } patient)
        {
            await request.NothingAsync();
            return;
        }

        var entries = new List<AuditEntry>();
        foreach (var record in await request.Db.RecordsOfAsync(patient.Id, request.Cancel))
            entries.AddRange(await request.Db.Audit.OfPatientAsync(record, cancel: request.Cancel));
        var accounts = entries.Select(e => e.AccountId).OfType<Guid>().Distinct().ToList();
        var names = await request.Db.Users.AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, request.Cancel);
        request.Db.Audit.Read("audit_entry", patient.Id.ToString(), patient.Id);
        IReadOnlyList<AuditLine> lines =
        [
            .. entries.OrderByDescending(e => e.Sequence)
                .Select(e => new AuditLine(e.Sequence, e.At, e.AccountId is { } id ? names.GetValueOrDefault(id) : null, e.Actor, e.Action, e.Kind, "", e.Reason, e.Origin)),
        ];
        await request.PageAsync<WhoOpenedPage>((nameof(WhoOpenedPage.Patient), patient), (nameof(WhoOpenedPage.Lines), lines));
    }
}
