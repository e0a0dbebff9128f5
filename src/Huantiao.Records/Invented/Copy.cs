using System.Data.Common;
using Huantiao.Records.Portable;

namespace Huantiao.Records.Invented;

/// <summary>Rows by column names into the tables, as fast as the database takes them.</summary>
internal sealed class Copy(DbConnection connection, DbTransaction transaction, Dictionary<string, TableShape> shapes, CancellationToken cancel)
{
    public Task RowsAsync(string table, int count, Func<long, Dictionary<string, object?>> row) => ManyAsync(table, count, i => [row(i)]);

    public async Task ManyAsync(string table, int count, Func<long, IEnumerable<Dictionary<string, object?>>> rows)
    {
        var columns = shapes[table].Columns;
        var values = new object?[columns.Count];
        await using var bulk = await BulkWriter.BeginAsync(connection, transaction, table, columns, cancel);
        for (var i = 0L; i < count; i++)
        {
            foreach (var row in rows(i))
            {
                for (var c = 0; c < values.Length; c++)
                    values[c] = row.GetValueOrDefault(columns[c].Name);
                await bulk.WriteAsync(values, cancel);
            }
        }

        await bulk.CompleteAsync(cancel);
    }
}
