using System.Collections.Frozen;

namespace Huantiao.Web.Serving;

/// <summary>
/// The stylesheet, the scripts and the mark, carried inside the program. Their addresses hold a hash of their content:
/// a browser keeps them for good and still sees every change at once.
/// </summary>
internal static class SiteFiles
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, (string Path, Representation Content)>> Loaded = new(() =>
        typeof(SiteFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("asset/", StringComparison.Ordinal))
            .SelectMany(Files)
            .Distinct(StringComparer.Ordinal)
            .Select(file => (Name: file, Content: new Representation(Read(file), Kinds[Path.GetExtension(file)], Forever)))
            .ToFrozenDictionary(
                file => file.Name,
                file => ($"/assets/{Path.GetFileNameWithoutExtension(file.Name)}.{file.Content.Hash}{Path.GetExtension(file.Name)}", file.Content),
                StringComparer.Ordinal));

    /// <summary>The address of an asset by its file name.</summary>
    public static string Address(string file) => Loaded.Value[file].Path;

    /// <summary>An asset as it was written.</summary>
    public static ReadOnlyMemory<byte> Content(string file) => Loaded.Value[file].Content.Content;

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var (path, content) in Loaded.Value.Values)
            app.MapMethods(path, Reading.Methods, context => content.SendAsync(context)).ExcludeFromDescription();
    }

    /// <summary>The files that a resource is part of: "asset/a.js+b.js/4-bell.js" is in both.</summary>
    private static string[] Files(string resource) => resource.Split('/')[1].Split('+');

    /// <summary>A file, or the files of a folder one after the other: what is long is written in parts and sent as one.</summary>
    private static byte[] Read(string file)
    {
        var assembly = typeof(SiteFiles).Assembly;
        using var memory = new MemoryStream();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("asset/", StringComparison.Ordinal) && Files(name).Contains(file, StringComparer.Ordinal)).OrderBy(name => name.Split('/')[^1], StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            stream.CopyTo(memory);
        }

        return memory.Length > 0 ? memory.ToArray() : throw new InvalidOperationException($"The asset {file} is not in the program.");
    }
}

/// <summary>The methods of everything that is only read.</summary>
internal static class Reading
{
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];
}
