using Huantiao.Care.Screening;
using Huantiao.Care.Sessions;
using Huantiao.Records.Intakes;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>
/// <c>POST /clinic/sessions/{session}/moves</c>: a move by its name, as a form without script sends it. The server makes the event, or says every reason against it; <c>Accept: application/json</c>
/// gets the same as JSON. Beside it the two that only the server makes: the signature and what is said after it.
/// </summary>
internal static class TakeMove
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/clinic/sessions/{session:guid}/moves", Capability.WriteNotes, MoveAsync);
        routes.Post("/clinic/sessions/{session:guid}/sign", Capability.Sign, SignAsync);
        routes.Post("/clinic/sessions/{session:guid}/amend", Capability.Sign, AmendAsync);
    }

    private static async Task MoveAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } there)
            return;
        var form = request.Form;
        var name = form.Typed("move");
        var key = form.Key();
        var fields = MoveForm.Read(name, form, request.Site.Points.Atlas);
        if (fields.RemoveBy < request.Today)
            form.Refuse("remove-by", "NeedleMove.DayIsPast");
        if (!form.IsGood)
        {
            await RefuseAsync(request, there, name, []);
            return;
        }

        if (SessionMoves.Treats(name) && await AgainstAsync(request, there, name, fields) is { Count: > 0 } against)
        {
            await RefuseAsync(request, there, name, against);
            return;
        }

        if (name == "leave-in")
            await KeepConsentAsync(request, there, fields.Consent);
        var cleared = name == "clear" ? await ClearanceAsync(request, there) : null;
        await MakeAsync(request, there, name, key, (session, moment) => name == "clear"
            ? session is NeedlingSession.Unsigned unsigned && cleared is var (screening, consent) ? unsigned.Clear(moment, screening, consent) : null
            : SessionMoves.Make(name, session, moment, fields));
    }

    private static async Task SignAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } there)
            return;
        var key = request.Form.Key();
        var licence = await SessionDesk.LicenceAsync(request);
        if (!request.Form.IsGood)
            await RefuseAsync(request, there, "sign", []);
        else
            await MakeAsync(request, there, "sign", key, (session, moment) => SessionMoves.Signing(session, moment, licence));
    }

    private static async Task AmendAsync(ClinicRequest request)
    {
        if (await SessionDesk.FindAsync(request) is not { } there)
            return;
        var form = request.Form;
        var (key, text, because) = (form.Key(), form.Text("text", 4000, lines: true), form.Text("because", 2000, lines: true));
        var about = Guid.TryParse(form.Typed("about"), out var needle) ? needle : (Guid?)null;
        var instead = form.Typed("point").Length > 0 ? MoveForm.Insertion(form, request.Site.Points.Atlas) : null;
        if (instead is not null && about is null)
            form.Refuse("about", "Form.Missing");
        if (!form.IsGood)
            await RefuseAsync(request, there, "amend", []);
        else
            await MakeAsync(request, there, "amend", key, (session, moment) => (session as NeedlingSession.Signed)?.Amend(moment, about, instead, text, because));
    }

    /// <summary>Makes the move on the session as it is when it is saved: somebody else may have been first.</summary>
    private static async Task MakeAsync(ClinicRequest request, KeptSession there, string name, Guid key, Func<NeedlingSession, Moment, Move?> make)
    {
        Move? made = null;
        var isRepeated = false;
        var kept = await request.Db.ArriveAsync(
            there.Sheet.Id,
            log =>
            {
                // The same form sent twice is one move.
                isRepeated = log.Events.Any(e => e.Key == key);
                if (isRepeated)
                    return [];
                made = make(log.Session!, SessionDesk.Moment(request, there.Sheet.Id, key));
                return made is Move.Made one ? [one.Event] : [];
            },
            request.Staff.AccountId,
            ArrivingEvents.AddressOf(request),
            request.Cancel) ?? there;
        if (!isRepeated && made is not Move.Made)
        {
            var words = new SessionWords(request.Language);
            IReadOnlyList<OpenView> because = made is Move.Refused refused ? [.. refused.Because.Select(b => SessionDesk.Open(b, words))] : [new("not-now", null, request.Words["NeedleMove.NotNow"])];
            await RefuseAsync(request, kept, name, because);
            return;
        }

        if (request.Http.WantsJson())
            await request.JsonAsync(new(key, [], await SessionDesk.ViewAsync(request, kept)), SessionJson.Default.MoveAnswer);
        else
            await request.SeeAsync(SessionDesk.Address(kept.Sheet.Id), name == "sign" ? "signed" : null);
    }

    private static async Task RefuseAsync(ClinicRequest request, KeptSession kept, string name, IReadOnlyList<OpenView> because)
    {
        if (!request.Http.WantsJson())
        {
            await SessionPages.PageAsync(request, kept, request.Form, name, because);
            return;
        }

        IReadOnlyList<OpenView> all = [.. because, .. request.Form.Problems.Select(p => new OpenView("field", p.Key, request.Words.Format(p.Value.Key, [.. p.Value.Values])))];
        await request.JsonAsync(new(null, all, await SessionDesk.ViewAsync(request, kept)), SessionJson.Default.MoveAnswer, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>What stands against treating, beyond what the events tell: the licence, and for a needle what the rules of needling say to it here in this person.</summary>
    private static async Task<IReadOnlyList<OpenView>> AgainstAsync(ClinicRequest request, KeptSession there, string name, MoveFields fields)
    {
        if (await Licensing.StandingAsync(request.Db, request.Clinic, request.Staff.AccountId, request.Http.Clock(), request.Cancel) is { MaySign: false })
            return [new("licence-not-valid", null, request.Words["NeedleRefusal.LicenceNotValid"])];
        if (name is not ("insert" or "clear") || await PatientFile.OfAsync(request, there.Sheet.PatientId, "needling_session") is not { } file)
            return [];
        if (name == "clear")
            return file.Signed is not null && TreatmentGate.MayTreat(file.Now) ? [] : [new("not-cleared", null, request.Words["NeedleMove.ScreenNotSettled"])];
        var needle = fields.Needle!;
        var site = await SessionDesk.SiteAsync(request, file, there.Sheet.PlanId, needle.Point, needle.Side, needle.DepthMillimetres);
        return site is null ? [] : [.. site.Obstacles.Select(o => new OpenView("needling-rule", null, o))];
    }

    /// <summary>The person's consent to a needle going home with them, on record before the needle does.</summary>
    private static async Task KeepConsentAsync(ClinicRequest request, KeptSession there, Guid consent)
    {
        var db = request.Db;
        if (await db.Consents.AnyAsync(c => c.Id == consent, request.Cancel))
            return;
        db.Consents.Add(new()
        {
            ClinicId = request.Clinic.Id, Id = consent, PatientId = there.Sheet.PatientId, Purpose = ConsentPurpose.Treatment, TextVersion = "a press needle goes home", Language = request.Language.Tag, Given = true,
            SignedAs = await db.Patients.Where(p => p.Id == there.Sheet.PatientId).Select(p => p.Name).FirstAsync(request.Cancel), SignedAt = request.Now, TakenBy = request.Staff.AccountId,
        });
        await db.SaveChangesAsync(request.Cancel);
    }

    /// <summary>The screen as it stands now, kept, and the consent; null: the plan or its consent no longer stands.</summary>
    private static async Task<(Guid Screening, Guid Consent)?> ClearanceAsync(ClinicRequest request, KeptSession there)
    {
        if (await PatientFile.OfAsync(request, there.Sheet.PatientId, "needling_session") is not { } file || await OpenSession.AgreedAsync(request, file) is not { Consent: { } consent, Plan: { } plan }
            || plan.Row.Id != there.Sheet.PlanId)
            return null;
        var screening = SettlementRows.Keep(request, file, file.Now.Outcome);
        await request.Db.SaveChangesAsync(request.Cancel);
        return (screening.Id, consent);
    }
}
