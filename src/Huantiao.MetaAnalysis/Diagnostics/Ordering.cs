namespace Huantiao.MetaAnalysis;

/// <summary>Orders of values that keep equal ones as they came.</summary>
internal static class Ordering
{
    /// <summary>Places of the values, from the smallest value; equal ones by place.</summary>
    public static int[] Ascending(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        foreach (var (start, count) in SortedTies(values, order))
            Array.Sort(order, start, count);
        return order;
    }

    /// <summary>Places of the values, from the smallest value; equal ones by the second value.</summary>
    public static int[] Ascending(double[] values, double[] then)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        foreach (var (start, count) in SortedTies(values, order))
        {
            var seconds = Array.ConvertAll(order[start..(start + count)], i => then[i]);
            seconds.AsSpan().Sort(order.AsSpan(start, count));
        }

        return order;
    }

    // Sorting keys with items is ten times as fast as by comparison, but leaves equal keys in any order.
    private static IEnumerable<(int Start, int Count)> SortedTies(double[] values, int[] order)
    {
        var keys = (double[])values.Clone();
        Array.Sort(keys, order);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end > start + 1)
                yield return (start, end - start);
            start = end;
        }
    }
}
