using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huantiao.Records.Patients;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Portable;

/// <summary>Records taken out in open form: a ZIP of one NDJSON and one CSV file for each table, and manifest.json with the rows and the SHA-256 of each. It is readable by whoever has it: it is not locked.</summary>
public static class RecordsExport
{
    internal const string Format = "huantiao-export";
    internal const int FormatVersion = 1;
    internal const string Manifest = "manifest.json";

    /// <summary>Everything of a clinic that means something elsewhere; no secret to sign in with leaves.</summary>
    /// <returns>Rows of each table; null: there is no such clinic.</returns>
    public static async Task<IReadOnlyDictionary<string, long>?> ClinicAsync(Database database, Guid clinic, Actor who, Stream to, CancellationToken cancel = default)
    {
        await using var db = database.NewContext(clinic, who);
        if (!await db.Clinics.AnyAsync(c => c.Id == clinic, cancel))
            return null;
        db.Audit.Export("clinic", clinic.ToString());
        await db.SaveChangesAsync(cancel);
        return await WriteAsync(db, database, clinic, [], ExportShape.OfClinic(db), to, cancel);
    }

    /// <summary>Everything about one person, records merged into theirs included, and who has opened them.</summary>
    /// <returns>Rows of each table; null: there is no such patient in the clinic.</returns>
    public static async Task<IReadOnlyDictionary<string, long>?> PersonAsync(Database database, Guid clinic, Guid patient, Actor who, Stream to, CancellationToken cancel = default)
    {
        await using var db = database.NewContext(clinic, who);
        if (!await db.Patients.AnyAsync(p => p.Id == patient, cancel))
            return null;
        db.Audit.Export("patient", patient.ToString(), patient);
        await db.SaveChangesAsync(cancel);
        return await WriteAsync(db, database, clinic, await db.RecordsOfAsync(patient, cancel), ExportShape.OfPerson(db), to, cancel);
    }

    private static async Task<IReadOnlyDictionary<string, long>> WriteAsync(
        HuantiaoDb db, Database database, Guid clinic, IReadOnlyList<Guid> patients, IReadOnlyList<ExportShape> shapes, Stream to, CancellationToken cancel)
    {
        await using var connection = await database.Dialect.OpenForReadingAsync(database.ConnectionString, cancel);
        await using var snapshot = await database.Dialect.BeginSnapshotAsync(connection, cancel);
        var files = new List<(string Name, string Table, long Rows, string Hash)>();
        await using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var shape in shapes)
        {
            await using var command = Select(connection, snapshot, shape, clinic, patients);
            files.Add(await FileAsync(zip, command, shape.Table, ".ndjson", new NdjsonRows(shape.Table), database.Clock, cancel));
            files.Add(await FileAsync(zip, command, shape.Table, ".csv", new CsvRows(shape.Table), database.Clock, cancel));
        }

        var manifest = zip.CreateEntry(Manifest);
        manifest.LastWriteTime = database.Clock.GetUtcNow();
        await using (var stream = await manifest.OpenAsync(cancel))
        await using (var json = new Utf8JsonWriter(stream, PortableRow.Readable with { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", FormatVersion);
            json.WriteString("madeAt", database.Clock.GetUtcNow());
            json.WriteString("clinic", clinic);
            json.WriteString("holds", patients.Count == 0 ? "clinic" : "person");
            json.WriteStartArray("files");
            foreach (var (name, table, rows, hash) in files)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("table", table);
                json.WriteNumber("rows", rows);
                json.WriteString("sha256", hash);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return files.Where(f => f.Name.EndsWith(".ndjson", StringComparison.Ordinal)).ToDictionary(f => f.Table, f => f.Rows, StringComparer.Ordinal);
    }

    private static DbCommand Select(DbConnection connection, DbTransaction transaction, ExportShape shape, Guid clinic, IReadOnlyList<Guid> patients)
    {
        var names = patients.Select((_, i) => FormattableString.Invariant($"@patient{i}"));
        var where = shape.Where.Replace("@patients", string.Join(", ", names), StringComparison.Ordinal);
        var order = string.Join(", ", shape.Table.Key);
        return RowWriter.Command(
            connection,
            transaction,
            $"SELECT {string.Join(", ", shape.Table.Columns.Select(c => c.Name))} FROM {shape.Table.Name} WHERE {where} ORDER BY {order}",
            [("clinic", clinic), .. patients.Select((p, i) => (FormattableString.Invariant($"patient{i}"), (object?)p))]);
    }

    private static async Task<(string Name, string Table, long Rows, string Hash)> FileAsync(
        ZipArchive zip, DbCommand command, TableShape table, string ending, IRowFormat format, TimeProvider clock, CancellationToken cancel)
    {
        var entry = zip.CreateEntry(table.Name + ending);
        entry.LastWriteTime = clock.GetUtcNow();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        await using var stream = await entry.OpenAsync(cancel);
        await PutAsync(format.Head());
        var values = new object?[table.Columns.Count];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            PortableRow.Read(reader, table.Columns, values);
            await PutAsync(format.Row(values));
            rows++;
        }

        return (entry.Name, table.Name, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async Task PutAsync(byte[] bytes)
        {
            hash.AppendData(bytes);
            await stream.WriteAsync(bytes, cancel);
        }
    }
}
