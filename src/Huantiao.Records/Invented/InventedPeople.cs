using System.Buffers.Binary;

namespace Huantiao.Records.Invented;

/// <summary>People who do not exist: the same for the same seed, whatever is asked of them in what order.</summary>
internal sealed class InventedPeople(int seed)
{
    // Common words as family names, so that nobody takes them for somebody; the Chinese are likewise ordinary characters.
    private static readonly string[] First = ["Alder", "Birch", "Cedar", "Elm", "Fern", "Hazel", "Ivy", "Juniper", "Laurel", "Maple", "Oak", "Poppy", "Rowan", "Sage", "Thorn", "Willow", "Aspen", "Bramble", "Clover", "Dale", "Ember", "Flint", "Grove", "Heath"];
    private static readonly string[] Last = ["River", "Stone", "Meadow", "Hill", "Brook", "Field", "Wood", "Marsh", "Lake", "Moor", "Cliff", "Dune", "Glen", "Ford", "Shore", "Vale", "Bridge", "Mill", "Barn", "Gate", "Tower", "Harbour", "Castle", "Orchard"];
    private static readonly string[] Endings = ["", "son", "er", "by", "ton", "ley", "man", "wick", "shaw", "worth"];
    private static readonly string[] Families = ["云", "石", "江", "林", "田", "雷", "白", "金", "于", "方"];
    private static readonly string[] Given = ["山", "水", "松", "竹", "梅", "兰", "星", "月", "晨", "春", "秋", "雪", "川", "海", "峰", "石", "雨", "虹"];

    /// <summary>Key of the i-th thing of a kind: a UUID of version 7 whose time and chance both come from the seed.</summary>
    public Guid Key(string kind, long index)
    {
        var random = Of(kind, index);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, random.Next64());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], random.Next64());
        // 48 bits of time in 2024 and after, in the order of the index, as the program makes them.
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)((1_704_067_200_000L + index) >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)(1_704_067_200_000L + index));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new(bytes, bigEndian: true);
    }

    public (string Name, string? Other) Name(long index)
    {
        var random = Of("name", index);
        if (random.Below(8) == 0)
            return (random.Among(Families) + random.Among(Given) + random.Among(Given), null);
        return ($"{random.Among(First)}{random.Among(Endings)} {random.Among(Last)}{random.Among(Endings)}", null);
    }

    public DateOnly BirthDate(long index) => new DateOnly(1935, 1, 1).AddDays((int)Of("born", index).Below(27_000));

    /// <summary>A number of the range that Ofcom keeps for drama, in its first five digits.</summary>
    public string Phone(long index) => FormattableString.Invariant($"+44 7700 9{Of("phone", index).Below(100_000):00000}");

    public long Below(string kind, long index, long bound) => Of(kind, index).Below(bound);

    private Chance Of(string kind, long index)
    {
        var mixed = 14695981039346656037UL;
        foreach (var c in kind)
            mixed = unchecked((mixed ^ c) * 1099511628211UL);
        return new(unchecked(mixed ^ ((ulong)seed * 0x9E3779B97F4A7C15UL) ^ ((ulong)index * 0xD1B54A32D192ED03UL)));
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014): any starting value gives a good stream, so each thing can have its own.</summary>
    private sealed class Chance(ulong state)
    {
        private ulong state = state;

        public ulong Next64()
        {
            var z = state = unchecked(state + 0x9E3779B97F4A7C15UL);
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
            return z ^ (z >> 31);
        }

        public long Below(long bound) => (long)(Next64() % (ulong)bound);

        public string Among(string[] words) => words[Below(words.Length)];
    }
}
