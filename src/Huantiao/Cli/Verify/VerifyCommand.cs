using System.Collections.Immutable;
using System.CommandLine;
using Huantiao.Evidence.Integrity;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;
using Huantiao.Knowledge.Tables;
using Huantiao.Points;

namespace Huantiao.Cli.Verify;

/// <summary><c>huantiao verify</c>: whether the tables can be read, and whether the numbers in them can be true together.</summary>
internal static class VerifyCommand
{
    public static Command Build(Terminal terminal)
    {
        Argument<string?> pathway = new("PATHWAY") { Arity = ArgumentArity.ZeroOrOne };
        Option<string?> table = new("--table");
        Option<bool> json = new("--json");
        var command = new Command("verify") { pathway, table, json };
        command.SetAction(parsed =>
        {
            var (folder, file) = (parsed.GetValue(pathway), parsed.GetValue(table));
            if (folder is not null && file is not null)
                throw new BadInputException(Words.Get("Verify_OneOfBoth"));
            var checks = file is null ? OfPathway(PathwayFolder.Find(folder)) : OfTable(file);
            if (parsed.GetValue(json))
                VerifyReport.WriteJson(terminal, checks);
            else
                VerifyReport.Write(terminal, checks);
            return checks.Problems.IsEmpty ? ExitCode.Done : ExitCode.ProblemFound;
        });
        return command;
    }

    private static Checks OfPathway(string folder)
    {
        var (pathway, problems) = PathwayLoader.Load(folder);
        if (ScreeningLoader.IsThere(folder))
            problems = [.. problems.Union(ScreeningLoader.Load(folder).Problems)]; // both read safety.csv
        var (treatment, note) = Treatment(folder);
        problems = [.. problems.Union(treatment)];
        if (pathway is null)
            return new(folder, problems, [Words.Get("Verify_NumbersNotChecked")]);
        var integrity = IntegrityChecks.Run(pathway);
        return new(folder, [.. problems, .. integrity.Problems], [.. integrity.Notes, .. note]);
    }

    /// <summary>The tables on treating, and whether the points they name are in the atlas; a note where there is no atlas to look in.</summary>
    private static (ImmutableArray<Problem> Problems, string[] Note) Treatment(string folder)
    {
        if (!TreatmentLoader.IsThere(folder))
            return ([], []);
        var (knowledge, problems) = TreatmentLoader.Load(folder);
        if (knowledge is null)
            return (problems, []);
        try
        {
            return ([.. problems, .. TreatmentLoader.CheckPoints(knowledge, PointBook.Load().Atlas)], []);
        }
        catch (BrokenAtlasException broken)
        {
            return (problems, [Words.Format("Verify_PointsNotChecked", broken.Message)]);
        }
    }

    private static Checks OfTable(string file)
    {
        if (Directory.Exists(file))
            throw new BadInputException(Words.Format("Read_IsFolder", file));
        var (table, faults) = DelimitedTable.Load(file);
        if (table is null)
            throw new BadInputException($"{file}{(faults[0].Line > 0 ? $":{faults[0].Line}" : "")}: {faults[0].Message}");
        var integrity = IntegrityChecks.Run(table);
        return new("", [.. faults.Select(f => f.In(file)), .. integrity.Problems], integrity.Notes);
    }
}

/// <summary>What was found, and what could not be looked at.</summary>
/// <param name="Folder">That the problems' files are in; empty: they stand as given.</param>
internal sealed record Checks(string Folder, ImmutableArray<Problem> Problems, ImmutableArray<string> Notes);
