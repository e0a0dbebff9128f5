using Huantiao.Care.Planning;
using Huantiao.Records.Clinical;
using Huantiao.Records.Measures;
using Huantiao.Records.Model;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Courses;
using Huantiao.Web.Treat.Plans;
using Huantiao.Web.Treat.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Discharges;

/// <summary>
/// <c>/clinic/patients/{patient}/discharge</c>: the end of the treatment, with its reason. Its plan is closed for good: another treatment is another plan. Readings go on.
/// What was said can be put right; the earlier words are kept.
/// </summary>
internal static class DischargePages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/discharge", Capability.ReadNotes, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/discharge", Capability.Sign, EndAsync);
    }

    public static string Address(Guid patient) => $"/clinic/patients/{patient}/discharge";

    /// <summary>Every treatment of the person that has ended, the newest first.</summary>
    public static async Task<IReadOnlyList<Discharge>> AllAsync(ClinicRequest request, PatientFile file) =>
        await request.Db.Discharges.AsNoTracking().OfRecords(file.Records).OrderByDescending(d => d.RecordedAt).ThenByDescending(d => d.Id).ToListAsync(request.Cancel);

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "discharge") is { } file)
            await PageAsync(request, file, null);
    }

    private static async Task PageAsync(ClinicRequest request, PatientFile file, Form? refused)
    {
        request.Db.ChangeTracker.Clear();
        var ended = await AllAsync(request, file);
        var open = await OpenPlanAsync(request, file);
        var of = (open ?? (ended.Count > 0 ? await PlanOfAsync(request, file, ended[0]) : null))?.Plan.Id;
        var parameters = new (string, object?)[]
        {
            (nameof(DischargePage.File), file), (nameof(DischargePage.Person), await CoursePages.ReadAsync(request, file, of)), (nameof(DischargePage.Ended), ended), (nameof(DischargePage.Open), open),
            (nameof(DischargePage.Names), await PatientFile.NamesAsync(request)), (nameof(DischargePage.Refused), refused), (nameof(DischargePage.Now), request.Now),
            (nameof(DischargePage.Unsigned), await OpenSession.OpenAlreadyAsync(request, file)), (nameof(DischargePage.ByLetter), await FollowUps.ByLetterAsync(request, file)),
        };
        await (refused is null ? request.PageAsync<DischargePage>(parameters) : request.AgainAsync<DischargePage>(parameters));
    }

    /// <summary>The agreed plan that is carried out; null: none, or it has ended.</summary>
    private static async Task<KeptPlan?> OpenPlanAsync(ClinicRequest request, PatientFile file) =>
        (await PlanPages.AllAsync(request, file)).FirstOrDefault(p => p.Plan is TreatmentPlan.Agreed) is { IsClosed: false } kept ? kept : null;

    /// <summary>The version of the plan that a treatment ended with.</summary>
    public static async Task<KeptPlan> PlanOfAsync(ClinicRequest request, PatientFile file, Discharge ended) =>
        (await PlanPages.AllAsync(request, file)).First(p => p.Row.Id == ended.PlanId);

    private static async Task EndAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "discharge") is not { } file)
            return;
        var form = request.Form;
        var (key, reason, on) = (form.Key(), form.OneOf("reason", EnumWords.All<EndReason>()), form.Date("on"));
        var (why, recommendation) = (form.Text("why", Discharge.LongestText, required: reason == EnumWords.Of(EndReason.Other), lines: true), form.Text("recommendation", Discharge.LongestText, required: false, lines: true));
        var version = form.Whole("version", 1, int.MaxValue, required: false);
        if (on > request.Today)
            form.Refuse("on", "Screening.NotYet");
        var told = await request.Db.Discharges.FirstOrDefaultAsync(d => d.Id == key, request.Cancel);
        if (told is not null && !file.Records.Contains(told.PatientId))
        {
            await request.NothingAsync();
            return;
        }

        var open = told is null ? await OpenPlanAsync(request, file) : null;
        var person = await CoursePages.ReadAsync(request, file, open?.Plan.Id ?? told?.CourseId);
        if (on is { } day && person.Began is { } began && day < DateOnly.FromDateTime(request.Clinic.Local(began.StartedAt).DateTime))
            form.Refuse("on", "Discharge.BeforeItBegan");
        if (told is null && open is null)
            form.Refuse("reason", "Discharge.NothingOpen");
        if (told is null && await OpenSession.OpenAlreadyAsync(request, file) is not null)
            form.Refuse("reason", "Discharge.SessionOpen");
        if (!form.IsGood)
        {
            await PageAsync(request, file, form);
            return;
        }

        var (end, more, advice) = (EnumWords.Find<EndReason>(reason!)!.Value, why.Length > 0 ? why : null, recommendation.Length > 0 ? recommendation : null);
        if (told is null)
        {
            request.Db.Discharges.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, CourseId = open!.Plan.Id, PlanId = open.Row.Id, Reason = end, EndedOn = on!.Value, Why = more, Recommendation = advice,
                RecordedAt = request.Now, RecordedBy = request.Staff.AccountId,
            });
            await CloseAsync(request, file, open);
            await StopAsync(request, file, open, person, on.Value);
        }
        else if (version is { } seen)
        {
            (told.Reason, told.EndedOn, told.Why, told.Recommendation) = (end, on!.Value, more, advice);
            request.Db.Expect(told, seen);
        }

        await request.SeeAsync(Address(file.Patient.Id), "saved");
    }

    /// <summary>Closes the version that was agreed to, and drafts that were to follow it.</summary>
    private static async Task CloseAsync(ClinicRequest request, PatientFile file, KeptPlan open)
    {
        foreach (var row in await request.Db.Plans.OfRecords(file.Records).Where(p => p.State != PlanState.Ended).ToListAsync(request.Cancel))
        {
            if (PlanPages.Read(row).Plan.Id == open.Plan.Id)
                row.State = PlanState.Ended;
        }
    }

    /// <summary>With fewer sessions than were agreed on, whatever the reason, later readings no longer speak of the course that trials foretell; how many were given says so, not how it went.</summary>
    private static async Task StopAsync(ClinicRequest request, PatientFile file, KeptPlan open, PersonCourse person, DateOnly on)
    {
        if (person.Began is null || person.Changed is not null || open.Plan.Content.Course is not { } agreed || (await SessionsAsync(request, file, open.Plan.Id)).Count >= agreed.Sessions)
            return;
        request.Db.CourseChanges.Add(new()
        {
            ClinicId = request.Clinic.Id, Id = Guid.CreateVersion7(), PatientId = file.Patient.Id, Kind = CourseChangeKind.Stopped, At = EndOf(request, on), What = request.Words["Discharge.FewerSessions"],
            RecordedAt = request.Now, RecordedBy = request.Staff.AccountId,
        });
    }

    /// <summary>Sessions of all versions of a plan in which needles were placed, the newest first.</summary>
    public static async Task<IReadOnlyList<Records.Needling.KeptSession>> SessionsAsync(ClinicRequest request, PatientFile file, Guid course)
    {
        var plans = (await PlanPages.AllAsync(request, file)).Where(p => p.Plan.Id == course).Select(p => p.Row.Id).ToHashSet();
        return [.. (await Records.Needling.SessionBook.SessionsOfAsync(request.Db, file.Records, request.Cancel)).Where(s => plans.Contains(s.Sheet.PlanId) && !s.Session.Record.Needles.IsEmpty)];
    }

    /// <summary>The clinic's midnight after that day.</summary>
    public static DateTimeOffset EndOf(ClinicRequest request, DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, request.Clinic.TimeZone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
