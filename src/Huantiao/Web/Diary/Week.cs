using System.Globalization;
using Huantiao.Care.Visits;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Diary;

/// <summary><c>/clinic/diary</c>: the visits of a week, day by day, of everybody, one practitioner or one room.</summary>
internal static class Week
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/diary", Capability.Diary, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        var monday = LocalTime.Monday(DayList.Day(request, "week") ?? request.Today);
        var practitioner = Chosen(request, "practitioner");
        var room = Chosen(request, "room");
        request.Db.Audit.Read("appointment", FormattableString.Invariant($"week of {monday:yyyy-MM-dd}"));
        await request.PageAsync<WeekPage>(
            (nameof(WeekPage.Monday), monday), (nameof(WeekPage.Practitioner), practitioner), (nameof(WeekPage.Room), room), (nameof(WeekPage.Offer), await DiaryOffer.ReadAsync(request)),
            (nameof(WeekPage.Entries), await DiaryBook.BetweenAsync(request, monday, monday.AddDays(6), practitioner, room)));
    }

    private static Guid? Chosen(ClinicRequest request, string name) => Guid.TryParse(request.Query(name), CultureInfo.InvariantCulture, out var id) ? id : null;
}
