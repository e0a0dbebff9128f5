using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Api;

/// <summary>
/// JSON in the caller's language: <c>?lang=</c>, else the address's prefix, else Accept-Language. What is the same for everyone is written once and then
/// sent from memory with an entity tag.
/// </summary>
internal sealed class JsonAnswers
{
    public const string MediaType = "application/json";

    private readonly ConcurrentDictionary<string, Representation> _written = new(StringComparer.Ordinal);

    /// <param name="name">What is sent, apart from its language; never what a stranger typed, since each is kept.</param>
    public Task SendAsync<T>(HttpContext context, string name, string? lang, Func<string, T> make, JsonTypeInfo<T> writer)
    {
        var tag = Tag(context, lang);
        return _written.GetOrAdd($"{name}|{tag}", _ => Write(make(tag), writer)).SendAsync(context);
    }

    /// <summary>For answers to what somebody typed: written, sent and forgotten.</summary>
    public static Task SendOnceAsync<T>(HttpContext context, string? lang, Func<string, T> make, JsonTypeInfo<T> writer) =>
        Write(make(Tag(context, lang)), writer).SendAsync(context);

    private static string Tag(HttpContext context, string? lang)
    {
        var language = Language.Find(lang) ?? context.ReadersLanguage();
        context.Response.Headers.ContentLanguage = language.Tag;
        return language.Tag;
    }

    private static Representation Write<T>(T value, JsonTypeInfo<T> writer) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, writer), MediaType + "; charset=utf-8", "no-cache");
}
