using System.Data.Common;
using Huantiao.Records.Model;
using Huantiao.Records.Portable;

namespace Huantiao.Records.Writing;

/// <summary>The statements that save plain rows: one for the new rows of a table, and one for those that take the place of an earlier version.</summary>
internal static class PlainStatements
{
    private static readonly string Version = Mapping.SnakeCase(nameof(IVersionedRow.Version));

    /// <summary>Tables that others refer to come first. New versions are all columns: the row is as it was read but for what was changed in it, or its version is another one.</summary>
    public static void Add(Statements statements, DbConnection connection, DbTransaction transaction, IEnumerable<PlainRow> rows)
    {
        foreach (var table in rows.GroupBy(r => r.Table).OrderBy(g => g.Key.Rank).ThenBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var (name, columns) = (table.Key.Name, table.Key.Columns);
            statements.Add(RowWriter.Inserts(connection, transaction, name, columns, table.Where(r => r.Instead is null).Select(r => r.Values)));
            var changed = table.Where(r => r.Instead is not null).Select(r => (object?[])[.. r.Values, r.Instead]).ToList();
            if (changed.Count > 0)
                statements.AddExactly(RowWriter.Updates(connection, transaction, name, [.. columns, new(Was, ColumnKind.Whole, Wide: true, Nullable: false)], table.Key.Key, (Version, Was), changed), changed.Count);
        }
    }

    /// <summary>What the version that is replaced is called beside the columns.</summary>
    private const string Was = "version_replaced";
}
