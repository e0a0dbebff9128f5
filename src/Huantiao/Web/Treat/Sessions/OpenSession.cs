using System.Buffers.Binary;
using System.Security.Cryptography;
using Huantiao.Care.Planning;
using Huantiao.Care.Screening;
using Huantiao.Care.Sessions;
using Huantiao.Records.Diary;
using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat.Assessments;
using Huantiao.Web.Treat.Plans;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>Why no session can be opened, besides the screen.</summary>
public enum NoSession
{
    NoPlan,
    ConsentWithdrawn,

    /// <summary>The treatment has ended; only a new plan begins another.</summary>
    Ended,
}

/// <summary>
/// <c>POST /clinic/patients/{patient}/sessions</c> opens a session: what was done last time, or what the plan says, lies ready. The screen, the agreed plan, the consent
/// and the licence are asked anew, whatever page the form came from. A session that is open already is gone on with; of several who open one at the same moment one does, and the others
/// go on with it.
/// </summary>
internal static class OpenSession
{
    public static void Map(ClinicRoutes routes) => routes.Post("/clinic/patients/{patient:guid}/sessions", Capability.Sign, OpenAsync);

    private static async Task OpenAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "needling_session") is not { } file)
            return;
        var (form, db) = (request.Form, request.Db);
        var key = form.Key();
        var chosen = Guid.TryParse(form.Typed("room"), out var named) ? named : (Guid?)null;
        // Before it is asked whether one is open: who opens one in between has this very id.
        var id = await NextIdAsync(request, file);
        if ((await OpenedByAsync(request, file, key) ?? await OpenAlreadyAsync(request, file)) is { } already)
        {
            await request.SeeAsync(SessionDesk.Address(already));
            return;
        }

        if (!form.IsGood)
        {
            await PatientSessions.PageAsync(request, file, form);
            return;
        }

        if (file.Signed is null || !TreatmentGate.MayTreat(file.Now))
        {
            await RefuseAsync(request, file, file.Signed is null ? "no signed examination" : "the screen is not settled");
            await AssessmentPages.GateAsync(request, file);
            return;
        }

        var (kept, consent, against) = await AgreedAsync(request, file);
        if (kept is null || consent is null)
        {
            await RefuseAsync(request, file, against switch { NoSession.NoPlan => "no agreed plan", NoSession.Ended => "the treatment has ended", _ => "the consent was taken back" });
            await ClinicPages.SendAsync<NoSessionPage>(request.Http, [(nameof(NoSessionPage.File), file), (nameof(NoSessionPage.Why), against)], StatusCodes.Status409Conflict);
            return;
        }

        var (visit, room) = await WhereAsync(request, file, chosen);
        var screening = SettlementRows.Keep(request, file, file.Now.Outcome);
        var prescription = await PrescriptionAsync(request, file, kept);
        var opened = NeedlingSession.Open(SessionDesk.Moment(request, id, key), id, file.Patient.Id, room ?? Guid.Empty, request.Staff.AccountId, prescription);
        var log = SessionLog.Empty.With(opened);
        var cleared = ((NeedlingSession.Unsigned)log.Session!).Clear(SessionDesk.Moment(request, id), screening.Id, consent.Value);
        await db.BeginAsync(
            new()
            {
                ClinicId = request.Clinic.Id, Id = id, PatientId = file.Patient.Id, PlanId = kept.Row.Id, AppointmentId = visit, RoomId = room, PractitionerId = request.Staff.AccountId,
                OpenedAt = request.Now, OpenedBy = request.Staff.AccountId,
            },
            [opened, ((Move.Made)cleared).Event],
            request.Staff.AccountId,
            request.Cancel);
        request.Go(SessionDesk.Address(id));
    }

    /// <summary>
    /// The id of this person's next session. Whoever opens one while none is open comes to the same id, and the table takes one row of it: so two who open at the same moment, on two nodes
    /// even, are in one session.
    /// </summary>
    private static async Task<Guid> NextIdAsync(ClinicRequest request, PatientFile file)
    {
        var there = (await request.Db.NeedlingSessions.AsNoTracking().Where(s => file.Records.Contains(s.PatientId)).Select(s => s.Id).ToListAsync(request.Cancel)).ToHashSet();
        // Records that were merged and parted again have fewer sessions than they have given out ids for.
        return Enumerable.Range(there.Count, there.Count + 1).Select(n => IdOf(file.Patient.Id, n)).First(id => !there.Contains(id));
    }

    /// <summary>The id of a person's session by its number: a UUID of version 8, whose bits are ours to choose (RFC 9562).</summary>
    internal static Guid IdOf(Guid patient, int number)
    {
        Span<byte> bytes = stackalloc byte[20];
        patient.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], number);
        var hash = SHA256.HashData(bytes);
        (hash[6], hash[8]) = ((byte)((hash[6] & 0x0f) | 0x80), (byte)((hash[8] & 0x3f) | 0x80));
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>The session that this very form has opened before: sent twice, it opens one, whatever has become of that meanwhile.</summary>
    private static async Task<Guid?> OpenedByAsync(ClinicRequest request, PatientFile file, Guid key) => await (
        from sheet in request.Db.NeedlingSessions.AsNoTracking()
        join opening in request.Db.SessionEvents on sheet.Id equals opening.SessionId
        where file.Records.Contains(sheet.PatientId) && opening.Arrival == 1 && opening.EventKey == key
        select (Guid?)sheet.Id).FirstOrDefaultAsync(request.Cancel);

    /// <summary>The newest agreed plan and the consent to it that stands.</summary>
    public static async Task<(KeptPlan? Plan, Guid? Consent, NoSession Against)> AgreedAsync(ClinicRequest request, PatientFile file)
    {
        if ((await PlanPages.AllAsync(request, file)).FirstOrDefault(p => p.Plan is TreatmentPlan.Agreed) is not { } kept)
            return (null, null, NoSession.NoPlan);
        if (kept.IsClosed)
            return (null, null, NoSession.Ended);
        var consent = await request.Db.Consents.AsNoTracking().Where(c => c.PlanId == kept.Row.Id && c.Given && c.WithdrawnAt == null).OrderByDescending(c => c.SignedAt)
            .Select(c => (Guid?)c.Id).FirstOrDefaultAsync(request.Cancel);
        return (kept, kept.Plan is TreatmentPlan.Agreed { Withdrawn: null } ? consent : null, NoSession.ConsentWithdrawn);
    }

    /// <summary>A session of this person that is not signed; the newest of them.</summary>
    public static async Task<Guid?> OpenAlreadyAsync(ClinicRequest request, PatientFile file) => await request.Db.NeedlingSessions.AsNoTracking()
        .OfRecords(file.Records).Where(s => s.Phase != SheetPhase.Signed).OrderByDescending(s => s.OpenedAt).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(request.Cancel);

    /// <summary>What was done last time under this very version of the plan; else what the plan says.</summary>
    private static async Task<Prescription> PrescriptionAsync(ClinicRequest request, PatientFile file, KeptPlan plan)
    {
        var last = await request.Db.NeedlingSessions.AsNoTracking().OfRecords(file.Records).Where(s => s.PlanId == plan.Row.Id && s.Phase == SheetPhase.Signed)
            .OrderByDescending(s => s.OpenedAt).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(request.Cancel);
        return last is { } id && await request.Db.FindSessionAsync(id, request.Cancel) is { Session: NeedlingSession.Signed signed } && !signed.Record.Needles.IsEmpty
            ? Prescription.FromLast(signed)
            : Prescription.FromPlan(plan.Plan.Content);
    }

    /// <summary>Today's visit, where there is one, and its room, unless another was chosen.</summary>
    private static async Task<(Guid? Visit, Guid? Room)> WhereAsync(ClinicRequest request, PatientFile file, Guid? chosen)
    {
        var (from, db) = (file.VisitBegan, request.Db);
        var until = from.AddDays(1);
        var visit = await db.Appointments.AsNoTracking()
            .OfRecords(file.Records).Where(a => a.StartsAt >= from && a.StartsAt < until && a.State != AppointmentState.Cancelled && a.State != AppointmentState.Missed
                && !db.NeedlingSessions.Any(s => s.AppointmentId == a.Id))
            .OrderByDescending(a => a.State == AppointmentState.InTreatment).ThenByDescending(a => a.State == AppointmentState.Arrived).ThenBy(a => a.StartsAt)
            .Select(a => new { a.Id, a.RoomId }).FirstOrDefaultAsync(request.Cancel);
        var room = chosen is { } named && await db.Rooms.AnyAsync(r => r.Id == named && r.Active, request.Cancel) ? chosen : visit?.RoomId;
        return (visit?.Id, room);
    }

    private static async Task RefuseAsync(ClinicRequest request, PatientFile file, string why)
    {
        request.Db.Audit.Refused("needling_session", file.Patient.Id.ToString(), file.Patient.Id, why);
        await request.Db.SaveChangesAsync(request.Cancel);
    }
}
