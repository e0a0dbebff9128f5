using Huantiao.Care.Licences;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics.People;

namespace Huantiao.Web.Clinics;

/// <summary><c>/clinic</c>: where the day begins; what must be seen to soon, and the places one may go.</summary>
internal static class Start
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic", Capability.Enter, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        LicenceStanding? own = request.Staff.Roles.Contains(Role.Practitioner)
            ? await Licensing.StandingAsync(request.Db, request.Clinic, request.Staff.AccountId, request.Http.Clock(), request.Cancel)
            : null;
        IReadOnlyList<Member> others = request.May(Capability.ManagePeople)
            ? [.. (await MemberList.AllAsync(request)).Where(m => m.State == MemberState.Active && m.Account != request.Staff.AccountId && m.Standing is not (null or LicenceStanding.Valid))]
            : [];
        IReadOnlyList<GlassBroken> broken = request.May(Capability.ReadAudit) || request.May(Capability.ReadNotes) ? await BreakGlass.RecentAsync(request) : [];
        await request.PageAsync<StartPage>((nameof(StartPage.Own), own), (nameof(StartPage.Others), others), (nameof(StartPage.Broken), broken));
    }
}
