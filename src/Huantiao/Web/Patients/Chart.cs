using System.Text.Json;
using Huantiao.Care.Screening;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Diary;
using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Diary;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Patients;

/// <summary>The state of an intake, never its content: the front desk may see it.</summary>
public sealed record IntakeLine(Guid Id, IntakeKind Kind, IntakeState State, DateTimeOffset StartedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? EmergencyAt, bool EmergencySeen);

/// <summary>One run of the safety screen as it was kept. How it stands now, with everything settled since, is said by the screening's own page.</summary>
/// <param name="Found">Null: the run is kept in a form that this program does not read.</param>
/// <param name="Settled">Of what was found, what has been dealt with in this run.</param>
/// <param name="Unanswered">Questions that were open.</param>
public sealed record ScreeningLine(Guid Id, DateTimeOffset At, string Decision, int? Found, int Settled, int Unanswered);

/// <summary>A document of the clinical record by its kind, state and day.</summary>
public sealed record DocumentLine(Guid Id, string Kind, string State, DateTimeOffset At, DateOnly? ReviewOn);

/// <summary>What practitioners see beyond the front desk.</summary>
public sealed record ChartNotes(IReadOnlyList<ScreeningLine> Screenings, IReadOnlyList<DocumentLine> Documents);

/// <summary>Everything that a patient's page shows.</summary>
/// <param name="Notes">Null for whom the clinical record is not.</param>
public sealed record ChartView(
    Patient Patient, IReadOnlyList<DayEntry> Coming, IReadOnlyList<DayEntry> Past, IReadOnlyList<IntakeLine> Intakes, IReadOnlyList<Consent> Consents,
    IReadOnlyList<(PatientMerge Merge, Patient Merged)> Merges, ChartNotes? Notes);

/// <summary><c>/clinic/patients/{patient}</c>: the record at a glance. Records merged into it are read with it.</summary>
internal static class Chart
{
    private const int MostOfAKind = 30;

    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/patients/{patient:guid}", Capability.FindPatients, ShowAsync);

    /// <summary>The patient of an address; null: no such patient in this clinic.</summary>
    public static Task<Patient?> FindAsync(ClinicRequest request)
    {
        var id = request.Id("patient");
        return request.Db.Patients.FirstOrDefaultAsync(p => p.Id == id, request.Cancel);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } patient)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Read("patient", patient.Id.ToString(), patient.Id);
        // Part of another record: that one is the person's.
        if (patient.MergedInto is { } kept)
        {
            await request.SeeAsync($"/clinic/patients/{kept}", "merged-here");
            return;
        }

        await request.PageAsync<ChartPage>((nameof(ChartPage.Chart), await ReadAsync(request, patient)));
    }

    public static async Task<ChartView> ReadAsync(ClinicRequest request, Patient patient)
    {
        var db = request.Db;
        var records = await db.RecordsOfAsync(patient.Id, request.Cancel);
        var visits = await DiaryBook.OfPatientAsync(request, patient, records);
        return new(
            patient,
            [.. visits.Where(v => v.Visit.EndsAt > request.Now && v.Visit.State != AppointmentState.Cancelled).OrderBy(v => v.Visit.StartsAt)],
            [.. visits.Where(v => v.Visit.EndsAt <= request.Now || v.Visit.State == AppointmentState.Cancelled).OrderByDescending(v => v.Visit.StartsAt)],
            await db.Intakes.AsNoTracking().OfRecords(records).OrderByDescending(i => i.StartedAt).Take(MostOfAKind)
                .Select(i => new IntakeLine(i.Id, i.Kind, i.State, i.StartedAt, i.SubmittedAt, i.EmergencyAt, i.EmergencySeenAt != null)).ToListAsync(request.Cancel),
            await db.Consents.AsNoTracking().OfRecords(records).OrderByDescending(c => c.SignedAt).Take(MostOfAKind).ToListAsync(request.Cancel),
            await MergesAsync(db, records, request.Cancel),
            await MayReadNotesAsync(request, patient.Id) ? await NotesAsync(db, records, request.Cancel) : null);
    }

    /// <summary>By role, or because this person has said within the last half hour why they must.</summary>
    private static async Task<bool> MayReadNotesAsync(ClinicRequest request, Guid patient) => request.May(Capability.ReadNotes)
        || await BreakGlass.IsBrokenAsync(request.Db, request.Clinic.Id, request.Staff.AccountId, patient, request.Now, request.Cancel);

    private static async Task<IReadOnlyList<(PatientMerge Merge, Patient Merged)>> MergesAsync(HuantiaoDb db, IReadOnlyList<Guid> records, CancellationToken cancel)
    {
        // What has been merged into this record is one of its records.
        if (records.Count == 1)
            return [];
        var rows = await (
            from merge in db.PatientMerges.AsNoTracking()
            join merged in db.Patients on merge.MergedId equals merged.Id
            where records.Contains(merge.KeptId) && merge.UndoneAt == null
            orderby merge.At
            select new { merge, merged }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.merge, r.merged))];
    }

    private static async Task<ChartNotes> NotesAsync(HuantiaoDb db, IReadOnlyList<Guid> records, CancellationToken cancel)
    {
        var screenings = await db.Screenings.AsNoTracking().OfRecords(records).OrderByDescending(s => s.At).Take(MostOfAKind)
            .Select(s => new { s.Id, s.At, s.Decision, s.Findings }).ToListAsync(cancel);
        var settled = await db.Resolutions.AsNoTracking().OfRecords(records).Select(r => new { r.ScreeningId, r.Rule }).ToListAsync(cancel);
        var documents = new List<DocumentLine>();
        documents.AddRange(await db.Assessments.AsNoTracking().OfRecords(records).OrderByDescending(a => a.At).Take(MostOfAKind)
            .Select(a => new DocumentLine(a.Id, "assessment", a.State == AssessmentState.Signed ? "signed" : "draft", a.At, null)).ToListAsync(cancel));
        documents.AddRange((await db.Plans.AsNoTracking().OfRecords(records).OrderByDescending(p => p.CreatedAt).Take(MostOfAKind)
            .Select(p => new { p.Id, p.State, p.CreatedAt, p.ReviewOn }).ToListAsync(cancel)).Select(p => new DocumentLine(p.Id, "plan", Huantiao.Records.Model.EnumWords.Of(p.State), p.CreatedAt, p.ReviewOn)));
        documents.AddRange(await db.Letters.AsNoTracking().OfRecords(records).OrderByDescending(l => l.CreatedAt).Take(MostOfAKind)
            .Select(l => new DocumentLine(l.Id, "letter", l.State == LetterState.Signed ? "signed" : "draft", l.CreatedAt, null)).ToListAsync(cancel));
        return new(
            [
                .. screenings.Select(s =>
                {
                    var kept = Read(s.Findings);
                    var dealtWith = settled.Where(r => r.ScreeningId == s.Id).Select(r => r.Rule).ToHashSet(StringComparer.Ordinal);
                    return new ScreeningLine(s.Id, s.At, s.Decision, kept?.Findings.Length, kept?.Findings.Count(f => dealtWith.Contains(f.Rule)) ?? 0, kept?.Unanswered.Length ?? 0);
                }),
            ],
            [.. documents.OrderByDescending(d => d.At)]);
    }

    private static KeptScreen? Read(string findings)
    {
        try
        {
            return ScreeningJson.Read(findings);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
