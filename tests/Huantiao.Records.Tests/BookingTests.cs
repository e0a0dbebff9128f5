using Huantiao.Records.Diary;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Tests;

/// <summary>Time is given out once, whoever asks and however many ask at once.</summary>
public sealed class BookingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task BookAsync_TimeOfAPractitionerTwice_IsTakenAndSaysByWhom(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var first = Visit(place, patient.Id, 0);
        await using var db = place.Context();
        Assert.Equal(BookingOutcome.Done, (await db.BookAsync([first], Cancel)).Outcome);

        await using var other = place.Context();
        var result = await other.BookAsync([Visit(place, patient.Id, 35)], Cancel);

        Assert.Equal(BookingOutcome.Taken, result.Outcome);
        var clash = Assert.Single(result.Clashes);
        Assert.Equal((place.Account, first.Id, first.StartsAt.AddMinutes(35)), (clash.ResourceId, clash.AppointmentId, clash.At));
        Assert.Equal(1, await place.CountAsync("appointment"));
        Assert.Equal(BookingOutcome.Done, (await other.BookAsync([Visit(place, patient.Id, 40)], Cancel)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task BookAsync_RoomOfAnotherPractitioner_IsTaken(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var (patient, room, colleague) = (await place.AddPatientAsync(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var db = place.Context())
        {
            db.Add(Place.NewAccount(colleague, "Dr Second"));
            db.Rooms.Add(new() { ClinicId = place.Clinic, Id = room, Name = "Room 1" });
            await db.SaveChangesAsync(Cancel);
            Assert.Equal(BookingOutcome.Done, (await db.BookAsync([Visit(place, patient.Id, 0, room: room)], Cancel)).Outcome);
        }

        await using var other = place.Context();
        var result = await other.BookAsync([Visit(place, patient.Id, 10, colleague, room)], Cancel);

        Assert.Equal([room], result.Clashes.Select(c => c.ResourceId));
        Assert.Equal(BookingOutcome.Done, (await other.BookAsync([Visit(place, patient.Id, 10, colleague)], Cancel)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task BookAsync_OneOfASeriesTaken_BooksNone_AndTheSameSeriesTwice_BooksItOnce(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        await using var db = place.Context();
        await db.BookAsync([Visit(place, patient.Id, 24 * 60)], Cancel);
        Appointment[] series = [Visit(place, patient.Id, 0), Visit(place, patient.Id, 24 * 60)];

        Assert.Equal(BookingOutcome.Taken, (await db.BookAsync(series, Cancel)).Outcome);
        Assert.Equal(1, await place.CountAsync("appointment"));

        Appointment[] free = [Visit(place, patient.Id, 0), Visit(place, patient.Id, 48 * 60)];
        Assert.Equal(BookingOutcome.Done, (await db.BookAsync(free, Cancel)).Outcome);
        await using var again = place.Context();
        Assert.Equal(BookingOutcome.Same, (await again.BookAsync(free, Cancel)).Outcome);
        Assert.Equal(3, await place.CountAsync("appointment"));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task MoveAsync_WithinItsOwnTime_IsDone_IntoAnother_IsTaken_AndStaleIsRefused(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var (mine, theirs) = (Visit(place, patient.Id, 0), Visit(place, patient.Id, 60));
        await using (var db = place.Context())
            await db.BookAsync([mine, theirs], Cancel);

        await using (var db = place.Context())
        {
            var visit = await db.Appointments.SingleAsync(a => a.Id == mine.Id, Cancel);
            (visit.StartsAt, visit.EndsAt) = (visit.StartsAt.AddMinutes(10), visit.EndsAt.AddMinutes(10));
            Assert.Equal(BookingOutcome.Done, (await db.MoveAsync(visit, Cancel)).Outcome);
        }

        await using (var db = place.Context())
        {
            var visit = await db.Appointments.SingleAsync(a => a.Id == mine.Id, Cancel);
            (visit.StartsAt, visit.EndsAt) = (theirs.StartsAt.AddMinutes(-15), theirs.EndsAt.AddMinutes(-15));
            var result = await db.MoveAsync(visit, Cancel);
            Assert.Equal((BookingOutcome.Taken, theirs.Id), (result.Outcome, result.Clashes.Single().AppointmentId));
        }

        await using var stale = place.Context();
        var old = await stale.Appointments.SingleAsync(a => a.Id == mine.Id, Cancel);
        Assert.Equal(mine.StartsAt.AddMinutes(10), old.StartsAt);
        stale.Expect(old, 1);
        old.Note = "late";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => stale.MoveAsync(old, Cancel));
        // The time it left is free again, the time it has is not.
        await using var last = place.Context();
        Assert.Equal(BookingOutcome.Done, (await last.BookAsync([Visit(place, patient.Id, 0, minutes: 10)], Cancel)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task BecomeAsync_Cancelled_GivesTheTimeBack_AndTakenUpAgain_MustFindItFree(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var visit = Visit(place, patient.Id, 0);
        await using var db = place.Context();
        await db.BookAsync([visit], Cancel);

        Assert.Equal(BookingOutcome.Done, (await db.BecomeAsync(visit, AppointmentState.Cancelled, Cancel)).Outcome);
        Assert.Equal(0, await place.CountAsync("appointment_slot"));
        await using (var other = place.Context())
            Assert.Equal(BookingOutcome.Done, (await other.BookAsync([Visit(place, patient.Id, 0)], Cancel)).Outcome);
        await using var undo = place.Context();
        var again = await undo.Appointments.SingleAsync(a => a.Id == visit.Id, Cancel);
        Assert.Equal(BookingOutcome.Taken, (await undo.BecomeAsync(again, AppointmentState.Booked, Cancel)).Outcome);
        Assert.Equal(AppointmentState.Cancelled, (await undo.Appointments.AsNoTracking().SingleAsync(a => a.Id == visit.Id, Cancel)).State);
        await Assert.ThrowsAsync<ArgumentException>(() => undo.BecomeAsync(again, AppointmentState.Done, Cancel));
    }

    /// <summary>Two processes on one database, forty clerks, one hour: what is booked never overlaps, and everybody is told the truth.</summary>
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task BookAsync_ManyAtOnceOnTwoNodes_NeverBooksTwice(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        await using var second = await place.OpenAgainAsync();
        var random = new Random(20261122);
        var wishes = Enumerable.Range(0, 40).Select(i => (Node: i % 2 == 0 ? place.Database : second, Visit: Visit(place, patient.Id, random.Next(0, 13) * 5, minutes: 20))).ToList();

        var results = await Task.WhenAll(wishes.Select(async wish =>
        {
            await using var db = wish.Node.NewContext(place.Clinic, place.Staff);
            return (wish.Visit, Result: await db.BookAsync([wish.Visit], Cancel));
        }));

        var booked = results.Where(r => r.Result.Outcome == BookingOutcome.Done).Select(r => r.Visit).OrderBy(v => v.StartsAt).ToList();
        Assert.NotEmpty(booked);
        Assert.All(booked.Zip(booked.Skip(1)), pair => Assert.True(pair.First.EndsAt <= pair.Second.StartsAt));
        Assert.All(results.Where(r => r.Result.Outcome != BookingOutcome.Done), r => Assert.NotEmpty(r.Result.Clashes));
        Assert.Equal(booked.Count, await place.CountAsync("appointment"));
    }

    [Fact]
    public void MayBecome_EveryStep_HasItsWayBack()
    {
        foreach (var from in Enum.GetValues<AppointmentState>())
        {
            Assert.False(from.MayBecome(from));
            foreach (var to in Enum.GetValues<AppointmentState>().Where(to => from.MayBecome(to)))
                Assert.True(Reaches(to, from, []), $"From {to} there is no way back to {from}.");
        }

        static bool Reaches(AppointmentState from, AppointmentState to, HashSet<AppointmentState> seen) =>
            from.MayBecome(to) || (seen.Add(from) && Enum.GetValues<AppointmentState>().Any(next => from.MayBecome(next) && Reaches(next, to, seen)));
    }

    private static Appointment Visit(Place place, Guid patient, int minutesOn, Guid? practitioner = null, Guid? room = null, int minutes = 40) => new()
    {
        ClinicId = place.Clinic,
        Id = Guid.CreateVersion7(),
        PatientId = patient,
        PractitionerId = practitioner ?? place.Account,
        RoomId = room,
        StartsAt = Place.Start.AddDays(1).AddMinutes(minutesOn),
        EndsAt = Place.Start.AddDays(1).AddMinutes(minutesOn + minutes),
        CreatedAt = Place.Start,
    };
}
