using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Huantiao.Web.Serving;

/// <summary>
/// Bytes that never change while the program runs, kept as they are sent: plain, gzip and brotli, with an entity tag.
/// Answering is then a look-up and a write.
/// </summary>
internal sealed class Representation
{
    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _gzip;
    private readonly Lazy<byte[]> _brotli;
    private readonly StringValues _contentType;
    private readonly StringValues _cacheControl;
    private readonly string _tag;

    public Representation(byte[] content, string contentType, string cacheControl)
    {
        _plain = content;
        (_contentType, _cacheControl) = (contentType, cacheControl);
        _tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        _gzip = new(() => Compress(stream => new GZipStream(stream, CompressionLevel.Optimal)));
        _brotli = new(() => Compress(stream => new BrotliStream(stream, CompressionLevel.Optimal)));
    }

    /// <summary>Sixteen hexadecimal digits of the content's SHA-256.</summary>
    public string Hash => _tag;

    public ReadOnlyMemory<byte> Content => _plain;

    public Task SendAsync(HttpContext context, int status = StatusCodes.Status200OK)
    {
        var (request, response) = (context.Request, context.Response);
        var (bytes, encoding) = Choose(request.Headers.AcceptEncoding);
        var etag = encoding is null ? $"\"{_tag}\"" : $"\"{_tag}-{encoding}\"";
        var headers = response.Headers;
        headers.ETag = etag;
        headers.CacheControl = _cacheControl;
        headers.Append("Vary", "Accept-Encoding");
        if (status == StatusCodes.Status200OK && Matches(request.Headers.IfNoneMatch, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        headers.ContentType = _contentType;
        headers.ContentLength = bytes.Length;
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private (byte[] Bytes, string? Encoding) Choose(StringValues accept) =>
        Accepts(accept, "br") ? (_brotli.Value, "br") : Accepts(accept, "gzip") ? (_gzip.Value, "gzip") : (_plain, null);

    private static bool Accepts(StringValues accept, string encoding)
    {
        foreach (var line in accept)
        {
            foreach (var range in (line ?? "").AsSpan().Split(','))
            {
                var part = line.AsSpan()[range].Trim();
                if (part.StartsWith(encoding, StringComparison.OrdinalIgnoreCase)
                    && (part.Length == encoding.Length || (part[encoding.Length] is ';' or ' ' && !Refused(part))))
                    return true;
            }
        }

        return false;

        static bool Refused(ReadOnlySpan<char> part) =>
            part.EndsWith("q=0", StringComparison.OrdinalIgnoreCase) || part.EndsWith("q=0.0", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Matches(StringValues ifNoneMatch, string etag)
    {
        foreach (var value in ifNoneMatch)
        {
            if (value is not null && (value == "*" || value.Contains(etag, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private byte[] Compress(Func<Stream, Stream> open)
    {
        using var memory = new MemoryStream();
        using (var stream = open(memory))
            stream.Write(_plain);
        return memory.ToArray();
    }
}
