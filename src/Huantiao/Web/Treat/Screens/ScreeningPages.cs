using Huantiao.Care.Intake;
using Huantiao.Care.Screening;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Screens;

/// <summary>
/// <c>/clinic/patients/{patient}/screening</c>: what the rules say of the answers, and how each finding is settled. What a browser says of a finding is held
/// against the screen as it stands: a finding that has changed since the page was shown is not settled by it.
/// </summary>
internal static class ScreeningPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/screening", Capability.ReadNotes, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/screening/settle", Capability.Sign, SettleAsync);
        routes.Post("/clinic/patients/{patient:guid}/screening/pass-over", Capability.Sign, PassOverAsync);
        routes.Post("/clinic/patients/{patient:guid}/screening/clarify", Capability.WriteNotes, ClarifyAsync);
    }

    public static string Address(Guid patient) => $"/clinic/patients/{patient}/screening";

    /// <summary>Shows the page.</summary>
    /// <param name="refused">A form that could not be taken, and which: "settle:R02".</param>
    public static Task PageAsync(ClinicRequest request, PatientFile file, Form? refused = null, string which = "")
    {
        var parameters = new (string, object?)[] { (nameof(ScreeningPage.File), file), (nameof(ScreeningPage.Refused), refused), (nameof(ScreeningPage.Which), which) };
        return refused is null ? request.PageAsync<ScreeningPage>(parameters) : request.AgainAsync<ScreeningPage>(parameters);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "screening") is { } file)
            await PageAsync(request, file);
    }

    private static async Task SettleAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "screening") is not { } file)
            return;
        var form = request.Form;
        var key = form.Key();
        var (rule, basis) = (form.Typed("rule"), form.Typed("basis"));
        var review = file.Now;
        if (await request.Db.Resolutions.AnyAsync(r => r.Id == key, request.Cancel))
        {
            request.Go(Address(file.Patient.Id), "saved");
            return;
        }

        if (review.Blocking.AddRange(review.ToAcknowledge).FirstOrDefault(f => f.Rule.Id == rule && f.Basis == basis) is not { } finding)
        {
            form.Refuse("rule", "Screening.Changed");
            await PageAsync(request, file, form, "page");
            return;
        }

        var settlement = finding.Rule.Settling switch
        {
            Huantiao.Knowledge.Screening.Settling.Document => Document(request, finding),
            Huantiao.Knowledge.Screening.Settling.Acknowledge => Settlement.TryAcknowledge(finding, form.Text("reason", 2000, lines: true), request.Staff.Name, request.Now),
            _ => null,
        };
        if (settlement is null)
            form.Refuse("rule", "Screening.OnlyNewAnswer");
        if (!form.IsGood)
        {
            await PageAsync(request, file, form, "settle:" + rule);
            return;
        }

        var run = SettlementRows.Keep(request, file, review.Outcome);
        request.Db.Resolutions.Add(SettlementRows.Row(request, file.Patient.Id, key, run.Id, settlement!));
        await request.SeeAsync(Address(file.Patient.Id), "saved");
    }

    private static Settlement? Document(ClinicRequest request, ScreenFinding finding)
    {
        var form = request.Form;
        var (document, author, dated) = (form.Text("document", 2000), form.Text("author", 400), form.Date("dated"));
        if (dated > request.Today)
            form.Refuse("dated", "Screening.NotYet");
        if (!form.IsGood)
            return null;
        if (Settlement.TryResolve(finding, document, author, dated!.Value, request.Staff.Name, request.Now) is { } settled)
            return settled;
        form.Refuse("dated", "Form.NotADate");
        return null;
    }

    private static async Task PassOverAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "screening") is not { } file)
            return;
        var form = request.Form;
        var key = form.Key();
        var (id, reason) = (form.Typed("question"), form.Text("reason", 2000, lines: true));
        var review = file.Now;
        if (await request.Db.Resolutions.AnyAsync(r => r.Id == key, request.Cancel))
        {
            request.Go(Address(file.Patient.Id), "saved");
            return;
        }

        var open = review.Unanswered.FirstOrDefault(q => q.Question.Id == id);
        if (open is { MayBePassedOver: false })
            form.Refuse("reason", "Screening.MustAsk");
        if (open is null)
            form.Refuse("rule", "Screening.Changed");
        if (!form.IsGood || Settlement.TryPassOver(open!, reason, request.Staff.Name, request.Now) is not { } over)
        {
            await PageAsync(request, file, form, "pass:" + id);
            return;
        }

        var run = SettlementRows.Keep(request, file, review.Outcome);
        request.Db.Resolutions.Add(SettlementRows.Row(request, file.Patient.Id, key, run.Id, over));
        await request.SeeAsync(Address(file.Patient.Id), "saved");
    }

    /// <summary>What a piece of the medicines' text is in which nothing was recognised.</summary>
    private static async Task ClarifyAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "screening") is not { } file)
            return;
        var form = request.Form;
        var key = form.Key();
        var piece = form.Typed("piece");
        var reason = form.Text("reason", 1000);
        var chosen = form.OneOf("ingredient", file.Book.Knowledge.Medicines.Medicines.Select(m => m.Ingredient).Append("none"));
        if (!file.Now.Outcome.Medicines.NotRecognised.Contains(piece))
            form.Refuse("rule", "Screening.Changed");
        if (!form.IsGood)
        {
            await PageAsync(request, file, form, "clarify:" + piece);
            return;
        }

        var answers = file.Answers.With(new MedicineClarification(piece, chosen == "none" ? null : chosen, request.Staff.Name, reason));
        await StaffAnswers.SaveAsync(request, file, key, answers);
        await request.SeeAsync(Address(file.Patient.Id), "saved");
    }
}
