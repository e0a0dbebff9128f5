namespace Huantiao.Knowledge.Tables;

/// <summary>Column names are the same when their letters and digits are: case, spaces, dots, hyphens and underscores do not count.</summary>
internal sealed class ColumnNames : IEqualityComparer<string>
{
    public static readonly ColumnNames Comparer = new();

    public bool Equals(string? x, string? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is null || y is null)
            return false;
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < x.Length && IsNoise(x[i]))
                i++;
            while (j < y.Length && IsNoise(y[j]))
                j++;
            if (i == x.Length || j == y.Length)
                return i == x.Length && j == y.Length;
            if (char.ToLowerInvariant(x[i++]) != char.ToLowerInvariant(y[j++]))
                return false;
        }
    }

    public int GetHashCode(string name)
    {
        var hash = 17;
        foreach (var c in name)
        {
            if (!IsNoise(c))
                hash = unchecked((hash * 31) + char.ToLowerInvariant(c));
        }

        return hash;
    }

    /// <summary>True where nothing of the name would be left to compare.</summary>
    public static bool IsBlank(string name) => name.All(IsNoise);

    private static bool IsNoise(char c) => c is '_' or '-' or '.' || char.IsWhiteSpace(c);
}
