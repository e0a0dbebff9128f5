using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>The addresses of needling sessions and of what follows from them.</summary>
internal static class SessionsWeb
{
    public static void Map(ClinicRoutes routes)
    {
        OpenSession.Map(routes);
        PatientSessions.Map(routes);
        SessionPages.Map(routes);
        SessionShell.Map(routes);
        ArrivingEvents.Map(routes);
        TakeMove.Map(routes);
        PacketLabels.Map(routes);
        PointGroups.Map(routes);
        UnsignedNotes.Map(routes);
        SessionPapers.Map(routes);
        LotPages.Map(routes);
        LotTrace.Map(routes);
        AdverseEvents.Map(routes);
        AdverseRates.Map(routes);
        AfterPages.Map(routes);
        AfterList.Map(routes);
        Board.Map(routes);
    }
}
