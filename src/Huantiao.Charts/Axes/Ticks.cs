using System.Globalization;

namespace Huantiao.Charts;

/// <summary>One mark of an axis.</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>Round values along an axis: steps of 1, 2 or 5 on linear axes; 0.25 0.5 1 2 4, 0.1 0.2 0.5 1 2 5 or powers of ten on log axes.</summary>
internal static class Ticks
{
    /// <param name="most">About how many fit.</param>
    public static List<Tick> Of(AxisKind kind, double min, double max, int most = 6) =>
        kind == AxisKind.Linear ? Linear(min, max, most) : Log(min, max, most);

    private static List<Tick> Linear(double min, double max, int most)
    {
        var raw = (max - min) / Math.Max(1, most - 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = (raw / power) switch { <= 1.2 => 1, <= 2.4 => 2, <= 6 => 5, _ => 10 } * power;
        var decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(step) + 1e-9));
        var first = (long)Math.Ceiling((min / step) - 1e-9);
        var last = (long)Math.Floor((max / step) + 1e-9);
        var ticks = new List<Tick>();
        for (var i = first; i <= last; i++)
            ticks.Add(new(i * step, Numerals.Format(i * step, decimals)));
        return ticks;
    }

    private static List<Tick> Log(double min, double max, int most)
    {
        var span = max / min;
        if (span < 3.5)
            return [.. Linear(min, max, most).Where(t => t.Value > 0)];
        var doublings = Series(2, min, max);
        if (doublings.Count <= most + 1)
            return [.. doublings.Select(v => new Tick(v, Short(v)))];
        var thirds = Series(10, min / 5.1, max).SelectMany(v => new[] { v, 2 * v, 5 * v }).Where(v => v >= min && v <= max).ToList();
        if (thirds.Count <= most + 1)
            return [.. thirds.Select(v => new Tick(v, Short(v)))];
        var decades = Series(10, min, max);
        var every = (int)Math.Ceiling(decades.Count / (double)most);

        // Thinned so that 1, where nothing changes, stays.
        return [.. decades.Where(v => (int)Math.Round(Math.Log10(v)) % every == 0).Select(v => new Tick(v, Short(v)))];
    }

    private static List<double> Series(double ratio, double min, double max)
    {
        var first = (int)Math.Ceiling((Math.Log(min) / Math.Log(ratio)) - 1e-9);
        var last = (int)Math.Floor((Math.Log(max) / Math.Log(ratio)) + 1e-9);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => Math.Pow(ratio, i))];
    }

    private static string Short(double value) => value is >= 1e6 or < 1e-4
        ? value.ToString("0.##E+0", CultureInfo.InvariantCulture)
        : value.ToString(value < 1 ? "0.######" : "0.##", CultureInfo.InvariantCulture);
}
