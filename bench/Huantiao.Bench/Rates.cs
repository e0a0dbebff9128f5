using System.Diagnostics;
using System.Globalization;
using Huantiao.Records;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Bench;

/// <summary>How often a second something is done, and how long it takes; and the invented clinic in which it is done.</summary>
internal static class Rates
{
    private const double Seconds = 4;

    /// <summary>So many do it at once, each as soon as it was done before. Processor time is this program's own: where others use the machine too it says more than the clock.</summary>
    /// <param name="writer">Makes ready, before the time runs, what the one with that number does.</param>
    public static async Task<(double Rate, double Microseconds)> OfAsync(int writers, Func<int, Func<Task>> writer)
    {
        var all = Enumerable.Range(0, writers).Select(writer).ToList();
        var (started, count, used) = (Stopwatch.GetTimestamp(), 0, Environment.CpuUsage.TotalTime);
        await Task.WhenAll(all.Select(write => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < Seconds)
            {
                await write();
                Interlocked.Increment(ref count);
            }
        })));
        return (count / Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / count);
    }

    /// <summary>"open 1200 4500": median and 99th percentile in microseconds, after so many that are not counted.</summary>
    public static async Task TimeAsync(Database database, Guid clinic, string what, int warm, int asked, Func<HuantiaoDb, int, Task> ask)
    {
        var times = new double[asked];
        for (var i = 0; i < asked + warm; i++)
        {
            await using var db = database.NewContext(clinic, Actor.Program);
            var started = Stopwatch.GetTimestamp();
            await ask(db, i);
            if (i >= warm)
                times[i - warm] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {times[asked / 2]:0} {times[asked * 99 / 100]:0}"));
    }

    /// <summary>"raw 3000/s … save 2500/s …", and the share of the second in the first.</summary>
    public static void Say(string of, (double Rate, double Microseconds) raw, (double Rate, double Microseconds) ours) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{of} {raw.Rate:0}/s ({raw.Microseconds:0} us of processor) save {ours.Rate:0}/s ({ours.Microseconds:0} us) share {100 * ours.Rate / raw.Rate:0}%"));

    public static async Task<Guid> ClinicAsync(Database database)
    {
        await using var db = database.NewContext();
        return await db.Clinics.Where(c => c.Invented).Select(c => c.Id).FirstAsync();
    }
}
