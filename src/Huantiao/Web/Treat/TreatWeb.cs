using Huantiao.Web.Clinics;
using Huantiao.Web.Treat.Assessments;
using Huantiao.Web.Treat.Discharges;
using Huantiao.Web.Treat.Letters;
using Huantiao.Web.Treat.Plans;
using Huantiao.Web.Treat.Research;
using Huantiao.Web.Treat.Screens;
using Huantiao.Web.Treat.Sessions;

namespace Huantiao.Web.Treat;

/// <summary>The addresses from a person's answers to the plan that both agree on.</summary>
internal static class TreatWeb
{
    public static void Map(ClinicRoutes routes)
    {
        ScreeningPages.Map(routes);
        StaffAnswers.Map(routes);
        AssessmentPages.Map(routes);
        PlanPages.Map(routes);
        PlanPoints.Map(routes);
        Agreeing.Map(routes);
        LetterPages.Map(routes);
        ResearchPages.Map(routes);
        SessionsWeb.Map(routes);
        DischargePages.Map(routes);
        DischargePapers.Map(routes);
    }
}
