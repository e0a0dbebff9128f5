using System.Collections.Concurrent;
using System.Data.Common;
using Huantiao.Records.Model;
using Huantiao.Records.Portable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Huantiao.Records.Writing;

/// <summary>Rows of one table that are new and nothing else, as people who save answers make them: those of several contexts go into the table in one statement.</summary>
internal sealed class NewRows
{
    private static readonly ConcurrentDictionary<IEntityType, Shape?> Shapes = new();

    private readonly Dictionary<Shape, List<object?[]>> rows = [];

    /// <summary>How many rows were taken over; null: the context does something else as well, or its table is not so plain.</summary>
    public int? TryTake(IReadOnlyList<EntityEntry> changed)
    {
        if (changed.Count == 0 || changed.Any(e => e.State != EntityState.Added || e.Metadata != changed[0].Metadata) || Shapes.GetOrAdd(changed[0].Metadata, Of) is not { } shape)
            return null;
        if (!rows.TryGetValue(shape, out var list))
            rows.Add(shape, list = []);
        list.AddRange(changed.Select(e => Array.ConvertAll(shape.Read, read => read(e.Entity))));
        return changed.Count;
    }

    public IEnumerable<DbCommand> Inserts(DbConnection connection, DbTransaction transaction) =>
        rows.SelectMany(some => RowWriter.Inserts(connection, transaction, some.Key.Table, some.Key.Columns, some.Value));

    /// <summary>null: the database makes a value of it, or a part of it lies elsewhere.</summary>
    private static Shape? Of(IEntityType type)
    {
        var properties = type.GetProperties().ToList();
        if (!typeof(IClinicRow).IsAssignableFrom(type.ClrType) || type.GetNavigations().Any() || type.GetForeignKeys().Any(f => f.PrincipalEntityType == type)
            || properties.Exists(p => p.IsShadowProperty() || p.ValueGenerated != ValueGenerated.Never))
            return null;
        var columns = properties.ConvertAll(p => new ColumnShape(p.GetColumnName(), ColumnKinds.Of(Provider(p)), Wide: true, p.IsNullable));
        return new(type.GetTableName()!, columns, [.. properties.Select(Reader)]);
    }

    private static Type Provider(IProperty property) => property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;

    private static Func<object, object?> Reader(IProperty property)
    {
        var (getter, converter) = (property.GetGetter(), property.GetTypeMapping().Converter);
        return converter is null ? getter.GetClrValue : row => getter.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null;
    }

    private sealed record Shape(string Table, IReadOnlyList<ColumnShape> Columns, Func<object, object?>[] Read);
}
