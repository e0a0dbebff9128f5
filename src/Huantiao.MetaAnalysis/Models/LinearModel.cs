using System.Numerics;
using System.Runtime.InteropServices;

namespace Huantiao.MetaAnalysis;

/// <summary>
/// y = Xβ + u + e with var(u) = τ² and var(e) = v, X an intercept and at most one predictor: the sums that every estimator is made of,
/// at a given τ², in O(k) and without a k × k matrix.
/// </summary>
/// <remarks>
/// With w = 1/(v + τ²), a = w/√Σw and, for a predictor, b = w(x − x̄)/√Σw(x − x̄)², the projection is P = W − aa' − bb'. Its traces and quadratic
/// forms follow from sums over the studies. Weights are kept between the two passes, so a study costs one division a call.
/// </remarks>
internal ref struct LinearModel
{
    private readonly ReadOnlySpan<double> y;
    private readonly ReadOnlySpan<double> v;
    private readonly ReadOnlySpan<double> x;
    private readonly Span<double> w;

    /// <param name="y">Estimates.</param>
    /// <param name="v">Sampling variances, positive.</param>
    /// <param name="x">A predictor; empty for the intercept alone.</param>
    /// <param name="weights">Room for k weights.</param>
    public LinearModel(ReadOnlySpan<double> y, ReadOnlySpan<double> v, ReadOnlySpan<double> x, Span<double> weights)
    {
        this.y = y;
        this.v = v;
        this.x = x;
        w = weights[..y.Length];
        Coefficients = x.IsEmpty ? 1 : 2;
    }

    public readonly int K => y.Length;

    /// <summary>p: columns of X.</summary>
    public readonly int Coefficients { get; }

    public readonly int ResidualDf => K - Coefficients;
    public readonly ReadOnlySpan<double> Variances => v;

    public readonly double Estimate(int i) => y[i];

    public readonly double Predictor(int i) => x[i];

    /// <summary>The weights 1/(v + τ²), or those that were given, of the last call.</summary>
    public readonly ReadOnlySpan<double> Weights => w;

    public double SumW { get; private set; }
    public double SumW2 { get; private set; }

    /// <summary>The weighted mean of y: the estimate where there is no predictor.</summary>
    public double Mean { get; private set; }

    public double Slope { get; private set; }
    public double XMean { get; private set; }

    /// <summary>Σw(x − x̄)².</summary>
    public double Sxx { get; private set; }

    /// <summary>y'Py: the weighted residual sum of squares.</summary>
    public double Rss { get; private set; }

    /// <summary>y'PPy, which is −dRss/dτ².</summary>
    public double Ypp { get; private set; }

    /// <summary>y'PPPy.</summary>
    public double Yppp { get; private set; }

    public double TraceP { get; private set; }
    public double TracePP { get; private set; }

    /// <summary>log|X'WX|.</summary>
    public readonly double LogDetXwx => Math.Log(SumW) + (Coefficients == 2 ? Math.Log(Sxx) : 0);

    /// <summary>Fills everything at τ², with the weights 1/(v + τ²).</summary>
    public void At(double tau2)
    {
        var sum = Vector<double>.Zero;
        var sumY = Vector<double>.Zero;
        var shift = new Vector<double>(tau2);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        var vs = MemoryMarshal.Cast<double, Vector<double>>(v);
        var ws = MemoryMarshal.Cast<double, Vector<double>>(w);
        for (var i = 0; i < ys.Length; i++)
        {
            var weight = Vector<double>.One / (vs[i] + shift);
            ws[i] = weight;
            sum += weight;
            sumY += weight * ys[i];
        }

        SumW = Vector.Sum(sum);
        var total = Vector.Sum(sumY);
        for (var i = ys.Length * Vector<double>.Count; i < y.Length; i++)
        {
            var weight = 1 / (v[i] + tau2);
            w[i] = weight;
            SumW += weight;
            total += weight * y[i];
        }

        Mean = total / SumW;
        Finish();
    }

    /// <summary>Fills everything for weights that do not depend on τ²: 1 for each study.</summary>
    public void Unweighted()
    {
        w.Fill(1);
        SumW = K;
        var total = 0.0;
        foreach (var value in y)
            total += value;
        Mean = total / K;
        Finish();
    }

    /// <summary>Residual of study i from the fitted line.</summary>
    public readonly double Residual(int i) => x.IsEmpty ? y[i] - Mean : y[i] - Mean - (Slope * (x[i] - XMean));

    /// <summary>The hat value: the share of study i in its own fitted value.</summary>
    public readonly double Hat(int i) =>
        (w[i] / SumW) + (x.IsEmpty ? 0 : w[i] * (x[i] - XMean) * (x[i] - XMean) / Sxx);

    /// <summary>tr(HVHV), H the hat matrix of the last call with equal weights.</summary>
    public readonly double TraceHvhv()
    {
        double ava = 0, avb = 0, bvb = 0;
        for (var i = 0; i < v.Length; i++)
        {
            ava += v[i];
            if (x.IsEmpty)
                continue;
            var d = x[i] - XMean;
            avb += v[i] * d;
            bvb += v[i] * d * d;
        }

        ava /= K;
        return x.IsEmpty ? ava * ava : (ava * ava) + (2 * avb * avb / (K * Sxx)) + (bvb / Sxx * (bvb / Sxx));
    }

    /// <summary>Σ(y − ȳ)²/k, the predictor left aside.</summary>
    public readonly double RawVariance()
    {
        double total = 0, squares = 0;
        foreach (var value in y)
            total += value;
        var mean = total / K;
        foreach (var value in y)
            squares += (value - mean) * (value - mean);
        return squares / K;
    }

    /// <summary>Σ log(v + τ²).</summary>
    public readonly double SumLog(double tau2)
    {
        // The logarithm of a product of eight costs an eighth; exponents are taken out so that nothing overflows.
        var exponent = 0L;
        var log = 0.0;
        var i = 0;
        while (i < v.Length)
        {
            var product = 1.0;
            for (var end = Math.Min(i + 8, v.Length); i < end; i++)
            {
                var bits = BitConverter.DoubleToInt64Bits(v[i] + tau2);
                exponent += (bits >> 52) - 1023;
                product *= BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
            }

            log += Math.Log(product);
        }

        return log + (exponent * 0.693147180559945309417);
    }

    private void Finish()
    {
        if (x.IsEmpty)
            FinishMean();
        else
            FinishLine();
    }

    private void FinishMean()
    {
        var mean = new Vector<double>(Mean);
        Vector<double> rss = default, w2 = default, w3 = default, ypp = default, yppp = default, wq = default;
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        var ws = MemoryMarshal.Cast<double, Vector<double>>(w);
        for (var i = 0; i < ys.Length; i++)
        {
            var weight = ws[i];
            var r = ys[i] - mean;
            var q = weight * r;
            var square = weight * weight;
            var wqi = weight * q;
            rss += q * r;
            w2 += square;
            w3 += square * weight;
            ypp += q * q;
            wq += wqi;
            yppp += wqi * q;
        }

        double sumRss = Vector.Sum(rss), sumW2 = Vector.Sum(w2), sumW3 = Vector.Sum(w3), sumYpp = Vector.Sum(ypp), sumYppp = Vector.Sum(yppp), sumWq = Vector.Sum(wq);
        for (var i = ys.Length * Vector<double>.Count; i < y.Length; i++)
        {
            var r = y[i] - Mean;
            var q = w[i] * r;
            sumRss += q * r;
            sumW2 += w[i] * w[i];
            sumW3 += w[i] * w[i] * w[i];
            sumYpp += q * q;
            sumWq += w[i] * q;
            sumYppp += w[i] * q * q;
        }

        Rss = sumRss;
        Ypp = sumYpp;
        Yppp = sumYppp - (sumWq * sumWq / SumW);
        SumW2 = sumW2;
        TraceP = SumW - (sumW2 / SumW);
        TracePP = sumW2 - (2 * sumW3 / SumW) + (sumW2 / SumW * (sumW2 / SumW));
    }

    private void FinishLine()
    {
        double sumX = 0;
        for (var i = 0; i < x.Length; i++)
            sumX += w[i] * x[i];
        XMean = sumX / SumW;

        double sxx = 0, sxy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var d = x[i] - XMean;
            sxx += w[i] * d * d;
            sxy += w[i] * d * (y[i] - Mean);
        }

        Sxx = sxx;
        Slope = sxy / sxx;

        double rss = 0, w2 = 0, w3 = 0, ypp = 0, yppp = 0, aq = 0, bq = 0, ab = 0, bb = 0, bwb = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var d = x[i] - XMean;
            var r = y[i] - Mean - (Slope * d);
            var q = w[i] * r;
            var wd = w[i] * d;
            rss += q * r;
            ypp += q * q;
            yppp += w[i] * q * q;
            aq += w[i] * q;
            bq += wd * q;
            w2 += w[i] * w[i];
            w3 += w[i] * w[i] * w[i];
            ab += w[i] * wd;
            bb += wd * wd;
            bwb += w[i] * wd * wd;
        }

        Rss = rss;
        Ypp = ypp;
        Yppp = yppp - (aq * aq / SumW) - (bq * bq / sxx);
        SumW2 = w2;
        TraceP = SumW - (w2 / SumW) - (bb / sxx);
        TracePP = w2 - (2 * ((w3 / SumW) + (bwb / sxx)))
            + (w2 / SumW * (w2 / SumW)) + (2 * ab * ab / (SumW * sxx)) + (bb / sxx * (bb / sxx));
    }
}
