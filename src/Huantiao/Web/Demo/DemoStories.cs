using Huantiao.Care.Visits;
using Huantiao.Records.Clinical;
using Huantiao.Records.Diary;

namespace Huantiao.Web.Demo;

/// <summary>
/// What happens to each invented patient: a story is a list of moments, and what is done between them. Told side by side, moment by moment, they make the year.
/// </summary>
internal sealed class DemoStories(DemoDesk desk, DemoPlace place, DemoAnswers book, DemoDiary diary, DemoStock stock, DateOnly today, DateTimeOffset present)
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);
    private static readonly TimeSpan ADayLater = TimeSpan.FromHours(30);

    /// <summary>Days from the first needle on which the calendar's readings are due.</summary>
    private static readonly int[] CalendarDays = [14, 28, 84, 182, 364];

    /// <summary>Visits of a course that was broken off early, and is followed all the same.</summary>
    public const int ShortCourse = 3;

    /// <summary>Somebody new: who they are and nothing else, with a visit to come.</summary>
    public async IAsyncEnumerable<DateTimeOffset> NewAsync(DemoPerson person, int daysAgo, int visitIn)
    {
        yield return At(daysAgo, 10);
        var patient = Patient(person);
        await patient.AddAsync();
        await diary.BookAsync(patient.Id, patient.Practitioner, Weekday(today.AddDays(visitIn)), note: person.Number % 2 == 0 ? "Comes with a walking stick" : null);
    }

    /// <summary>A link was made and nobody has opened it.</summary>
    public async IAsyncEnumerable<DateTimeOffset> LinkSentAsync(DemoPerson person)
    {
        yield return At(3, 11);
        var patient = Patient(person);
        await patient.AddAsync();
        await diary.BookAsync(patient.Id, patient.Practitioner, today);
        yield return present - TimeSpan.FromMinutes(4);
        await patient.SendLinkAsync();
    }

    /// <summary>Answers up to a point, or all of them; nobody of the clinic has looked yet.</summary>
    public async IAsyncEnumerable<DateTimeOffset> AnsweredAsync(DemoPerson person, DemoCase which, int? questions, bool visitToday)
    {
        yield return At(2, 12);
        var patient = Patient(person);
        await patient.AddAsync();
        var booked = await diary.BookAsync(patient.Id, patient.Practitioner, visitToday ? today : Weekday(today.AddDays(1 + (person.Number % 4))));
        yield return present - HalfAnHour;
        await patient.AnswerAsync(which, 6, research: person.Number % 2 == 0, questions);
        if (visitToday && questions is null && which != DemoCase.Emergency)
            await diary.BecomeAsync(booked[0].Visit, patient.Practitioner, AppointmentState.Arrived);
    }

    /// <summary>An answer that sent to hospital, some weeks ago: it was seen, and nothing is treated.</summary>
    public async IAsyncEnumerable<DateTimeOffset> SentToHospitalAsync(DemoPerson person, int daysAgo)
    {
        yield return At(daysAgo, 9);
        var patient = Patient(person);
        await patient.AddAsync();
        var booked = await diary.BookAsync(patient.Id, patient.Practitioner, Weekday(today.AddDays(1 - daysAgo)));
        await patient.AnswerAsync(DemoCase.Emergency, 9, research: false);
        await patient.SeeEmergencyAsync();
        yield return booked[0].At;
        await diary.BecomeAsync(booked[0].Visit, patient.Practitioner, AppointmentState.Cancelled);
    }

    /// <summary>Screened and examined, as far as that goes.</summary>
    /// <param name="which">A stop that is not settled ends the story there.</param>
    /// <param name="until">How far it goes.</param>
    public async IAsyncEnumerable<DateTimeOffset> SeenAsync(DemoPerson person, DemoCase which, int daysAgo, DemoUntil until)
    {
        yield return At(daysAgo + 4, 9);
        var patient = Patient(person);
        await patient.AddAsync();
        var booked = await diary.BookAsync(patient.Id, patient.Practitioner, Weekday(today.AddDays(-daysAgo)));
        yield return At(daysAgo + 2, 15);
        await patient.AnswerAsync(which, 4 + (person.Number % 5), research: person.Number % 3 != 0);
        yield return booked[0].At;
        await diary.BecomeAsync(booked[0].Visit, patient.Practitioner, AppointmentState.Arrived);
        if (until > DemoUntil.Answered)
            await patient.Care.AskAtVisitAsync();
        if (until >= DemoUntil.Settled)
            await patient.Care.SettleAsync();
        if (until >= DemoUntil.Assessed)
            await patient.AssessAsync();
        if (until >= DemoUntil.PlanDrafted)
            await patient.Care.BeginPlanAsync();
        await diary.BecomeAsync(booked[0].Visit, patient.Practitioner, until >= DemoUntil.Settled ? [AppointmentState.InTreatment, AppointmentState.Done] : [AppointmentState.Cancelled]);
        yield return Renewal();
        await patient.RenewConsentsAsync(person.Number % 3 != 0);
    }

    /// <summary>A course by an agreed plan: once a week, needled and measured as it goes, one visit missed and one cancelled; when all visits are over, its end is recorded.</summary>
    /// <param name="gain">Points better after all visits; below 0: worse.</param>
    /// <param name="withdraws">Takes the consent back after the third visit.</param>
    public async IAsyncEnumerable<DateTimeOffset> CourseAsync(DemoPerson person, DemoCase which, int daysAgo, int visits, double gain, bool withdraws = false, DemoMishap mishap = DemoMishap.None)
    {
        yield return At(daysAgo + 5, 13);
        var patient = Patient(person);
        await patient.AddAsync();
        var booked = await diary.BookAsync(patient.Id, patient.Practitioner, Weekday(today.AddDays(-daysAgo)), Rhythm.Weekly, visits);
        yield return At(daysAgo + 1, 18);
        await patient.AnswerAsync(which, 5 + (person.Number % 4), research: person.Number % 3 != 0);
        var done = booked.Where(b => b.At < present - AnHour).ToList();
        for (var i = 0; i < done.Count; i++)
        {
            yield return done[i].At;
            if (i == 0)
            {
                await diary.BecomeAsync(done[i].Visit, patient.Practitioner, AppointmentState.Arrived);
                await patient.AssessAsync();
                await patient.AgreeAsync();
                await diary.BecomeAsync(done[i].Visit, patient.Practitioner, AppointmentState.InTreatment, AppointmentState.Done);
            }
            else if (i == 2 && person.Number % 2 == 0)
            {
                await diary.BecomeAsync(done[i].Visit, patient.Practitioner, person.Number % 4 == 0 ? AppointmentState.Missed : AppointmentState.Cancelled);
            }
            else
            {
                await diary.BecomeAsync(done[i].Visit, patient.Practitioner, AppointmentState.Arrived, AppointmentState.InTreatment);
                var needling = await patient.BeginNeedlingAsync();
                await needling.PutInAsync(stock.On(DayOf(done[i].At)));
                yield return done[i].At + HalfAnHour;
                var isLast = i == done.Count - 1;
                await (mishap == DemoMishap.Faint && i == 1 ? needling.FaintAsync() : needling.TakeOutAsync());
                if (mishap != DemoMishap.Unsigned || !isLast)
                    await needling.SignAsync();
                await diary.BecomeAsync(done[i].Visit, patient.Practitioner, AppointmentState.Done);
                await patient.MeasureAsync(gain * i / Math.Max(1, visits - 1));
                // What the calendar asks for while people still come is taken down at a visit.
                if (i is 3 or 5)
                    await patient.ReadAsync(gain * i / Math.Max(1, visits - 1));
                if (visits == ShortCourse && i == 1 && done[i].At + ADayLater < present)
                {
                    yield return done[i].At + ADayLater;
                    await needling.AnswerAfterwardsAsync(person, null);
                }

                var isLastAsked = done.Count(d => d.At + ADayLater < present) == i + 1;
                if (mishap == DemoMishap.Bruise && (i == 1 || isLastAsked) && done[i].At + ADayLater < present)
                {
                    yield return done[i].At + ADayLater;
                    await needling.AnswerAfterwardsAsync(person, person.Language == Languages.Language.English ? "A bruise as large as a coin at the calf." : "小腿上有一块硬币大的淤青。");
                    if (i == 1)
                    {
                        await needling.ReportAsync("bleeding", "A bruise of two centimetres at the calf, told of the day after.", "Looked at; no treatment needed. The next needle there was left out.");
                        await needling.ReadAnswerAsync();
                    }
                }
            }

            if (i == 2 && withdraws)
            {
                await patient.Care.WithdrawAsync();
                break;
            }
        }

        List<(DateTimeOffset At, Func<Task> Do)> later =
        [
            .. Afterwards(done, withdraws, person).Select(r => (r.At, (Func<Task>)(() => patient.ReadAsync(gain * Math.Min(1, r.Days / 28.0))))),
            (Renewal(), () => patient.RenewConsentsAsync(person.Number % 3 != 0)),
        ];
        if ((withdraws || done.Count == visits) && mishap == DemoMishap.None && done[^1].At + (2 * ADayLater) < present)
        {
            later.Add((done[^1].At + (2 * ADayLater), () => patient.Care.EndAsync(
                withdraws ? EndReason.OwnWish : gain >= 2 ? EndReason.GoalsMet : EndReason.NoImprovement,
                gain >= 2 ? "Go on walking every day. Come back, or see the GP, if the pain keeps you from sleeping or walking." : "Please look at the leg again: no important change after the course. Exercise goes on.")));
        }

        foreach (var (at, step) in later.OrderBy(l => l.At))
        {
            yield return at;
            await step();
        }
    }

    /// <summary>Readings of the calendar after the last visit, taken down at the telephone: of four one is not given.</summary>
    private IEnumerable<(DateTimeOffset At, int Days)> Afterwards(List<(Guid Visit, DateTimeOffset At)> done, bool withdraws, DemoPerson person) =>
        done.Count < 2 || withdraws
            ? []
            : CalendarDays.Select(d => (At: done[1].At.AddDays(d), Days: d)).Where(r => r.At > done[^1].At + ADayLater && r.At < present - AnHour && (person.Number + (r.Days / 14)) % 4 != 0);

    /// <summary>Somebody on the couch just now, with needles in: the third visit of a course.</summary>
    public async IAsyncEnumerable<DateTimeOffset> OnTheCouchAsync(DemoPerson person)
    {
        yield return At(19, 13);
        var patient = Patient(person);
        await patient.AddAsync();
        var booked = await diary.BookAsync(patient.Id, patient.Practitioner, Weekday(today.AddDays(-14)), Rhythm.Weekly, 2);
        var now = await diary.BookAsync(patient.Id, patient.Practitioner, today);
        yield return At(15, 18);
        await patient.AnswerAsync(DemoCase.Plain, 6, research: true);
        yield return booked[0].At;
        await diary.BecomeAsync(booked[0].Visit, patient.Practitioner, AppointmentState.Arrived);
        await patient.AssessAsync();
        await patient.AgreeAsync();
        await diary.BecomeAsync(booked[0].Visit, patient.Practitioner, AppointmentState.InTreatment, AppointmentState.Done);
        yield return booked[1].At;
        await diary.BecomeAsync(booked[1].Visit, patient.Practitioner, AppointmentState.Arrived, AppointmentState.InTreatment);
        var before = await patient.BeginNeedlingAsync();
        await before.PutInAsync(stock.On(DayOf(booked[1].At)));
        yield return booked[1].At + HalfAnHour;
        await before.TakeOutAsync();
        await before.SignAsync();
        await diary.BecomeAsync(booked[1].Visit, patient.Practitioner, AppointmentState.Done);
        yield return present - TimeSpan.FromMinutes(20);
        await diary.BecomeAsync(now[0].Visit, patient.Practitioner, AppointmentState.Arrived, AppointmentState.InTreatment);
        await (await patient.BeginNeedlingAsync()).PutInAsync(stock.On(today));
    }

    /// <summary>A visit of today, as the day list shows it.</summary>
    public async IAsyncEnumerable<DateTimeOffset> TodayAsync(DemoPerson person, params AppointmentState[] states)
    {
        yield return At(6, 14);
        var patient = Patient(person);
        await patient.AddAsync();
        var booked = await diary.BookAsync(patient.Id, patient.Practitioner, today);
        yield return At(4, 19);
        await patient.AnswerAsync(DemoCase.Plain, 5, research: true);
        yield return present - HalfAnHour;
        await diary.BecomeAsync(booked[0].Visit, patient.Practitioner, states);
    }

    /// <summary>One person in two records, found out and joined; or two records that may be one person's, which nobody has decided yet.</summary>
    public async IAsyncEnumerable<DateTimeOffset> TwiceAsync(DemoPerson person, int daysAgo, bool joined)
    {
        yield return At(daysAgo, 9);
        var first = Patient(person);
        await first.AddAsync();
        yield return At(daysAgo - 20, 16);
        var second = Patient(person);
        await second.AddAsync(joined ? person.Name : person.Name.Replace(' ', '-'), joined ? person.Phone : "07700 900999");
        if (joined)
        {
            yield return At(daysAgo - 21, 17);
            await first.MergeAsync(second);
        }
    }

    public async IAsyncEnumerable<DateTimeOffset> RestrictedAsync(DemoPerson person, int daysAgo)
    {
        yield return At(daysAgo, 10);
        var patient = Patient(person);
        await patient.AddAsync();
        await patient.AnswerAsync(DemoCase.Plain, 3, research: false);
        yield return At(daysAgo - 10, 10);
        await patient.RestrictAsync();
    }

    private DemoPatient Patient(DemoPerson person) => new(desk, place, book, person, Practitioner(person));

    /// <summary>Whoever may treat: a licence that has lapsed lets nobody treat, so the last of several has no patients any more.</summary>
    private DemoMember Practitioner(DemoPerson person) => place.Practitioners[person.Number % Math.Max(1, place.Practitioners.Length - 1)];

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, place.Zone).DateTime);

    private DateTimeOffset At(int daysAgo, int hour) => Local(Weekday(today.AddDays(-daysAgo)), hour);

    private DateTimeOffset Local(DateOnly day, int hour) => LocalTime.At(place.Zone, day, new(hour, 5)) ?? LocalTime.Begin(place.Zone, day);

    /// <summary>When the texts of consent that are signed now had come into force.</summary>
    private DateTimeOffset Renewal() => Local(desk.Site.Screening!.Knowledge.Consents.Max(c => c.From), 8);

    /// <summary>The same day, or the Friday before a weekend.</summary>
    private static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(-2), _ => day };
}

/// <summary>How far somebody's way through the clinic goes.</summary>
internal enum DemoUntil
{
    Answered,
    Screened,
    Settled,
    Assessed,
    PlanDrafted,
}

/// <summary>What does not go as it should in somebody's course.</summary>
internal enum DemoMishap
{
    None,

    /// <summary>A faint at the first needles: all out at once, counted and reported.</summary>
    Faint,

    /// <summary>A bruise, told of by the letter that asks afterwards.</summary>
    Bruise,

    /// <summary>Nobody has signed the last session.</summary>
    Unsigned,
}
