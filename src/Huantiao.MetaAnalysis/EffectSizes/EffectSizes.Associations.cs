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
