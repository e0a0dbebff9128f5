namespace Huantiao.Registry;

/// <summary>
/// Whether a number follows from published ones by adding and subtracting: whether its vector lies in the span of theirs, over the finest counts. The published vectors are brought to
/// echelon form with a record of what each row is made of.
/// </summary>
internal sealed class Derivation
{
    // Entries begin as 0 and 1 and stay small fractions.
    private const double Zero = 1e-9;

    private readonly List<(int Pivot, double[] Row, double[] From)> _echelon = [];
    private readonly int _published;

    public Derivation(IReadOnlyList<double[]> published)
    {
        _published = published.Count;
        for (var k = 0; k < published.Count; k++)
        {
            var (row, from) = ((double[])published[k].Clone(), new double[_published]);
            from[k] = 1;
            Reduce(row, from);
            var pivot = Largest(row);
            if (pivot < 0)
                continue;
            Scale(row, from, row[pivot]);
            _echelon.Add((pivot, row, from));
        }
    }

    /// <summary>Places of the published numbers that give this one, or null where nothing does.</summary>
    public List<int>? Of(double[] wanted)
    {
        var (row, from) = ((double[])wanted.Clone(), new double[_published]);
        Reduce(row, from);
        return Largest(row) >= 0 ? null : [.. Enumerable.Range(0, _published).Where(k => Math.Abs(from[k]) > Zero)];
    }

    private void Reduce(double[] row, double[] from)
    {
        foreach (var (pivot, other, made) in _echelon)
        {
            var factor = row[pivot];
            if (Math.Abs(factor) <= Zero)
                continue;
            for (var i = 0; i < row.Length; i++)
                row[i] -= factor * other[i];
            for (var i = 0; i < from.Length; i++)
                from[i] -= factor * made[i];
            row[pivot] = 0;
        }
    }

    private static void Scale(double[] row, double[] from, double by)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] /= by;
        for (var i = 0; i < from.Length; i++)
            from[i] /= by;
    }

    private static int Largest(double[] row)
    {
        var place = -1;
        for (var i = 0; i < row.Length; i++)
        {
            if (Math.Abs(row[i]) > Zero && (place < 0 || Math.Abs(row[i]) > Math.Abs(row[place])))
                place = i;
        }

        return place;
    }
}
