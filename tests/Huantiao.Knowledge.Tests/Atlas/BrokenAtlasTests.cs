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
    [InlineData("layers.csv", "0.7,-35..68", "0.7,68..-35", "is no node")]
    [InlineData("layers.csv", "foot_sole: ", "sole: ", "No view has a frame \"sole\"")]
    [InlineData("layers.csv", ",大腿上半部前面,", ",,", "missing in zh-Hans")]
    [InlineData("layer_notes.csv", "\nnerve,", "\nvein,", "is not known here")]
    [InlineData("layer_notes.csv", ",maps,", ",overlap,", "is used twice")]
    [InlineData("regions.csv", "\"leg: 2,125..235", "\"shank: 2,125..235", "There is no surface \"shank\"")]
    [InlineData("regions.csv", ",leg,side,", ",leg,inside,", "There is no aspect \"inside\"")]
    [InlineData("regions.csv", ",臀部,", ",,", "missing in zh-Hans")]
    [InlineData("regions.csv", "105..270 4.8", "270..105 4.8", "is no node")]
    [InlineData("surfaces.csv", ",0,19,thigh,back", ",19,0,thigh,back", "ends beyond where it begins")]
    [InlineData("surfaces.csv", ",0,19,thigh,back", ",0,19,thy,back", "No view has a frame \"thy\"")]
    [InlineData("surfaces.csv", "foot_top,foot-top", "foot_top,foot-sole", "is no view with one of the frames")]
    [InlineData("drawing_views.csv", "right-foot-sole,foot-sole", "right-foot-sole,sole", "There is no view \"sole\"")]
    [InlineData("aspects.csv", "back,BL", "back,BX", "There is no meridian \"BX\"")]
    [InlineData("disagreements.csv", "GB34,", "GB340,", "no point \"GB340\"")]
    [InlineData("adverse_events.csv", "\nfaint,body,", "\nfaint,soul,", "\"soul\" is not known here")]
    [InlineData("adverse_events.csv", "\nfaint,", "\nbleeding,", "is used twice")]
    [InlineData("adverse_severities.csv", "\nsevere,", "\ngrave,", "The step \"severe\" is missing")]
    [InlineData("adverse_duties.csv", ",broken_needle,", ",bent_needle,", "no kind \"bent_needle\"")]
    [InlineData("needling_rules.csv", "\nP01-deep,P01,", "\nP01,P01,", "is used twice")]
    [InlineData("needling_rules.csv", "\nL01,L01,", "\nL01,L10,", "no fact \"L10\" in needling_sources.csv")]
    [InlineData("needling_rules.csv", ",thin_chest_wall,", ",thin_chest,", "\"thin_chest\" is no fact")]
    [InlineData("needling_rules.csv", ",anticoagulant,", ",anticoagulant@site,", "\"anticoagulant@site\" is no fact")]
    [InlineData("needling_rules.csv", ",skin_problem@site,", ",skin_problem@skin,", "\"skin_problem@skin\" is no fact")]
    [InlineData("needling_rules.csv", ",risk:kidney,", ",risk:spleen,", "no risk \"spleen\"")]
    [InlineData("needling_rules.csv", ",risk:kidney,", ",organ:kidney,", "no point \"organ:kidney\"")]
    [InlineData("needling_rules.csv", ",region:lower_back,agreement", ",region:loin,agreement", "no region \"loin\"")]
    [InlineData("needling_rules.csv", " BL39 BL55,", " BL390 BL55,", "no point \"BL390\"")]
    [InlineData("needling_rules.csv", " BL39 BL55,care,1,", " BL39 BL55,care,0,", "limit is above 0 cun")]
    [InlineData("needling_rules.csv", ",depth_beyond,all,confirm,,", ",depth_beyond,all,confirm,1,", "cannot set that limit")]
    [InlineData("needling_rules.csv", ",confirm,", ",forbid,", "is not known here")]
    [InlineData("needling_rules.csv", ",此处不得下针。与肿瘤团队沟通。,", ",,", "missing in zh-Hans")]
    [InlineData("needling_rules.csv", ",as the rule says,ASSUMED", ",as the rule says,", "\"reading_status\" is empty")]
    [InlineData("needling_sources.csv", ",general teaching,RECALLED", ",,RECALLED", "\"source\" is empty")]
    [InlineData("needling_sources.csv", ",general teaching,RECALLED", ",general teaching,sure", "is not a status")]
    [InlineData("needling_sources.csv", "\nL02,", "\nL01,", "is used twice")]
    [InlineData("needling_questions.csv", "\nanticoagulant,", "\nblood_thinner,", "The fact \"anticoagulant\" has no question")]
    [InlineData("needling_questions.csv", ",计划刺入多深？,", ",,", "missing in zh-Hans")]
    [InlineData("limbs.csv", "\nhand,arm,", "\nfingers,arm,", "no region \"fingers\"")]
    [InlineData("limbs.csv", "\nhand,arm,", "\nhand,tail,", "is not known here")]
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
