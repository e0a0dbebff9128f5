using System.IO.Compression;
using System.Net;
using System.Text;

namespace Huantiao.Tests.Web;

/// <summary>Headers, sizes and caches.</summary>
public sealed class ServingTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/en/")]
    [InlineData("/en/nothing-here")]
    [InlineData("/api/v1/claims")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    public async Task Any_Answer_IsStrictAndSetsNoCookie(string path)
    {
        using var answer = await site.Client.GetAsync(path, Now);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("/en/")]
    [InlineData("/zh-Hans/")]
    public async Task Aid_Html_IsAtMost40Kilobytes(string path) => Assert.InRange((await site.Client.GetByteArrayAsync(path, Now)).Length, 10_000, 40 * 1024);

    [Fact]
    public async Task FirstVisit_Compressed_IsAtMost150Kilobytes()
    {
        var page = await GetAsync("/en/", "gzip");
        var html = Encoding.UTF8.GetString(Unzip(page.Body));
        var total = page.Body.Length;
        foreach (var start in new[] { "/assets/site.", "/assets/values.", "/assets/mark." })
        {
            var at = html.IndexOf(start, StringComparison.Ordinal);
            total += (await GetAsync(html[at..html.IndexOf('"', at)], "gzip")).Body.Length;
        }

        Assert.InRange(total, 5_000, 150 * 1024);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Page_Encodings_AreTheReadersChoice(string accepted, string? expected)
    {
        var (answer, body) = await GetAsync("/en/claims", accepted);

        Assert.Equal(expected, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        var plain = await site.Client.GetByteArrayAsync("/en/claims", Now);
        Assert.Equal(plain, expected switch { "br" => Unbrotli(body), "gzip" => Unzip(body), _ => body });
    }

    [Fact]
    public async Task Page_AskedAgain_IsNotSentAgain()
    {
        using var first = await site.Client.GetAsync("/en/", Now);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await site.Client.SendAsync(request, Now);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Now));
        Assert.True(first.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Head_OfAPage_HasItsLengthAndNoBody()
    {
        using var answer = await site.Client.SendAsync(new(HttpMethod.Head, "/en/about"), Now);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 0);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Now));
    }

    [Fact]
    public async Task Health_RunningServer_IsLiveAndReady()
    {
        Assert.Equal("live", await site.Client.GetStringAsync("/health/live", Now));
        Assert.Equal("ready", await site.Client.GetStringAsync("/health/ready", Now));
    }

    private async Task<(HttpResponseMessage Answer, byte[] Body)> GetAsync(string path, string encodings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
        var answer = await site.Client.SendAsync(request, Now);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (answer, await answer.Content.ReadAsByteArrayAsync(Now));
    }

    private static byte[] Unzip(byte[] bytes) => Read(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));

    private static byte[] Unbrotli(byte[] bytes) => Read(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress));

    private static byte[] Read(Stream stream)
    {
        using var memory = new MemoryStream();
        using (stream)
            stream.CopyTo(memory);
        return memory.ToArray();
    }
}
