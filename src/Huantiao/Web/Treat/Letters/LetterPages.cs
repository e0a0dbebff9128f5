using System.Text;
using Huantiao.Care.Planning;
using Huantiao.Records.Clinical;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat.Plans;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Letters;

/// <summary>
/// The papers of a plan: the letter to the person's doctor, the summary that they take home, the table of STRICTA. Each is a page made for paper, and opening one
/// is told to the trail as printing; the table as a file, as exporting.
/// </summary>
internal static class LetterPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/plan/letter", Capability.ReadNotes, request => PaperAsync(request, LetterKind.GeneralPractitioner));
        routes.Post("/clinic/patients/{patient:guid}/plan/letter", Capability.Sign, SignAsync);
        routes.Get("/clinic/patients/{patient:guid}/plan/summary", Capability.ReadNotes, request => PaperAsync(request, LetterKind.PatientSummary));
        routes.Get("/clinic/patients/{patient:guid}/plan/stricta", Capability.ReadNotes, StrictaAsync);
        routes.Get("/clinic/patients/{patient:guid}/plan/stricta.csv", Capability.ReadNotes, StrictaFileAsync);
    }

    /// <summary>The letter or the summary as it would be written now; null where what it rests on is not there yet.</summary>
    private static Huantiao.Care.Planning.Letter? Compose(ClinicRequest request, PatientFile file, TreatmentPlan plan, LetterKind kind)
    {
        if (kind == LetterKind.PatientSummary)
            return PatientSummary.Compose(request.Site.Answer, file.Treatment, plan);
        return file.Signed is { } signed
            ? GpLetter.Compose(
                request.Site.Pathway, signed.Record.Examination, file.Before(signed)?.Record.Examination, file.HasAnswers ? ScreenSummary.Of(file.Now) : null, signed.Record.Codes, plan)
            : null;
    }

    private static async Task PaperAsync(ClinicRequest request, LetterKind kind)
    {
        if (await PatientFile.OpenAsync(request, "letter") is not { } file)
            return;
        if (await CurrentAsync(request, file) is not { } kept)
            return;
        request.Db.Audit.Print(kind == LetterKind.PatientSummary ? "summary" : "letter", kept.Row.Id.ToString(), file.Patient.Id);
        var clinic = await request.Db.Clinics.AsNoTracking().FirstAsync(c => c.Id == request.Clinic.Id, request.Cancel);
        var signed = kind == LetterKind.PatientSummary
            ? null
            : await request.Db.Letters.AsNoTracking().Where(l => l.PlanId == kept.Row.Id && l.Kind == kind && l.State == LetterState.Signed).OrderByDescending(l => l.SignedAt).FirstOrDefaultAsync(request.Cancel);
        var names = await PatientFile.NamesAsync(request);
        await request.PageAsync<LetterPage>(
            (nameof(LetterPage.File), file), (nameof(LetterPage.Letter), Compose(request, file, kept.Plan, kind)), (nameof(LetterPage.Kind), kind), (nameof(LetterPage.Head), clinic),
            (nameof(LetterPage.SignedBy), signed is { SignedBy: { } by } ? names.GetValueOrDefault(by, "?") : null), (nameof(LetterPage.SignedAt), signed?.SignedAt));
    }

    /// <summary>A practitioner stands by the letter: what it says is kept in both languages as it was.</summary>
    private static async Task SignAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "letter") is not { } file)
            return;
        var key = request.Form.Key();
        if (await CurrentAsync(request, file) is not { } kept)
            return;
        if (!request.Form.IsGood || Compose(request, file, kept.Plan, LetterKind.GeneralPractitioner) is not { } letter)
        {
            await PlanPages.PageAsync(request, file, null, "", [request.Words["Letter.NoExamination"]]);
            return;
        }

        if (!await request.Db.Letters.AnyAsync(l => l.Id == key, request.Cancel))
        {
            request.Db.Letters.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, PlanId = kept.Row.Id, Kind = LetterKind.GeneralPractitioner, State = LetterState.Signed,
                Recipient = file.Patient.GeneralPractitioner ?? "", Content = LetterJson.Write(letter), SchemaVersion = LetterJson.Version, CreatedAt = request.Now, By = request.Staff.AccountId,
                SignedAt = request.Now, SignedBy = request.Staff.AccountId,
            });
        }

        await request.SeeAsync(PlanPages.Address(file.Patient.Id) + "/letter", "signed");
    }

    private static async Task StrictaAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "stricta") is not { } file || await CurrentAsync(request, file) is not { } kept)
            return;
        request.Db.Audit.Print("stricta", kept.Row.Id.ToString(), file.Patient.Id);
        await request.PageAsync<StrictaPage>((nameof(StrictaPage.File), file), (nameof(StrictaPage.Rows), StrictaTable.Of(kept.Plan.Content, file.Treatment)), (nameof(StrictaPage.Kept), kept));
    }

    private static async Task StrictaFileAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "stricta") is not { } file || await CurrentAsync(request, file) is not { } kept)
            return;
        request.Db.Audit.Export("stricta", kept.Row.Id.ToString(), file.Patient.Id);
        await request.Db.SaveChangesAsync(request.Cancel);
        var response = request.Http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"stricta.csv\"";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(StrictaTable.ToCsv(StrictaTable.Of(kept.Plan.Content, file.Treatment), request.Language.Tag)), request.Cancel);
    }

    /// <summary>The plan as it stands: the newest agreed version, else the draft; null, and a 404, where there is none.</summary>
    private static async Task<KeptPlan?> CurrentAsync(ClinicRequest request, PatientFile file)
    {
        var all = await PlanPages.AllAsync(request, file);
        if ((all.FirstOrDefault(p => p.Plan is TreatmentPlan.Agreed) ?? (all.Count > 0 ? all[0] : null)) is { } kept)
            return kept;
        await request.NothingAsync();
        return null;
    }
}
