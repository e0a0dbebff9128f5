using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Care.Visits;
using Huantiao.Records.Diary;
using Huantiao.Records.Model;
using Huantiao.Records.Patients;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Diary;

/// <summary>A time that was wanted and is not to be had.</summary>
/// <param name="Who">The practitioner's or the room's name; null: the clocks skip that time.</param>
public sealed record TakenTime(DateOnly Day, string? Who, DateTimeOffset? At);

/// <summary>
/// <c>/clinic/visits/new</c>: books a visit or a series. All or none, unless the clerk says to leave out the days that are taken; who came first is decided by the database.
/// </summary>
internal static class BookVisit
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/visits/new", Capability.Diary, ShowAsync);
        routes.Post("/clinic/visits/new", Capability.Diary, BookAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        // Without a patient there is nobody to book for: first find them.
        if (request.Query("patient").Length == 0)
        {
            request.Go("/clinic/patients" + BookingWish.Of(request.Query).Query("?"));
            return;
        }

        if (await PatientAsync(request, request.Query("patient")) is not { } patient)
        {
            await request.NothingAsync();
            return;
        }

        var offer = await DiaryOffer.ReadAsync(request);
        await PageAsync(request, patient, offer, VisitForm.Empty(request, offer), []);
    }

    private static async Task BookAsync(ClinicRequest request)
    {
        var form = request.Form;
        if (await PatientAsync(request, form.Typed("patient")) is not { } patient)
        {
            await request.NothingAsync();
            return;
        }

        if (!await ClosedRecords.IsOpenAsync(request, patient.Id))
            return;
        var offer = await DiaryOffer.ReadAsync(request);
        var key = form.Key();
        var rhythm = EnumWords.Find<Rhythm>(form.OneOf("rhythm", EnumWords.All<Rhythm>()) ?? "") ?? Rhythm.Once;
        var count = form.Whole("visits", 1, VisitSeries.Most) ?? 1;
        if (rhythm == Rhythm.Once)
            count = 1;
        if (VisitForm.Read(request, offer) is not { } typed || !form.IsGood)
        {
            await PageAsync(request, patient, offer, form, []);
            return;
        }

        var taken = new List<TakenTime>();
        var visits = Visits(request, patient, typed, VisitSeries.Days(typed.Day, rhythm, count), key, taken);
        // Sent twice: some of them are there, perhaps not the first, if its day was left out.
        var ids = visits.Select(v => v.Id).ToList();
        if (await request.Db.Appointments.AsNoTracking().AnyAsync(a => ids.Contains(a.Id) && a.PatientId == patient.Id, request.Cancel))
        {
            request.Go(DayOf(typed.Day), "booked");
            return;
        }

        var clashes = await request.Db.ClashesAsync(visits, request.Cancel);
        var free = visits;
        if (form.Ticked("skip"))
            free = [.. visits.Where(v => !clashes.Any(c => c.At >= v.StartsAt && c.At < v.EndsAt))];
        else if (!clashes.IsEmpty || taken.Count > 0)
            free = [];
        if (free.Count > 0)
        {
            var result = await request.Db.BookAsync(free, request.Cancel);
            if (result.Outcome != BookingOutcome.Taken)
            {
                request.Go(DayOf(LocalTime.DayOf(request.Clinic.TimeZone, free[0].StartsAt)), "booked");
                return;
            }

            // Another clerk was quicker by a moment.
            clashes = result.Clashes;
        }

        taken.AddRange(Named(request, offer, clashes));
        form.Refuse("time", count == 1 ? "Visit.Taken" : "Visit.SomeTaken");
        await PageAsync(request, patient, offer, form, taken);
    }

    public static IEnumerable<TakenTime> Named(ClinicRequest request, DiaryOffer offer, IEnumerable<Clash> clashes) => clashes.Select(c => new TakenTime(
        LocalTime.DayOf(request.Clinic.TimeZone, c.At), offer.Practitioners.Concat(offer.Rooms).FirstOrDefault(r => r.Id == c.ResourceId)?.Name ?? "", c.At));

    /// <summary>The visit of a key, and those after it in a series: the same form sent twice makes the same keys.</summary>
    internal static Guid KeyOf(Guid key, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        var tail = bytes[12..];
        BinaryPrimitives.WriteUInt32BigEndian(tail, BinaryPrimitives.ReadUInt32BigEndian(tail) ^ (uint)number);
        return new(bytes, bigEndian: true);
    }

    private static IReadOnlyList<Appointment> Visits(ClinicRequest request, Patient patient, VisitForm typed, ImmutableArray<DateOnly> days, Guid key, List<TakenTime> skipped)
    {
        var visits = new List<Appointment>();
        foreach (var day in days)
        {
            if (typed.On(day, request.Clinic.TimeZone) is not { } when)
            {
                skipped.Add(new(day, null, null));
                continue;
            }

            visits.Add(new()
            {
                ClinicId = request.Clinic.Id,
                Id = KeyOf(key, visits.Count),
                PatientId = patient.Id,
                PractitionerId = typed.Practitioner,
                RoomId = typed.Room,
                StartsAt = when.From,
                EndsAt = when.To,
                SeriesId = days.Length > 1 ? key : null,
                Note = typed.Note,
                CreatedAt = request.Now,
            });
        }

        return visits;
    }

    private static async Task<Patient?> PatientAsync(ClinicRequest request, string typed) =>
        Guid.TryParse(typed, CultureInfo.InvariantCulture, out var id)
            ? await request.Db.Patients.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.MergedInto == null, request.Cancel)
            : null;

    private static string DayOf(DateOnly day) => FormattableString.Invariant($"/clinic/day?day={day:yyyy-MM-dd}");

    private static async Task PageAsync(ClinicRequest request, Patient patient, DiaryOffer offer, Form form, IReadOnlyList<TakenTime> taken)
    {
        var day = DateOnly.TryParseExact(form.Typed("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed) && typed.Year is > 1950 and < 2200 ? typed : request.Today;
        var parameters = new (string, object?)[]
        {
            (nameof(BookVisitPage.Patient), patient), (nameof(BookVisitPage.Offer), offer), (nameof(BookVisitPage.Form), form), (nameof(BookVisitPage.Taken), taken),
            (nameof(BookVisitPage.Day), day), (nameof(BookVisitPage.OfDay), await DiaryBook.BetweenAsync(request, day, day)),
        };
        await (form.IsGood ? request.PageAsync<BookVisitPage>(parameters) : request.AgainAsync<BookVisitPage>(parameters));
    }
}
