using System.Globalization;
using System.Text;
using Huantiao.Registries;
using Huantiao.Registry;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Registries;

/// <summary>
/// <c>/clinic/registry</c>: what would leave the clinic for the registry, shown before it leaves; who has consented; the files that left. What is signed is what was shown: if records changed
/// in between, the page shows it anew and nothing leaves.
/// </summary>
internal static class RegistryPages
{
    private const string Address = "/clinic/registry";

    public static void Map(ClinicRoutes routes)
    {
        routes.Get(Address, Capability.ExportSummary, ShowAsync);
        routes.Post(Address + "/key", Capability.ExportSummary, MakeKeyAsync);
        routes.Post(Address, Capability.ExportSummary, TakeOutAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        var asked = request.Query("from").Length > 0 || request.Query("until").Length > 0;
        var form = asked ? new Form([new("from", request.Query("from")), new("until", request.Query("until"))]) : await UsualAsync(request);
        await PageAsync(request, form, asked ? Period(request, form) : null, null);
    }

    private static async Task MakeKeyAsync(ClinicRequest request)
    {
        using var keys = await RegistryKeys.FindOrMakeAsync(request.Db, Seal(request), request.Now, request.Cancel);
        await request.SeeAsync(Address, "saved");
    }

    private static async Task TakeOutAsync(ClinicRequest request)
    {
        var form = request.Form;
        var (key, cut) = (form.Key(), Period(request, form));
        if (cut is null || !form.IsGood || RegistrySubject.Of(request.Site) is not { } subject || await RegistryKeys.FindAsync(request.Db, Seal(request), request.Cancel) is not { } keys)
        {
            await PageAsync(request, form, null, null);
            return;
        }

        using (keys)
        {
            var draft = await DraftAsync(request, subject, keys, cut);
            if (draft.Digest != form.Typed("digest") || await request.Db.RegistryCuts.AnyAsync(c => c.Id == key, request.Cancel))
            {
                await PageAsync(request, form, cut, request.Words["ClinicRegistry.Changed"]);
                return;
            }

            var file = await RegistryExport.TakeOutAsync(request.Db, draft, keys, key, request.Staff.AccountId, request.Now, request.Cancel);
            ClinicPages.AddHeaders(request.Http);
            var answer = request.Http.Response;
            answer.ContentType = "application/json; charset=utf-8";
            answer.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"summary-{cut.From:yyyyMMdd}-{cut.Until:yyyyMMdd}-{draft.Digest[..8]}.json\"");
            await answer.Body.WriteAsync(file, request.Cancel);
        }
    }

    private static async Task PageAsync(ClinicRequest request, Form form, Cut? cut, string? problem)
    {
        request.Db.ChangeTracker.Clear();
        var subject = RegistrySubject.Of(request.Site);
        using var keys = subject is null ? null : await RegistryKeys.FindAsync(request.Db, Seal(request), request.Cancel);
        var draft = cut is null || keys is null ? null : await DraftAsync(request, subject!, keys, cut);
        request.Db.Audit.Read("registry_summary", cut is null ? "all" : string.Create(CultureInfo.InvariantCulture, $"{cut.From:yyyy-MM-dd} {cut.Until:yyyy-MM-dd}"));
        var parameters = new (string, object?)[]
        {
            (nameof(ClinicRegistryPage.Form), form), (nameof(ClinicRegistryPage.Can), subject is not null), (nameof(ClinicRegistryPage.Fingerprint), keys?.Fingerprint), (nameof(ClinicRegistryPage.Draft), draft),
            (nameof(ClinicRegistryPage.Leaves), draft is null ? "" : Encoding.UTF8.GetString(SealedSummary.Write(draft.Summary, keys!.Signing))), (nameof(ClinicRegistryPage.Problem), problem),
            (nameof(ClinicRegistryPage.Earlier), cut is null ? [] : await RegistryExport.EarlierAsync(request.Db, cut, request.Cancel)),
            (nameof(ClinicRegistryPage.Cuts), await request.Db.RegistryCuts.AsNoTracking().OrderByDescending(c => c.MadeAt).Take(50).ToListAsync(request.Cancel)),
            (nameof(ClinicRegistryPage.Names), await PatientFile.NamesAsync(request)),
        };
        await (form.IsGood && problem is null ? request.PageAsync<ClinicRegistryPage>(parameters) : request.AgainAsync<ClinicRegistryPage>(parameters));
    }

    private static async Task<DraftSummary> DraftAsync(ClinicRequest request, RegistrySubject subject, RegistryKeys keys, Cut cut)
    {
        var clinic = await request.Db.Clinics.AsNoTracking().FirstAsync(c => c.Id == request.Clinic.Id, request.Cancel);
        return await RegistryExport.DraftAsync(request.Db, request.Site, subject, clinic, keys, cut, request.Now, request.Cancel);
    }

    private static Cut? Period(ClinicRequest request, Form form)
    {
        var (from, until) = (form.Date("from"), form.Date("until"));
        if (until > request.Today)
            form.Refuse("until", "Screening.NotYet");
        if (until < from)
            form.Refuse("until", "ClinicRegistry.Order");
        return form.IsGood ? new(from!.Value, until!.Value, request.Today) : null;
    }

    /// <summary>From the day after the last file's to today; where none left yet, from the first needle.</summary>
    private static async Task<Form> UsualAsync(ClinicRequest request)
    {
        DateOnly? last = await request.Db.RegistryCuts.AsNoTracking().Select(c => (DateOnly?)c.LastDay).MaxAsync(request.Cancel);
        DateTimeOffset? first = await request.Db.MeasuredCourses.AsNoTracking().OrderBy(c => c.StartedAt).Select(c => (DateTimeOffset?)c.StartedAt).FirstOrDefaultAsync(request.Cancel);
        var from = last is { } day && day < request.Today ? day.AddDays(1) : first is { } began ? DateOnly.FromDateTime(request.Clinic.Local(began).DateTime) : request.Today;
        return Form.Showing(("from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("until", request.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private static SealedKeys Seal(ClinicRequest request) => request.Http.RequestServices.GetRequiredService<SealedKeys>();
}
