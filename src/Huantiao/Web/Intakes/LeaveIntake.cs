using Huantiao.Web.Clinics;

namespace Huantiao.Web.Intakes;

/// <summary><c>/intake/leave</c>: this phone or tablet forgets the questionnaire; what was answered stays with the clinic.</summary>
internal static class LeaveIntake
{
    public static void Map(ClinicRoutes routes, PhoneRoutes phones)
    {
        phones.PostAlways("/intake/leave", async phone =>
        {
            await PhoneSession.EndAsync(phone.Request, phone.Session);
            await phone.Request.SeeAsync("/intake/left");
        });
        routes.PhoneGet("/intake/left", request => request.PageAsync<LeftPage>());
    }
}
