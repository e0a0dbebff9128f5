using Huantiao.Records.Patients;
using Huantiao.Care.Planning;
using Huantiao.Care.Screening;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat.Assessments;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Plans;

/// <summary>
/// Consent to a plan: the person reads it in plain words and signs on the tablet, or the practitioner records how it was given. The server asks the screen, the
/// examination, the rules of needling and the licence anew, whatever page the form came from.
/// </summary>
internal static class Agreeing
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/plan/consent", Capability.WriteNotes, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/plan/agree", Capability.Sign, AgreeAsync);
        routes.Post("/clinic/patients/{patient:guid}/plan/withdraw", Capability.WriteNotes, WithdrawAsync);
        routes.Post("/clinic/patients/{patient:guid}/plan/other-clinician", Capability.Sign, OtherClinicianAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file || await PlanPages.OpenDraftAsync(request, file) is not { } kept)
            return;
        await ConsentAsync(request, file, kept, Form.Showing());
    }

    private static Task ConsentAsync(ClinicRequest request, PatientFile file, KeptPlan kept, Form form)
    {
        var parameters = new (string, object?)[] { (nameof(ConsentPage.File), file), (nameof(ConsentPage.Kept), kept), (nameof(ConsentPage.Form), form) };
        return form.IsGood ? request.PageAsync<ConsentPage>(parameters) : request.AgainAsync<ConsentPage>(parameters);
    }

    private static async Task AgreeAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file || await PlanPages.NamedAsync(request, file) is not { } kept)
            return;
        var form = request.Form;
        var key = form.Key();
        var version = form.Whole("version", 1, int.MaxValue) ?? 0;
        var told = form.Whole("told", 1, int.MaxValue) ?? 0;
        var by = form.OneOf("by", [nameof(ConsentGiver.Person), nameof(ConsentGiver.Guardian)]);
        var how = form.OneOf("how", [nameof(ConsentForm.SignedOnScreen), nameof(ConsentForm.SignedOnPaper), nameof(ConsentForm.Spoken)]);
        var name = form.Text("name", 200);
        if (await request.Db.Consents.AnyAsync(c => c.Id == key, request.Cancel))
        {
            request.Go(PlanPages.Address(file.Patient.Id), "agreed");
            return;
        }

        if (file.Signed is null || !TreatmentGate.MayTreat(file.Now))
        {
            request.Db.Audit.Refused("plan", kept.Row.Id.ToString(), file.Patient.Id, file.Signed is null ? "no signed examination" : "the screen is not settled");
            await request.Db.SaveChangesAsync(request.Cancel);
            await AssessmentPages.GateAsync(request, file);
            return;
        }

        if (kept.IsClosed || kept.Plan is not TreatmentPlan.Draft draft)
        {
            form.Refuse("part", "Plan.NotADraft");
            await PlanPages.PageAsync(request, file, form, "agree");
            return;
        }

        if (!form.IsGood)
        {
            await ConsentAsync(request, file, kept, form);
            return;
        }

        var consent = new PlanConsent(Enum.Parse<ConsentGiver>(by!), Enum.Parse<ConsentForm>(how!), told, request.Staff.AccountId, request.Now);
        var outcome = draft.Agree(consent, request.Site.Points.Atlas, file.Known, file.Agreed);
        if (outcome is not AgreementOutcome.Done done)
        {
            var not = (AgreementOutcome.NotYet)outcome;
            await PlanPages.PageAsync(request, file, null, "", [.. not.Reasons.Select(r => r.In(request.Language.Tag))]);
            return;
        }

        PlanPages.Put(request, kept.Row, done.Plan, version);
        (kept.Row.State, kept.Row.SignedAt, kept.Row.SignedBy) = (PlanState.Agreed, request.Now, request.Staff.AccountId);
        request.Db.Consents.Add(new()
        {
            ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, Purpose = ConsentPurpose.Plan, PlanId = kept.Row.Id, TextVersion = $"plan {done.Plan.Version}",
            Language = request.Language.Tag, Given = true, SignedAs = name, SignedAt = request.Now, TakenBy = request.Staff.AccountId,
        });
        await SupersedeAsync(request, file, done.Plan);
        await request.SeeAsync(PlanPages.Address(file.Patient.Id), "agreed");
    }

    /// <summary>Earlier agreed versions of the same plan are replaced; they stay as they are.</summary>
    private static async Task SupersedeAsync(ClinicRequest request, PatientFile file, TreatmentPlan.Agreed later)
    {
        foreach (var row in await request.Db.Plans.OfRecords(file.Records).Where(p => p.State == PlanState.Agreed).ToListAsync(request.Cancel))
        {
            if (PlanPages.Read(row).Plan is TreatmentPlan.Agreed agreed && agreed.SupersedeBy(later) is { } superseded)
                (row.Content, row.State) = (PlanJson.Write(superseded), PlanState.Ended);
        }
    }

    private static async Task WithdrawAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file || await PlanPages.NamedAsync(request, file) is not { } kept)
            return;
        if (kept is { IsClosed: false, Plan: TreatmentPlan.Agreed { Withdrawn: null } agreed })
        {
            PlanPages.Put(request, kept.Row, agreed.Withdraw(new(request.Now, request.Staff.AccountId)), kept.Row.Version);
            foreach (var consent in await request.Db.Consents.Where(c => c.PlanId == kept.Row.Id && c.Given && c.WithdrawnAt == null).ToListAsync(request.Cancel))
                consent.WithdrawnAt = request.Now;
        }

        await request.SeeAsync(PlanPages.Address(file.Patient.Id), "saved");
    }

    /// <summary>Another clinician has agreed in writing to what a rule of needling leaves to them.</summary>
    private static async Task OtherClinicianAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file)
            return;
        var form = request.Form;
        var key = form.Key();
        var caution = form.Typed("caution");
        var (document, author, dated) = (form.Text("document", 2000), form.Text("author", 400), form.Date("dated"));
        if (dated > request.Today)
            form.Refuse("dated", "Screening.NotYet");
        if (request.Site.Points.Atlas.Needling.Rules.All(r => r.Id != caution || r.Level != Knowledge.Atlas.NeedlingLevel.Agreement))
            form.Refuse("part", "Form.Choose");
        if (!form.IsGood)
        {
            await PlanPages.PageAsync(request, file, form, "other:" + caution);
            return;
        }

        if (!await request.Db.Resolutions.AnyAsync(r => r.Id == key, request.Cancel))
        {
            var run = SettlementRows.Keep(request, file, file.Now.Outcome);
            request.Db.Resolutions.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, ScreeningId = run.Id, Rule = SettlementRows.Needling + caution, Kind = ResolutionKind.Resolved, Reason = document,
                Document = document, DocumentAuthor = author, DocumentDate = dated, By = request.Staff.AccountId, At = request.Now,
            });
        }

        await request.SeeAsync(PlanPages.Address(file.Patient.Id), "saved");
    }
}
