using System.Data.Common;
using Huantiao.Records.Model;
using Huantiao.Records.Writing;

namespace Huantiao.Records.Auditing;

/// <summary>Appends lines to the trails, within the transaction of what they tell of.</summary>
internal static class AuditWriter
{
    private static readonly string[] Columns =
        ["clinic_id", "sequence", "at", "actor", "account_id", "action", "kind", "record_key", "patient_id", "reason", "origin", "hash"];

    public static async Task AppendAsync(Database database, DbConnection connection, DbTransaction transaction, IEnumerable<AuditDraft> drafts)
    {
        // Always in the same order, so that two nodes never wait for each other's trails crosswise.
        foreach (var trail in drafts.GroupBy(d => d.ClinicId).OrderBy(g => g.Key))
        {
            var (sequence, hash) = await HeadAsync(database, connection, transaction, trail.Key);
            var entries = new List<AuditEntry>();
            foreach (var draft in trail)
            {
                var entry = AuditChain.Bind(draft, ++sequence, hash);
                hash = entry.Hash;
                entries.Add(entry);
            }

            await RowWriter.InsertAsync(connection, transaction, "audit_entry", Columns, entries.Select(Values));
            await using var move = RowWriter.Command(
                connection,
                transaction,
                "UPDATE audit_head SET sequence = @sequence, hash = @hash, seal = @seal WHERE clinic_id = @clinic",
                ("clinic", trail.Key),
                ("sequence", sequence),
                ("hash", hash),
                ("seal", database.SealKey.OfHead(trail.Key, sequence, hash)));
            await move.ExecuteNonQueryAsync();
        }
    }

    private static async Task<(long Sequence, string Hash)> HeadAsync(Database database, DbConnection connection, DbTransaction transaction, Guid clinic)
    {
        await using var command = RowWriter.Command(connection, transaction, "SELECT sequence, hash FROM audit_head WHERE clinic_id = @clinic" + database.Dialect.ForUpdate, ("clinic", clinic));
        for (var attempt = 0; ; attempt++)
        {
            await using (var reader = await command.ExecuteReaderAsync())
            {
                if (await reader.ReadAsync())
                    return (reader.GetInt64(0), reader.GetString(1));
            }

            if (attempt > 0)
                throw new RecordsException("The audit trail of a clinic has no head.");
            // The first line of a trail: the head is made first, so that two nodes meet at its key.
            await using var begin = RowWriter.Command(
                connection,
                transaction,
                "INSERT INTO audit_head (clinic_id, sequence, hash, seal) VALUES (@clinic, 0, @hash, @seal) ON CONFLICT (clinic_id) DO NOTHING",
                ("clinic", clinic),
                ("hash", AuditChain.Beginning),
                ("seal", database.SealKey.OfHead(clinic, 0, AuditChain.Beginning)));
            await begin.ExecuteNonQueryAsync();
        }
    }

    private static object?[] Values(AuditEntry e) =>
    [
        e.ClinicId, e.Sequence, e.At.ToUnixTimeMilliseconds(), EnumWords.Of(e.Actor), e.AccountId, EnumWords.Of(e.Action),
        e.Kind, e.RecordKey, e.PatientId, e.Reason, e.Origin, e.Hash,
    ];
}
