using MathNet.Numerics.LinearAlgebra;

namespace Huantiao.Registry.Tests;

/// <summary>What the patients' rows say when they all lie in one place: plain sums, and least squares by QR on the whole design. Shares nothing with the code under test.</summary>
internal static class RowsInstead
{
    public sealed record Pair(string Clinic, string Exposure, string Stratum, double Before, double After)
    {
        public double Change => After - Before;
    }

    public static Pair[] Pairs(IEnumerable<(string Clinic, OutcomeRow Row)> rows, int week, string? exposure = null) =>
    [
        .. from r in rows
           where (exposure is null || r.Row.Exposure == exposure) && r.Row.Baseline is Observation.Measured && r.Row.At(week) is Observation.Measured
           select new Pair(r.Clinic, r.Row.Exposure, r.Row.Stratum, ((Observation.Measured)r.Row.Baseline).Value, ((Observation.Measured)r.Row.At(week)).Value),
    ];

    public static double Sd(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    /// <summary>Coefficients and their standard errors; the design's columns as given.</summary>
    public static (double[] Value, double[] Error, double ResidualSd) LeastSquares(double[][] design, double[] y)
    {
        var x = Matrix<double>.Build.DenseOfRowArrays(design);
        var qr = x.QR();
        var b = qr.Solve(Vector<double>.Build.Dense(y));
        var rest = Vector<double>.Build.Dense(y) - (x * b);
        var variance = (rest * rest) / (y.Length - x.ColumnCount);
        var inverse = qr.R.Inverse();
        var covariance = inverse * inverse.Transpose() * variance;
        return (b.ToArray(), [.. covariance.Diagonal().Select(Math.Sqrt)], Math.Sqrt(variance));
    }

    public static double[] Indicators<T>(T[] all, T one) => [.. all.Select(a => Equals(a, one) ? 1.0 : 0)];
}
