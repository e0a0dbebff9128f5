namespace Huantiao.MetaAnalysis;

public static partial class EffectSizes
{
    private static void Correlations(Measure measure, Rows rows, Effect[] effects, double[] ni)
    {
        var (ri, n, ti, pi) = (rows["ri"], rows["ni"], rows["ti"], rows["pi"]);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = n[i];
            var df = n[i] - 2;
            var t = double.IsNaN(ti[i]) ? SignedT(pi[i], df) : ti[i];
            var r = double.IsNaN(ri[i]) ? t / Math.Sqrt((t * t) + df) : ri[i];

            // With three pairs or fewer a correlation says nothing of its own variance.
            effects[i] = n[i] <= 3 ? Effect.None : measure switch
            {
                Measure.ZCOR => new(Transforms.FisherZ(r), 1 / (n[i] - 3)),
                Measure.UCOR => OfCorrelation(UnbiasedCorrelation(r, n[i]), n[i]),
                _ => OfCorrelation(r, n[i]),
            };
        }
    }

    private static Effect OfCorrelation(double r, double n) => new(r, (1 - (r * r)) * (1 - (r * r)) / (n - 1));

    /// <summary>The unbiased estimate r·₂F₁(½, ½; (n − 2)/2; 1 − r²) (Olkin and Pratt 1958). For n over 3.</summary>
    private static double UnbiasedCorrelation(double r, double n)
    {
        if (r == 0 || double.IsNaN(r) || Math.Abs(r) == 1)
            return r;

        var c = (n - 2) / 2;
        var z = (1 - r) * (1 + r);
        if (z > 0.7 && n < 30)
        {
            // The series converges slowly near z = 1: Euler's integral instead.
            var integral = Quadrature.TanhSinh(Math.PI / 2, u =>
            {
                var (sin, cos) = Math.SinCos(u);
                return Math.Pow(sin, n - 4) / Math.Sqrt((sin * sin) + (r * r * cos * cos));
            });
            return r * integral * 2 / Math.Sqrt(Math.PI) * Math.Exp(Distributions.LogGamma(c) - Distributions.LogGamma(c - 0.5));
        }

        var (sum, term) = (1.0, 1.0);
        for (var k = 0; k < 10_000 && term > sum * 1e-17; k++)
        {
            term *= (k + 0.5) * (k + 0.5) / ((k + c) * (k + 1)) * z;
            sum += term;
        }

        return r * sum;
    }

    /// <summary>
    /// Tetrachoric correlation by maximum likelihood (thresholds from the margins) with its multinomial delta-method variance. Undefined with an empty cell, where
    /// the likelihood has no maximum inside (−1, 1).
    /// </summary>
    private static Effect Tetrachoric(double a, double b, double c, double d)
    {
        if (!(a > 0 && b > 0 && c > 0 && d > 0))
            return Effect.None;

        var n = a + b + c + d;
        var (row, column) = ((a + b) / n, (a + c) / n);
        var (h, k) = (Distributions.NormalQuantile(row), Distributions.NormalQuantile(column));

        // P(X < h, Y < k) − Φ(h)Φ(k) is the integral of this slope over the angle whose sine is the correlation (Sheppard 1899).
        double Slope(double angle)
        {
            var (sin, cos) = Math.SinCos(angle);
            return Math.Exp(-((h * h) + (k * k) - (2 * h * k * sin)) / (2 * cos * cos)) / (2 * Math.PI);
        }

        var target = ((a * d) - (b * c)) / (n * n);
        var (low, high) = (-Math.PI / 2, Math.PI / 2);
        var angle = Math.Asin(Math.Clamp(target / Slope(0), -0.9, 0.9));
        for (var i = 0; i < 100; i++)
        {
            var gap = Quadrature.TanhSinh(angle, Slope) - target;
            (low, high) = gap < 0 ? (angle, high) : (low, angle);
            var next = angle - (gap / Slope(angle));
            if (!(next > low && next < high))
                next = (low + high) / 2;
            var step = next - angle;
            angle = next;
            if (Math.Abs(step) < 1e-14)
                break;
        }

        var rho = Math.Sin(angle);
        var s = Math.Cos(angle);
        var density = Slope(angle) / s;
        var byRow = Distributions.NormalCdf((k - (rho * h)) / s);
        var byColumn = Distributions.NormalCdf((h - (rho * k)) / s);

        // How the correlation moves with each cell's share, but for the factor 1/density.
        var (wa, wb, wc) = (1 - byRow - byColumn, -byRow, -byColumn);
        var mean = ((a * wa) + (b * wb) + (c * wc)) / n;
        var square = ((a * wa * wa) + (b * wb * wb) + (c * wc * wc)) / n;
        return new(rho, (square - (mean * mean)) / (n * density * density));
    }

    private static void Reliabilities(Measure measure, Rows rows, Effect[] effects, double[] ni)
    {
        var (ai, mi, n) = (rows["ai"], rows["mi"], rows["ni"]);
        for (var i = 0; i < effects.Length; i++)
        {
            ni[i] = n[i];
            var (rest, items) = (1 - ai[i], mi[i] / (mi[i] - 1));
            effects[i] = measure switch
            {
                Measure.ARAW => new(ai[i], 2 * items * rest * rest / (n[i] - 2)),
                Measure.AHW => new(1 - Math.Cbrt(rest), 18 * items * (n[i] - 1) * Math.Cbrt(rest * rest) / Math.Pow((9 * n[i]) - 11, 2)),     // Hakstian and Whalen (1976)
                _ => new(Transforms.Bonett(ai[i]), 2 * items / (n[i] - 2)),     // Bonett (2002)
            };
        }
    }
}
