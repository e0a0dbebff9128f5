using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Huantiao.Web.Access;

/// <summary>Secrets that a browser or a person holds: 256 random bits; only their hash is stored.</summary>
internal static class HeldSecret
{
    // 26 letters and 6 digits, none of which reads like another.
    private const string Readable = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>For reading out and typing: five bits a character, in fours ("K7QD-M2XW-…").</summary>
    public static string Typable(int characters)
    {
        var text = new StringBuilder();
        for (var i = 0; i < characters; i++)
        {
            if (i > 0 && i % 4 == 0)
                text.Append('-');
            text.Append(Readable[RandomNumberGenerator.GetInt32(Readable.Length)]);
        }

        return text.ToString();
    }

    /// <summary>What a person typed, as it was given out: upper case, without spaces and hyphens.</summary>
    public static string Bare(string typed) => string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>SHA-256 in hexadecimal. Enough for secrets of 80 bits and more, which nobody can try through; passwords and short codes are hashed slowly.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
