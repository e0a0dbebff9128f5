using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Huantiao.Care.Assessment;
using Huantiao.Care.Planning;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Web.Access;
using Huantiao.Web.Api;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat.Plans;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Research;

/// <summary>
/// <c>/clinic/research</c>: one row an agreed plan, of people whose consent to research stands, without anything that names them. The rows are in no order that
/// tells anything, and taking them out is in the trail.
/// </summary>
internal static class ResearchPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/research", Capability.ReadResearch, ShowAsync);
        routes.Get("/clinic/research/rows.csv", Capability.ReadResearch, FileAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        var rows = await RowsAsync(request);
        await request.PageAsync<ResearchPage>((nameof(ResearchPage.Count), rows.Count));
    }

    private static async Task FileAsync(ClinicRequest request)
    {
        var rows = await RowsAsync(request);
        var text = new CsvText().Row([.. ResearchRow.Columns]);
        foreach (var row in rows)
            text.Row([.. row.Cells]);
        request.Db.Audit.Export("research", "rows", why: string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows"));
        await request.Db.SaveChangesAsync(request.Cancel);
        var response = request.Http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"research.csv\"";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), request.Cancel);
    }

    private static async Task<IReadOnlyList<ResearchRow>> RowsAsync(ClinicRequest request)
    {
        if (request.Site.Treatment is not { } knowledge)
            return [];
        var (db, cancel) = (request.Db, request.Cancel);
        var consents = (await db.Consents.AsNoTracking().Where(c => c.Purpose == ConsentPurpose.Research).OrderBy(c => c.SignedAt).ToListAsync(cancel))
            .GroupBy(c => c.PatientId).ToDictionary(g => g.Key, g => g.Last());
        var born = await db.Patients.AsNoTracking().Where(p => p.RestrictedAt == null).ToDictionaryAsync(p => p.Id, p => p.BirthDate, cancel);
        var assessments = (await db.Assessments.AsNoTracking().Where(a => a.State == AssessmentState.Signed).OrderBy(a => a.At).ToListAsync(cancel)).ToLookup(a => a.PatientId);
        var scores = await ScoresAsync(request);
        var rows = new List<(string Order, ResearchRow Row)>();
        foreach (var plan in await db.Plans.AsNoTracking().Where(p => p.State == PlanState.Agreed || p.State == PlanState.Ended).ToListAsync(cancel))
        {
            if (!consents.TryGetValue(plan.PatientId, out var consent) || ResearchConsent.TryFrom(consent.Given ? consent.SignedAt : null, consent.WithdrawnAt) is not { } given
                || !born.TryGetValue(plan.PatientId, out var birth) || assessments[plan.PatientId].FirstOrDefault() is not { } first
                || PlanPages.Read(plan).Plan is not TreatmentPlan.Agreed agreed)
                continue;
            var examined = assessments[plan.PatientId].LastOrDefault(a => a.Id == plan.AssessmentId) ?? first;
            if (AssessmentJson.TryRead(knowledge, examined.Content) is not { } record)
                continue;
            var number = new Guid(RandomNumberGenerator.GetBytes(16));
            rows.Add((number.ToString("N", CultureInfo.InvariantCulture), ResearchRow.Of(
                given, request.Site.Pathway, number, agreed, record.Examination, birth, DateOnly.FromDateTime(request.Clinic.Local(first.At).DateTime),
                scores.GetValueOrDefault(agreed.Id))));
        }

        return [.. rows.OrderBy(r => r.Order, StringComparer.Ordinal).Select(r => r.Row)];
    }

    /// <summary>What was given at the times of each course's calendar, on the instrument that courses are followed by.</summary>
    private static async Task<Dictionary<Guid, IReadOnlyDictionary<string, double>>> ScoresAsync(ClinicRequest request)
    {
        if (request.Site.Pathway.Expectation is not { } expectation || request.Site.Treatment?.Measures.Find(expectation.MeasureId) is not { ScoreItem: { } item } instrument)
            return [];
        var id = instrument.Id;
        var rows = await (
            from measured in request.Db.Measurements.AsNoTracking()
            join reading in request.Db.ReadingRequests on measured.RequestId equals reading.Id
            where measured.Instrument == id && measured.Item == item && measured.CorrectedBy == null && reading.CourseId != null
            select new { Course = reading.CourseId!.Value, reading.Timepoint, measured.Value }).ToListAsync(request.Cancel);
        return rows.GroupBy(r => r.Course).ToDictionary(
            g => g.Key, g => (IReadOnlyDictionary<string, double>)g.GroupBy(r => r.Timepoint, StringComparer.Ordinal).ToDictionary(t => t.Key, t => t.Last().Value, StringComparer.Ordinal));
    }
}
