using Huantiao.Knowledge.Atlas;

namespace Huantiao.Knowledge.Tests.Atlas;

/// <summary>Whatever is wrong in the folder is told with its file and line.</summary>
public sealed class BrokenAtlasTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("huantiao-atlas");

    public BrokenAtlasTests()
    {
        foreach (var file in Directory.EnumerateFiles(RealAtlas.Folder))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
    }

    [Theory]
    [InlineData("points.csv", "BL25,BL,25,", "BL24,BL,25,", "stands twice")]
    [InlineData("points.csv", "BL25,BL,25,", "BL25,BX,25,", "no meridian \"BX\"")]
    [InlineData("points.csv", ",L4_spinous,", ",L6_spinous,", "no landmark \"L6_spinous\"")]
    [InlineData("points.csv", ",thigh_back,", ",thigh_front,", "no line \"thigh_front\"")]
    [InlineData("points.csv", ",lower back,", ",loin,", "no region \"loin\"")]
    [InlineData("points.csv", ",kidney,", ",spleen,", "no risk \"spleen\"")]
    [InlineData("places.csv", "L4_spinous,trunk_back,43", "L4_spinous,trunk_back,high", "is not a number")]
    [InlineData("places.csv", "L4_spinous,trunk_back,43", "L4_spinous,trunk_front,43", "has no place on the part")]
    [InlineData("lines.csv", ",thigh,180,", ",thigh,480,", "from 0 (front) to below 360")]
    [InlineData("outlines.csv", "upper_arm: ", "upper_leg: ", "no frame \"upper_leg\"")]
    [InlineData("outlines.csv", "thigh: 2.8,3.62", "thigh: 2.8;3.62", "is no node")]
    [InlineData("frames.csv", ",popliteal_crease,3.4,18,19,1,", ",popliteal_crease,3.4,18,19,0,", "is not known here")]
    [InlineData("widths.csv", ",limb,0.9,", ",limp,0.9,", "no factor for \"limb\"")]
    [InlineData("body.yaml", "half_breadth", "half_width", "is missing")]
    [InlineData("words.yaml", "en: buttock, ", "", "missing in en")]
    [InlineData("meridians.csv", ",67,", ",66,", "should have the points 1 to 66")]
    [InlineData("disagreements.csv", "GB34,", "GB340,", "no point \"GB340\"")]
    public void Load_BrokenFile_TellsFileLineAndWhatToDo(string file, string from, string to, string message)
    {
        var path = Path.Combine(_folder.FullName, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));

        var (atlas, problems) = AtlasLoader.Load(_folder.FullName);

        Assert.Null(atlas);
        Assert.Contains(problems, p => p.Message.Contains(message, StringComparison.Ordinal) && p.Line > 0);
    }

    [Fact]
    public void Load_FolderWithoutFiles_NamesEachThatIsMissing()
    {
        foreach (var file in _folder.EnumerateFiles())
            file.Delete();

        var (atlas, problems) = AtlasLoader.Load(_folder.FullName);

        Assert.Null(atlas);
        Assert.True(problems.Select(p => p.File).Distinct(StringComparer.Ordinal).Count() >= 10);
    }

    [Fact]
    public void Load_NoFolder_SaysSo() => Assert.Single(AtlasLoader.Load(Path.Combine(_folder.FullName, "nowhere")).Problems);

    public void Dispose() => _folder.Delete(recursive: true);
}
