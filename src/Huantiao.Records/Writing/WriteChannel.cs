using System.Data.Common;
using System.Threading.Channels;
using Huantiao.Records.Auditing;
using Huantiao.Records.Clinical;
using Huantiao.Records.Patients;

namespace Huantiao.Records.Writing;

/// <summary>
/// Everything that is saved passes here, one after another: SQLite allows one writer, and a trail whose lines hold each other's hashes has one end.
/// What waits when the last commit returns is committed together, so that many people who save share one flush of the disk; each is told only after it.
/// </summary>
internal sealed class WriteChannel : IAsyncDisposable
{
    private const int MostAtOnce = 64;

    private readonly Database database;
    private readonly Channel<PendingSave> queue = Channel.CreateUnbounded<PendingSave>(new() { SingleReader = true });
    private readonly Task loop;
    private DbConnection? connection;

    public WriteChannel(Database database)
    {
        this.database = database;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Returns when it is on the disk; throws what the database said when it is not.</summary>
    public async Task<int> SaveAsync(HuantiaoDb db, PendingChanges changes, CancellationToken cancel)
    {
        var save = new PendingSave(db, changes, cancel);
        if (!queue.Writer.TryWrite(save))
            throw new ObjectDisposedException(nameof(WriteChannel));
        return await save.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingSave>(MostAtOnce);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && queue.Reader.TryRead(out var save))
            {
                if (save.Cancel.IsCancellationRequested)
                    save.Done.TrySetCanceled(save.Cancel);
                else
                    batch.Add(save);
            }

            if (batch.Count > 0)
                await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(List<PendingSave> batch)
    {
        try
        {
            await TryCommitAsync(batch, joined: true);
        }
#pragma warning disable CA1031 // Whatever it was, it belongs to the one who saved, not to the loop that serves the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (batch.Count == 1)
            {
                if (batch[0].Changes.Plain is null)
                    batch[0].Done.TrySetException(e);
                else
                    await CommitAloneAsync(batch);
                return;
            }

            // One of them cannot be saved; nothing of the batch has been. By halves it is found, and the others are saved.
            var half = batch.Count / 2;
            await CommitAsync(batch.GetRange(0, half));
            await CommitAsync(batch.GetRange(half, batch.Count - half));
        }
    }

    /// <summary>By its own context, which says in the words that callers know what was wrong.</summary>
    private async Task CommitAloneAsync(List<PendingSave> one)
    {
        try
        {
            await TryCommitAsync(one, joined: false);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            one[0].Done.TrySetException(e);
        }
    }

    private async Task TryCommitAsync(List<PendingSave> batch, bool joined)
    {
        var counts = new int[batch.Count];
        var open = await OpenAsync();
        try
        {
            await using var transaction = await open.BeginTransactionAsync();
            await using var statements = new Statements();
            if (joined)
                await JoinedSave.RunAsync(statements, database, open, transaction, batch.ConvertAll(s => (s.Db, s.Changes)), counts);
            else
                counts[0] = await batch[0].Db.SaveWithinAsync(open, transaction);
            SearchKeyChange.Apply(statements, open, transaction, batch.SelectMany(s => s.Changes.SearchKeys));
            await EarlierVersion.KeepAsync(open, transaction, batch.SelectMany(s => s.Changes.Kept));
            await AuditWriter.AppendAsync(statements, database, open, transaction, batch.SelectMany(s => s.Changes.Lines));
            await statements.RunAsync(open, transaction);
            await transaction.CommitAsync();
        }
        catch
        {
            // A connection that has seen an error is not trusted with the next batch.
            await open.DisposeAsync();
            connection = null;
            throw;
        }

        for (var i = 0; i < batch.Count; i++)
            batch[i].Done.TrySetResult(counts[i]);
    }

    private async Task<DbConnection> OpenAsync()
    {
        if (connection is { State: System.Data.ConnectionState.Open })
            return connection;
        connection = await database.Dialect.OpenForWritingAsync(database.ConnectionString);
        return connection;
    }

    private sealed record PendingSave(HuantiaoDb Db, PendingChanges Changes, CancellationToken Cancel)
    {
        public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
