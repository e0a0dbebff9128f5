using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Web.Diary;
using Ical.Net;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>The calendar link: what it writes is read back by another implementation of RFC 5545; what it opens, and for how long.</summary>
public sealed class CalendarTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Write_TextsWithEverySign_AreReadBackAsTheyWere()
    {
        const string Summary = "Visit; room, \\ \"1\"\nsecond line: 针刺治疗室在二楼，请从左边的楼梯上去，谢谢。🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂";

        var text = CalendarText.Write("王氏, Clinic; \\", At, [new("1@huantiao", 3, At, At.AddMinutes(40), Summary, "Room, 1; \\n", Cancelled: false)]);

        var read = Assert.Single(Calendar.Load(text)!.Events);
        Assert.Equal((Summary, "Room, 1; \\n", "1@huantiao", 3, "CONFIRMED"), (read.Summary, read.Location, read.Uid, read.Sequence, read.Status));
        Assert.Equal((At.UtcDateTime, At.AddMinutes(40).UtcDateTime), (read.DtStart!.AsUtc, read.DtEnd!.AsUtc));
        AssertLines(text);
    }

    [Property(MaxTest = 300)]
    public void Write_AnyText_HasLinesOfTheFormat(NonNull<string> text)
    {
        var written = CalendarText.Write(text.Get, At, [new("u", 1, At, At.AddMinutes(5), text.Get, text.Get, Cancelled: true)]);

        AssertLines(written);
        Assert.Single(Calendar.Load(written)!.Events);
    }

    [Fact]
    public async Task Feed_OfAPractitioner_ShowsWhenAndWhere_NotWho_AndEndsWithANewLinkOrTheWork()
    {
        var practitioner = await clinic.MemberAsync(clinic.Ours, "Dr Calendar", Role.Practitioner);
        var patient = await clinic.PatientAsync(clinic.Ours, "Canary Name");
        var (kept, gone) = (Visit(practitioner.Id, patient, 24), Visit(practitioner.Id, patient, 26));
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            await db.BookAsync([kept, gone], Cancel);
            await db.BecomeAsync(gone, AppointmentState.Cancelled, Cancel);
        }

        using var browser = await clinic.SignedInAsync(practitioner, clinic.Ours);
        await browser.GetAsync("/en/clinic/calendar");
        var link = await LinkAsync(browser);
        using var stranger = clinic.NewBrowser();

        var answer = await stranger.GetAsync(link);
        var events = Calendar.Load(answer.Text)!.Events.OrderBy(e => e.DtStart).ToList();
        Assert.Equal([$"{kept.Id}@huantiao", $"{gone.Id}@huantiao"], events.Select(e => e.Uid));
        Assert.Equal(["CONFIRMED", "CANCELLED"], events.Select(e => e.Status));
        Assert.Equal([1, 2], events.Select(e => e.Sequence));
        Assert.Equal(kept.StartsAt.UtcDateTime, events[0].DtStart!.AsUtc);
        Assert.DoesNotContain("Canary", answer.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.CacheControl, StringComparison.Ordinal);
        var secret = link.Split('/')[^1][..^4];
        Assert.DoesNotContain(await clinic.TrailAsync(clinic.Ours), line => line.Contains(secret, StringComparison.Ordinal));
        await using (var db = clinic.NewContext(clinic.Ours))
            Assert.False(await db.ClinicSettings.AnyAsync(s => s.Value.Contains(secret), Cancel));

        var second = await LinkAsync(browser);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(second)).Status);
        await using (var db = clinic.NewContext())
        {
            (await db.Memberships.SingleAsync(m => m.AccountId == practitioner.Id, Cancel)).Active = false;
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(second)).Status);
    }

    [Fact]
    public async Task Feed_LinkThatWasEnded_IsNothing()
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Practitioner);
        await browser.GetAsync("/en/clinic/calendar");
        var link = await LinkAsync(browser);
        await browser.PostAsync("/en/clinic/calendar/end");
        using var stranger = clinic.NewBrowser();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/calendar/guessed.ics")).Status);
    }

    private static async Task<string> LinkAsync(ClinicBrowser browser) => new Uri((await browser.PostAsync("/en/clinic/calendar")).Page.QuerySelector("#link .code")!.TextContent).AbsolutePath;

    private Appointment Visit(Guid practitioner, Guid patient, int hours) => new()
    {
        ClinicId = clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = patient, PractitionerId = practitioner,
        StartsAt = clinic.Clock.GetUtcNow().AddHours(hours), EndsAt = clinic.Clock.GetUtcNow().AddHours(hours).AddMinutes(40), CreatedAt = clinic.Clock.GetUtcNow(),
    };

    /// <summary>Every line ends with CR LF and has at most 75 octets (RFC 5545, 3.1).</summary>
    private static void AssertLines(string text)
    {
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.All(text[..^2].Split("\r\n"), line =>
        {
            Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line);
            Assert.DoesNotContain('\n', line);
            Assert.DoesNotContain('\r', line);
        });
    }
}
