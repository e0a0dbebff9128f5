using Huantiao.Care.Measures;
using Huantiao.Records;
using Huantiao.Records.Clinics;
using Huantiao.Records.Measures;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Courses;

/// <summary>A reading that a link opens.</summary>
internal sealed record OpenedReading(ReadingRequest Request, Patient Patient, Clinic Clinic)
{
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(Clinic.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}

/// <summary>
/// <c>/reading</c>: the person gives a reading by the link of a letter or a QR code, without signing in and without script, and then sees their course. The secret travels
/// in the form, never in an address. No page here names the person.
/// </summary>
internal static class ReadingPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.OpenGet("/reading", request => request.PageAsync<ReadingOpenPage>((nameof(ReadingOpenPage.Form), Form.Showing())));
        routes.OpenPost("/reading", OpenAsync);
        routes.OpenPost("/reading/answer", AnswerAsync);
    }

    /// <summary>What is asked: the time's own questions, and at the main time what the clinic has brought along.</summary>
    public static IReadOnlyList<AskedItem> Asked(PersonCourse person, string timepoint) => person.Measures.Timepoint(timepoint) is { } time
        ? [.. ReadingSchedule.Questions(person.Measures, time, person.Activities), .. time.IsMain ? person.Own.SelectMany(ReadingSchedule.Questions) : []]
        : [];

    private static async Task OpenAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } opened)
            return;
        var person = await ReadAsync(request, opened);
        if (opened.Request.IsOpen(request.Now))
            await AskAsync(request, opened, person, Form.Showing(("code", request.Form.Typed("code"))));
        else
            await ShowAsync(request, opened, person);
    }

    private static async Task AnswerAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } opened)
            return;
        var person = await ReadAsync(request, opened);
        var form = request.Form;
        if (!opened.Request.IsOpen(request.Now))
        {
            // Sent twice: the first stands.
            await ShowAsync(request, opened, person);
            return;
        }

        var answers = ReadingForm.Read(form, Asked(person, opened.Request.Timepoint));
        if (answers is null)
        {
            await AskAsync(request, opened, person, form);
            return;
        }

        ReadingForm.Add(request.Db, opened.Request.PatientId, answers, opened.Request, request.Now, by: null);
        (opened.Request.AnsweredAt, opened.Request.NextLetterAt) = (request.Now, null);
        if (form.Ticked("changed") && person.Began is not null)
        {
            request.Db.CourseChanges.Add(new()
            {
                ClinicId = opened.Request.ClinicId, Id = Guid.CreateVersion7(), PatientId = opened.Request.PatientId, Kind = CourseChangeKind.Added, At = request.Now,
                RequestId = opened.Request.Id, RecordedAt = request.Now,
            });
        }

        try
        {
            await request.Db.SaveChangesAsync(request.Cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Sent twice at once: one of them is stored.
            request.Db.ChangeTracker.Clear();
        }

        await ShowAsync(request, opened, await ReadAsync(request, opened));
    }

    private static async Task<PersonCourse> ReadAsync(ClinicRequest request, OpenedReading opened)
    {
        var records = await request.Db.RecordsOfAsync(opened.Patient.Id, request.Cancel);
        return await PersonCourse.ReadAsync(request.Db, request.Site, records, request.Now, opened.Zone, null, request.Cancel);
    }

    private static async Task AskAsync(ClinicRequest request, OpenedReading opened, PersonCourse person, Form form)
    {
        var parameters = new (string, object?)[]
        {
            (nameof(ReadingAskPage.ClinicName), opened.Clinic.Name), (nameof(ReadingAskPage.Asked), Asked(person, opened.Request.Timepoint)), (nameof(ReadingAskPage.Form), form),
            (nameof(ReadingAskPage.Began), person.Began is not null),
        };
        await (form.IsGood ? request.PageAsync<ReadingAskPage>(parameters) : request.AgainAsync<ReadingAskPage>(parameters));
    }

    private static async Task ShowAsync(ClinicRequest request, OpenedReading opened, PersonCourse person)
    {
        request.Db.Audit.Read("course", opened.Patient.Id.ToString(), opened.Patient.Id);
        await request.PageAsync<ReadingCoursePage>(
            (nameof(ReadingCoursePage.Person), person), (nameof(ReadingCoursePage.ClinicName), opened.Clinic.Name), (nameof(ReadingCoursePage.Phone), opened.Clinic.Phone));
    }

    /// <summary>The reading that the secret opens; the clinic is entered then, and the patient acts. Null: unknown or over, and that has been said.</summary>
    private static async Task<OpenedReading?> FindAsync(ClinicRequest request)
    {
        var (db, now) = (request.Db, request.Now);
        var hash = HeldSecret.Hash(HeldSecret.Bare(request.Form.Typed("code")));
        // Which clinic it is, only the link says: hence the question over all of them.
        if (await db.ReadingLinks.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now, request.Cancel) is { } link)
        {
            db.Enter(link.ClinicId, Actor.Patient(request.Http.Origin()));
            var reading = await db.ReadingRequests.FirstAsync(r => r.Id == link.RequestId, request.Cancel);
            var patient = await db.Patients.AsNoTracking().FirstAsync(p => p.Id == reading.PatientId, request.Cancel);
            while (patient.MergedInto is { } kept)
                patient = await db.Patients.AsNoTracking().FirstAsync(p => p.Id == kept, request.Cancel);
            if (patient.RestrictedAt is null && patient.DiedOn is null)
                return new(reading, patient, await db.Clinics.AsNoTracking().FirstAsync(c => c.Id == link.ClinicId, request.Cancel));
        }

        request.Form.Refuse("code", "Reading.NoCode");
        await request.AgainAsync<ReadingOpenPage>((nameof(ReadingOpenPage.Form), request.Form));
        return null;
    }
}
