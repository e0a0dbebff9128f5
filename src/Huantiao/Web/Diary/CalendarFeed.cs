using System.Globalization;
using System.Text;
using Huantiao.Records;
using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Diary;

/// <summary>
/// A practitioner's visits for their own calendar: <c>/clinic/calendar</c> makes the link and ends it, <c>/calendar/{secret}</c> answers it. A calendar program cannot sign in, so the link
/// itself is the key: 256 random bits, only its hash is kept, a new one ends the old. What it shows is when and in which room, never who.
/// </summary>
internal static class CalendarFeed
{
    private const string SettingName = "calendar-feed.";
    private const int DaysBack = 30;
    private const int DaysOn = 366;

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/calendar", Capability.WriteNotes, request => PageAsync(request, null));
        routes.Post("/clinic/calendar", Capability.WriteNotes, RenewAsync);
        routes.Post("/clinic/calendar/end", Capability.WriteNotes, EndAsync);
        routes.OpenGet("/calendar/{secret}", SendAsync);
    }

    private static async Task RenewAsync(ClinicRequest request)
    {
        var secret = HeldSecret.New();
        if (await OwnAsync(request) is { } setting)
            setting.Value = HeldSecret.Hash(secret);
        else
            request.Db.ClinicSettings.Add(new() { ClinicId = request.Clinic.Id, Name = NameOf(request.Staff.AccountId), Value = HeldSecret.Hash(secret) });
        await request.Db.SaveChangesAsync(request.Cancel);
        // Shown once, on the answer itself: afterwards nobody knows it here.
        await PageAsync(request, $"{request.Http.Request.Scheme}://{request.Http.Request.Host}/calendar/{secret}.ics");
    }

    private static async Task EndAsync(ClinicRequest request)
    {
        if (await OwnAsync(request) is { } setting)
            request.Db.ClinicSettings.Remove(setting);
        await request.SeeAsync("/clinic/calendar", "saved");
    }

    private static async Task PageAsync(ClinicRequest request, string? link) => await request.PageAsync<CalendarPage>(
        (nameof(CalendarPage.Link), link), (nameof(CalendarPage.IsOpen), link is not null || await OwnAsync(request) is not null));

    private static async Task SendAsync(ClinicRequest request)
    {
        var secret = request.Part("secret");
        if (secret.EndsWith(".ics", StringComparison.Ordinal))
            secret = secret[..^4];
        var hash = HeldSecret.Hash(secret);
        // Which clinic it is, only the link says: hence the question over all of them. One row for each practitioner who has a link.
        var found = await request.Db.ClinicSettings.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(s => s.Value == hash && s.Name.StartsWith(SettingName), request.Cancel);
        if (found is null || !Guid.TryParse(found.Name.AsSpan(SettingName.Length), CultureInfo.InvariantCulture, out var account) || !await StillWorksAsync(request.Db, found.ClinicId, account, request.Cancel))
        {
            await Refusals.SendAsync(request.Http, StatusCodes.Status404NotFound, Refusal.Nothing);
            return;
        }

        var clinic = await request.Db.Clinics.AsNoTracking().FirstAsync(c => c.Id == found.ClinicId, request.Cancel);
        request.Db.Enter(clinic.Id, Actor.Stranger(request.Http.Origin()));
        var text = await TextAsync(request, clinic, account);
        request.Db.Audit.Export("calendar", account.ToString());
        await request.Db.SaveChangesAsync(request.Cancel);
        var answer = request.Http.Response;
        answer.ContentType = "text/calendar; charset=utf-8";
        answer.Headers.ContentDisposition = "attachment; filename=\"diary.ics\"";
        await answer.Body.WriteAsync(Encoding.UTF8.GetBytes(text), request.Cancel);
    }

    private static async Task<string> TextAsync(ClinicRequest request, Clinic clinic, Guid account)
    {
        var words = Wording.In(Language.All.FirstOrDefault(l => l.Tag == clinic.Language) ?? Language.English);
        var (from, to) = (request.Now.AddDays(-DaysBack), request.Now.AddDays(DaysOn));
        var visits = await request.Db.Appointments.AsNoTracking().Where(a => a.PractitionerId == account && a.StartsAt >= from && a.StartsAt < to).OrderBy(a => a.StartsAt).ToListAsync(request.Cancel);
        var rooms = await request.Db.Rooms.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, request.Cancel);
        return CalendarText.Write(clinic.Name, request.Now, visits.Select(v => new CalendarEvent(
            $"{v.Id}@huantiao", v.Version, v.StartsAt, v.EndsAt, words["Calendar.Event"], v.RoomId is { } room ? rooms.GetValueOrDefault(room) : null, v.State == AppointmentState.Cancelled)));
    }

    /// <summary>A link does not outlive the work: who has left, or whose account is closed, has no feed.</summary>
    private static async Task<bool> StillWorksAsync(HuantiaoDb db, Guid clinic, Guid account, CancellationToken cancel) => await (
        from membership in db.Memberships.AsNoTracking()
        join user in db.Users on membership.AccountId equals user.Id
        where membership.ClinicId == clinic && membership.AccountId == account && membership.Role == Role.Practitioner && membership.Active && user.DisabledAt == null
        select membership).AnyAsync(cancel);

    private static Task<ClinicSetting?> OwnAsync(ClinicRequest request)
    {
        var name = NameOf(request.Staff.AccountId);
        return request.Db.ClinicSettings.FirstOrDefaultAsync(s => s.Name == name, request.Cancel);
    }

    private static string NameOf(Guid account) => SettingName + account;
}
