using System.CommandLine;
using Huantiao.Records;
using Huantiao.Records.Portable;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Cli.Records;

/// <summary><c>huantiao export</c> and <c>huantiao import</c>: one person, or a whole clinic, in open files.</summary>
internal static class ExportCommands
{
    public static Command BuildExport(Terminal terminal)
    {
        Argument<string> file = new("FILE");
        Option<Guid?> clinic = new("--clinic");
        Option<Guid?> patient = new("--patient");
        var records = new StoredRecords();
        var command = new Command("export") { file, clinic, patient };
        records.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await records.OpenAsync(parsed, cancel);
            var where = await ClinicAsync(database, parsed.GetValue(clinic), cancel);
            var target = parsed.GetValue(file)!;
            if (File.Exists(target))
                throw new BadInputException(Words.Format("Export_IsThere", target));
            // Put together in memory beside the disk's own cache: a file appears whole or not at all.
            var unfinished = $"{target}.{Guid.CreateVersion7():N}.unfinished";
            try
            {
                IReadOnlyDictionary<string, long>? rows;
                await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.ReadWrite))
                {
                    rows = parsed.GetValue(patient) is { } one
                        ? await RecordsExport.PersonAsync(database, where, one, Actor.Program, stream, cancel)
                        : await RecordsExport.ClinicAsync(database, where, Actor.Program, stream, cancel);
                }

                if (rows is null)
                    throw new BadInputException(Words.Get(parsed.GetValue(patient) is null ? "Export_NoClinic" : "Export_NoPatient"));
                File.Move(unfinished, target, overwrite: false);
                terminal.Out.WriteLine(Words.Format("Export_Done", rows.Values.Sum(), rows.GetValueOrDefault("patient"), target));
                terminal.Error.WriteLine(Words.Get("Export_Open"));
                return ExitCode.Done;
            }
            finally
            {
                File.Delete(unfinished);
            }
        });
        return command;
    }

    public static Command BuildImport(Terminal terminal)
    {
        Argument<string> file = new("FILE");
        var records = new StoredRecords();
        var command = new Command("import") { file };
        records.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var source = parsed.GetValue(file)!;
            if (!File.Exists(source))
                throw new BadInputException(Words.Format("Read_NotThere", source));
            await using var stream = File.OpenRead(source);
            await using var database = await records.OpenOrMakeAsync(parsed, cancel);
            var rows = await StoredRecords.TellAsync(RecordsImport.ReadAsync(database, stream, cancel));
            terminal.Out.WriteLine(Words.Format("Import_Done", rows.Values.Sum(), rows.GetValueOrDefault("patient")));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The clinic that is meant: the one named, or the only one.</summary>
    internal static async Task<Guid> ClinicAsync(Database database, Guid? named, CancellationToken cancel)
    {
        if (named is { } clinic)
            return clinic;
        await using var db = database.NewContext();
        var all = await db.Clinics.OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).Take(20).ToListAsync(cancel);
        return all switch
        {
            [var only] => only.Id,
            [] => throw new BadInputException(Words.Get("Export_NoClinic")),
            _ => throw new BadInputException(Words.Format("Export_WhichClinic", string.Join("\n", all.Select(c => $"  {c.Id}  {c.Name}")))),
        };
    }
}
