using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Huantiao.Records.Model;

namespace Huantiao.Records.Auditing;

/// <summary>A line of the trail before its place in it is known.</summary>
internal sealed record AuditDraft(Guid ClinicId, DateTimeOffset At, Actor Actor, AuditAction Action, string Kind, string RecordKey, Guid? PatientId, string? Reason);

/// <summary>How a line is bound to the one before it.</summary>
internal static class AuditChain
{
    /// <summary>What stands in for the hash of the line before the first.</summary>
    public static readonly string Beginning = new('0', Mapping.HashLength);

    /// <summary>The line in its place.</summary>
    public static AuditEntry Bind(AuditDraft draft, long sequence, string previousHash)
    {
        var entry = new AuditEntry
        {
            ClinicId = draft.ClinicId,
            Sequence = sequence,
            // To the millisecond, as it is stored: the hash must be that of what is read back.
            At = DateTimeOffset.FromUnixTimeMilliseconds(draft.At.ToUnixTimeMilliseconds()),
            Actor = draft.Actor.Kind,
            AccountId = draft.Actor.AccountId,
            Action = draft.Action,
            Kind = draft.Kind,
            RecordKey = draft.RecordKey,
            PatientId = draft.PatientId,
            Reason = draft.Reason,
            Origin = draft.Actor.Origin,
            Hash = "",
        };
        return WithHash(entry, Hash(entry, previousHash));
    }

    /// <summary>SHA-256 over the hash before and every field, each with its length in front so that no two lines read alike.</summary>
    public static string Hash(AuditEntry entry, string previousHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previousHash);
        Append(hash, entry.ClinicId.ToString());
        Append(hash, entry.Sequence);
        Append(hash, entry.At.ToUnixTimeMilliseconds());
        Append(hash, EnumWords.Of(entry.Actor));
        Append(hash, entry.AccountId?.ToString());
        Append(hash, EnumWords.Of(entry.Action));
        Append(hash, entry.Kind);
        Append(hash, entry.RecordKey);
        Append(hash, entry.PatientId?.ToString());
        Append(hash, entry.Reason);
        Append(hash, entry.Origin);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static AuditEntry WithHash(AuditEntry e, string hash) => new()
    {
        ClinicId = e.ClinicId,
        Sequence = e.Sequence,
        At = e.At,
        Actor = e.Actor,
        AccountId = e.AccountId,
        Action = e.Action,
        Kind = e.Kind,
        RecordKey = e.RecordKey,
        PatientId = e.PatientId,
        Reason = e.Reason,
        Origin = e.Origin,
        Hash = hash,
    };

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        // -1 is nothing there, which is another thing than an empty text.
        Append(hash, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null)
            hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
