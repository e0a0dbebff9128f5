using Huantiao.Web.Access;

namespace Huantiao.Web.Clinics;

/// <summary><c>/clinic</c>: where the day begins; what there is to do, and what must be seen to soon.</summary>
internal static class Start
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic", Capability.Enter, request => request.PageAsync<StartPage>());
}
