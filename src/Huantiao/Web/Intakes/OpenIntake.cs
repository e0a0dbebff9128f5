using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Intakes;

/// <summary>
/// <c>/intake/open</c>: exchanges the secret of a link, or a typed code, for the phone's own secret. A link that is only looked at, as messengers do, is not used up:
/// that takes the button.
/// </summary>
internal static class OpenIntake
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/intake/open", ShowAsync);
        routes.OpenPost("/intake/open", TakeAsync);
    }

    private static Task ShowAsync(ClinicRequest request) => request.PageAsync<OpenPage>((nameof(OpenPage.Form), Form.Showing()));

    private static async Task TakeAsync(ClinicRequest request)
    {
        var form = request.Form;
        var code = form.Text("code", 64);
        var keys = request.Http.RequestServices.GetRequiredService<SealedKeys>();
        var link = form.IsGood ? await IntakeLinks.FindAsync(request.Db, keys, code, request.Now, request.Cancel) : null;
        if (link is not null && request.Site.Screening is { } book && await PhoneSession.BeginAsync(request, link, book))
        {
            request.Go("/intake");
            return;
        }

        if (form.IsGood)
        {
            // Which code it was is not written down: a mistyped one is nearly a good one.
            request.Db.Audit.Refused("intake_link", "unknown", why: "open");
            await request.Db.SaveChangesAsync(request.Cancel);
            form.Refuse("code", "IntakeOpen.Wrong");
        }

        await request.AgainAsync<OpenPage>((nameof(OpenPage.Form), form));
    }
}
