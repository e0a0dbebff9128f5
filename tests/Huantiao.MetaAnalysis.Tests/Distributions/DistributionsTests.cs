using System.Globalization;
using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests.Distributions;

using D = MetaAnalysis.Distributions;

public class DistributionsTests
{
    private const double Relative = 1e-12;

    [Fact]
    public void EveryTable_OfTheReference_AgreesToTwelveDigits()
    {
        var tables = ReferenceData.Metafor.GetProperty("distributions").EnumerateObject().ToArray();
        Assert.Equal(21, tables.Length);
        foreach (var table in tables)
        {
            var name = table.Name.Split(".df");
            var df = name.Length > 1 ? double.Parse(name[1].StartsWith("3.5", StringComparison.Ordinal) ? "3.5" : name[1].Split('.')[0], CultureInfo.InvariantCulture) : 0;
            Func<double, double>? lower = name[0] switch
            {
                "pnorm" => D.NormalCdf,
                "t" => x => D.TCdf(x, df),
                "chisq" => x => D.ChiSquaredCdf(x, df),
                "F" => x => D.FCdf(x, df, 30),
                "lgamma" => D.LogGamma,
                _ => null,
            };
            Func<double, double>? upper = name[0] switch
            {
                "pnorm" => D.NormalUpper,
                "chisq" => x => D.ChiSquaredUpper(x, df),
                "F" => x => D.FUpper(x, df, 30),
                _ => null,
            };
            Func<double, double>? quantile = name[0] switch
            {
                "qnorm" => D.NormalQuantile,
                "t" => p => D.TQuantile(p, df),
                "chisq" => p => D.ChiSquaredQuantile(p, df),
                _ => null,
            };
            Check(table, "x", name[0] == "lgamma" ? "y" : "p", lower, name[0] == "qnorm");
            Check(table, "x", "upper", upper, false);
            Check(table, name[0] == "qnorm" ? "p" : "pr", name[0] == "qnorm" ? "x" : "q", quantile, false);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3.5)]
    [InlineData(12)]
    [InlineData(499)]
    [InlineData(99_999)]
    public void Quantiles_OfEveryDistribution_GoBackToTheirProbability(double df)
    {
        foreach (var p in new[] { 1e-100, 1e-30, 1e-8, 0.001, 0.025, 0.3, 0.49, 0.6, 0.9, 0.975, 0.999999 })
        {
            // Over one half, what the probability lacks to 1 is the number that the quantile is made from.
            double Back(Func<double, double> lower, Func<double, double> upper, double x) => p < 0.5 ? lower(x) : 1 - upper(x);
            Close.To(p, Back(D.NormalCdf, D.NormalUpper, D.NormalQuantile(p)), Relative, $"normal {p:R}");
            Close.To(p, Back(x => D.ChiSquaredCdf(x, df), x => D.ChiSquaredUpper(x, df), D.ChiSquaredQuantile(p, df)), Relative, $"chi-square {df:R} {p:R}");
            Close.To(p, Back(x => D.FCdf(x, df, 7), x => D.FUpper(x, df, 7), D.FQuantile(p, df, 7)), Relative, $"F {df:R} {p:R}");
            Close.To(p, Back(x => D.TCdf(x, df), x => D.TUpper(x, df), D.TQuantile(p, df)), Relative, $"t {df:R} {p:R}");
        }
    }

    // By mpmath 1.3, 40 digits.
    [Theory]
    [InlineData(37, 5.7255712225245768e-300)]
    [InlineData(20, 2.753624118606233695e-89)]
    [InlineData(5.5, 1.8989562465887719e-8)]
    public void NormalUpper_FarOut_KeepsItsDigits(double x, double expected) => Close.To(expected, D.NormalUpper(x), 1e-14, "normal", near0: 0);

    [Fact]
    public void EachDistribution_NotANumber_IsNotANumber()
    {
        Assert.Equal(double.NaN, D.NormalUpper(double.NaN));
        Assert.Equal(double.NaN, D.NormalQuantile(1.1));
        Assert.Equal(double.NaN, D.TQuantile(0.5, -1));
        Assert.Equal(double.NaN, D.TTwoSided(1, double.NaN));
        Assert.Equal(double.NaN, D.ChiSquaredUpper(double.NaN, 3));
        Assert.Equal(double.NaN, D.LogGamma(-1));
    }

    private static void Check(System.Text.Json.JsonProperty table, string argument, string value, Func<double, double>? function, bool skip)
    {
        if (skip || !table.Value.TryGetProperty(value, out var values))
            return;

        var arguments = table.Value.GetProperty(argument).Numbers();
        var expected = values.Numbers();
        Assert.NotNull(function);
        for (var i = 0; i < arguments.Length; i++)
        {
            // Values under the smallest normal double are written as 0 in the reference.
            Close.To(expected[i], function(arguments[i]), Relative, $"{table.Name} {value} at {arguments[i]:R}", near0: table.Name == "lgamma" ? 1e-15 : 1e-305);
        }
    }
}
