using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Huantiao.Care.Courses;
using Huantiao.Knowledge.Pathways;
using Huantiao.Prognosis;
using Huantiao.Simulation;

namespace Huantiao.Bench;

/// <summary>One review against 50 µs, a million people against 60 s on two cores, and what the advice is worth over simulated people.</summary>
internal static class PrognosisLimits
{
    private const double ReviewLimit = 50;
    private const double MillionLimit = 60;
    private const int Million = 1_000_000;

    private static readonly double[] Weeks = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4];

    public static void Print()
    {
        var course = PersonalCourse.For(PathwayLoader.Load(Path.Combine(Root, "pathways", "sciatica")).Pathway!)!.InUnit(0.1);
        var random = new Random(1);
        var people = Enumerable.Range(0, 2_000).Select(_ => SimulatedPerson.Draw(course.Prior, random).Read(course.Prior.ReadingSd, random, Weeks)).ToArray();

        var review = OneReview(course, people);
        Say($"one review, {Weeks.Length} readings:      {review,8:F2} µs of processor time, {review / ReviewLimit:P1} of the limit of {ReviewLimit} µs");
        var (wall, processor) = AMillion(course, people);
        Say($"1,000,000 reviews, 2 threads:  {wall,8:F2} s by the clock, {processor:F2} s of processor time; {wall / MillionLimit:P1} of the limit of {MillionLimit} s");
        var bands = Bands(course, people);
        Say($"a curve of 53 bands, 2 arms:   {bands,8:F0} µs of processor time");

        Say($"people as expected:            {DecisionValue.Of(course.Prior, course.Prior.Change, course.Rules, 200_000, 1).ToString(CultureInfo.InvariantCulture)}");
        Say($"people of the other arm:       {DecisionValue.Of(course.Prior, course.OtherArm, course.Rules, 200_000, 2).ToString(CultureInfo.InvariantCulture)}");
        Say($"nothing changes for anybody:   {DecisionValue.Of(course.Prior, new Spread(0, 1e-9), course.Rules, 200_000, 3).ToString(CultureInfo.InvariantCulture)}");
        Say($"… and they come on the worst of seven days: {DecisionValue.Of(course.Prior, new Spread(0, 1e-9), course.Rules, 200_000, 5, worstOf: 7).ToString(CultureInfo.InvariantCulture)}");
        var (half, nineTenths) = WholeNumbers(course, 100_000);
        Say($"readings as people give them (whole numbers, 0 to 10): 50% bands hold {half:P1}, 90% bands {nineTenths:P1} of them");
    }

    /// <summary>The model knows neither rounding nor the ends of the scale; people's answers have both.</summary>
    private static (double Half, double NineTenths) WholeNumbers(PersonalCourse course, int people)
    {
        var random = new Random(4);
        Reading Given(SimulatedPerson person, double week) =>
            new(week, course.Prior.Scale.Clip(Math.Round(person.Read(week, course.Prior.ReadingSd, random).Value, MidpointRounding.AwayFromZero)));
        var (half, nineTenths) = (0, 0);
        for (var i = 0; i < people; i++)
        {
            // Baselines off the scale cannot be: such people are drawn again.
            var person = SimulatedPerson.Draw(course.Prior, random);
            while (person.Baseline < course.Prior.Scale.Lower || person.Baseline > course.Prior.Scale.Upper)
                person = SimulatedPerson.Draw(course.Prior, random);
            var band = CourseFit.Of(course.Prior, Given(person, 0), Given(person, 1), Given(person, 2), Given(person, 4)).Band(12).OnScale(course.Prior.Scale);
            var reading = Given(person, 12).Value;
            half += band.Half.Contains(reading) ? 1 : 0;
            nineTenths += band.NineTenths.Contains(reading) ? 1 : 0;
        }

        return ((double)half / people, (double)nineTenths / people);
    }

    private static double OneReview(PersonalCourse course, Reading[][] people)
    {
        Repeat(course, people, 40_000);
        return Enumerable.Range(0, 9).Select(_ => Repeat(course, people, 40_000)).Order().ElementAt(4);
    }

    private static double Repeat(PersonalCourse course, Reading[][] people, int rounds)
    {
        // Processor time: a busy machine does not change it.
        var start = Environment.CpuUsage.TotalTime;
        var sum = 0.0;
        for (var i = 0; i < rounds; i++)
            sum += Review.Of(course.Prior, course.Rules, 4, people[i % people.Length]).ByHorizon;
        return double.IsNaN(sum) ? double.NaN : (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / rounds;
    }

    private static (double Wall, double Processor) AMillion(PersonalCourse course, Reading[][] people)
    {
        var (clock, start) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var advised = 0;
        Parallel.For(0, Million, new ParallelOptions { MaxDegreeOfParallelism = 2 }, () => 0, (i, _, n) =>
            n + (Review.Of(course.Prior, course.Rules, 4, people[i % people.Length]).Advice is Advice.None ? 0 : 1), n => Interlocked.Add(ref advised, n));
        return advised == 0 ? (double.NaN, double.NaN) : (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
    }

    private static double Bands(PersonalCourse course, Reading[][] people)
    {
        double Once()
        {
            var (start, sum) = (Environment.CpuUsage.TotalTime, 0.0);
            for (var i = 0; i < 50; i++)
            {
                var fit = CourseFit.Of(course.Prior, people[i]);
                for (var week = 0; week <= 52; week++)
                    sum += fit.Band(week).Half.Lower + fit.BandInOtherArm(course.OtherArm, week).Half.Lower;
            }

            return double.IsNaN(sum) ? double.NaN : (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / 50;
        }

        Once();
        return Enumerable.Range(0, 5).Select(_ => Once()).Order().ElementAt(2);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Root => Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
