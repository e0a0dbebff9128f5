using System.Data.Common;
using Huantiao.Records.Model;
using Huantiao.Records.Portable;
using Huantiao.Records.Writing;

namespace Huantiao.Records.Auditing;

/// <summary>Appends lines to the trails, with the statements of what they tell of.</summary>
internal static class AuditWriter
{
    /// <summary>In the order of <see cref="Values"/> and <see cref="Read"/>.</summary>
    public static readonly string[] Columns =
        ["clinic_id", "sequence", "at", "actor", "account_id", "action", "kind", "record_key", "patient_id", "reason", "origin", "hash"];

    private static readonly ColumnShape[] Shapes = [.. Columns.Select(name => new ColumnShape(
        name,
        name switch
        {
            "clinic_id" or "account_id" or "patient_id" => ColumnKind.Key,
            "sequence" or "at" => ColumnKind.Whole,
            _ => ColumnKind.Text,
        },
        Wide: true,
        Nullable: true))];

    public static async Task AppendAsync(Statements statements, Database database, DbConnection connection, DbTransaction transaction, IEnumerable<AuditDraft> drafts)
    {
        // Always in the same order, so that two nodes never wait for each other's trails crosswise.
        foreach (var trail in drafts.GroupBy(d => d.ClinicId).OrderBy(g => g.Key))
        {
            var head = await HeadAsync(database, connection, transaction, trail.Key);
            var (sequence, hash, at) = (head.Sequence, head.Hash, head.At);
            var (entries, anchors) = (new List<AuditEntry>(), new List<AuditAnchor>());
            foreach (var draft in trail)
            {
                var entry = AuditChain.Bind(draft, sequence + 1, hash);
                if (sequence > 0 && Day(entry.At) > Day(at))
                    anchors.Add(Anchor(database.SealKey, trail.Key, Day(at), sequence, hash));
                // A clock that was set back does not make an earlier day the last one.
                at = entry.At > at ? entry.At : at;
                (sequence, hash) = (entry.Sequence, entry.Hash);
                entries.Add(entry);
            }

            statements.Add(RowWriter.Inserts(connection, transaction, "audit_entry", Shapes, entries.Select(Values)));
            await RowWriter.InsertAsync(connection, transaction, "audit_anchor", ["clinic_id", "day", "sequence", "hash", "seal"], anchors.Select(a => (object?[])[a.ClinicId, a.Day, a.Sequence, a.Hash, a.Seal]));
            statements.Add(RowWriter.Command(
                connection,
                transaction,
                "UPDATE audit_head SET sequence = @sequence, at = @at, hash = @hash, seal = @seal WHERE clinic_id = @clinic",
                ("clinic", trail.Key),
                ("sequence", sequence),
                ("at", at.ToUnixTimeMilliseconds()),
                ("hash", hash),
                ("seal", database.SealKey.OfHead(trail.Key, sequence, at, hash))));
        }
    }

    private static async Task<(long Sequence, string Hash, DateTimeOffset At)> HeadAsync(Database database, DbConnection connection, DbTransaction transaction, Guid clinic)
    {
        await using var command = RowWriter.Command(connection, transaction, "SELECT sequence, hash, at FROM audit_head WHERE clinic_id = @clinic" + database.Dialect.ForUpdate, ("clinic", clinic));
        for (var attempt = 0; ; attempt++)
        {
            await using (var reader = await command.ExecuteReaderAsync())
            {
                if (await reader.ReadAsync())
                    return (reader.GetInt64(0), reader.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)));
            }

            if (attempt > 0)
                throw new RecordsException("The audit trail of a clinic has no head.");
            // The first line of a trail: the head is made first, so that two nodes meet at its key.
            await using var begin = RowWriter.Command(
                connection,
                transaction,
                "INSERT INTO audit_head (clinic_id, sequence, at, hash, seal) VALUES (@clinic, 0, 0, @hash, @seal) ON CONFLICT (clinic_id) DO NOTHING",
                ("clinic", clinic),
                ("hash", AuditChain.Beginning),
                ("seal", database.SealKey.OfHead(clinic, 0, DateTimeOffset.UnixEpoch, AuditChain.Beginning)));
            await begin.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The line in a reader's row.</summary>
    public static AuditEntry Read(DbDataReader row) => new()
    {
        ClinicId = row.GetGuid(0),
        Sequence = row.GetInt64(1),
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
        Actor = EnumWords.Find<ActorKind>(row.GetString(3)) ?? throw new FormatException("no actor"),
        AccountId = row.IsDBNull(4) ? null : row.GetGuid(4),
        Action = EnumWords.Find<AuditAction>(row.GetString(5)) ?? throw new FormatException("no action"),
        Kind = row.GetString(6),
        RecordKey = row.GetString(7),
        PatientId = row.IsDBNull(8) ? null : row.GetGuid(8),
        Reason = row.IsDBNull(9) ? null : row.GetString(9),
        Origin = row.GetString(10),
        Hash = row.GetString(11),
    };

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static AuditAnchor Anchor(SealKey key, Guid clinic, DateOnly day, long sequence, string hash) =>
        new() { ClinicId = clinic, Day = day, Sequence = sequence, Hash = hash, Seal = key.OfDay(clinic, day, sequence, hash) };

    private static object?[] Values(AuditEntry e) =>
    [
        e.ClinicId, e.Sequence, e.At.ToUnixTimeMilliseconds(), EnumWords.Of(e.Actor), e.AccountId, EnumWords.Of(e.Action),
        e.Kind, e.RecordKey, e.PatientId, e.Reason, e.Origin, e.Hash,
    ];
}
