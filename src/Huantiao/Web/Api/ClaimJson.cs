using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Huantiao.Web.Api;

/// <summary>A claim that people meet, with its verdict. The other shapes are the answer's own: Huantiao.Evidence, AnswerJson.</summary>
internal sealed record ClaimJson(
    string Id, string Statement, string Verdict, string VerdictText, string Evidence, string WhatWeSay, string Source, string Status);

[JsonSerializable(typeof(IReadOnlyList<ClaimJson>))]
internal sealed partial class ClaimsContext : JsonSerializerContext;

/// <summary>The writer of claims, with Chinese left readable instead of escaped.</summary>
internal static class Claims
{
    public static readonly ClaimsContext Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
