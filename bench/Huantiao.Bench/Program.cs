using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Huantiao.Bench;

// "prognosis": reviews against their limits, and what the advice is worth, for bench/prognosis.sh.
if (args is ["prognosis"])
{
    PrognosisLimits.Print();
    return;
}

// "one K": microseconds of one REML fit with all its statistics, for the side-by-side script. Anything else goes to BenchmarkDotNet.
if (args is ["one", var studies])
{
    Console.WriteLine(SideBySide.MicrosecondsOfOneFit(studies).ToString(System.Globalization.CultureInfo.InvariantCulture));
    return;
}

// "records reads|saves FOLDER [CONNECTION]": the clinic's storage, for the scripts.
if (args is ["records", var what, var folder, .. var connection])
{
    await (what == "reads" ? RecordsBench.ReadsAsync(connection.FirstOrDefault(), folder) : RecordsBench.SavesAsync(connection.FirstOrDefault(), folder, writers: 16));
    return;
}

// "sessions generate|reads FOLDER CONNECTION SESSIONS", "sessions served FOLDER CONNECTION ADDRESS PROCESS" and "sessions saves FOLDER [CONNECTION]": needling sessions, for bench/sessions.sh.
if (args is ["sessions", var which, var place, .. var rest])
{
    await (which switch
    {
        "generate" => ManySessions.GenerateAsync(rest[0], place, int.Parse(rest[1], System.Globalization.CultureInfo.InvariantCulture)),
        "reads" => SessionsBench.ReadsAsync(rest[0], place, int.Parse(rest[1], System.Globalization.CultureInfo.InvariantCulture)),
        "served" => ServedBench.RunAsync(rest[0], place, new(rest[1]), int.Parse(rest[2], System.Globalization.CultureInfo.InvariantCulture)),
        _ => SessionsBench.SavesAsync(rest.FirstOrDefault(), place, writers: 16),
    });
    return;
}

// "report generate|times FOLDER CONNECTION PATIENTS": the clinic's report, for bench/report.sh.
if (args is ["report", var part, var kept, var server, var people])
{
    await (part == "generate" ? ManyOutcomes.GenerateAsync(server, kept, int.Parse(people, System.Globalization.CultureInfo.InvariantCulture)) : ReportBench.RunAsync(server, kept));
    return;
}

// "search": how long each of many searches of the atlas takes inside the process.
if (args is ["search"])
{
    Console.WriteLine(SearchTimes.Measure());
    return;
}

var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(RemlBenchmarks).Assembly).Run(args, config);
