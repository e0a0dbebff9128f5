using System.Globalization;
using System.Text.Json;

namespace Huantiao.Registry.Tests;

/// <summary>R on the patients' rows (Reference/registry.R), against the pool of the four clinics' summaries.</summary>
public class ReferenceTests
{
    private const double Close = 1e-10;

    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "expected.json"))).RootElement;

    private static readonly Subject Subject = Invented.Subject with { Weeks = [4] };

    private static readonly Lazy<PooledRegistry> Pooled = new(() => Invented.Pooled(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reference", "rows.csv")).Skip(1).Select((line, i) => (Cells: line.Split(','), i))
            .GroupBy(r => r.Cells[0]).Select(clinic => Summarising.Of(clinic.Key, Invented.Cut, Subject, SuppressionRules.None, clinic.Select(r => Row(r.Cells, r.i)), Invented.Nobody))));

    private static PooledWeek Needled => Pooled.Value.Groups.Single(g => g.Exposure == "needling").Weeks[0];

    [Fact]
    public void Pool_OfReferenceRows_HasRsMeanAndInterval()
    {
        Near(At("change", "mean"), Needled.Change!.Estimate);
        Near(At("change", "sd"), Needled.Change.Sd);
        Near(At("change", "lower"), Needled.Change.Lower);
        Near(At("change", "upper"), Needled.Change.Upper);
    }

    [Fact]
    public void Pool_OfReferenceRows_HasRsLinearModels()
    {
        Near(Expected.GetProperty("middle").GetDouble(), Needled.AdjustedAt!.Value);
        Near(At("slope", "estimate"), Needled.Slope!.Estimate);
        Near(At("slope", "se"), Needled.Slope.StandardError);
        Near(At("slope", "sd"), Needled.Slope.Sd);
        var contrast = Assert.Single(Pooled.Value.Contrasts);
        Assert.Equal(("needling-and-heat", "needling"), (contrast.Exposure, contrast.Against));
        Near(At("contrast", "estimate"), contrast.Difference.Estimate);
        Near(At("contrast", "se"), contrast.Difference.StandardError);
    }

    [Fact]
    public void Pool_OfReferenceRows_HasMetaforsRandomEffects()
    {
        Near(At("between", "estimate"), Needled.BetweenClinics!.Estimate);
        Near(At("between", "se"), Needled.BetweenClinics.StandardError);
        Near(At("between", "tau2"), Needled.BetweenClinics.Tau2);
        Near(At("between", "ciUpper"), Needled.BetweenClinics.CiUpper);
        Near(At("adjusted", "estimate"), Needled.AdjustedBetweenClinics!.Estimate);
        Near(At("adjusted", "tau2"), Needled.AdjustedBetweenClinics.Tau2);
        Near(At("logit", "estimate"), Needled.RespondersBetweenClinics!.Estimate);
        Near(At("logit", "se"), Needled.RespondersBetweenClinics.StandardError);
    }

    [Fact]
    public void BinomialLimits_OverTheGrid_AreRs()
    {
        foreach (var row in Expected.GetProperty("funnel").EnumerateArray())
        {
            double Number(string name) => row.GetProperty(name).GetDouble();
            Near(Number("limit"), BinomialLimits.At(Number("target"), (long)Number("n"), Number("p")));
        }
    }

    [Fact]
    public void ExactRate_OfEvents_IsRs()
    {
        foreach (var row in Expected.GetProperty("rates").EnumerateArray())
        {
            var rate = ExactRate.Of(row.GetProperty("events").GetInt64(), row.GetProperty("exposure").GetDouble());
            Near(row.GetProperty("lower").GetDouble(), rate.Lower);
            Near(row.GetProperty("upper").GetDouble(), rate.Upper);
        }
    }

    [Fact]
    public void ControlChart_OfValues_HasRsLimitsAndSeesTheStep()
    {
        var values = Expected.GetProperty("xmr").GetProperty("values").EnumerateArray().Select((v, i) => ($"m{i + 1}", (double?)v.GetDouble())).ToArray();
        var chart = ControlChart.OfValues(values, new(11, 12, 5));

        Near(At("xmr", "middle"), chart.Middle!.Value);
        Near(At("xmr", "lower"), chart.Points[0].Limits!.Lower);
        Near(At("xmr", "upper"), chart.Points[^1].Limits!.Upper);
        Assert.Contains(RunRules.EightOnOneSide, chart.Points.Take(8).Select(p => p.Signals & RunRules.EightOnOneSide));
        Assert.Contains(chart.Points.Skip(8), p => p.Signals != RunRules.None);
    }

    private static OutcomeRow Row(string[] cells, int i) => new()
    {
        Person = $"p{i:d4}", Began = Invented.Cut.From, Exposure = cells[2], Stratum = "all", Baseline = new Observation.Measured(Number(cells[1])),
        Weeks = [new(4, new Observation.Measured(Number(cells[3])))], Treatments = 1, Events = [],
    };

    private static double Number(string cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static double At(string group, string name) => Expected.GetProperty(group).GetProperty(name).GetDouble();

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, Close * Math.Max(1, Math.Abs(expected)));
}
