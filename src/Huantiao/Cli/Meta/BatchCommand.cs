namespace Huantiao.Cli.Meta;

/// <summary><c>huantiao meta --batch</c>: from a file or standard input, to a file or standard output.</summary>
internal static class BatchCommand
{
    public static int Run(string cases, string? results, Terminal terminal)
    {
        using var input = Open(cases, terminal);
        Batch? batch = null;
        if (results is null or "-")
            batch = Answer(input, terminal.Output);
        else
            AtomicFile.Write(results, output => batch = Answer(input, output));

        if (batch!.Failed == 0)
            return ExitCode.Done;
        terminal.Error.WriteLine(Words.Format("Batch_Failed", batch.Failed, batch.Count));
        return ExitCode.ProblemFound;
    }

    private static Batch Answer(Stream input, Stream output)
    {
        var batch = new Batch(output);
        batch.Run(input);
        return batch;
    }

    private static Stream Open(string cases, Terminal terminal)
    {
        if (cases == "-")
            return terminal.Input;
        if (Directory.Exists(cases))
            throw new BadInputException(Words.Format("Read_IsFolder", cases));
        try
        {
            return new FileStream(cases, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException(Words.Format("Read_NoSuchFile", cases), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new BadInputException(Words.Format("Read_Failed", cases, e.Message), e);
        }
    }
}
