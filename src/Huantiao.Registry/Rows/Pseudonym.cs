using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Huantiao.Registry;

/// <summary>
/// Names under which people stand in rows for a registry: HMAC-SHA-256 (RFC 2104) of the record's id with a key that stays in the clinic. The same person has the same
/// pseudonym at every cut; without the key nobody can tell whose it is or try ids until one fits; another purpose gives another pseudonym, so that two extracts cannot be joined.
/// </summary>
public static class Pseudonym
{
    /// <summary>Fewer bytes could be tried one after another.</summary>
    public const int LeastKeyBytes = 32;

    /// <param name="key">Random, at least <see cref="LeastKeyBytes"/> bytes, kept by the clinic and nowhere else.</param>
    /// <param name="purpose">What the extract is for, such as <c>registry</c>.</param>
    /// <returns>32 hexadecimal digits, the first 128 bits.</returns>
    /// <exception cref="ArgumentException">The key is too short or the purpose empty.</exception>
    public static string Of(ReadOnlySpan<byte> key, string purpose, Guid clinic, Guid person)
    {
        if (key.Length < LeastKeyBytes)
            throw new ArgumentException("The key of pseudonyms has at least 32 random bytes.", nameof(key));
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        // The purpose's length stands before it, so that no two inputs run together to the same bytes.
        var name = System.Text.Encoding.UTF8.GetBytes(purpose);
        var message = new byte[4 + name.Length + 32];
        BinaryPrimitives.WriteInt32BigEndian(message, name.Length);
        name.CopyTo(message.AsSpan(4));
        clinic.TryWriteBytes(message.AsSpan(4 + name.Length), bigEndian: true, out _);
        person.TryWriteBytes(message.AsSpan(20 + name.Length), bigEndian: true, out _);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, message).AsSpan(0, 16));
    }
}
