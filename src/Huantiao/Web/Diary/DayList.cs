using System.Globalization;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Diary;

/// <summary>How the visits of a day are put together.</summary>
public enum DayOrder
{
    Time,
    Room,
    Practitioner,
}

/// <summary>
/// <c>/clinic/day</c>: the visits of a day with where each stands, together by time, room or practitioner. An answer that called for emergency care stands above everything else.
/// </summary>
internal static class DayList
{
    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/day", Capability.Diary, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        var day = Day(request, "day") ?? request.Today;
        var order = Records.Model.EnumWords.Find<DayOrder>(request.Query("by")) ?? DayOrder.Time;
        var only = request.Query("whose") == "mine" ? request.Staff.AccountId : (Guid?)null;
        var entries = await DiaryBook.BetweenAsync(request, day, day, only);
        // Names and times, not what stands in a record.
        request.Db.Audit.Read("appointment", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await request.PageAsync<DayListPage>(
            (nameof(DayListPage.Day), day), (nameof(DayListPage.Order), order), (nameof(DayListPage.Mine), only is not null), (nameof(DayListPage.Entries), entries),
            (nameof(DayListPage.Emergencies), await DiaryBook.EmergenciesAsync(request)));
    }

    /// <summary>A day of the address; null where there is none, or something else.</summary>
    public static DateOnly? Day(ClinicRequest request, string name) =>
        DateOnly.TryParseExact(request.Query(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1950 and < 2200 ? day : null;
}
