using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huantiao.Records.Auditing;
using Huantiao.Records.Patients;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Portable;

/// <summary>Takes an export in again: a clinic that is not here yet, or a person into a clinic that is. All of it or nothing.</summary>
public static class RecordsImport
{
    /// <returns>Rows of each table.</returns>
    /// <exception cref="RecordsException">The file is no export, or damaged, or what it holds is here already. Nothing was taken in.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> ReadAsync(Database database, Stream from, CancellationToken cancel = default)
    {
        try
        {
            await using var zip = new ZipArchive(from, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            return await ReadAsync(database, zip, cancel);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RecordsException($"The export cannot be understood: {e.Message}", e);
        }
        catch (DbException e)
        {
            // The database's words can quote a row; only its code is told.
            throw new RecordsException($"The export does not fit this database (error {e.SqlState ?? e.ErrorCode.ToString(System.Globalization.CultureInfo.InvariantCulture)}): perhaps what it holds is here already, or refers to something that is not. Nothing was taken in.", e);
        }
    }

    private static async Task<IReadOnlyDictionary<string, long>> ReadAsync(Database database, ZipArchive zip, CancellationToken cancel)
    {
        var manifest = await ManifestAsync(zip, cancel);
        if (manifest.GetProperty("format").GetString() != RecordsExport.Format || manifest.GetProperty("version").GetInt32() != RecordsExport.FormatVersion)
            throw new RecordsException("This is not an export of this version of Huantiao.");
        var clinic = manifest.GetProperty("clinic").GetGuid();
        var isPerson = manifest.GetProperty("holds").GetString() == "person";
        var files = manifest.GetProperty("files").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => (Rows: f.GetProperty("rows").GetInt64(), Hash: f.GetProperty("sha256").GetString()!), StringComparer.Ordinal);
        foreach (var (name, (_, expected)) in files)
            await CheckAsync(zip, name, expected, cancel);

        await using var db = database.NewContext(clinic, Actor.Program);
        var here = await db.Clinics.AnyAsync(c => c.Id == clinic, cancel);
        if (isPerson && !here)
            throw new RecordsException("The clinic of this person is not here: take the clinic in first.");
        if (!isPerson && here)
            throw new RecordsException("This clinic is here already.");

        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var connection = await database.Dialect.OpenForWritingAsync(database.ConnectionString, much: true);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var importer = new Importer(database, connection, transaction, clinic);
        foreach (var shape in isPerson ? ExportShape.OfPerson(db) : ExportShape.OfClinic(db))
        {
            // Of a person the trail goes out for the person to read; here it would stand between other lines. The clinic and its rooms are here already.
            if (!files.TryGetValue(shape.Table.Name + ".ndjson", out var file) || (isPerson && shape.Table.Name is "audit_entry" or "clinic" or "room" or "account"))
                continue;
            var rows = await importer.TableAsync(zip.GetEntry(shape.Table.Name + ".ndjson")!, shape.Table, cancel);
            counts[shape.Table.Name] = rows == file.Rows ? rows : throw new RecordsException($"{shape.Table.Name}.ndjson holds {rows} rows and should hold {file.Rows}.");
        }

        if (!isPerson)
            await importer.SealTrailAsync(cancel);
        await transaction.CommitAsync(cancel);
        db.Audit.Write("import", isPerson ? "person" : "clinic");
        await db.SaveChangesAsync(cancel);
        return counts;
    }

