using Huantiao.Records;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>A patient's phone, or the clinic's tablet in a patient's hands: it may fill in one intake, for a day, and nothing else.</summary>
internal sealed record PhoneSession(IntakeLink Link, Clinic Clinic)
{
    /// <summary>The day it is in the clinic.</summary>
    public DateOnly Today(DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.TryFindSystemTimeZoneById(Clinic.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc).DateTime);

    /// <summary>Whose phone asks, by the secret it holds; the clinic is entered then, and the patient acts. Null: the secret is unknown, over or taken back.</summary>
    public static async Task<PhoneSession?> FindAsync(HttpContext http)
    {
        if (http.Request.Cookies[HostCookie.Intake] is not { Length: > 0 and < 100 } secret)
            return null;
        var db = http.Database();
        var hash = HeldSecret.Hash(secret);
        var link = await db.IntakeLinks.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(l => l.DeviceHash == hash, http.RequestAborted);
        if (link?.UsedAt is not { } used || http.Clock().GetUtcNow() - used >= IntakeLinks.GoesOnFor)
            return null;
        db.Enter(link.ClinicId, Actor.Patient(http.Origin()));
        var clinic = await db.Clinics.AsNoTracking().FirstAsync(c => c.Id == link.ClinicId, http.RequestAborted);
        return new(link, clinic);
    }

    /// <summary>Exchanges a link for the secret of this phone; the intake is begun where there is none yet. False: another phone was first.</summary>
    public static async Task<bool> BeginAsync(ClinicRequest request, IntakeLink found, ScreeningBook book)
    {
        var (db, now) = (request.Db, request.Now);
        db.Enter(found.ClinicId, Actor.Patient(request.Http.Origin()));
        var secret = HeldSecret.New();
        foreach (var row in await db.IntakeLinks.Where(l => l.IntakeId == found.IntakeId && l.UsedAt == null).ToListAsync(request.Cancel))
        {
            row.UsedAt = now;
            row.DeviceHash = row.Id == found.Id ? HeldSecret.Hash(secret) : null;
        }

        if (!await db.Intakes.AnyAsync(i => i.Id == found.IntakeId, request.Cancel))
        {
            db.Intakes.Add(new()
            {
                ClinicId = found.ClinicId,
                Id = found.IntakeId,
                PatientId = found.PatientId,
                AppointmentId = found.AppointmentId,
                Pathway = book.Pathway,
                Kind = IntakeKind.Full,
                Language = request.Language.Tag,
                Answers = Care.Intake.IntakeDraftJson.Write(Care.Intake.IntakeDraft.Empty),
                SchemaVersion = Care.Intake.AnswersJson.Version,
                StartedAt = now,
                SavedAt = now,
            });
        }

        try
        {
            await db.SaveChangesAsync(request.Cancel);
        }
        catch (DbUpdateException)
        {
            // Two phones at once: the rows say which was first.
            db.ChangeTracker.Clear();
            return false;
        }

        HostCookie.Set(request.Http, HostCookie.Intake, secret, IntakeLinks.GoesOnFor);
        return true;
    }

    /// <summary>This phone shows nothing of it any more; saved with the caller's next save.</summary>
    public static async Task EndAsync(ClinicRequest request, PhoneSession session)
    {
        var row = await request.Db.IntakeLinks.FirstOrDefaultAsync(l => l.Id == session.Link.Id, request.Cancel);
        if (row is not null)
            row.DeviceHash = null;
        HostCookie.Remove(request.Http, HostCookie.Intake);
        // What was kept in this browser goes with it. On a tablet of the clinic taps of needling sessions may wait there too, so that the page that is shown next wipes what is this one's.
        request.Http.Response.Headers["Clear-Site-Data"] = request.Http.Request.Cookies.ContainsKey(HostCookie.Device) ? "\"cache\"" : "\"cache\", \"storage\"";
    }
}
