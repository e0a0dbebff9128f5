using Huantiao.Care.Licences;
using Huantiao.Records;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Access;

/// <summary>Fetches what the rule of <see cref="LicenceStanding"/> needs.</summary>
internal static class Licensing
{
    /// <summary>Where this person stands today, in the clinic that is entered.</summary>
    public static async Task<LicenceStanding> StandingAsync(HuantiaoDb db, ClinicEntered clinic, Guid account, TimeProvider clock, CancellationToken cancel) =>
        LicenceStanding.On(
            clinic.Today(clock),
            await db.Licences.IgnoreQueryFilters().AsNoTracking().Where(l => l.ClinicId == clinic.Id && l.AccountId == account).Select(l => l.Expires).ToListAsync(cancel));
}
