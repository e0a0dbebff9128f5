using System.CommandLine;
using Huantiao.Cli.Decide;
using Huantiao.Cli.Meta;
using Huantiao.Cli.Points;
using Huantiao.Cli.Pool;
using Huantiao.Cli.Records;
using Huantiao.Cli.Registries;
using Huantiao.Cli.Screen;
using Huantiao.Cli.Verify;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli;

/// <summary>The verbs, and what happens around each of them: help, version, mistakes in typing, exit codes.</summary>
internal static class CommandTree
{
    private static readonly Option<bool> HelpOption = new("--help", "-h", "-?") { Recursive = true };
    private static readonly Option<bool> VersionOption = new("--version");

    // A file called @list.csv is a file, not a list of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static Command Build(Terminal terminal) => new("huantiao")
    {
        HelpOption,
        VersionOption,
        AnswerCommand.Build(terminal),
        MetaCommand.Build(terminal),
        VerifyCommand.Build(terminal),
        PointsCommand.Build(terminal),
        ScreenCommand.Build(terminal),
        PoolCommand.Build(terminal),
        SummariseCommand.Build(terminal),
        ServeCommand.Build(terminal),
        BackupCommands.BuildBackup(terminal),
        BackupCommands.BuildRestore(terminal),
        ExportCommands.BuildExport(terminal),
        ExportCommands.BuildImport(terminal),
        AuditCommand.Build(terminal),
        RecordsCommand.Build(terminal),
        GenerateCommand.Build(terminal),
        ExerciseCommand.Build(terminal),
    };

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        try
        {
            var code = Invoke(args, terminal);
            terminal.Out.Flush();
            return code;
        }
        catch (BadInputException e)
        {
            return Refuse(terminal, e.Message);
        }
        catch (AnalysisException e)
        {
            Refuse(terminal, e.Message);
            return IsProblemOfTheAnalysis(e.Failure) ? ExitCode.ProblemFound : ExitCode.BadInput;
        }
        catch (IOException e)
        {
            // Files that are read and written have said their own; what is left is an output that is full or gone.
            terminal.Error.WriteLine("huantiao: " + Words.Format("Write_Failed", Words.Get("Write_Output"), e.Message));
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The last door: a fault of ours is told as one, with what is needed to find it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            terminal.Error.WriteLine($"huantiao: {Words.Get("Internal_Error")}\n{e}");
            return ExitCode.BadInput;
        }
    }

    private static int Invoke(IReadOnlyList<string> args, Terminal terminal)
    {
        var root = Build(terminal);
        var parsed = root.Parse(args, Parsing);
        var command = parsed.CommandResult.Command;
        if (parsed.GetValue(HelpOption))
        {
            HelpPage.Write(terminal.Out, root, command);
            return ExitCode.Done;
        }

        if (command == root)
        {
            if (parsed.GetValue(VersionOption) && args.Count == 1)
            {
                terminal.Out.WriteLine("huantiao " + ProductVersion.Text);
                return ExitCode.Done;
            }

            if (args.Count == 0)
            {
                HelpPage.Write(terminal.Error, root, root);
                return ExitCode.BadInput;
            }
        }

        if (parsed.Errors.Count > 0 || command == root || Misspelling.UnknownOption(parsed) is not null)
            return Refuse(terminal, Misspelling.Explain(parsed, root, args));
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Out, Error = terminal.Error });
    }

    private static int Refuse(Terminal terminal, string message)
    {
        terminal.Out.Flush();
        terminal.Error.WriteLine("huantiao: " + message);
        return ExitCode.BadInput;
    }

    /// <summary>The data could be read and were right in themselves, but this analysis of them has no result.</summary>
    private static bool IsProblemOfTheAnalysis(AnalysisFailure failure) =>
        failure is AnalysisFailure.NoStudies or AnalysisFailure.SingleStudy or AnalysisFailure.NonConvergence or AnalysisFailure.InfiniteWeight;
}
