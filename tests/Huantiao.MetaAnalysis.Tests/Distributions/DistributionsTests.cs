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
