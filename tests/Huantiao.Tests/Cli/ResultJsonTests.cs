using System.Text;
using System.Text.Json;
using Huantiao.Cli.Meta;
using Huantiao.MetaAnalysis;

namespace Huantiao.Tests.Cli;

/// <summary>The fields of the contract, by name, and numbers to their last bit.</summary>
public class ResultJsonTests
{
    private static readonly AnalysisRequest Request = new()
    {
        Measure = Measure.RR,
        Data = new StudyTable(new Dictionary<string, double[]>
        {
            ["ai"] = [.. Bcg.Ai.Select(v => (double)v)], ["n1i"] = [.. Bcg.N1i.Select(v => (double)v)],
            ["ci"] = [.. Bcg.Ci.Select(v => (double)v)], ["n2i"] = [.. Bcg.N2i.Select(v => (double)v)],
        }),
        Include = OptionNames.Everything,
    };

    [Fact]
    public void Write_EverythingAsked_HasTheContractsFieldsInItsOrder()
    {
        var json = Write(Analysis.Run(Request)).RootElement;

        Assert.Equal(
            [
                "id", "k", "measure", "method", "test", "level", "yi", "vi", "dropped", "estimate", "se", "statistic", "df", "pValue", "ciLower", "ciUpper", "piLower",
                "piUpper", "tau2", "seTau2", "i2", "h2", "q", "qDf", "qPValue", "logLik", "aic", "bic", "aicc", "confint", "weights", "influence", "leave1out",
                "cumulative", "regtest", "ranktest", "trimfill", "notes",
            ],
            Names(json));
        Assert.Equal(["tau2", "tau", "i2", "h2"], Names(json.GetProperty("confint")));
        Assert.Equal(["rstudent", "dffits", "cooksD", "covRatio", "tau2Deleted", "qDeleted", "hat", "dfbetas"], Names(json.GetProperty("influence")));
        Assert.Equal(["estimate", "se", "pValue", "ciLower", "ciUpper", "q", "tau2", "i2"], Names(json.GetProperty("leave1out")));
        Assert.Equal(Names(json.GetProperty("leave1out")), Names(json.GetProperty("cumulative")));
        Assert.Equal(["statistic", "df", "pValue", "limit"], Names(json.GetProperty("regtest")));
        Assert.Equal(["tau", "pValue"], Names(json.GetProperty("ranktest")));
        Assert.Equal(["k0", "side", "estimate", "se", "ciLower", "ciUpper", "tau2", "filled"], Names(json.GetProperty("trimfill")));
    }

    [Fact]
    public void Write_NothingAsked_LeavesTheDiagnosticsOut()
    {
        var json = Write(Analysis.Run(Request with { Include = Include.None })).RootElement;

        Assert.DoesNotContain("weights", Names(json));
        Assert.DoesNotContain("confint", Names(json));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("df").ValueKind);
    }

    [Fact]
    public void Write_Numbers_ComeBackToTheLastBit()
    {
        var result = Analysis.Run(Request);

        var json = Write(result).RootElement;

        Assert.Equal(result.Fit.Estimate, json.GetProperty("estimate").GetDouble());
        Assert.Equal(result.Fit.PValue, json.GetProperty("pValue").GetDouble());
        Assert.Equal(result.Effects.Vi, json.GetProperty("vi").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal(result.Weights!, json.GetProperty("weights").EnumerateArray().Select(v => v.GetDouble()));
    }

    [Fact]
    public void Write_NumbersThatJsonCannotHold_AreNullWithAReason()
    {
        var result = Analysis.Run(Request with { Include = Include.None });
        var odd = result with
        {
            Fit = result.Fit with { Statistic = double.PositiveInfinity },
            Weights = [1, double.NaN, 3, double.NegativeInfinity],
        };

        var json = Write(odd).RootElement;

        Assert.Equal(JsonValueKind.Null, json.GetProperty("statistic").ValueKind);
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Null, JsonValueKind.Number, JsonValueKind.Null], json.GetProperty("weights").EnumerateArray().Select(w => w.ValueKind));
        var notes = json.GetProperty("notes").EnumerateArray().Select(n => n.GetString()).ToArray();
        Assert.Contains("statistic is infinite, written as null.", notes);
        Assert.Contains("weights is not a finite number at place 2, 4, written as null.", notes);
    }

    [Fact]
    public void Names_OfEveryChoice_StandInTheOrderOfTheirEnum()
    {
        Assert.All(Enum.GetValues<Measure>(), m => Assert.Equal(m, OptionNames.Measure("", m.ToString())));
        Assert.All(Enum.GetValues<Method>(), m => Assert.Equal(m, OptionNames.Method("", m.ToString())));
        Assert.All(Enum.GetValues<SmdVariance>(), v => Assert.Equal(v, OptionNames.SmdVariance("", v.ToString())));
        Assert.All(Enum.GetValues<TrimFillEstimator>(), v => Assert.Equal(v, OptionNames.TrimFillEstimator("", v.ToString())));
        Assert.Equal([TestKind.Z, TestKind.T, TestKind.HartungKnapp, TestKind.AdHoc], ((string[])["z", "t", "knha", "adhoc"]).Select(n => OptionNames.Test("", n)));
        Assert.Equal(
            [ZeroCells.OnlyZero, ZeroCells.All, ZeroCells.AllIfAnyZero, ZeroCells.None], ((string[])["only0", "all", "if0all", "none"]).Select(n => OptionNames.To("", n)));
        Assert.Equal(
            [Include.Weights, Include.Influence, Include.LeaveOneOut, Include.Cumulative, Include.RegTest, Include.RankTest, Include.TrimFill, Include.ConfInt],
            ((string[])["weights", "influence", "leave1out", "cumulative", "regtest", "ranktest", "trimfill", "confint"]).Select(n => OptionNames.Include("", n)));
        Assert.Equal(OptionNames.Everything, Enum.GetValues<Include>().Aggregate((a, b) => a | b));
        Assert.Equal([RegTestModel.Rma, RegTestModel.Lm], ((string[])["rma", "lm"]).Select(n => OptionNames.RegTestModel("", n)));
        Assert.Equal(
            [RegTestPredictor.Sei, RegTestPredictor.Vi, RegTestPredictor.Ni, RegTestPredictor.SqrtNinv],
            ((string[])["sei", "vi", "ni", "sqrtninv"]).Select(n => OptionNames.RegTestPredictor("", n)));
        Assert.Equal([TrimFillSide.Auto, TrimFillSide.Left, TrimFillSide.Right], ((string[])["auto", "left", "right"]).Select(n => OptionNames.TrimFillSide("", n)));
        Assert.Equal(Method.EE, OptionNames.Method("", "FE"));
    }

    private static JsonDocument Write(AnalysisResult result)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
            new ResultJson(json).Write("\"x\""u8, result, null);
        return JsonDocument.Parse(Encoding.UTF8.GetString(output.ToArray()));
    }

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];
}
