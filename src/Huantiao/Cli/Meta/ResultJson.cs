using System.Text.Json;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>
/// Writes an analysis as one JSON object, in full precision. JSON has no word for NaN and infinity: they become null, and a note says so,
/// because a null without a reason would be read as "not asked for".
/// </summary>
internal ref struct ResultJson(Utf8JsonWriter json)
{
    private readonly Utf8JsonWriter json = json;
    private List<string>? notes;

    /// <param name="rawId">As written in the request; empty: null.</param>
    public void Write(ReadOnlySpan<byte> rawId, AnalysisResult result, List<string>? lineNotes)
    {
        notes = lineNotes;
        var fit = result.Fit;
        json.WriteStartObject();
        WriteId(json, rawId);
        json.WriteNumber("k"u8, fit.K);
        json.WriteString("measure"u8, OptionNames.Of(result.Measure));
        json.WriteString("method"u8, OptionNames.Of(fit.Method));
        json.WriteString("test"u8, OptionNames.Of(fit.Test));
        json.WriteNumber("level"u8, fit.Level);
        Array("yi", result.Effects.Yi);
        Array("vi", result.Effects.Vi);
        json.WriteStartArray("dropped"u8);
        foreach (var row in result.Effects.Dropped)
            json.WriteNumberValue(row);
        json.WriteEndArray();
        Fit(fit);
        if (result.ConfInt is { } confint)
            ConfInt(confint);
        if (result.Weights is { } weights)
            Array("weights", weights);
        if (result.Influence is { } influence)
            Influence(influence);
        if (result.LeaveOneOut is { } leaveOneOut)
            Refits("leave1out", leaveOneOut);
        if (result.Cumulative is { } cumulative)
            Refits("cumulative", cumulative);
        if (result.RegTest is { } regtest)
            RegTest(regtest);
        if (result.RankTest is { } ranktest)
            RankTest(ranktest);
        if (result.TrimFill is { } trimfill)
            TrimFill(trimfill);
        json.WriteStartArray("notes"u8);
        foreach (var note in result.Notes)
            json.WriteStringValue(note);
        foreach (var note in notes ?? [])
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteError(Utf8JsonWriter json, ReadOnlySpan<byte> rawId, string code, int? row, string message)
    {
        json.WriteStartObject();
        WriteId(json, rawId);
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, code);
        if (row is { } r)
            json.WriteNumber("row"u8, r);
        else
            json.WriteNull("row"u8);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> rawId)
    {
        json.WritePropertyName("id"u8);
        if (rawId.IsEmpty)
            json.WriteNullValue();
        else
            json.WriteRawValue(rawId, skipInputValidation: true);
    }

    private void Fit(PooledEstimate fit)
    {
        Number("estimate", fit.Estimate);
        Number("se", fit.StandardError);
        Number("statistic", fit.Statistic);
        Number("df", fit.Df);
        Number("pValue", fit.PValue);
        Number("ciLower", fit.CiLower);
        Number("ciUpper", fit.CiUpper);
        Number("piLower", fit.PiLower);
        Number("piUpper", fit.PiUpper);
        Number("tau2", fit.Tau2);
        Number("seTau2", fit.SeTau2);
        Number("i2", fit.I2);
        Number("h2", fit.H2);
        Number("q", fit.Q);
        json.WriteNumber("qDf"u8, fit.QDf);
        Number("qPValue", fit.QPValue);
        Number("logLik", fit.LogLik);
        Number("aic", fit.Aic);
        Number("bic", fit.Bic);
        Number("aicc", fit.Aicc);
    }

    private void ConfInt(HeterogeneityIntervals intervals)
    {
        json.WriteStartObject("confint"u8);
        Interval("tau2", intervals.Tau2);
        Interval("tau", intervals.Tau);
        Interval("i2", intervals.I2);
        Interval("h2", intervals.H2);
        json.WriteEndObject();
    }

    private void Interval(string name, Interval interval)
    {
        json.WriteStartArray(name);
        Value(name, interval.Lower);
        Value(name, interval.Upper);
        json.WriteEndArray();
    }

    private void Influence(Influence influence)
    {
        json.WriteStartObject("influence"u8);
        Array("rstudent", influence.RStudent);
        Array("dffits", influence.DfFits);
        Array("cooksD", influence.CooksD);
        Array("covRatio", influence.CovRatio);
        Array("tau2Deleted", influence.Tau2Deleted);
        Array("qDeleted", influence.QDeleted);
        Array("hat", influence.Hat);
        Array("dfbetas", influence.DfBetas);
        json.WriteEndObject();
    }

    private void Refits(string name, Refits refits)
    {
        json.WriteStartObject(name);
        Array("estimate", refits.Estimate);
        Array("se", refits.StandardError);
        Array("pValue", refits.PValue);
        Array("ciLower", refits.CiLower);
        Array("ciUpper", refits.CiUpper);
        Array("q", refits.Q);
        Array("tau2", refits.Tau2);
        Array("i2", refits.I2);
        json.WriteEndObject();
    }

    private void RegTest(RegTest test)
    {
        json.WriteStartObject("regtest"u8);
        Number("statistic", test.Statistic);
        Number("df", test.Df);
        Number("pValue", test.PValue);
        Number("limit", test.Limit);
        json.WriteEndObject();
    }

    private void RankTest(RankTest test)
    {
        json.WriteStartObject("ranktest"u8);
        Number("tau", test.Tau);
        Number("pValue", test.PValue);
        json.WriteEndObject();
    }

    private void TrimFill(TrimFill trimfill)
    {
        json.WriteStartObject("trimfill"u8);
        json.WriteNumber("k0"u8, trimfill.K0);
        json.WriteString("side"u8, OptionNames.Of(trimfill.Side));
        Number("estimate", trimfill.Fit.Estimate);
        Number("se", trimfill.Fit.StandardError);
        Number("ciLower", trimfill.Fit.CiLower);
        Number("ciUpper", trimfill.Fit.CiUpper);
        Number("tau2", trimfill.Fit.Tau2);
        Array("filled", trimfill.Filled);
        json.WriteEndObject();
    }

    private void Number(string name, double? value)
    {
        json.WritePropertyName(name);
        Value(name, value);
    }

    private void Value(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
            return;
        }

        json.WriteNullValue();
        if (value is { } odd)
            (notes ??= []).Add($"{name} is {Word(odd)}, written as null.");
    }

    private void Array(string name, double[] values)
    {
        json.WriteStartArray(name);
        List<int>? odd = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]))
            {
                json.WriteNumberValue(values[i]);
            }
            else
            {
                json.WriteNullValue();
                (odd ??= []).Add(i + 1);
            }
        }

        json.WriteEndArray();
        if (odd is not null)
            (notes ??= []).Add($"{name} is not a finite number at place {string.Join(", ", odd)}, written as null.");
    }

    private static string Word(double odd) => double.IsNaN(odd) ? "not a number" : "infinite";
}
