using System.CommandLine;
using System.Globalization;
using Huantiao.Cli.Meta;
using Huantiao.MetaAnalysis;
using Huantiao.Registry;

namespace Huantiao.Cli.Pool;

/// <summary><c>huantiao pool</c>: what the signed summaries of clinics say together. Every file is checked, and every fault told, before anything is pooled.</summary>
internal static class PoolCommand
{
    public static Command Build(Terminal terminal)
    {
        Argument<string[]> files = new("FILE") { Arity = ArgumentArity.OneOrMore };
        Option<string?> keys = new("--keys");
        Option<string?> baseline = new("--baseline");
        Option<string?> method = new("--method");
        Option<string?> test = new("--test");
        Option<string?> level = new("--level");
        Option<bool> json = new("--json");
        var command = new Command("pool") { files, keys, baseline, method, test, level, json };
        command.SetAction(parsed =>
        {
            var options = new PoolOptions
            {
                Fit = new FitOptions
                {
                    Method = parsed.GetValue(method) is { } m ? OptionNames.Method("method", m) : Method.REML,
                    Test = parsed.GetValue(test) is { } t ? OptionNames.Test("test", t) : TestKind.HartungKnapp,
                    Level = parsed.GetValue(level) is { } l ? OptionNames.Level(Number("--level", l)) : 95,
                },
                Baseline = parsed.GetValue(baseline) is { } b ? Number("--baseline", b) : null,
            };
            if (options.Fit.Method is Method.MH or Method.PETO)
                throw new BadInputException(Words.Format("Pool_Method", OptionNames.Of(options.Fit.Method)));
            var known = parsed.GetValue(keys) is { } list ? KnownKeys.Read(list) : null;
            var names = parsed.GetValue(files)!;
            return Run(names, known, options, parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static int Run(string[] names, KnownKeys? known, PoolOptions options, bool json, Terminal terminal)
    {
        var problems = new List<PoolProblem>();
        var summaries = new List<NamedSummary>();
        foreach (var name in names)
        {
            var (read, problem) = SealedSummary.Read(Bytes(name));
            if (read is null)
                problems.Add(new(name, problem!.Field, problem.Message));
            else if (known?.Problem(name, read) is { } stranger)
                problems.Add(stranger);
            else
                summaries.Add(new(name, read));
        }

        PooledRegistry? pooled = null;
        if (summaries.Count > 0)
        {
            (pooled, var beside) = Registry.Pool.Of(summaries, options);
            problems.AddRange(beside);
        }

        if (problems.Count > 0 || pooled is null)
        {
            foreach (var problem in problems)
                terminal.Error.WriteLine($"huantiao: {problem.Name}{(problem.Field.Length > 0 ? ": " + problem.Field : "")}: {problem.Message}");
            terminal.Error.WriteLine(Words.Counted("Pool_NotPooled", problems.Count));
            return ExitCode.BadInput;
        }

        if (options.Baseline is { } at && (at < pooled.Subject.ScaleLower || at > pooled.Subject.ScaleUpper))
            throw new BadInputException(Words.Format("Pool_BaselineOffScale", Shown.Significant(at), Shown.Significant(pooled.Subject.ScaleLower), Shown.Significant(pooled.Subject.ScaleUpper)));
        if (json)
            PoolJson.Write(terminal, pooled);
        else
            PoolReport.Write(terminal, pooled, known is not null);
        return ExitCode.Done;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(Directory.Exists(path) ? Words.Format("Read_IsFolder", path) : Words.Format("Pool_CannotRead", path, e.Message), e);
        }
    }

    private static double Number(string option, string given) =>
        double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new BadInputException(Words.Format("Usage_NotANumber", option, given));
}
