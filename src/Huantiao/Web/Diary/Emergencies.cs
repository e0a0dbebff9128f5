using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Diary;

/// <summary>Somebody of the clinic has seen an answer that called for emergency care: who and when is kept.</summary>
internal static class Emergencies
{
    public static void Map(ClinicRoutes routes) => routes.Post("/clinic/emergencies/{intake:guid}/seen", Capability.Diary, SeeAsync);

    private static async Task SeeAsync(ClinicRequest request)
    {
        var id = request.Id("intake");
        if (await request.Db.Intakes.FirstOrDefaultAsync(i => i.Id == id && i.EmergencyAt != null, request.Cancel) is not { } intake)
        {
            await request.NothingAsync();
            return;
        }

        // The first who saw it did; a second click changes nothing.
        if (intake.EmergencySeenAt is null)
            (intake.EmergencySeenAt, intake.EmergencySeenBy) = (request.Now, request.Staff.AccountId);
        await request.SeeAsync("/clinic/day", "emergency-seen");
    }
}
