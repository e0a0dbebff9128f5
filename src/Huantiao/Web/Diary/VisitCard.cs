using Huantiao.Records.Diary;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Diary;

/// <summary><c>/clinic/visits/{visit}</c>: one visit; moves it, and takes the rest of its series out of the diary.</summary>
internal static class VisitCard
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/visits/{visit:guid}", Capability.Diary, ShowAsync);
        routes.Post("/clinic/visits/{visit:guid}", Capability.Diary, MoveAsync);
        routes.Post("/clinic/visits/{visit:guid}/series/cancel", Capability.Diary, CancelSeriesAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } visit)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.Audit.Read("appointment", visit.Id.ToString(), visit.PatientId);
        await PageAsync(request, visit, await OfferAsync(request, visit), VisitForm.Shown(request, visit), []);
    }

    private static async Task MoveAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { } visit || !visit.State.IsOpen())
        {
            await request.NothingAsync();
            return;
        }

        var offer = await OfferAsync(request, visit);
        var version = request.Form.Whole("version", 1, int.MaxValue);
        var typed = VisitForm.Read(request, offer);
        var when = typed?.On(typed.Day, request.Clinic.TimeZone);
        if (typed is not null && when is null)
            request.Form.Refuse("time", "Visit.SkippedTime");
        if (!request.Form.IsGood)
        {
            await PageAsync(request, visit, offer, request.Form, []);
            return;
        }

        (visit.PractitionerId, visit.RoomId, visit.StartsAt, visit.EndsAt, visit.Note) = (typed!.Practitioner, typed.Room, when!.Value.From, when.Value.To, typed.Note);
        request.Db.Expect(visit, version!.Value);
        var result = await request.Db.MoveAsync(visit, request.Cancel);
        if (result.Outcome == BookingOutcome.Done)
        {
            request.Go($"/clinic/visits/{visit.Id}", "saved");
            return;
        }

        request.Form.Refuse("time", "Visit.Taken");
        await PageAsync(request, (await FindAsync(request))!, offer, request.Form, [.. BookVisit.Named(request, offer, result.Clashes)]);
    }

    /// <summary>This visit and the later ones of its series that are only booked: those that somebody has come to stay.</summary>
    private static async Task CancelSeriesAsync(ClinicRequest request)
    {
        if (await FindAsync(request) is not { SeriesId: { } series } visit)
        {
            await request.NothingAsync();
            return;
        }

        var from = visit.StartsAt;
        var later = await request.Db.Appointments.Where(a => a.SeriesId == series && a.StartsAt >= from && a.State == AppointmentState.Booked).ToListAsync(request.Cancel);
        await request.Db.CancelAsync(later, request.Cancel);
        request.Go($"/clinic/patients/{visit.PatientId}", "saved");
    }

    private static Task<Appointment?> FindAsync(ClinicRequest request)
    {
        var id = request.Id("visit");
        return request.Db.Appointments.FirstOrDefaultAsync(a => a.Id == id, request.Cancel);
    }

    /// <summary>Whoever and wherever it was booked for may have left or been closed since: it may stay so, and go to what is there.</summary>
    private static async Task<DiaryOffer> OfferAsync(ClinicRequest request, Appointment visit)
    {
        var offer = await DiaryOffer.ReadAsync(request);
        var entry = (await DiaryBook.EntriesAsync(request, [visit]))[0];
        if (!offer.Practitioners.Any(p => p.Id == visit.PractitionerId))
            offer = offer with { Practitioners = [new(visit.PractitionerId, entry.Practitioner), .. offer.Practitioners] };
        if (visit.RoomId is { } room && !offer.Rooms.Any(r => r.Id == room))
            offer = offer with { Rooms = [new(room, entry.Room ?? ""), .. offer.Rooms] };
        return offer;
    }

    private static async Task PageAsync(ClinicRequest request, Appointment visit, DiaryOffer offer, Form form, IReadOnlyList<TakenTime> taken)
    {
        var entry = (await DiaryBook.EntriesAsync(request, [visit]))[0];
        var steps = Enum.GetValues<AppointmentState>().Where(to => visit.State.MayBecome(to) && VisitSteps.May(request.Staff, to)).ToList();
        var parameters = new (string, object?)[]
        {
            (nameof(VisitPage.Entry), entry), (nameof(VisitPage.Offer), offer), (nameof(VisitPage.Form), form), (nameof(VisitPage.Taken), taken), (nameof(VisitPage.Steps), steps),
        };
        await (form.IsGood ? request.PageAsync<VisitPage>(parameters) : request.AgainAsync<VisitPage>(parameters));
    }
}
