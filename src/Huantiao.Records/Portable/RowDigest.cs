using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Huantiao.Records.Portable;

/// <summary>How many rows there were, and a number that is the same for the same rows in any order: the two databases do not order text alike.</summary>
internal sealed class RowDigest
{
    private readonly ulong[] sum = new ulong[4];

    public long Rows { get; private set; }

    /// <summary>Sum of the rows' SHA-256, in four parts of 64 bits.</summary>
    public string Sum => string.Concat(sum.Select(s => s.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)));

    public void Add(ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row, hash);
        for (var i = 0; i < sum.Length; i++)
            sum[i] = unchecked(sum[i] + BinaryPrimitives.ReadUInt64BigEndian(hash[(i * 8)..]));
        Rows++;
    }
}
