namespace Huantiao.Web.Intakes;

/// <summary><c>/intake</c>: where a questionnaire begins, and where it is taken up again.</summary>
internal static class StartIntake
{
    public static void Map(PhoneRoutes routes) => routes.Get("/intake", phone =>
    {
        phone.Request.Db.Audit.Read("intake", phone.Intake.Id.ToString(), phone.Intake.PatientId);
        return phone.PageAsync<StartPage>();
    });
}
