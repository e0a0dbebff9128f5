using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Intakes;

/// <summary>
/// <c>/clinic/patients/{patient}/intake/paper</c>: the questionnaire as a blank form on paper, for whoever would rather write. Every question stands on it, also those that
/// follow from others, with what they follow from; what comes back is typed in by staff.
/// </summary>
internal static class PaperIntake
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/patients/{patient:guid}/intake/paper", Capability.SendIntake, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientIntakes.PatientAsync(request) is not { MergedInto: null } patient || request.Site.Screening is not { } book)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Print("intake_form", patient.Id.ToString(), patient.Id);
        await request.PageAsync<PaperIntakePage>((nameof(PaperIntakePage.Patient), patient), (nameof(PaperIntakePage.Knowledge), book.Knowledge));
    }
}
