using Huantiao.Records.Patients;
using Huantiao.Care.Planning;
using Huantiao.Records.Clinical;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat.Assessments;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Plans;

/// <summary>A version of a plan as it is stored: each agreed version keeps its own row.</summary>
public sealed record KeptPlan(Plan Row, TreatmentPlan Plan)
{
    /// <summary>The treatment has ended, or a later version has replaced this one: nothing is changed and no session opened any more.</summary>
    public bool IsClosed => Row.State == PlanState.Ended;

    /// <summary>Still worked on.</summary>
    public bool IsDraft => Plan is TreatmentPlan.Draft && !IsClosed;
}

/// <summary>
/// <c>/clinic/patients/{patient}/plan</c>: begun blank or from a published protocol, changed with the change recorded. A change over a version that somebody else
/// has changed shows both and records nothing.
/// </summary>
internal static class PlanPages
{
    /// <summary>Form of the stored JSON.</summary>
    public const int SchemaVersion = 1;

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/plan", Capability.ReadNotes, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/plan/begin", Capability.WriteNotes, BeginAsync);
        routes.Post("/clinic/patients/{patient:guid}/plan/change", Capability.WriteNotes, ChangeAsync);
        routes.Post("/clinic/patients/{patient:guid}/plan/revise", Capability.WriteNotes, ReviseAsync);
    }

    public static string Address(Guid patient) => $"/clinic/patients/{patient}/plan";

    /// <summary>Every version of every plan of the patient, newest first.</summary>
    public static async Task<IReadOnlyList<KeptPlan>> AllAsync(ClinicRequest request, PatientFile file)
    {
        var rows = await request.Db.Plans.AsNoTracking().OfRecords(file.Records).OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).ToListAsync(request.Cancel);
        return [.. rows.Select(Read)];
    }

    /// <summary>The draft that is being worked on; null: there is none, and the browser has been sent to the plan.</summary>
    public static async Task<KeptPlan?> OpenDraftAsync(ClinicRequest request, PatientFile file)
    {
        var draft = (await AllAsync(request, file)).FirstOrDefault(p => p.IsDraft);
        if (draft is null)
            request.Go(Address(file.Patient.Id));
        return draft;
    }

    public static KeptPlan Read(Plan row) => new(row, PlanJson.TryRead(row.Content) ?? throw new InvalidOperationException($"Plan {row.Id} cannot be read."));

    /// <summary>The version that the form names, tracked, if it is this patient's; null: nothing there, and that has been answered.</summary>
    public static async Task<KeptPlan?> NamedAsync(ClinicRequest request, PatientFile file)
    {
        if (Guid.TryParse(request.Form.Typed("plan"), out var id)
            && await request.Db.Plans.FirstOrDefaultAsync(p => p.Id == id, request.Cancel) is { } row && file.Records.Contains(row.PatientId))
            return Read(row);
        await request.NothingAsync();
        return null;
    }

    /// <summary>Shows the page, with a form that could not be taken and the part it was for.</summary>
    public static async Task PageAsync(ClinicRequest request, PatientFile file, Form? refused = null, string which = "", IReadOnlyList<string>? reasons = null)
    {
        request.Db.ChangeTracker.Clear();
        var all = await AllAsync(request, file);
        var parameters = new (string, object?)[]
        {
            (nameof(PlanPage.File), file), (nameof(PlanPage.Plans), all), (nameof(PlanPage.Refused), refused), (nameof(PlanPage.Which), which), (nameof(PlanPage.Reasons), reasons ?? []),
        };
        await (refused is null && reasons is null ? request.PageAsync<PlanPage>(parameters) : request.AgainAsync<PlanPage>(parameters));
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is { } file)
            await PageAsync(request, file);
    }

    private static async Task BeginAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file)
            return;
        var key = request.Form.Key();
        var protocol = request.Form.Typed("protocol");
        if (await request.Db.Plans.AnyAsync(p => p.Id == key, request.Cancel))
        {
            request.Go(Address(file.Patient.Id));
            return;
        }

        TreatmentPlan.Draft plan;
        if (protocol.Length == 0)
        {
            plan = TreatmentPlan.Begin(Guid.CreateVersion7());
        }
        else if (file.Treatment.Protocol(protocol) is { } found && (file.Signed ?? file.Newest)?.Record is var record
            && ProtocolPlans.Begin(
                Guid.CreateVersion7(), found, file.Treatment, record?.PainfulLegs ?? System.Collections.Frozen.FrozenSet<Care.Assessment.PainSide>.Empty,
                (record?.Patterns ?? []).ToHashSet(StringComparer.Ordinal), file.Known) is { } start)
        {
            plan = start.Plan;
        }
        else
        {
            request.Form.Refuse("protocol", "Form.Choose");
            await PageAsync(request, file, request.Form, "begin");
            return;
        }

        if (!request.Form.IsGood)
        {
            await PageAsync(request, file, request.Form, "begin");
            return;
        }

        request.Db.Plans.Add(NewRow(request, file, key, plan));
        await request.SeeAsync(Address(file.Patient.Id), "saved");
    }

    private static async Task ChangeAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file || await NamedAsync(request, file) is not { } kept)
            return;
        var form = request.Form;
        var which = form.Typed("part");
        var version = form.Whole("version", 1, int.MaxValue) ?? 0;
        var why = form.Text("why", 2000, required: false, lines: true);
        if (kept.IsClosed || kept.Plan is not TreatmentPlan.Draft draft)
        {
            form.Refuse("part", "Plan.NotADraft");
            await PageAsync(request, file, form, which);
            return;
        }

        var change = PlanForm.Read(form, which, draft.Content, file.Treatment);
        if (!form.IsGood || change is null)
        {
            if (form.IsGood)
                form.Refuse("part", "Form.Choose");
            await PageAsync(request, file, form, which);
            return;
        }

        if (version != kept.Row.Version)
        {
            await StaleAsync(request, file, kept, change);
            return;
        }

        switch (draft.Change(change, why, request.Staff.AccountId, request.Now, request.Site.Points.Atlas, file.Known))
        {
            case ChangeOutcome.Refused refused:
                form.Refuse("why", "Plan.Refused", refused.Why.In(request.Language.Tag));
                await PageAsync(request, file, form, which);
                return;
            case ChangeOutcome.Changed changed:
                Put(request, kept.Row, changed.Plan, version);
                break;
        }

        try
        {
            await request.SeeAsync(Address(file.Patient.Id) + "?part=" + Uri.EscapeDataString(which), "saved");
        }
        catch (DbUpdateConcurrencyException)
        {
            request.Db.ChangeTracker.Clear();
            await StaleAsync(request, file, Read(await request.Db.Plans.AsNoTracking().FirstAsync(p => p.Id == kept.Row.Id, request.Cancel)), change);
        }
    }

    /// <summary>The next version of an agreed plan, as a draft.</summary>
    private static async Task ReviseAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file || await NamedAsync(request, file) is not { } kept)
            return;
        var key = request.Form.Key();
        if (await request.Db.Plans.AnyAsync(p => p.Id == key, request.Cancel))
        {
            request.Go(Address(file.Patient.Id));
            return;
        }

        var isOpen = (await AllAsync(request, file)).Any(p => p.IsDraft && p.Plan.Id == kept.Plan.Id);
        if (kept.IsClosed || kept.Plan is not TreatmentPlan.Agreed agreed || isOpen || !request.Form.IsGood)
        {
            request.Form.Refuse("part", "Plan.NotADraft");
            await PageAsync(request, file, request.Form, "revise");
            return;
        }

        request.Db.Plans.Add(NewRow(request, file, key, agreed.Revise()));
        await request.SeeAsync(Address(file.Patient.Id), "saved");
    }

    /// <summary>Puts a plan into its row, expected to be as the reader saw it.</summary>
    public static void Put(ClinicRequest request, Plan row, TreatmentPlan plan, int version)
    {
        (row.Content, row.ReviewOn) = (PlanJson.Write(plan), plan.Content.Review?.On);
        request.Db.Expect(row, version);
    }

    private static Plan NewRow(ClinicRequest request, PatientFile file, Guid key, TreatmentPlan.Draft plan) => new()
    {
        ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, AssessmentId = (file.Signed ?? file.Newest)?.Row.Id, Content = PlanJson.Write(plan),
        SchemaVersion = SchemaVersion, CreatedAt = request.Now, By = request.Staff.AccountId, ReviewOn = plan.Content.Review?.On,
    };

    private static Task StaleAsync(ClinicRequest request, PatientFile file, KeptPlan theirs, PlanChange mine)
    {
        request.Db.ChangeTracker.Clear();
        var (stored, tag) = (theirs.Plan.Content, request.Language.Tag);
        IReadOnlyList<StaleRow> rows =
        [
            new(PlanWords.Name(mine.Part).In(tag), PlanWords.Of(stored, mine.Part, mine.Key).In(tag), PlanWords.Of(mine.ApplyTo(stored), mine.Part, mine.Key).In(tag)),
        ];
        return ClinicPages.SendAsync<StalePage>(
            request.Http,
            [
                (nameof(StalePage.Rows), rows), (nameof(StalePage.Sent), request.Form), (nameof(StalePage.Version), theirs.Row.Version),
                (nameof(StalePage.Action), AssessmentPages.Bare(request)), (nameof(StalePage.Back), Address(file.Patient.Id)),
            ],
            StatusCodes.Status412PreconditionFailed);
    }
}
