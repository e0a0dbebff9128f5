using System.Linq.Expressions;
using System.Text;
using Huantiao.Records.Clinics;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Huantiao.Records.Model;

/// <summary>What the tables have in common: names, keys that begin with the clinic, and checks that repeat the types' ranges.</summary>
internal static class Mapping
{
    /// <summary>Longest text for a name, an address or another single line.</summary>
    public const int Line = 400;

    /// <summary>SHA-256 of a secret that was sent to somebody, as 64 hexadecimal digits.</summary>
    public const int HashLength = 64;

    /// <summary>Key (clinic, id), and the clinic must exist.</summary>
    public static void HasClinicKey<T>(this EntityTypeBuilder<T> table, Expression<Func<T, object?>> key)
        where T : class, IClinicRow
    {
        table.HasKey(key);
        table.HasOne<Clinic>().WithMany().HasForeignKey(r => r.ClinicId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>The patient must be one of the same clinic.</summary>
    public static void HasPatient<T>(this EntityTypeBuilder<T> table, Expression<Func<T, object?>> columns)
        where T : class, IClinicRow =>
        table.HasOne<Patient>().WithMany().HasForeignKey(columns).OnDelete(DeleteBehavior.Restrict);

    /// <summary>Stored as a word; any other word is refused by the database too.</summary>
    public static void HasWord<TRow, T>(this EntityTypeBuilder<TRow> table, Expression<Func<TRow, T>> property)
        where TRow : class
        where T : struct, Enum
    {
        var built = table.Property(property).HasConversion(new EnumWords.Converter<T>()).HasMaxLength(40);
        var column = SnakeCase(built.Metadata.Name);
        Check(table, column, $"{column} IN ({string.Join(", ", EnumWords.All<T>().Select(w => $"'{w}'"))})");
    }

    /// <summary>A check of the table, told by what it is about.</summary>
    public static void Check<T>(this EntityTypeBuilder<T> table, string about, string sql)
        where T : class =>
        table.ToTable(t => t.HasCheckConstraint($"ck_{SnakeCase(typeof(T).Name)}_{about}", sql));

    /// <summary>Names of tables, columns, keys and indexes in the databases' own manner, where none was given.</summary>
    public static void NameInSnakeCase(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
            {
                entity.SetContainerColumnName(SnakeCase(entity.GetContainerColumnName()!));
                // Within JSON one provider writes bytes as hexadecimal and the other as base64; a backup of the one must be read by the other.
                foreach (var bytes in entity.GetProperties().Where(p => p.ClrType == typeof(byte[]) && !p.IsShadowProperty()))
                    bytes.SetValueConverter(new ValueConverter<byte[], string>(b => Convert.ToBase64String(b), text => Convert.FromBase64String(text)));
                continue;
            }

            var table = entity.GetTableName()!;
            entity.SetTableName(SnakeCase(table));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName(SnakeCase(key.GetName()!));
            foreach (var foreignKey in entity.GetForeignKeys())
                foreignKey.SetConstraintName(SnakeCase(foreignKey.GetConstraintName()!));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!));
        }
    }

    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var starts = char.IsUpper(c) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (starts)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
