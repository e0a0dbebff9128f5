using System.Collections.Concurrent;
using Huantiao.Records.Model;
using Huantiao.Records.Portable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Huantiao.Records.Writing;

/// <summary>A table whose rows are all in their columns: the database makes no value of them, and no part of them lies elsewhere.</summary>
internal sealed class PlainTable
{
    private static readonly ConcurrentDictionary<IEntityType, PlainTable?> Known = new();

    private readonly Func<object, object?>[] readers;

    private PlainTable(IEntityType type, List<IProperty> properties)
    {
        Name = type.GetTableName()!;
        Columns = properties.ConvertAll(p => new ColumnShape(p.GetColumnName(), ColumnKinds.Of(Provider(p)), Wide: true, p.IsNullable));
        Key = [.. type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName())];
        Rank = RankOf(type);
        readers = [.. properties.Select(Reader)];
    }

    public string Name { get; }

    public IReadOnlyList<ColumnShape> Columns { get; }

    public IReadOnlyList<string> Key { get; }

    /// <summary>Greater than that of every table that its rows refer to.</summary>
    public int Rank { get; }

    /// <summary>null: its rows are not so plain.</summary>
    public static PlainTable? Of(IEntityType type) => Known.GetOrAdd(type, Make);

    public object?[] Values(object row) => Array.ConvertAll(readers, read => read(row));

    private static PlainTable? Make(IEntityType type)
    {
        var properties = type.GetProperties().ToList();
        return !typeof(IClinicRow).IsAssignableFrom(type.ClrType) || type.GetNavigations().Any() || type.GetForeignKeys().Any(f => f.PrincipalEntityType == type)
            || properties.Exists(p => p.IsShadowProperty() || p.ValueGenerated != ValueGenerated.Never)
            ? null
            : new(type, properties);
    }

    private static int RankOf(IEntityType type) =>
        type.GetForeignKeys().Select(f => f.PrincipalEntityType).Where(p => p != type).Select(p => 1 + RankOf(p)).DefaultIfEmpty(0).Max();

    private static Type Provider(IProperty property) => property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;

    private static Func<object, object?> Reader(IProperty property)
    {
        var (getter, converter) = (property.GetGetter(), property.GetTypeMapping().Converter);
        return converter is null ? getter.GetClrValue : row => getter.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null;
    }
}
