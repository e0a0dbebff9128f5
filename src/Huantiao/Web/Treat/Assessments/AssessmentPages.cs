using Huantiao.Records.Patients;
using System.Globalization;
using Huantiao.Care.Assessment;
using Huantiao.Care.PainDrawings;
using Huantiao.Care.Screening;
using Huantiao.Records.Clinical;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Assessments;

/// <summary>
/// <c>/clinic/patients/{patient}/assessment</c>: the examination by side, red flags, codes, patterns. It is saved as one goes, as a draft, and signed at the end.
/// Nothing is recorded while the screen blocks. A save over a version that somebody else has changed shows both.
/// </summary>
internal static class AssessmentPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/assessment", Capability.ReadNotes, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/assessment", Capability.WriteNotes, request => SaveAsync(request, sign: false));
        routes.Post("/clinic/patients/{patient:guid}/assessment/sign", Capability.Sign, request => SaveAsync(request, sign: true));
    }

    public static string Address(Guid patient) => $"/clinic/patients/{patient}/assessment";

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "assessment") is not { } file)
            return;
        var isNew = request.Query("new").Length > 0 || file.Newest is null;
        var record = isNew ? AssessmentRecord.Begin(file.Treatment) : file.Newest!.Record;
        // What the person drew is offered where nobody has marked pain yet; it is kept only with what the practitioner saves.
        var drawn = record.Examination.Pain.IsDrawn ? null : await DrawingAsync(request, file);
        if (drawn is { Pain: { } pain })
            record = record with { Examination = record.Examination.WithPain(pain) };
        var (key, version) = isNew ? (Guid.CreateVersion7(), 0) : (file.Newest!.Row.Id, file.Newest.Row.Version);
        await PageAsync(request, file, AssessmentForm.Shown(record, isAsked: drawn is null), record, key, version, drawn);
    }

    /// <summary>The newest drawing of the person and the areas that it shows; null: there is none, or it shows none.</summary>
    private static async Task<OfferedPain?> DrawingAsync(ClinicRequest request, PatientFile file)
    {
        if (await request.Db.PainDrawings.AsNoTracking().OfRecords(file.Records).OrderByDescending(d => d.At).FirstOrDefaultAsync(request.Cancel) is not { } row)
            return null;
        var points = request.Site.Points;
        return PainDrawingJson.Read(row.Content, points.Atlas) is DrawingFile.Read read && DrawnPain.Offered(file.Treatment, PainShares.Of(points.Skin, read.Drawing)) is { } pain
            ? new(pain, read.Drawing, row.At)
            : null;
    }

    private static async Task SaveAsync(ClinicRequest request, bool sign)
    {
        if (await PatientFile.OpenAsync(request, "assessment") is not { } file)
            return;
        var form = request.Form;
        var key = form.Key();
        var version = form.Whole("version", 0, int.MaxValue) ?? 0;
        var record = AssessmentForm.Read(form, file.Treatment, request.Site.Points.Atlas, request.Language);
        if (!TreatmentGate.MayExamine(file.BeforeExamination))
        {
            // Whatever is sent here: what blocks on the screen blocks an examination too.
            request.Db.Audit.Refused("assessment", file.Patient.Id.ToString(), file.Patient.Id, "the screen blocks");
            await request.Db.SaveChangesAsync(request.Cancel);
            await GateAsync(request, file);
            return;
        }

        if (form.Typed("fill") is { Length: > 0 } group)
        {
            // One tap fills a group as usual; it is shown, and stored with the next save.
            record = record with { Examination = UsualFindings.Fill(record.Examination, group) };
            await PageAsync(request, file, form.IsGood ? AssessmentForm.Shown(record) : form, record, key, version);
            return;
        }

        if (!form.IsGood)
        {
            await PageAsync(request, file, form, record, key, version);
            return;
        }

        await StoreAsync(request, file, record, key, version, sign);
    }

    private static async Task StoreAsync(ClinicRequest request, PatientFile file, AssessmentRecord record, Guid key, int version, bool sign)
    {
        var stored = await request.Db.Assessments.FirstOrDefaultAsync(a => a.Id == key, request.Cancel);
        var content = AssessmentJson.Write(record);
        if (stored is not null && !file.Records.Contains(stored.PatientId))
        {
            await request.NothingAsync();
            return;
        }

        if (stored is { State: AssessmentState.Signed } && !sign)
        {
            request.Form.Refuse("key", "Assessment.SignedAlready");
            await PageAsync(request, file, request.Form, record, key, version);
            return;
        }

        if (stored is not null && stored.Version != version && (stored.Content != content || (sign && stored.State != AssessmentState.Signed)))
        {
            await StaleAsync(request, file, record, stored);
            return;
        }

        if (stored is null)
        {
            stored = new()
            {
                ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, Content = content, SchemaVersion = AssessmentJson.Version, At = request.Now, By = request.Staff.AccountId,
            };
            request.Db.Assessments.Add(stored);
        }
        else if (stored.Content != content)
        {
            stored.Content = content;
            request.Db.Expect(stored, version);
        }

        if (sign)
            (stored.State, stored.SignedAt, stored.SignedBy) = (AssessmentState.Signed, request.Now, request.Staff.AccountId);
        try
        {
            await request.SeeAsync(Address(file.Patient.Id), sign ? "signed" : "saved");
        }
        catch (DbUpdateConcurrencyException)
        {
            request.Db.ChangeTracker.Clear();
            await StaleAsync(request, file, record, await request.Db.Assessments.AsNoTracking().FirstAsync(a => a.Id == key, request.Cancel));
        }
    }

    /// <summary>Both versions side by side; what was typed is kept in the page and can be saved over the other.</summary>
    private static Task StaleAsync(ClinicRequest request, PatientFile file, AssessmentRecord mine, Records.Clinical.Assessment theirs)
    {
        request.Db.ChangeTracker.Clear();
        var other = AssessmentForm.Shown(AssessmentJson.TryRead(file.Treatment, theirs.Content)!);
        var typed = AssessmentForm.Shown(mine);
        IReadOnlyList<StaleRow> rows =
        [
            .. AssessmentForm.Labels(mine.Examination, request.Language).Where(l => Joined(other, l.Name) != Joined(typed, l.Name))
                .Select(l => new StaleRow(l.Label, Joined(other, l.Name), Joined(typed, l.Name))),
        ];
        return ClinicPages.SendAsync<StalePage>(
            request.Http,
            [
                (nameof(StalePage.Rows), rows), (nameof(StalePage.Sent), request.Form), (nameof(StalePage.Version), theirs.Version), (nameof(StalePage.Action), Bare(request)),
                (nameof(StalePage.Back), Address(file.Patient.Id)),
            ],
            StatusCodes.Status412PreconditionFailed);

        static string Joined(Form form, string name) => string.Join(", ", form.All(name));
    }

    internal static string Bare(ClinicRequest request) => request.Http.Request.Path.Value!;

    /// <summary>The way is closed: back to the screen, which says why.</summary>
    internal static Task GateAsync(ClinicRequest request, PatientFile file) =>
        ClinicPages.SendAsync<GatePage>(request.Http, [(nameof(GatePage.File), file)], StatusCodes.Status409Conflict);

    private static Task PageAsync(ClinicRequest request, PatientFile file, Form form, AssessmentRecord record, Guid key, int version, OfferedPain? drawn = null)
    {
        var parameters = new (string, object?)[]
        {
            (nameof(AssessmentPage.File), file), (nameof(AssessmentPage.Form), form), (nameof(AssessmentPage.Record), record), (nameof(AssessmentPage.Key), key),
            (nameof(AssessmentPage.Version), version.ToString(CultureInfo.InvariantCulture)), (nameof(AssessmentPage.Drawn), drawn),
        };
        return form.IsGood ? request.PageAsync<AssessmentPage>(parameters) : request.AgainAsync<AssessmentPage>(parameters);
    }
}

/// <summary>Areas of pain that a drawing shows and nobody has examined yet.</summary>
/// <param name="At">When it was drawn.</param>
public sealed record OfferedPain(PainMap Pain, Care.PainDrawings.PainDrawing Drawing, DateTimeOffset At);
