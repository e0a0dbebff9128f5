using Huantiao.Records.Diary;
using Huantiao.Records.Intakes;
using Huantiao.Records.Mail;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Tests;

/// <summary>Who is reminded, once each, and where a letter stands that nobody knows of.</summary>
public sealed class RemindingTests
{
    private static readonly TimeSpan Lead = TimeSpan.FromHours(24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task DueRemindersAsync_OnlyWhoSaidYesAndCanBeWrittenTo_WithinTheLead(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await PersonAsync(place, "Said Yes", consent: true, hours: 20);
        await PersonAsync(place, "Never Asked", consent: null, hours: 21);
        await PersonAsync(place, "Said No", consent: false, hours: 19);
        await PersonAsync(place, "No Address", consent: true, hours: 18, email: null);
        await PersonAsync(place, "Later", consent: true, hours: 30);
        await PersonAsync(place, "Too Soon", consent: true, hours: 1);
        var (withdrew, _) = await PersonAsync(place, "Took It Back", consent: true, hours: 17);
        var (_, cancelled) = await PersonAsync(place, "Cancelled", consent: true, hours: 16);
        await using var db = place.Context();
        (await db.Consents.SingleAsync(c => c.PatientId == withdrew, Cancel)).WithdrawnAt = place.Clock.GetUtcNow();
        await db.BecomeAsync(await db.Appointments.SingleAsync(a => a.Id == cancelled, Cancel), AppointmentState.Cancelled, Cancel);

        Assert.Equal(["Said Yes"], (await db.DueRemindersAsync(Place.Start, Lead, Cancel)).Select(d => d.Patient.Name));
        // A round that was missed: later, but before the visit, nothing is lost.
        Assert.Contains("Said Yes", (await db.DueRemindersAsync(Place.Start.AddHours(18), Lead, Cancel)).Select(d => d.Patient.Name));
        Assert.DoesNotContain("Said Yes", (await db.DueRemindersAsync(Place.Start.AddHours(19.5), Lead, Cancel)).Select(d => d.Patient.Name));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task DueRemindersAsync_OfAMergedRecord_GoToThePersonWhoStands(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var (merged, _) = await PersonAsync(place, "Old Record", consent: null, hours: 20, email: null);
        var (kept, _) = await PersonAsync(place, "The Person", consent: true, hours: 40, email: "person@example.org");
        await using var db = place.Context();
        await db.MergeAsync(Guid.CreateVersion7(), kept, merged, "same", Cancel);

        Assert.Equal(["person@example.org"], (await db.DueRemindersAsync(Place.Start, Lead, Cancel)).Select(d => d.Patient.Email));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task QueueAsync_OnTwoNodesAtOnceAndAfterAClockThatJumped_WritesOneLetter(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await PersonAsync(place, "Said Yes", consent: true, hours: 20);
        await using var second = await place.OpenAgainAsync();
        await using var here = place.Context();
        await using var there = second.NewContext(place.Clinic, Actor.Program);
        var (due, dueThere) = ((await here.DueRemindersAsync(Place.Start, Lead, Cancel)).Single(), (await there.DueRemindersAsync(Place.Start, Lead, Cancel)).Single());

        var queued = await Task.WhenAll(here.QueueAsync(due, "s", "b", Place.Start, Cancel), there.QueueAsync(dueThere, "s", "b", Place.Start, Cancel));

        Assert.Equal([false, true], queued.Order());
        Assert.Equal((1, 1), (await place.CountAsync("reminder"), await place.CountAsync("outbox_mail")));
        Assert.Empty(await here.DueRemindersAsync(Place.Start.AddDays(-1), TimeSpan.FromHours(72), Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task QueueAsync_VisitThatMoved_IsRemindedOfAgain_AndTheOldLetterNoLongerHolds(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var (_, visit) = await PersonAsync(place, "Said Yes", consent: true, hours: 20);
        await using var db = place.Context();
        await db.QueueAsync((await db.DueRemindersAsync(Place.Start, Lead, Cancel)).Single(), "s", "b", Place.Start, Cancel);
        var letter = await db.OutboxMails.SingleAsync(Cancel);
        Assert.True(await db.StillHoldsAsync(letter, Place.Start, Cancel));

        var row = await db.Appointments.SingleAsync(a => a.Id == visit, Cancel);
        (row.StartsAt, row.EndsAt) = (row.StartsAt.AddHours(2), row.EndsAt.AddHours(2));
        await db.MoveAsync(row, Cancel);

        Assert.False(await db.StillHoldsAsync(letter, Place.Start, Cancel));
        Assert.Single(await db.DueRemindersAsync(Place.Start, Lead, Cancel));
        await db.DropAsync(letter, Place.Start, Cancel);
        Assert.Equal(MailState.GivenUp, (await db.OutboxMails.AsNoTracking().SingleAsync(Cancel)).State());
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task TryTakeAsync_TwoNodes_OneHasIt_AndWithoutAnAnswerItIsNeverSentAgain(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await PersonAsync(place, "Said Yes", consent: true, hours: 20);
        await using var second = await place.OpenAgainAsync();
        await using var here = place.Context();
        await here.QueueAsync((await here.DueRemindersAsync(Place.Start, Lead, Cancel)).Single(), "s", "b", Place.Start, Cancel);
        await using var there = second.NewContext(place.Clinic, Actor.Program);
        var (mine, theirs) = ((await here.DueMailAsync(Place.Start, 10, Cancel)).Single(), (await there.DueMailAsync(Place.Start, 10, Cancel)).Single());

        var taken = await Task.WhenAll(here.TryTakeAsync(mine, Place.Start, Cancel), there.TryTakeAsync(theirs, Place.Start, Cancel));

        Assert.Equal([false, true], taken.Order());
        // The program is killed here. Whoever looks later, with whatever clock, leaves it alone.
        await using var later = place.Context();
        Assert.Empty(await later.DueMailAsync(Place.Start.AddYears(1), 10, Cancel));
        Assert.Equal(MailState.Unknown, (await later.OutboxMails.AsNoTracking().SingleAsync(Cancel)).State());
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task MarkRefusedAsync_ForNow_TriesLaterAndAtMostFiveTimes_ForGood_NotAgain(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await PersonAsync(place, "Said Yes", consent: true, hours: 20);
        await using var db = place.Context();
        await db.QueueAsync((await db.DueRemindersAsync(Place.Start, Lead, Cancel)).Single(), "s", "b", Place.Start, Cancel);
        var (now, tries) = (Place.Start, 0);
        while ((await db.DueMailAsync(now, 10, Cancel)).SingleOrDefault() is { } mail)
        {
            Assert.True(await db.TryTakeAsync(mail, now, Cancel));
            await db.MarkRefusedAsync(mail, now, "450 busy", forGood: false);
            Assert.Empty(await db.DueMailAsync(now, 10, Cancel));
            now = now.AddHours(3);
            tries++;
        }

        Assert.Equal(Outbox.MostAttempts, tries);
        Assert.Equal(MailState.GivenUp, (await db.OutboxMails.AsNoTracking().SingleAsync(Cancel)).State());
    }

    [Fact]
    public void LetterOf_AnotherTimeVisitOrClinic_IsAnotherLetter()
    {
        var (clinic, visit) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var letter = Reminding.LetterOf(clinic, visit, Place.Start);

        Assert.Equal(letter, Reminding.LetterOf(clinic, visit, Place.Start.ToOffset(TimeSpan.FromHours(8))));
        Assert.Equal(4, new[] { letter, Reminding.LetterOf(clinic, visit, Place.Start.AddMinutes(5)), Reminding.LetterOf(visit, clinic, Place.Start), Reminding.LetterOf(clinic, clinic, Place.Start) }.Distinct().Count());
        Assert.Equal((8, 8), (letter.Version, letter.Variant & 0xC));
    }

    private static async Task<(Guid Patient, Guid Visit)> PersonAsync(Place place, string name, bool? consent, double hours, string? email = "somebody@example.org")
    {
        var patient = place.NewPatient(name);
        patient.Email = email;
        var visit = new Appointment
        {
            ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, PractitionerId = place.Account,
            StartsAt = Place.Start.AddHours(hours), EndsAt = Place.Start.AddHours(hours).AddMinutes(40), CreatedAt = Place.Start,
        };
        await using var db = place.Context();
        db.Add(patient);
        if (consent is { } given)
        {
            db.Add(new Consent
            {
                ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, Purpose = ConsentPurpose.Reminders, TextVersion = "1", Language = "en", Given = given,
                SignedAs = name, SignedAt = Place.Start,
            });
        }

        await db.SaveChangesAsync(Cancel);
        Assert.Equal(BookingOutcome.Done, (await db.BookAsync([visit], Cancel)).Outcome);
        return (patient.Id, visit.Id);
    }
}
