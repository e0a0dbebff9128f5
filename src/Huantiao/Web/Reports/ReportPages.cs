using System.Globalization;
using System.Text;
using Huantiao.Knowledge.Measures;
using Huantiao.Records.Measures;
using Huantiao.Records.Reports;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Reports;

/// <summary>
/// <c>/clinic/report</c>: how the people did who began here, with those who were lost counted, and <c>report.csv</c>, the same numbers. Who treats sees the clinic and their own people; practitioners are
/// compared by name only where the clinic has decided so.
/// </summary>
internal static class ReportPages
{
    /// <summary>Months that can be asked for; 0: all.</summary>
    public static readonly int[] Spans = [12, 24, 60, 0];

    private const int SpanAtFirst = 24;

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/report", Capability.ReadReport, ShowAsync);
        routes.Get("/clinic/report.csv", Capability.ReadReport, FileAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        var span = Span(request);
        var (question, shown) = await ReadAsync(request, span);
        request.Db.Audit.Read("report", Named(span));
        await request.PageAsync<ReportPage>((nameof(ReportPage.Question), question), (nameof(ReportPage.Shown), shown), (nameof(ReportPage.Span), span), (nameof(ReportPage.Now), request.Now));
    }

    private static async Task FileAsync(ClinicRequest request)
    {
        var span = Span(request);
        var (_, shown) = await ReadAsync(request, span);
        request.Db.Audit.Export("report", Named(span));
        await request.Db.SaveChangesAsync(request.Cancel);
        ClinicPages.AddHeaders(request.Http);
        var response = request.Http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"report.csv\"";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(ReportCsv.Write(shown)), request.Cancel);
    }

    private static async Task<(ReportQuestion? Question, ShownReport? Shown)> ReadAsync(ClinicRequest request, int span)
    {
        var (db, now, cancel) = (request.Db, request.Now, request.Cancel);
        if (ReportQuestion.Of(request.Site) is not { } question)
            return (null, null);
        await db.BeginRecentAsync(request.Site.Treatment?.Measures ?? MeasureKnowledge.None, now, cancel);
        var periods = await db.ReadAsync(question.Plan, request.Clinic.TimeZone, now, cancel);
        var compares = await db.ClinicSettings.AsNoTracking().AnyAsync(s => s.Name == ClinicSettings.CompareByName && s.Value == ClinicSettings.Yes, cancel);
        var names = compares ? await PatientFile.NamesAsync(request) : null;
        return (question, ShownReport.Of(question, periods, span == 0 ? null : span, request.Staff.AccountId, names, request.Today));
    }

    private static int Span(ClinicRequest request) =>
        int.TryParse(request.Query("months"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && Spans.Contains(asked) ? asked : SpanAtFirst;

    private static string Named(int span) => span == 0 ? "all" : string.Create(CultureInfo.InvariantCulture, $"{span} months");
}
