using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huantiao.Cli.Meta;
using Huantiao.MetaAnalysis;
using Huantiao.Registry;

namespace Huantiao.Cli.Pool;

/// <summary>The pooled registry as JSON in full precision (docs/methods/registry.md); null is not known. A pathway's <c>registry/</c> folder holds such files.</summary>
internal static class PoolJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Terminal terminal, PooledRegistry pooled)
    {
        using (var json = new Utf8JsonWriter(terminal.Output, Readable))
            Write(json, pooled);
        terminal.Output.Write("\n"u8);
    }

    public static void Write(Utf8JsonWriter json, PooledRegistry pooled)
    {
        var subject = pooled.Subject;
        json.WriteStartObject();
        json.WriteString("format"u8, "huantiao-registry-pool");
        json.WriteNumber("formatVersion"u8, 1);
        json.WriteString("pathway"u8, subject.Pathway);
        json.WriteString("pathwayVersion"u8, subject.PathwayVersion);
        json.WriteString("instrument"u8, subject.Instrument);
        json.WriteString("instrumentVersion"u8, subject.InstrumentVersion);
        json.WriteNumber("scaleLower"u8, subject.ScaleLower);
        json.WriteNumber("scaleUpper"u8, subject.ScaleUpper);
        json.WriteString("better"u8, subject.LowerIsBetter ? "lower" : "higher");
        json.WriteNumber("importantChange"u8, subject.Important);
        json.WriteNumber("level"u8, pooled.Level);
        json.WriteNumber("clinics"u8, pooled.Clinics);
        json.WriteNumber("people"u8, pooled.Sources.Sum(s => s.People));
        json.WriteStartArray("sources"u8);
        foreach (var source in pooled.Sources)
        {
            json.WriteStartObject();
            json.WriteString("file"u8, source.Name);
            json.WriteString("clinic"u8, source.Clinic);
            json.WriteString("key"u8, source.Fingerprint);
            json.WriteString("from"u8, Day(source.Cut.From));
            json.WriteString("until"u8, Day(source.Cut.Until));
            json.WriteString("cut"u8, Day(source.Cut.On));
            json.WriteNumber("people"u8, source.People);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("groups"u8);
        foreach (var group in pooled.Groups)
            Group(json, group);
        json.WriteEndArray();
        json.WriteStartArray("contrasts"u8);
        foreach (var contrast in pooled.Contrasts)
        {
            json.WriteStartObject();
            json.WriteString("exposure"u8, contrast.Exposure);
            json.WriteString("against"u8, contrast.Against);
            json.WriteNumber("week"u8, contrast.Week);
            Mean(json, "difference", contrast.Difference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter json, PooledGroup group)
    {
        json.WriteStartObject();
        json.WriteString("exposure"u8, group.Exposure);
        json.WriteNumber("clinics"u8, group.Clinics);
        json.WriteNumber("silentSummaries"u8, group.Silent);
        json.WriteNumber("people"u8, group.People);
        json.WriteNumber("treatments"u8, group.Treatments);
        json.WriteStartArray("strata"u8);
        foreach (var stratum in group.Strata)
        {
            json.WriteStartObject();
            json.WriteString("stratum"u8, stratum.Stratum);
            Number(json, "people", stratum.People);
            json.WriteNumber("withheld"u8, stratum.Withheld);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("weeks"u8);
        foreach (var week in group.Weeks)
            Week(json, week);
        json.WriteEndArray();
        json.WriteStartArray("harms"u8);
        foreach (var harm in group.Harms)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, harm.Kind);
            Share(json, "affected", harm.Affected);
            Number(json, "events", harm.Events);
            Number(json, "treatments", harm.Treatments);
            Number(json, "perThousandTreatments", harm.PerThousandTreatments);
            json.WriteNumber("silentSummaries"u8, harm.Silent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Week(Utf8JsonWriter json, PooledWeek week)
    {
        json.WriteStartObject();
        json.WriteNumber("week"u8, week.Week);
        json.WriteNumber("notDue"u8, week.NotDue);
        json.WriteNumber("due"u8, week.Measured + week.Missing);
        json.WriteNumber("measured"u8, week.Measured);
        json.WriteNumber("missing"u8, week.Missing);
        json.WriteNumber("paired"u8, week.Paired);
        json.WriteStartArray("reasons"u8);
        foreach (var reason in week.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("reason"u8, reason.Reason);
            Number(json, "people", reason.People);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Pairs(json, week.Pairs);
        json.WriteNumber("pairsWithheld"u8, week.PairsWithheld);
        Mean(json, "change", week.Change);
        Mean(json, "slope", week.Slope);
        Number(json, "adjustedAt", week.AdjustedAt);
        Mean(json, "adjusted", week.Adjusted);
        Share(json, "responders", week.Responders);
        Number(json, "respondersWorst", week.RespondersAmongDue?.Worst);
        Number(json, "respondersBest", week.RespondersAmongDue?.Best);
        Fit(json, "betweenClinics", week.BetweenClinics);
        Fit(json, "adjustedBetweenClinics", week.AdjustedBetweenClinics);
        Fit(json, "respondersBetweenClinics", week.RespondersBetweenClinics);
        json.WriteStartArray("clinics"u8);
        foreach (var clinic in week.ByClinic)
        {
            json.WriteStartObject();
            json.WriteString("clinic"u8, clinic.Clinic);
            json.WriteNumber("due"u8, clinic.Due);
            json.WriteNumber("measured"u8, clinic.Measured);
            Mean(json, "change", clinic.Change);
            Mean(json, "adjusted", clinic.Adjusted);
            Share(json, "responders", clinic.Responders);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("strata"u8);
        foreach (var stratum in week.Strata)
        {
            json.WriteStartObject();
            json.WriteString("stratum"u8, stratum.Stratum);
            Pairs(json, stratum.Pairs);
            json.WriteNumber("withheld"u8, stratum.Withheld);
            Mean(json, "change", stratum.Change);
            Mean(json, "adjusted", stratum.Adjusted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Pairs(Utf8JsonWriter json, PairMoments pairs)
    {
        json.WriteStartObject("pairs"u8);
        json.WriteNumber("n"u8, pairs.N);
        Number(json, "meanBefore", pairs.N > 0 ? pairs.MeanX : null);
        Number(json, "sdBefore", pairs.Baseline.Sd);
        Number(json, "meanAfter", pairs.N > 0 ? pairs.MeanY : null);
        Number(json, "sdAfter", pairs.Score.Sd);
        json.WriteEndObject();
    }

    private static void Mean(Utf8JsonWriter json, string name, PooledMean? mean)
    {
        if (mean is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("people"u8, mean.People);
        Number(json, "estimate", mean.Estimate);
        Number(json, "sd", mean.Sd);
        Number(json, "se", mean.StandardError);
        Number(json, "ciLower", mean.Lower);
        Number(json, "ciUpper", mean.Upper);
        json.WriteEndObject();
    }

    private static void Share(Utf8JsonWriter json, string name, PooledShare? share)
    {
        if (share is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("some"u8, share.Some);
        json.WriteNumber("people"u8, share.People);
        json.WriteNumber("estimate"u8, share.Share.Estimate);
        json.WriteNumber("ciLower"u8, share.Share.Lower);
        json.WriteNumber("ciUpper"u8, share.Share.Upper);
        json.WriteEndObject();
    }

    private static void Fit(Utf8JsonWriter json, string name, PooledEstimate? fit)
    {
        if (fit is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("k"u8, fit.K);
        json.WriteString("method"u8, OptionNames.Of(fit.Method));
        json.WriteString("test"u8, OptionNames.Of(fit.Test));
        Number(json, "estimate", fit.Estimate);
        Number(json, "se", fit.StandardError);
        Number(json, "ciLower", fit.CiLower);
        Number(json, "ciUpper", fit.CiUpper);
        Number(json, "piLower", fit.PiLower);
        Number(json, "piUpper", fit.PiUpper);
        Number(json, "tau2", fit.Tau2);
        Number(json, "i2", fit.I2);
        Number(json, "q", fit.Q);
        json.WriteNumber("qDf"u8, fit.QDf);
        Number(json, "qPValue", fit.QPValue);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
