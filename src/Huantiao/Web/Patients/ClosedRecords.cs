using Huantiao.Records;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Patients;

/// <summary>
/// Records that nothing is written into: one that is part of another record, and one whose person has asked that it be kept unused. Every address with a patient in it
/// that changes something comes past here before its operation runs: see <see cref="ClinicRoutes.Post"/>.
/// </summary>
internal static class ClosedRecords
{
    /// <summary>Why nothing may be written; null: the record is open, or there is none, which the operation itself says.</summary>
    public static async Task<Refusal?> RefusalAsync(HuantiaoDb db, Guid patient, CancellationToken cancel) =>
        await db.Patients.AsNoTracking().Where(p => p.Id == patient).Select(p => new { p.MergedInto, p.RestrictedAt }).FirstOrDefaultAsync(cancel) switch
        {
            { MergedInto: { } kept } => new("Refused.MergedRecord.", $"/clinic/patients/{kept}"),
            { RestrictedAt: not null } => Refusal.RestrictedRecord,
            _ => null,
        };

    /// <summary>Says no where the record is closed, and tells the trail.</summary>
    /// <returns>False: it has been refused.</returns>
    public static async Task<bool> IsOpenAsync(ClinicRequest request, Guid patient)
    {
        if (await RefusalAsync(request.Db, patient, request.Cancel) is not { } refusal)
            return true;
        request.Db.ChangeTracker.Clear();
        request.Db.Audit.Refused("patient", patient.ToString(), patient, "the record is closed");
        await request.Db.SaveChangesAsync(request.Cancel);
        await request.RefuseAsync(StatusCodes.Status409Conflict, refusal);
        return false;
    }
}
