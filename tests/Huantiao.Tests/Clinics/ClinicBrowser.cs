using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Huantiao.Tests.Clinics;

/// <summary>What the server answered.</summary>
internal sealed record Answered(HttpStatusCode Status, string? Location, string Text, HttpResponseHeaders Headers, string? CacheControl)
{
    private static readonly HtmlParser Parser = new();

    public IHtmlDocument Page => Parser.ParseDocument(Text);

    public string Heading => Page.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What is said to be wrong, field by field.</summary>
    public IReadOnlyList<string> Wrong => [.. Page.QuerySelectorAll(".field .wrong").Select(p => p.TextContent.Trim())];
}

/// <summary>A browser as the server sees one: keeps cookies as browsers do from this machine, sends forms with the token of the page before.</summary>
internal sealed class ClinicBrowser(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public string? Token { get; set; }

    public Uri Address => address;

    public Task<Answered> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Sends a form from a page of ours; asks for a token first where no page has brought one.</summary>
    public async Task<Answered> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        if (Token is null)
            await GetAsync("/en/account/sign-in");
        return await SendAsync(Form(path, [("token", Token!), .. fields]));
    }

    public HttpRequestMessage Form(string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    /// <summary>Sends a form that a file answers.</summary>
    /// <returns>The name it is to be saved under, and what is in it.</returns>
    public async Task<(string Name, byte[] Bytes)> DownloadAsync(string path, params (string, string)[] fields)
    {
        using var request = Form(path, [("token", Token!), .. fields]);
        request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public async Task<Answered> PostJsonAsync<T>(string path, T body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("X-Request-Token", Token);
        return await SendAsync(request);
    }

    public async Task<Answered> SendAsync(HttpRequestMessage request)
    {
        var cancel = TestContext.Current.CancellationToken;
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await _http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            Keep(cookie);
        var answered = new Answered(answer.StatusCode, answer.Headers.Location?.ToString(), text, answer.Headers, answer.Headers.CacheControl?.ToString());
        if (answer.Content.Headers.ContentType?.MediaType == "text/html" && answered.Page.QuerySelector("input[name=token]")?.GetAttribute("value") is { } token)
            Token = token;
        return answered;
    }

    public void Dispose() => _http.Dispose();

    private void Keep(string cookie)
    {
        var pair = cookie.Split(';')[0].Split('=', 2);
        if (cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
            Cookies.Remove(pair[0]);
        else
            Cookies[pair[0]] = pair[1];
    }
}
