using Huantiao.Records.Diary;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Demo;

/// <summary>
/// Lives the year of two invented clinics up to now, in the order of time, through the operations of the pages. What cannot be reached that way is not in it.
/// </summary>
internal static class DemoYear
{
    /// <summary>Records of both clinics together; who is there twice counts twice.</summary>
    public const int Patients = 60;

    /// <summary>From the founding to the present.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(366);

    /// <summary>Makes both clinics in a new data folder.</summary>
    public static async Task LiveAsync(string pathway, string folder, Site site, TimeProvider present, CancellationToken cancel)
    {
        var now = present.GetUtcNow();
        var clock = new DemoClock(now - Lasts, now);
        await using var app = WebApp.Host(new("http://127.0.0.1:0", pathway, folder) { Clock = clock });
        WebApp.Map(app, site);
        await app.Services.GetRequiredService<OpeningDatabase>().Ready.WaitAsync(cancel);
        var zone = Accounts.TimeZones.All.Contains(present.LocalTimeZone.Id, StringComparer.Ordinal) ? present.LocalTimeZone.Id : "UTC";
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
        var desk = new DemoDesk(app, site, clock);
        if (site.Screening is not { } screening || site.Treatment is not { } treatment)
            throw new CannotServeException($"The pathway {pathway} takes nobody in and treats nobody: there is nothing that an invented clinic could show.");
        var book = new DemoAnswers(screening.Knowledge, treatment, site.Points.Atlas);
        var staff = new DemoStaff(desk, zone, today);
        var (large, small) = (await staff.LargeAsync(), await staff.SmallAsync());
        var (packets, few) = (new DemoStock(desk, large, today), new DemoStock(desk, small, today));
        var (many, some) = (new DemoStories(desk, large, book, new(desk, large, now), packets, today, now), new DemoStories(desk, small, book, new(desk, small, now), few, today, now));
        await PlayAsync(clock, [packets.EnteredAsync(), few.EnteredAsync(), .. Large(many, today), .. Small(some, today)], cancel);
    }

    private static IEnumerable<IAsyncEnumerable<DateTimeOffset>> Large(DemoStories stories, DateOnly today)
    {
        var people = People(today, 1);
        for (var i = 0; i < 3; i++)
            yield return stories.NewAsync(people(), 2 + (i * 4), 1 + i);
        yield return stories.LinkSentAsync(people());
        yield return stories.AnsweredAsync(people(), DemoCase.Plain, 14, visitToday: true);
        yield return stories.AnsweredAsync(people(), DemoCase.Plain, 30, visitToday: false);
        yield return stories.AnsweredAsync(people(), DemoCase.Plain, null, visitToday: true);
        yield return stories.AnsweredAsync(people(), DemoCase.Medicine, null, visitToday: true);
        yield return stories.AnsweredAsync(people(), DemoCase.Unrecognised, null, visitToday: false);
        yield return stories.AnsweredAsync(people(), DemoCase.Emergency, null, visitToday: true);
        yield return stories.SentToHospitalAsync(people(), 61);
        yield return stories.SeenAsync(people(), DemoCase.Stop, 9, DemoUntil.Screened);
        yield return stories.SeenAsync(people(), DemoCase.Stop, 25, DemoUntil.Settled);
        for (var i = 0; i < 2; i++)
            yield return stories.SeenAsync(people(), i == 0 ? DemoCase.Medicine : DemoCase.Careful, 12 + (i * 25), DemoUntil.Settled);
        for (var i = 0; i < 2; i++)
            yield return stories.SeenAsync(people(), DemoCase.Plain, 5 + (i * 6), DemoUntil.Assessed);
        for (var i = 0; i < 2; i++)
            yield return stories.SeenAsync(people(), i == 0 ? DemoCase.Careful : DemoCase.Plain, 3 + (i * 5), DemoUntil.PlanDrafted);
        yield return stories.AnsweredAsync(people(), DemoCase.Refused, null, visitToday: false);
        DemoMishap[] mishaps = [DemoMishap.Unsigned, DemoMishap.None, DemoMishap.Bruise, DemoMishap.Faint, DemoMishap.None];
        for (var i = 0; i < 5; i++)
            yield return stories.CourseAsync(people(), i == 1 ? DemoCase.Medicine : DemoCase.Plain, 14 + (i * 7), 8, i == 3 ? -1 : 3 + (i % 2), mishap: mishaps[i]);
        for (var i = 0; i < 5; i++)
            yield return stories.CourseAsync(people(), i == 2 ? DemoCase.Careful : DemoCase.Plain, 90 + (i * 52), 6, i switch { 1 => -2, 4 => 0, _ => 4 });
        for (var i = 0; i < 8; i++)
            yield return stories.CourseAsync(people(), DemoCase.Plain, 338 - (i * 40), DemoStories.ShortCourse, (i * 5 % 7) - 1);
        yield return stories.CourseAsync(people(), DemoCase.Plain, 70, 6, 1, withdraws: true);
        yield return stories.CourseAsync(people(), DemoCase.Stop, 120, 6, 2);
        yield return stories.OnTheCouchAsync(people());
        yield return stories.TodayAsync(people(), AppointmentState.Arrived, AppointmentState.InTreatment, AppointmentState.Done);
        yield return stories.TodayAsync(people(), AppointmentState.Missed);
        yield return stories.TodayAsync(people(), AppointmentState.Cancelled);
        yield return stories.TodayAsync(people());
        yield return stories.TwiceAsync(people(), 80, joined: false);
        yield return stories.TwiceAsync(people(), 150, joined: true);
        yield return stories.RestrictedAsync(people(), 40);
    }

    private static IEnumerable<IAsyncEnumerable<DateTimeOffset>> Small(DemoStories stories, DateOnly today)
    {
        var people = People(today, 101);
        for (var i = 0; i < 3; i++)
            yield return stories.NewAsync(people(), 3 + (i * 9), i);
        yield return stories.AnsweredAsync(people(), DemoCase.Plain, null, visitToday: true);
        yield return stories.SeenAsync(people(), DemoCase.Careful, 16, DemoUntil.Assessed);
        yield return stories.SeenAsync(people(), DemoCase.Plain, 33, DemoUntil.PlanDrafted);
        yield return stories.CourseAsync(people(), DemoCase.Plain, 35, 8, 3);
        yield return stories.CourseAsync(people(), DemoCase.Plain, 200, 6, -1);
        yield return stories.TodayAsync(people(), AppointmentState.Arrived);
        yield return stories.TodayAsync(people());
    }

    private static Func<DemoPerson> People(DateOnly today, int first)
    {
        var next = first;
        return () => DemoPerson.Of(next++, today);
    }

    /// <summary>Goes on with whichever story's next moment comes first.</summary>
    private static async Task PlayAsync(DemoClock clock, List<IAsyncEnumerable<DateTimeOffset>> stories, CancellationToken cancel)
    {
        var waiting = new PriorityQueue<(IAsyncEnumerator<DateTimeOffset> Story, int Number), (DateTimeOffset At, int Number)>();
        for (var i = 0; i < stories.Count; i++)
            await GoOnAsync((stories[i].GetAsyncEnumerator(cancel), i));
        while (waiting.TryDequeue(out var next, out var when))
        {
            cancel.ThrowIfCancellationRequested();
            clock.Reach(when.At);
            await GoOnAsync(next);
        }

        async Task GoOnAsync((IAsyncEnumerator<DateTimeOffset> Story, int Number) one)
        {
            if (await one.Story.MoveNextAsync())
                waiting.Enqueue(one, (one.Story.Current, one.Number));
            else
                await one.Story.DisposeAsync();
        }
    }
}
