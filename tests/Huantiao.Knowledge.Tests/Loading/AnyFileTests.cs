using FsCheck.Xunit;

namespace Huantiao.Knowledge.Tests.Loading;

/// <summary>Whatever an editor or a broken disk does to a file, loading it gives a pathway or problems with a place.</summary>
public class AnyFileTests
{
    private static readonly string[] Files =
        ["pathway.yaml", "trials.csv", "safety.csv", "judgements.csv", "important_differences.csv", "claims.csv", "texts/en.md"];

    private static readonly string[] Scraps = ["", ",", "\"", "\n", ": ", "- ", "{", "}", "&a ", "*a ", "## ", "\t", "\0", "é", "针", "1e9", "-1", "|\n", "!!x ", "? ", "%", "'", "\uFEFF", "<<: "];

    [Property(MaxTest = 600)]
    public void Load_AnyScrapAnywhere_NeverThrows(byte file, ushort at, byte cut, byte scrap)
    {
        using var folder = new PathwayFolder("tiny");
        var path = folder.PathOf(Files[file % Files.Length]);
        var text = File.ReadAllText(path);
        var from = at % (text.Length + 1);
        var to = Math.Min(text.Length, from + (cut % 8));
        File.WriteAllText(path, string.Concat(text.AsSpan(0, from), Scraps[scrap % Scraps.Length], text.AsSpan(to)));

        var (pathway, problems) = folder.Load();

        Assert.True(pathway is not null || !problems.IsEmpty);
        Assert.All(problems, p => Assert.True(p.File.Length > 0 && p.Line >= 0 && p.Message.Length > 0));
    }
}
