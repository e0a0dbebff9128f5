using System.CommandLine;
using Huantiao.Records;
using Huantiao.Records.Backups;

namespace Huantiao.Cli.Records;

/// <summary>Where the records are, as every verb that works on them is told: a data folder, or a database beside it.</summary>
internal sealed class StoredRecords
{
    private readonly Option<string?> data = new("--data");
    private readonly Option<string?> database = new("--database");
    private readonly Option<string?> auditKey = new("--audit-key");

    public void AddTo(Command command)
    {
        command.Options.Add(data);
        command.Options.Add(database);
        command.Options.Add(auditKey);
    }

    /// <summary>The data folder: of keys even where the records are elsewhere.</summary>
    public string Folder(ParseResult parsed) => DataPlace.Find(parsed.GetValue(data));

    /// <summary>Opens what is there.</summary>
    /// <exception cref="BadInputException">There are no records there, or they cannot be opened.</exception>
    public async Task<Database> OpenAsync(ParseResult parsed, CancellationToken cancel)
    {
        var folder = DataPlace.Find(parsed.GetValue(data));
        if (parsed.GetValue(database) is null && !File.Exists(Path.Combine(folder, Database.FileName)))
            throw new BadInputException(Words.Format("Records_NoneHere", folder));
        return await OpenOrMakeAsync(parsed, cancel);
    }

    /// <summary>Opens what is there, or makes a new, empty place.</summary>
    /// <exception cref="BadInputException">It cannot be opened.</exception>
    public async Task<Database> OpenOrMakeAsync(ParseResult parsed, CancellationToken cancel)
    {
        try
        {
            return await Database.OpenAsync(parsed.GetValue(database), DataPlace.Find(parsed.GetValue(data)), TimeProvider.System, parsed.GetValue(auditKey), cancel);
        }
        catch (Exception e) when (e is RecordsException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    /// <summary>Runs what works on records; what it refuses is told as bad input.</summary>
    public static async Task<T> TellAsync<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (RecordsException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}

/// <summary>How a backup is locked: by a key file, or by a passphrase from a file or the environment. Never typed on the command line, where others can read it.</summary>
internal sealed class LockOptions
{
    private const string Variable = "HUANTIAO_BACKUP_PASSPHRASE";
    private readonly Option<string?> key = new("--key");
    private readonly Option<string?> passphrase = new("--passphrase");

    public void AddTo(Command command)
    {
        command.Options.Add(key);
        command.Options.Add(passphrase);
    }

    /// <exception cref="BadInputException">None is given, or more than one, or it cannot be used.</exception>
    public BackupKey Read(ParseResult parsed)
    {
        var (file, phrase) = (parsed.GetValue(key), parsed.GetValue(passphrase));
        try
        {
            return (file, phrase, Environment.GetEnvironmentVariable(Variable)) switch
            {
                ({ } f, null, _) => BackupKey.FromFile(f),
                (null, { } f, _) => BackupKey.FromPassphrase(File.ReadLines(f).FirstOrDefault("")),
                (null, null, { Length: > 0 } words) => BackupKey.FromPassphrase(words),
                _ => throw new BadInputException(Words.Format("Backup_OneKey", Variable)),
            };
        }
        catch (Exception e) when (e is RecordsException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