    private static async Task<JsonElement> ManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(RecordsExport.Manifest) ?? throw new RecordsException("This is not an export of Huantiao: it has no manifest.json.");
        await using var stream = await entry.OpenAsync(cancel);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
        return document.RootElement.Clone();
    }

    private static async Task CheckAsync(ZipArchive zip, string name, string expected, CancellationToken cancel)
    {
        var entry = zip.GetEntry(name) ?? throw new RecordsException($"{name} is missing from the export.");
        await using var stream = await entry.OpenAsync(cancel);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != expected)
            throw new RecordsException($"{name} is not as it was when the export was made: its SHA-256 is another. Nothing was taken in.");
    }

    /// <summary>Rows of an export on their way into the tables.</summary>
    private sealed class Importer(Database database, DbConnection connection, DbTransaction transaction, Guid clinic)
    {
        public async Task<long> TableAsync(ZipArchiveEntry file, TableShape table, CancellationToken cancel)
        {
            await using var stream = await file.OpenAsync(cancel);
            using var lines = new StreamReader(stream, Encoding.UTF8);
            var (count, row) = (0L, new Dictionary<string, object?>(StringComparer.Ordinal));
            var pointing = new List<Dictionary<string, object?>>();
            var keys = new List<SearchKeyChange>();
            while (await lines.ReadLineAsync(cancel) is { } line)
            {
                count++;
                using var document = JsonDocument.Parse(line);
                row.Clear();
                foreach (var column in table.Columns)
                    row[column.Name] = PortableRow.ReadValue(document.RootElement.GetProperty(column.Name), column);
                if (table.Has("clinic_id") && !Equals(row["clinic_id"], clinic))
                    throw new RecordsException($"{file.Name}, line {count}, belongs to another clinic.");
                if (table.PointsAtItself.Any(c => row[c] is not null))
                    pointing.Add(new(row, StringComparer.Ordinal));
                foreach (var own in table.PointsAtItself)
                    row[own] = null;
                if (table.Name == "patient")
                    keys.Add(new(clinic, (Guid)row["id"]!, [], [.. PatientKeys.Of((string)row["name"]!, (string?)row["other_name"], (DateOnly?)row["birth_date"], (string?)row["phone"])]));
                await InsertAsync(table, row);
            }

            await using var statements = new Statements();
            SearchKeyChange.Apply(statements, connection, transaction, keys);
            await statements.RunAsync(connection, transaction);
            foreach (var values in pointing)
            {
                await using var command = RowWriter.Command(
                    connection,
                    transaction,
                    $"UPDATE {table.Name} SET {string.Join(", ", table.PointsAtItself.Select(c => $"{c} = @{c}"))} WHERE {string.Join(" AND ", table.Key.Select(c => $"{c} = @{c}"))}",
                    [.. values.Where(v => table.PointsAtItself.Contains(v.Key) || table.Key.Contains(v.Key, StringComparer.Ordinal)).Select(v => (v.Key, v.Value))]);
                await command.ExecuteNonQueryAsync(cancel);
            }

            return count;
        }

        /// <summary>A trail that came whole and unchanged ends here as it did there, sealed with this installation's key.</summary>
        public async Task SealTrailAsync(CancellationToken cancel)
        {
            var (previous, sequence, at) = (AuditChain.Beginning, 0L, DateTimeOffset.UnixEpoch);
            await using (var command = RowWriter.Command(connection, transaction, $"SELECT {string.Join(", ", AuditWriter.Columns)} FROM audit_entry WHERE clinic_id = @clinic ORDER BY sequence", ("clinic", clinic)))
            {
                await using var reader = await command.ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    var entry = AuditWriter.Read(reader);
                    if (entry.Sequence != sequence + 1 || AuditChain.Hash(entry, previous) != entry.Hash)
                        throw new RecordsException($"The audit trail in the export was changed at line {sequence + 1}. Nothing was taken in.");
                    (previous, sequence, at) = (entry.Hash, entry.Sequence, entry.At > at ? entry.At : at);
                }
            }

            await RowWriter.InsertAsync(
                connection,
                transaction,
                "audit_head",
                ["clinic_id", "sequence", "at", "hash", "seal"],
                [[clinic, sequence, at.ToUnixTimeMilliseconds(), previous, database.SealKey.OfHead(clinic, sequence, at, previous)]]);
        }

        private async Task InsertAsync(TableShape table, Dictionary<string, object?> row)
        {
            if (table.Name == "account")
            {
                await AccountAsync(row);
                return;
            }

            // JSON columns belong to passkeys, which never leave; every other value needs no cast.
            await RowWriter.InsertAsync(connection, transaction, table.Name, [.. row.Keys], [[.. row.Values]]);
        }

        /// <summary>Somebody who wrote in these records: named, and unable to sign in until an administrator here invites them.</summary>
        private async Task AccountAsync(Dictionary<string, object?> row)
        {
            await using var command = RowWriter.Command(
                connection,
                transaction,
                "INSERT INTO account (id, display_name, language, created_at, disabled_at, security_stamp, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count) "
                + "VALUES (@id, @display_name, @language, @created_at, @now, @stamp, @no, @no, @no, @yes, 0) ON CONFLICT (id) DO NOTHING",
                [.. row.Select(v => (v.Key, v.Value)), ("now", database.Clock.GetUtcNow().ToUnixTimeMilliseconds()), ("stamp", Guid.CreateVersion7().ToString("N")), ("no", false), ("yes", true)]);
            await command.ExecuteNonQueryAsync();
        }
    }
}
