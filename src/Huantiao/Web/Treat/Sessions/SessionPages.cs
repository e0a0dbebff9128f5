using System.Security.Cryptography;
using System.Text;
using Huantiao.Knowledge.Atlas;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat.Sessions;

/// <summary><c>/clinic/sessions/{session}</c>: the session as a page, as JSON for our script, and what the rules say to a point before it is needled.</summary>
internal static class SessionPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/sessions/{session:guid}", Capability.ReadNotes, ShowAsync);
        routes.Watch("/clinic/sessions/{session:guid}/state", Capability.ReadNotes, StateAsync);
        routes.Get("/clinic/sessions/{session:guid}/site", Capability.ReadNotes, SiteAsync);
        routes.Watch("/clinic/sessions/{session:guid}/open", Capability.ReadNotes, OpenAsync);
    }

    /// <summary>Shows the page; with a form that could not be taken, what is wrong with it, and why a move was refused.</summary>
    public static async Task PageAsync(ClinicRequest request, KeptSession kept, Form? refused = null, string move = "", IReadOnlyList<OpenView>? because = null)
    {
        var state = await SessionDesk.ViewAsync(request, kept);
        var groups = await PointGroups.OwnAsync(request);
        var parameters = new (string, object?)[]
        {
            (nameof(SessionPage.State), state), (nameof(SessionPage.Form), refused ?? Form.Showing()), (nameof(SessionPage.Move), move), (nameof(SessionPage.Because), because ?? []),
            (nameof(SessionPage.Groups), groups), (nameof(SessionPage.Kept), kept), (nameof(SessionPage.BodyViewAsked), request.Query("view")),
            (nameof(SessionPage.About), refused?.Typed("about") ?? request.Query("about")),
        };
        request.Http.Response.Headers["Permissions-Policy"] = Serving.SecurityHeaders.PermissionsWithCamera;
        await (refused is null && because is null ? request.PageAsync<SessionPage>(parameters) : request.AgainAsync<SessionPage>(parameters));
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } kept)
            return;
        request.Db.Audit.Read("needling_session", kept.Sheet.Id.ToString(), kept.Sheet.PatientId);
        await PageAsync(request, kept);
    }

    private static async Task StateAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } kept)
            return;
        var after = int.TryParse(request.Query("after"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        var tag = await TagAsync(request, kept);
        request.Http.Response.Headers.ETag = tag;
        if (after > 0 && request.Http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            ClinicPages.AddHeaders(request.Http);
            request.Http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        // Once it is opened, listening on is the same look at it: one line of the trail, not one a second.
        if (after == 0)
            request.Db.Audit.Read("needling_session", kept.Sheet.Id.ToString(), kept.Sheet.PatientId);
        await request.JsonAsync(await ArrivingEvents.AnswerAsync(request, kept, after, [], []), SessionJson.Default.EventsAnswer);
    }

    /// <summary>The same while the state would say the same to this reader: the events, the day and the licence that signing goes by. Only the time of the answer is another.</summary>
    private static async Task<string> TagAsync(ClinicRequest request, KeptSession kept)
    {
        var licence = await SessionDesk.LicenceAsync(request);
        var text = FormattableString.Invariant($"{kept.Through} {request.Staff.AccountId} {request.Language.Tag} {request.Today:O} {licence.ValidThrough:O} {licence.Authority} {licence.Number}");
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}\"";
    }

    /// <summary>What is open, as a part of the page, for a page that shows the session already: listening on is the same look at it.</summary>
    private static async Task OpenAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is { } kept)
            await request.PageAsync<OpenFragment>((nameof(OpenFragment.State), await SessionDesk.ViewAsync(request, kept)));
    }

    /// <summary><c>?point=GB30&amp;side=left&amp;depth=25</c></summary>
    private static async Task SiteAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } kept || await PatientFile.OfAsync(request, kept.Sheet.PatientId, "needling_session") is not { } file)
            return;
        var side = Enum.GetValues<BodySide>().Cast<BodySide?>().FirstOrDefault(s => SessionWords.Word(s!.Value) == request.Query("side"));
        var depth = double.TryParse(request.Query("depth"), System.Globalization.CultureInfo.InvariantCulture, out var mm) ? mm : (double?)null;
        if (side is not { } there || await SessionDesk.SiteAsync(request, file, kept.Sheet.PlanId, request.Query("point"), there, depth) is not { } answer)
        {
            await request.NothingAsync();
            return;
        }

        await request.JsonAsync(answer, SessionJson.Default.SiteAnswer);
    }
}
