using Huantiao.Web.Clinics;

namespace Huantiao.Web.Intakes;

/// <summary>The addresses of the intake: the patient's and the clinic's.</summary>
internal static class IntakeWeb
{
    public static void Map(ClinicRoutes routes)
    {
        OpenIntake.Map(routes);
        var phones = new PhoneRoutes(routes);
        StartIntake.Map(phones);
        AnswerQuestion.Map(phones);
        AnswerAll.Map(phones);
        SubmitIntake.Map(phones);
        LeaveIntake.Map(routes, phones);
        PatientIntakes.Map(routes);
        SendIntake.Map(routes);
        ShowIntake.Map(routes);
        PaperIntake.Map(routes);
    }
}
