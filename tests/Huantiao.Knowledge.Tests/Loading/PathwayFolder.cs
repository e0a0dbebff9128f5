using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Tests.Loading;

/// <summary>A copy of a pathway in a folder of its own, to be broken.</summary>
internal sealed class PathwayFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("huantiao-pathway");

    public PathwayFolder(string pathway)
    {
        var source = Original(pathway);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public static string Original(string pathway) => Path.Combine(AppContext.BaseDirectory, "pathways", pathway);

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Replaces a text that must be there.</summary>
    public PathwayFolder Change(string file, string from, string to)
    {
        var text = File.ReadAllText(PathOf(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(PathOf(file), string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
        return this;
    }

    public (Pathway? Pathway, ImmutableArray<Problem> Problems) Load() => PathwayLoader.Load(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);
}
