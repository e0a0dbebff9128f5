using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Huantiao.Records.Writing;

/// <summary>
/// What a context saves where it is nothing but new rows, and new versions of rows, of plain tables: an answer, a drawing's line, the event of a session with its sheet. It is taken down
/// by whoever saves, so that the one who writes has only to put together what several of them want in the same tables.
/// </summary>
internal sealed class PlainRows
{
    private readonly List<PlainRow> rows;

    private PlainRows(List<PlainRow> rows) => this.rows = rows;

    public IReadOnlyList<PlainRow> All => rows;

    /// <summary>null: the context does something else as well.</summary>
    /// <param name="changed">With the versions that they are to have.</param>
    public static PlainRows? Of(IReadOnlyList<EntityEntry> changed)
    {
        var taken = new List<PlainRow>(changed.Count);
        foreach (var entry in changed)
        {
            if (PlainTable.Of(entry.Metadata) is not { } table)
                return null;
            switch (entry.State)
            {
                case EntityState.Added:
                    taken.Add(new(table, table.Values(entry.Entity), null));
                    break;
                case EntityState.Modified when entry.Entity is IVersionedRow:
                    taken.Add(new(table, table.Values(entry.Entity), (int)entry.Property(nameof(IVersionedRow.Version)).OriginalValue!));
                    break;
                default:
                    return null;
            }
        }

        return taken.Count == 0 ? null : new(taken);
    }
}

/// <param name="Values">One for each column of the table.</param>
/// <param name="Instead">The version whose place it takes; null: it is new.</param>
internal sealed record PlainRow(PlainTable Table, object?[] Values, int? Instead);
