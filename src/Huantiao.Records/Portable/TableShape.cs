using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Huantiao.Records.Portable;

/// <summary>What a column holds, the same on both databases.</summary>
internal enum ColumnKind
{
    Text,
    Key,
    Whole,
    Number,
    Flag,
    Day,
    Bytes,

    /// <summary>JSON that the database may lay out as it likes.</summary>
    Json,
}

/// <summary>What a column holds, from what is put into it.</summary>
internal static class ColumnKinds
{
    /// <exception cref="NotSupportedException">No backup knows such values.</exception>
    public static ColumnKind Of(Type value)
    {
        var type = Nullable.GetUnderlyingType(value) ?? value;
        return type switch
        {
            _ when type == typeof(string) => ColumnKind.Text,
            _ when type == typeof(Guid) => ColumnKind.Key,
            _ when type == typeof(long) || type == typeof(int) => ColumnKind.Whole,
            _ when type == typeof(double) => ColumnKind.Number,
            _ when type == typeof(bool) => ColumnKind.Flag,
            _ when type == typeof(DateOnly) => ColumnKind.Day,
            _ when type == typeof(byte[]) => ColumnKind.Bytes,
            _ => throw new NotSupportedException($"No backup knows values of {type}."),
        };
    }
}

/// <summary>A column, whichever database it is in.</summary>
/// <param name="Wide">For whole numbers: 64 bits, not 32.</param>
internal sealed record ColumnShape(string Name, ColumnKind Kind, bool Wide, bool Nullable);

/// <summary>A table, whichever database it is in: what backup, restore, export and import go by. It comes from the model, so that a new table is in all of them at once.</summary>
/// <param name="PointsAtItself">Columns that name another row of the same table: they are filled in once all rows are there.</param>
/// <param name="CountsItself">The key is a number that the database gives out.</param>
internal sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<string> Key, IReadOnlySet<string> PointsAtItself, bool CountsItself)
{
    /// <summary>Every table, none before those that its rows refer to.</summary>
    public static IReadOnlyList<TableShape> All(HuantiaoDb db)
    {
        var waiting = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<TableShape>();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(t => t.ForeignKeyConstraints.All(f => f.PrincipalTable == t || !waiting.Contains(f.PrincipalTable))).ToList();
            if (ready.Count == 0)
                throw new InvalidOperationException("Tables refer to each other in a circle.");
            ordered.AddRange(ready.Select(Of));
            waiting.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    public bool Has(string column) => Columns.Any(c => c.Name == column);

    private static TableShape Of(ITable table)
    {
        var key = table.PrimaryKey!.Columns;
        var own = table.ForeignKeyConstraints.Where(f => f.PrincipalTable == table).SelectMany(f => f.Columns).Select(c => c.Name).Except(key.Select(c => c.Name), StringComparer.Ordinal);
        return new(
            table.Name,
            [.. table.Columns.Select(Of).OrderBy(c => c.Name, StringComparer.Ordinal)],
            [.. key.Select(c => c.Name)],
            own.ToHashSet(StringComparer.Ordinal),
            key is [{ } only] && only.ProviderClrType == typeof(int));
    }

    private static ColumnShape Of(IColumn column)
    {
        var kind = column.PropertyMappings.Count == 0 ? ColumnKind.Json : ColumnKinds.Of(column.ProviderClrType);
        return new(column.Name, kind, (Nullable.GetUnderlyingType(column.ProviderClrType) ?? column.ProviderClrType) == typeof(long), column.IsNullable);
    }
}
