using System.Net;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Records.Clinical;
using Huantiao.Records.Measures;
using Huantiao.Tests.Clinics;
using Huantiao.Tests.Treat;
using Huantiao.Web;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Courses;

/// <summary>The clinic with the real pathway, which foretells a course, and people who have been needled.</summary>
public sealed class CourseClinic : RunningClinic
{
    internal override Site Serves { get; } = Site.Load(Path.Combine(Repository.Root, "pathways", "sciatica"));

    /// <summary>A person with an agreed plan whose first needle is in and out; leg pain was 7 before it.</summary>
    internal async Task<TreatedPerson> NeedledAsync() => (await OpenAsync()).Person;

    /// <summary>The same, and the session is signed.</summary>
    internal async Task<TreatedPerson> SignedAsync()
    {
        var (person, device) = await OpenAsync();
        await device.MovedAsync("retain", ("minutes", "25"), ("counted-in", "0"));
        await device.MovedAsync("begin-removing");
        await device.MovedAsync("sign");
        return person;
    }

    /// <summary>Signs the practitioner in again after a time in which every session has run out.</summary>
    internal async Task SignedInAgainAsync(TreatedPerson person)
    {
        var hash = HeldSecret.Hash(person.Browser.Cookies[HostCookie.Session]);
        await using var db = NewContext();
        var session = await db.Sessions.SingleAsync(s => s.IdHash == hash, TestContext.Current.CancellationToken);
        using var fresh = await SignedInAsync(await db.Users.SingleAsync(u => u.Id == session.AccountId, TestContext.Current.CancellationToken), Ours);
        person.Browser.Cookies[HostCookie.Session] = fresh.Cookies[HostCookie.Session];
        await person.Browser.GetAsync("/en/clinic");
    }

    private async Task<(TreatedPerson Person, SessionDevice Device)> OpenAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var person = await TreatedPerson.AgreedAsync(this);
        await ScoreAsync(person.Id, 7);
        Clock.Advance(TimeSpan.FromMinutes(5));
        var opened = await person.PostAsync("/sessions");
        Assert.True(opened.Status == HttpStatusCode.SeeOther, opened.Text);
        var id = Guid.Parse(opened.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await person.Browser.GetAsync(opened.Location!);
        await using var db = NewContext(Ours);
        var by = await db.NeedlingSessions.Where(s => s.Id == id).Select(s => s.PractitionerId).SingleAsync(cancel);
        var device = new SessionDevice(person.Browser, id, by, Clock);
        await device.ListenAsync();
        device.Do<NeedlingSession.Prepared>((s, m) => s.Begin(m));
        var needle = device.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, new("GB30", BodySide.Left)));
        device.Do<NeedlingSession.Needling>((s, m) => s.Remove(m, needle.Key, NeedleCondition.Whole));
        await device.SyncAsync();
        await person.GetAsync("/course");
        return (person, device);
    }

    /// <summary>Leg pain as a row, at the clock's time.</summary>
    internal async Task ScoreAsync(Guid patient, double value, Guid? by = null)
    {
        await using var db = NewContext(Ours);
        db.Measurements.Add(new()
        {
            ClinicId = Ours.Id, Id = Guid.CreateVersion7(), PatientId = patient, Instrument = "HT_LEG_NRS", Item = "leg_now", Value = value, Unit = "{score}", At = Clock.GetUtcNow(),
            Source = MeasurementSource.Visit, RecordedAt = Clock.GetUtcNow(), RecordedBy = by,
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The secret of a link that staff have made.</summary>
    internal static async Task<string> LinkAsync(TreatedPerson person)
    {
        var page = await person.PostAsync("/course/link");
        Assert.True(page.Status == HttpStatusCode.OK, page.Text);
        return page.Page.QuerySelector("#link")!.TextContent.Split('#')[1];
    }

    /// <summary>The readings of the calendar, in order.</summary>
    internal async Task<IReadOnlyList<ReadingRequest>> CalendarAsync(Guid patient)
    {
        await using var db = NewContext(Ours);
        return await db.ReadingRequests.AsNoTracking().Where(r => r.PatientId == patient && r.CourseId != null).OrderBy(r => r.DueAt).ToListAsync(TestContext.Current.CancellationToken);
    }
}
