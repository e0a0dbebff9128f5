using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Care.Visits;
using Huantiao.Records.Diary;
using Huantiao.Records.Model;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Diary;

/// <summary>What a form about a visit can offer.</summary>
public sealed record DiaryOffer(IReadOnlyList<Resource> Practitioners, IReadOnlyList<Resource> Rooms)
{
    public static readonly ImmutableArray<int> Minutes = [15, 20, 30, 40, 45, 50, 60, 75, 90, 120];

    internal static async Task<DiaryOffer> ReadAsync(ClinicRequest request) => new(await DiaryBook.PractitionersAsync(request), await DiaryBook.RoomsAsync(request));
}

/// <summary>When, by whom and where, as typed.</summary>
internal sealed record VisitForm(Guid Practitioner, Guid? Room, DateOnly Day, TimeOnly Time, int Minutes, string? Note)
{
    private const int UsualMinutes = 40;

    /// <summary>Reads and checks what was typed; null where something is missing or wrong.</summary>
    public static VisitForm? Read(ClinicRequest request, DiaryOffer offer)
    {
        var form = request.Form;
        var practitioner = form.OneOf("practitioner", offer.Practitioners.Select(p => p.Id.ToString()));
        var room = form.OneOf("room", offer.Rooms.Select(r => r.Id.ToString()), required: false);
        var day = form.Date("day");
        var time = form.Time("time");
        var minutes = form.OneOf("minutes", DiaryOffer.Minutes.Select(Text));
        var note = form.Text("note", 200, required: false);
        if (day is { Year: < 1950 or > 2200 })
            form.Refuse("day", "Form.NotADate");
        if (time is { } at && (at.Minute % Booking.GridMinutes != 0 || at.Second != 0))
            form.Refuse("time", "Visit.OffGrid", Booking.GridMinutes);
        if (!form.IsGood)
            return null;
        return new(Guid.Parse(practitioner!, CultureInfo.InvariantCulture), room is null ? null : Guid.Parse(room, CultureInfo.InvariantCulture), day!.Value, time!.Value,
            int.Parse(minutes!, CultureInfo.InvariantCulture), note.Length == 0 ? null : note);
    }

    /// <summary>The form as a wish from the diary fills it.</summary>
    public static Form Empty(ClinicRequest request, DiaryOffer offer) => Form.Showing(
        ("practitioner", Wished(request, "practitioner", offer.Practitioners) ?? (offer.Practitioners is [var only] ? only.Id.ToString() : null)),
        ("room", Wished(request, "room", offer.Rooms)), ("day", DayList.Day(request, "day") is { } day ? Iso(day) : Iso(request.Today)), ("time", request.Query("time")),
        ("minutes", Text(UsualMinutes)), ("rhythm", EnumWords.Of(Rhythm.Once)), ("visits", "1"));

    /// <summary>The form that shows a visit as it is booked.</summary>
    public static Form Shown(ClinicRequest request, Appointment visit)
    {
        var local = request.Clinic.Local(visit.StartsAt);
        return Form.Showing(
            ("version", Text(visit.Version)), ("practitioner", visit.PractitionerId.ToString()), ("room", visit.RoomId?.ToString()), ("day", Iso(DateOnly.FromDateTime(local.DateTime))),
            ("time", local.ToString("HH:mm", CultureInfo.InvariantCulture)), ("minutes", Text((int)(visit.EndsAt - visit.StartsAt).TotalMinutes)), ("note", visit.Note));
    }

    /// <summary>From when to when; null where the clocks skip that time on that day.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? On(DateOnly day, TimeZoneInfo zone) =>
        LocalTime.At(zone, day, Time) is { } from ? (from.ToUniversalTime(), from.ToUniversalTime().AddMinutes(Minutes)) : null;

    private static string? Wished(ClinicRequest request, string name, IReadOnlyList<Resource> offered) =>
        offered.Select(r => r.Id.ToString()).FirstOrDefault(id => id == request.Query(name));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
