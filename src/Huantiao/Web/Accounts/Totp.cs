using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Huantiao.Web.Accounts;

/// <summary>
/// One-time codes of an authenticator app: RFC 6238 (HMAC-SHA-1, 30 seconds, 6 digits, what every app speaks). The framework's own check takes a code more
/// than once; this one says which step a code belongs to, so that the caller takes each step once.
/// </summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>160 bits, as RFC 4226 §4 asks for.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The step of a code; null when it is wrong, or of a step no later than one that was used. One step to either side forgives clocks that differ.</summary>
    public static long? Step(byte[] secret, string code, DateTimeOffset now, long usedStep)
    {
        var typed = string.Concat(code.Where(char.IsAsciiDigit));
        if (typed.Length != 6)
            return null;
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
        {
            // Every step is computed and compared in constant time, so that how long it takes says nothing.
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.ASCII.GetBytes(typed)) && step > usedStep)
                found ??= step;
        }

        return found;
    }

    /// <summary>The code of a step (RFC 4226 §5.3).</summary>
    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default and the only one all apps know; HMAC does not rest on SHA-1's resistance to collisions.
        var mac = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var offset = mac[^1] & 15;
        var number = (BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(offset)) & 0x7fffffff) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    public static string Code(byte[] secret, DateTimeOffset now) => Code(secret, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>The secret as apps take it by hand.</summary>
    public static string ToBase32(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var value = 0;
            for (var i = bit; i < bit + 5; i++)
                value = (value << 1) | (i < bytes.Length * 8 ? (bytes[i / 8] >> (7 - (i % 8))) & 1 : 0);
            text.Append(Base32[value]);
        }

        return text.ToString();
    }

    /// <summary>The address that an app reads from a QR code.</summary>
    public static string Address(byte[] secret, string account, string issuer) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={ToBase32(secret)}&issuer={Uri.EscapeDataString(issuer)}";
}
