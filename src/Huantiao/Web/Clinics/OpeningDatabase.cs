using Huantiao.Records;

namespace Huantiao.Web.Clinics;

/// <summary>
/// The clinic's database, opened and brought up to date beside the public pages, never before them: only addresses of the clinic wait for it.
/// </summary>
internal sealed class OpeningDatabase(string? connection, string dataFolder, string? auditKeyFile, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lazy<Task<Database>> _opened = new(() => Task.Run(() => Database.OpenAsync(connection, dataFolder, clock, auditKeyFile)));

    public string DataFolder => dataFolder;

    /// <summary>Begins to open where that has not begun. Fails with a <see cref="RecordsException"/> that says why.</summary>
    public Task<Database> Ready => _opened.Value;

    /// <summary>For code that runs once <see cref="Ready"/> has been awaited: every address of the clinic does so before anything else.</summary>
    public Database Opened => _opened is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } task }
        ? task.GetAwaiter().GetResult()
        : throw new InvalidOperationException("The database is not open yet.");

    public async ValueTask DisposeAsync()
    {
        if (_opened is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } task })
            await (await task).DisposeAsync();
    }
}
