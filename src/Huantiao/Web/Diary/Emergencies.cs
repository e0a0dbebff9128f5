using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Diary;

/// <summary>Questionnaires with an answer that called for emergency care and that nobody has seen. Keys alone: a screen that stands open learns that there is something, not what.</summary>
internal sealed record WaitingEmergencies(IReadOnlyList<Guid> Open);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[System.Text.Json.Serialization.JsonSerializable(typeof(WaitingEmergencies))]
internal sealed partial class EmergencyJson : System.Text.Json.Serialization.JsonSerializerContext;

/// <summary>
/// Answers that called for emergency care: every page of the clinic that stands open asks whether one waits (see clinic.js), and somebody says that they have seen it;
/// who and when is kept.
/// </summary>
internal static class Emergencies
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Watch("/clinic/emergencies.json", Capability.Diary, WatchAsync);
        routes.Post("/clinic/emergencies/{intake:guid}/seen", Capability.Diary, SeeAsync);
    }

    private static async Task WatchAsync(ClinicRequest request) => await request.JsonAsync(
        new(await request.Db.Intakes.Where(i => i.EmergencyAt != null && i.EmergencySeenAt == null).OrderBy(i => i.EmergencyAt).Select(i => i.Id).ToListAsync(request.Cancel)),
        EmergencyJson.Default.WaitingEmergencies);

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
