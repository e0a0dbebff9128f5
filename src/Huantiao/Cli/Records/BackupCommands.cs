using System.CommandLine;
using Huantiao.Records.Backups;

namespace Huantiao.Cli.Records;

/// <summary><c>huantiao backup</c> and <c>huantiao restore</c>: everything into one locked file, and back into an empty place on either database.</summary>
internal static class BackupCommands
{
    public static Command BuildBackup(Terminal terminal) => Build(terminal, "backup", "Backup_Done", async (records, parsed, file, key, cancel) =>
    {
        await using var database = await records.OpenAsync(parsed, cancel);
        return await Backup.WriteAsync(database, file, key, cancel);
    });

    public static Command BuildRestore(Terminal terminal) => Build(terminal, "restore", "Restore_Done", async (records, parsed, file, key, cancel) =>
    {
        if (!File.Exists(file))
            throw new BadInputException(Words.Format("Read_NotThere", file));
        await using var database = await records.OpenOrMakeAsync(parsed, cancel);
        return await Restore.ReadAsync(database, file, key, cancel);
    });

    private static Command Build(
        Terminal terminal, string name, string said, Func<StoredRecords, ParseResult, string, BackupKey, CancellationToken, Task<BackupReport>> work)
    {
        Argument<string> file = new("FILE");
        var (records, keys) = (new StoredRecords(), new LockOptions());
        var command = new Command(name) { file };
        keys.AddTo(command);
        records.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var report = await StoredRecords.TellAsync(work(records, parsed, parsed.GetValue(file)!, keys.Read(parsed), cancel));
            terminal.Out.WriteLine(Words.Format(said, report.Rows.Values.Sum(), report.Rows.GetValueOrDefault("patient"), parsed.GetValue(file)));
            return ExitCode.Done;
        });
        return command;
    }
}
