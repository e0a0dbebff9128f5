using MathNet.Numerics.LinearAlgebra;

namespace Huantiao.Registry;

/// <summary>People who share everything in the model but their own scores.</summary>
/// <param name="Pairs">Their scores' moments.</param>
/// <param name="Intercept">Which of the model's intercepts is theirs, from 0: of their clinic, say.</param>
/// <param name="Terms">Values of the terms beside the intercepts, such as 1 for one exposure and 0 for the other.</param>
internal sealed record LineCell(PairMoments Pairs, int Intercept, params double[] Terms);

/// <summary>
/// Least squares of change on baseline, intercepts and terms that are constant within cells, from the cells' moments: the normal equations need nothing else of the
/// people, so that the result is that of their rows (Draper and Smith, Applied Regression Analysis, 3rd ed., chapters 5 and 14). Analysis of covariance where a term is the exposure.
/// </summary>
/// <param name="Coefficients">Of the intercepts, the terms, then the baseline less the origin.</param>
/// <param name="Covariance">Of the coefficients.</param>
/// <param name="ResidualSd">√(residual sum of squares / df).</param>
/// <param name="Df">People less coefficients, over 0.</param>
internal sealed record CellLine(Vector<double> Coefficients, Matrix<double> Covariance, double ResidualSd, long Df)
{
    private const double LeastEigenvalue = 1e-12;

    public double Slope => Coefficients[^1];

    /// <summary>Null where there are too few people, or nothing tells the terms and baselines apart.</summary>
    /// <param name="origin">The baseline at which the intercepts hold.</param>
    public static CellLine? Fit(IReadOnlyList<LineCell> cells, int intercepts, double origin)
    {
        var filled = cells.Where(c => c.Pairs.N > 0).ToArray();
        var people = filled.Sum(c => c.Pairs.N);
        if (filled.Length == 0)
            return null;
        var size = intercepts + filled[0].Terms.Length + 1;
        if (people <= size)
            return null;
        // Change is measured from its mean, so that large values cost no digits; the intercepts get it back at the end.
        var middle = filled.Sum(c => c.Pairs.N * c.Pairs.Change.Mean) / people;
        var (a, b, total) = (Matrix<double>.Build.Dense(size, size), Vector<double>.Build.Dense(size), 0.0);
        foreach (var cell in filled)
        {
            var (pairs, n) = (cell.Pairs, (double)cell.Pairs.N);
            var y = pairs.Change.Mean - middle;
            var row = Vector<double>.Build.Dense(size);
            row[cell.Intercept] = 1;
            for (var i = 0; i < cell.Terms.Length; i++)
                row[intercepts + i] = cell.Terms[i];
            row[size - 1] = pairs.MeanX - origin;
            // A cell is its mean, n times, and around it what lies along baseline and change alone.
            a += row.OuterProduct(row) * n;
            b += row * (n * y);
            a[size - 1, size - 1] += pairs.Sxx;
            b[size - 1] += pairs.Sxy - pairs.Sxx;
            total += pairs.Change.M2 + (n * y * y);
        }

        // Scaled to a diagonal of 1: beside counts there stands a sum of squares.
        var scale = a.Diagonal().PointwiseSqrt();
        if (scale.Any(s => !(s > 0)))
            return null;
        var scaled = a.MapIndexed((i, j, value) => value / (scale[i] * scale[j]));
        if (scaled.Evd(Symmetricity.Symmetric).EigenValues.Any(e => !(e.Real > LeastEigenvalue)))
            return null;
        var inverse = scaled.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(size)).MapIndexed((i, j, value) => value / (scale[i] * scale[j]));
        var coefficients = inverse * b;
        var (rest, df) = (Math.Max(0, total - (coefficients * b)), people - size);
        for (var i = 0; i < intercepts; i++)
            coefficients[i] += middle;
        return new(coefficients, inverse * (rest / df), Math.Sqrt(rest / df), df);
    }

    /// <summary>A coefficient with its standard error.</summary>
    public (double Value, double Error) this[int place] => (Coefficients[place], Math.Sqrt(Covariance[place, place]));

    /// <summary>The intercepts' mean under these weights, which sum to 1: the change at the origin for people spread so over the intercepts.</summary>
    public (double Value, double Error) Mean(IReadOnlyList<double> weights)
    {
        var w = Vector<double>.Build.Dense(Coefficients.Count, i => i < weights.Count ? weights[i] : 0);
        return (w * Coefficients, Math.Sqrt(Math.Max(0, w * Covariance * w)));
    }
}
