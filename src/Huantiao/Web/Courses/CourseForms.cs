using Huantiao.Care.Measures;
using Huantiao.Care.Planning;
using Huantiao.Prognosis;
using Huantiao.Records.Measures;
using Huantiao.Records.Model;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat;
using Huantiao.Web.Treat.Plans;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Courses;

/// <summary>What is sent from a person's course: a reading taken down, a link for the person's phone, why a reading is missing, a treatment stopped or added, and the review.</summary>
internal static class CourseForms
{
    /// <summary>A reading that was asked for besides the calendar is taken for so long.</summary>
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(1);

    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/clinic/patients/{patient:guid}/course/reading", Capability.WriteNotes, TakeAsync);
        routes.Post("/clinic/patients/{patient:guid}/course/link", Capability.WriteNotes, LinkAsync);
        routes.Post("/clinic/patients/{patient:guid}/course/missing", Capability.WriteNotes, MissingAsync);
        routes.Post("/clinic/patients/{patient:guid}/course/changed", Capability.WriteNotes, ChangedAsync);
        routes.Post("/clinic/patients/{patient:guid}/course/retract", Capability.WriteNotes, RetractAsync);
        routes.Post("/clinic/patients/{patient:guid}/course/review", Capability.Sign, ReviewAsync);
    }

    /// <summary>The reading of the calendar that can be given now; null: none.</summary>
    public static ReadingRequest? Open(PersonCourse person, DateTimeOffset now) => person.Requests.LastOrDefault(r => r.CourseId is not null && r.IsOpen(now) && r.MissingAt is null);

    /// <summary>What staff ask now: of the calendar where a reading is open, else what is asked at a visit.</summary>
    public static IReadOnlyList<AskedItem> Asked(PersonCourse person, DateTimeOffset now) => ReadingPages.Asked(person, TimepointNow(person, now));

    private static string TimepointNow(PersonCourse person, DateTimeOffset now) =>
        Open(person, now)?.Timepoint ?? ReadingSchedule.Now(person.Measures, person.Began is not null)?.Id ?? "";

    private static async Task TakeAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is not { } file)
            return;
        var key = request.Form.Key();
        var person = await CoursePages.ReadAsync(request, file);
        var open = Open(person, request.Now);
        if (ReadingForm.Read(request.Form, Asked(person, request.Now)) is not { } answers)
        {
            await CoursePages.PageAsync(request, file, request.Form, "reading");
            return;
        }

        // A form sent twice: the same person taking down the same within a moment is one reading.
        if (!await request.Db.Measurements.AnyAsync(m => m.Id == key, request.Cancel))
        {
            var tracked = open is null ? null : await request.Db.ReadingRequests.FirstAsync(r => r.Id == open.Id, request.Cancel);
            ReadingForm.Add(request.Db, file.Patient.Id, answers, tracked, request.Now, request.Staff.AccountId, key);
            if (tracked is not null)
                (tracked.AnsweredAt, tracked.TakenBy, tracked.NextLetterAt) = (request.Now, request.Staff.AccountId, null);
        }

        await request.SeeAsync(CoursePages.Address(file.Patient.Id), "saved");
    }

    private static async Task LinkAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is not { } file)
            return;
        var key = request.Form.Key();
        var person = await CoursePages.ReadAsync(request, file);
        var open = Open(person, request.Now);
        if (TimepointNow(person, request.Now) is not { Length: > 0 } timepoint || !request.Form.IsGood)
        {
            await CoursePages.PageAsync(request, file, request.Form, "link");
            return;
        }

        if (open is null && !await request.Db.ReadingRequests.AnyAsync(r => r.Id == key, request.Cancel))
        {
            request.Db.ReadingRequests.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, Timepoint = timepoint, OpensAt = request.Now, DueAt = request.Now, LateAfter = request.Now + OpenFor,
                ClosesAt = request.Now + OpenFor,
            });
        }

        var secret = HeldSecret.Typable(28);
        var until = open?.ClosesAt ?? request.Now + OpenFor;
        request.Db.ReadingLinks.Add(new()
        {
            ClinicId = request.Clinic.Id, Id = Guid.CreateVersion7(), RequestId = open?.Id ?? key, TokenHash = HeldSecret.Hash(HeldSecret.Bare(secret)), ExpiresAt = until + ReadingLetters.ShowsFor,
        });
        request.Db.Audit.Export("reading_link", file.Patient.Id.ToString(), file.Patient.Id, "shown to staff");
        var http = request.Http.Request;
        var language = file.Patient.Language is { } tag && Languages.Language.Find(tag) is { } own ? own : request.Language;
        await request.PageAsync<ReadingLinkPage>(
            (nameof(ReadingLinkPage.Patient), file.Patient), (nameof(ReadingLinkPage.Site), $"{http.Scheme}://{http.Host}/{language.Tag}/reading"), (nameof(ReadingLinkPage.Secret), secret),
            (nameof(ReadingLinkPage.Until), until));
    }

    private static async Task MissingAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is not { } file)
            return;
        var form = request.Form;
        var reason = form.OneOf("why", EnumWords.All<MissingReason>());
        var note = form.Text("note", ReadingRequest.LongestNote, required: false, lines: true);
        var id = Guid.TryParse(form.Typed("reading"), out var named) ? named : Guid.Empty;
        var reading = await request.Db.ReadingRequests.FirstOrDefaultAsync(r => r.Id == id && r.AnsweredAt == null, request.Cancel);
        if (reading is null || !file.Records.Contains(reading.PatientId))
        {
            await request.NothingAsync();
            return;
        }

        if (!form.IsGood)
        {
            await CoursePages.PageAsync(request, file, form, "missing:" + id);
            return;
        }

        (reading.Missing, reading.MissingNote, reading.MissingAt, reading.MissingBy, reading.NextLetterAt) =
            (EnumWords.Find<MissingReason>(reason!)!.Value, note.Length > 0 ? note : null, request.Now, request.Staff.AccountId, null);
        await request.SeeAsync(CoursePages.Address(file.Patient.Id), "saved");
    }

    private static async Task ChangedAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is not { } file)
            return;
        var form = request.Form;
        var (key, kind, on, what) = (form.Key(), form.OneOf("kind", EnumWords.All<CourseChangeKind>()), form.Date("on"), form.Text("what", CourseChange.LongestText, lines: true));
        if (on > request.Today)
            form.Refuse("on", "Screening.NotYet");
        if (!form.IsGood)
        {
            await CoursePages.PageAsync(request, file, form, "changed");
            return;
        }

        if (!await request.Db.CourseChanges.AnyAsync(c => c.Id == key, request.Cancel))
        {
            var midnight = on!.Value.ToDateTime(TimeOnly.MinValue);
            request.Db.CourseChanges.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, Kind = EnumWords.Find<CourseChangeKind>(kind!)!.Value,
                At = new DateTimeOffset(midnight, request.Clinic.TimeZone.GetUtcOffset(midnight)).ToUniversalTime(), What = what, RecordedAt = request.Now, RecordedBy = request.Staff.AccountId,
            });
        }

        await request.SeeAsync(CoursePages.Address(file.Patient.Id), "saved");
    }

    /// <summary>It was a mistake: the row stays, and counts no more.</summary>
    private static async Task RetractAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is not { } file)
            return;
        var id = Guid.TryParse(request.Form.Typed("change"), out var named) ? named : Guid.Empty;
        if (await request.Db.CourseChanges.FirstOrDefaultAsync(c => c.Id == id, request.Cancel) is not { } change || !file.Records.Contains(change.PatientId))
        {
            await request.NothingAsync();
            return;
        }

        if (change.RetractedAt is null)
            (change.RetractedAt, change.RetractedBy) = (request.Now, request.Staff.AccountId);
        await request.SeeAsync(CoursePages.Address(file.Patient.Id), "saved");
    }

    /// <summary>The decision and its reason, with the figures as they are now: what the page showed follows from them.</summary>
    private static async Task ReviewAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "course") is not { } file)
            return;
        var form = request.Form;
        var (key, decision, reason) = (form.Key(), form.OneOf("decision", EnumWords.All<ReviewDecision>()), form.Text("reason", CourseReview.LongestReason, lines: true));
        if (!form.IsGood)
        {
            await CoursePages.PageAsync(request, file, form, "review");
            return;
        }

        if (!await request.Db.CourseReviews.AnyAsync(r => r.Id == key, request.Cancel))
        {
            var person = await CoursePages.ReadAsync(request, file);
            var plan = (await PlanPages.AllAsync(request, file)).FirstOrDefault(p => p.Plan is TreatmentPlan.Agreed);
            request.Db.CourseReviews.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, PatientId = file.Patient.Id, PlanId = plan?.Row.Id, Decision = EnumWords.Find<ReviewDecision>(decision!)!.Value, Reason = reason,
                Advice = person.Course is { } course ? ReviewExport.Name(course.Review.Advice) : null, Figures = person.Course?.Export, At = request.Now, By = request.Staff.AccountId,
            });
        }

        await request.SeeAsync(CoursePages.Address(file.Patient.Id), "saved");
    }
}
