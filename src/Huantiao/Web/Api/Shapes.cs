using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Huantiao.Web.Api;

/// <summary>One question's finding with every number behind it. Estimates on the natural scale; <c>yi</c> and <c>vi</c> on the analysis scale (log for ratios).</summary>
internal sealed record FindingJson(
    string Id, string Lang, string Outcome, string Comparator, string Window, string Unit, string Measure, string Sentence, string Certainty,
    bool CertaintyConfirmed, int Participants, PooledJson? Pooled, IReadOnlyList<TrialJson> Trials, IReadOnlyList<LeftOutJson> MissingTrials,
    IReadOnlyList<LeftOutJson> NotUsed, IReadOnlyList<SensitivityJson> Sensitivity, string? RCode);

internal sealed record PooledJson(
    string Method, string Test, int K, double Estimate, double CiLower, double CiUpper, double? PiLower, double? PiUpper, double Tau2, double? I2,
    double Q, int QDf, [property: JsonPropertyName("qPValue")] double QPValue);

internal sealed record TrialJson(
    string Trial, string Label, int Participants, double Estimate, double CiLower, double CiUpper, double Yi, double Vi, double WeightPercent,
    string Derivation, string Source, string? Url, string Status);

internal sealed record LeftOutJson(string Trial, string Label, string TimePoint, string Why, string Source, string? Url, string Status);

internal sealed record SensitivityJson(string Choice, double Estimate, double CiLower, double CiUpper, double Tau2);

internal sealed record ClaimJson(
    string Id, string Statement, string Verdict, string VerdictText, string Evidence, string WhatWeSay, string Source, string Status);

internal sealed record HarmJson(
    string Key, string Study, int? Year, string Event, double? Events, double? Denominator, string DenominatorUnit, string RatePrinted,
    string RateRecomputed, string? Headline, string Source, string? Url, string Status);

internal sealed record GuidelineJson(
    string Guideline, string Year, string Scope, string Position, string Stance, string Strength, string Source, string? Url, string Status);

/// <summary>Writers of the shapes, made when the program is built.</summary>
[JsonSerializable(typeof(FindingJson))]
[JsonSerializable(typeof(IReadOnlyList<ClaimJson>))]
[JsonSerializable(typeof(IReadOnlyList<HarmJson>))]
[JsonSerializable(typeof(IReadOnlyList<GuidelineJson>))]
internal sealed partial class ShapesContext : JsonSerializerContext;

/// <summary>The writers with Chinese left readable instead of escaped.</summary>
internal static class Shapes
{
    public static readonly ShapesContext Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
