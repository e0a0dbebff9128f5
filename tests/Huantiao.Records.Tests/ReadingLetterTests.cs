using Huantiao.Care.Measures;
using Huantiao.Knowledge.Measures;
using Huantiao.Records.Intakes;
using Huantiao.Records.Measures;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Tests;

/// <summary>Who is asked for a reading, how often, and that two nodes write one letter.</summary>
public sealed class ReadingLetterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task QueueAsync_OnTwoNodesAtOnce_WritesOneLetterAndOneReminderAndThenNoMore(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var reading = await ReadingAsync(place, consent: true);
        await using var second = await place.OpenAgainAsync();
        foreach (var day in new[] { 3, 6 })
        {
            var now = Place.Start.AddDays(day);
            await using var here = place.Context();
            await using var there = second.NewContext(place.Clinic, Actor.Program);
            var (due, dueThere) = ((await here.DueReadingsAsync(now, Cancel)).Single(), (await there.DueReadingsAsync(now, Cancel)).Single());

            var queued = await Task.WhenAll(here.QueueAsync(due, new string('a', 64 - day) + new string('0', day), "s", "b", now, Cancel), there.QueueAsync(dueThere, new string('b', 64 - day) + new string('0', day), "s", "b", now, Cancel));

            Assert.Equal([false, true], queued.Order());
        }

        await using var db = place.Context();
        Assert.Empty(await db.DueReadingsAsync(Place.Start.AddDays(20), Cancel));
        Assert.Equal((2, 2), (await place.CountAsync("outbox_mail"), await place.CountAsync("reading_link")));
        Assert.Equal((2, null), await db.ReadingRequests.Where(r => r.Id == reading).Select(r => new ValueTuple<int, DateTimeOffset?>(r.Letters, r.NextLetterAt)).SingleAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task StillAsksForReadingAsync_AnsweredOrTakenBack_IsNoLongerWanted(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var id = await ReadingAsync(place, consent: true);
        var now = Place.Start.AddDays(3);
        await using var db = place.Context();
        await db.QueueAsync((await db.DueReadingsAsync(now, Cancel)).Single(), new('c', 64), "s", "b", now, Cancel);
        var letter = await db.OutboxMails.SingleAsync(Cancel);
        Assert.True(await db.StillAsksForReadingAsync(letter, now, Cancel));

        (await db.ReadingRequests.SingleAsync(r => r.Id == id, Cancel)).AnsweredAt = now;
        await db.SaveChangesAsync(Cancel);

        Assert.False(await db.StillAsksForReadingAsync(letter, now, Cancel));
        Assert.Empty(await db.DueReadingsAsync(now.AddDays(5), Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task DueReadingsAsync_WhoHasNotSaidYes_IsNeverWrittenTo(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var id = await ReadingAsync(place, consent: false);
        await using var db = place.Context();

        Assert.Empty(await db.DueReadingsAsync(Place.Start.AddDays(3), Cancel));
        await db.SaveChangesAsync(Cancel);

        // It is not tried again every minute, and stays in the list for the telephone.
        var reading = await db.ReadingRequests.AsNoTracking().SingleAsync(r => r.Id == id, Cancel);
        Assert.Equal((null, 0, null), (reading.NextLetterAt, reading.Letters, reading.AnsweredAt));
    }

    [Fact]
    public void RequestOf_TheSameCourseAndTime_IsTheSameKeyEverywhere()
    {
        var (clinic, course) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        Assert.Equal(Courses.RequestOf(clinic, course, Place.Start), Courses.RequestOf(clinic, course, Place.Start));
        Assert.NotEqual(Courses.RequestOf(clinic, course, Place.Start), Courses.RequestOf(clinic, course, Place.Start.AddDays(1)));
    }

    private static async Task<Guid> ReadingAsync(Place place, bool consent)
    {
        await using var db = place.Context();
        var patient = place.NewPatient("Ada Lovelace");
        patient.Email = "ada@example.org";
        db.Add(patient);
        db.Consents.Add(new()
        {
            ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, Purpose = ConsentPurpose.Reminders, TextVersion = "1", Language = "en", Given = consent, SignedAs = "Ada",
            SignedAt = Place.Start,
        });
        var time = new MeasureTimepoint("week-x", TimepointKind.Calendar, 3.0 / 7, new(1, 10, 20), [], false, Knowledge.Pathways.LocalText.Empty, new("own", null, Knowledge.FactStatus.Assumed, "ASSUMED", new("f", 1)));
        var reading = Assert.Single(ReadingSchedule.Of(new([], [time]), Place.Start));
        var request = new ReadingRequest
        {
            ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, CourseId = Guid.CreateVersion7(), Timepoint = time.Id, OpensAt = reading.From, DueAt = reading.DueAt,
            LateAfter = reading.LateAfter, ClosesAt = reading.Until, Address = "https://clinic.example", NextLetterAt = reading.DueAt,
        };
        db.ReadingRequests.Add(request);
        await db.SaveChangesAsync(Cancel);
        return request.Id;
    }
}
