using Huantiao.Care.Intake;
using Huantiao.Care.PainDrawings;
using Huantiao.Care.Screening;
using Huantiao.Records.Intakes;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>An intake with the screen that was run on it.</summary>
/// <param name="Draft">Null: the answers are of questions that the pathway has no longer; they stand in the record as they were.</param>
/// <param name="Screen">Null: it has not been sent yet.</param>
public sealed record IntakeReading(Intake Intake, string PatientName, IntakeDraft? Draft, KeptScreen? Screen, DateTimeOffset? ScreenedAt, PainDrawing Drawing);

/// <summary><c>/clinic/patients/{patient}/intake/{intake}</c>: what the patient answered and what the screen found; the same for paper; and opening it again to be amended.</summary>
internal static class ShowIntake
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/intake/{intake:guid}", Capability.ReadNotes, request => ShowAsync(request, isPaper: false));
        routes.Get("/clinic/patients/{patient:guid}/intake/{intake:guid}/print", Capability.ReadNotes, request => ShowAsync(request, isPaper: true));
        routes.Post("/clinic/patients/{patient:guid}/intake/{intake:guid}/reopen", Capability.WriteNotes, ReopenAsync);
    }

    private static Task<Intake?> FindAsync(ClinicRequest request)
    {
        var (patient, id) = (request.Id("patient"), request.Id("intake"));
        return request.Db.Intakes.FirstOrDefaultAsync(i => i.Id == id && i.PatientId == patient, request.Cancel);
    }

    private static async Task ShowAsync(ClinicRequest request, bool isPaper)
    {
        if (await FindAsync(request) is not { } intake || request.Site.Screening is not { } book)
        {
            await request.NothingAsync();
            return;
        }

        if (isPaper)
            request.Db.Audit.Print("intake", intake.Id.ToString(), intake.PatientId);
        else
            request.Db.Audit.Read("intake", intake.Id.ToString(), intake.PatientId);
        await PageAsync(request, intake, book, isPaper, Form.Showing());
    }

    private static async Task PageAsync(ClinicRequest request, Intake intake, ScreeningBook book, bool isPaper, Form form)
    {
        var name = await request.Db.Patients.Where(p => p.Id == intake.PatientId).Select(p => p.Name).FirstAsync(request.Cancel);
        var screening = await request.Db.Screenings.AsNoTracking().Where(s => s.IntakeId == intake.Id).OrderByDescending(s => s.At).FirstOrDefaultAsync(request.Cancel);
        var reading = new IntakeReading(
            intake, name, IntakeDraftJson.Read(book.Knowledge, intake.Answers).Draft, screening is null ? null : ScreeningJson.Read(screening.Findings), screening?.At,
            await Drawings.OfAsync(request, intake.Id));
        var parameters = new (string, object?)[] { (nameof(ShowIntakePage.Reading), reading), (nameof(ShowIntakePage.IsPaper), isPaper), (nameof(ShowIntakePage.Form), form) };
        await (form.IsGood ? request.PageAsync<ShowIntakePage>(parameters) : request.AgainAsync<ShowIntakePage>(parameters));
    }

    /// <summary>To be amended by the patient: it is a draft again, what was sent is kept as it was, and the next sending is screened anew.</summary>
    private static async Task ReopenAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } intake || request.Site.Screening is not { } book)
        {
            await request.NothingAsync();
            return;
        }

        var reason = request.Form.Text("reason", 500);
        var version = request.Form.Whole("version", 1, int.MaxValue);
        if (!request.Form.IsGood)
        {
            await PageAsync(request, intake, book, isPaper: false, request.Form);
            return;
        }

        if (intake.State == IntakeState.Submitted)
        {
            request.Db.Expect(intake, version!.Value);
            (intake.State, intake.SubmittedAt) = (IntakeState.Draft, null);
            request.Db.Audit.Because("opened to be amended: " + reason);
        }

        await request.SeeAsync($"/clinic/patients/{intake.PatientId}/intake", "intake-reopened");
    }
}
