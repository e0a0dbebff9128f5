using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Loads the folder <c>atlas/</c> and checks it.</summary>
public static class AtlasLoader
{
    /// <summary>
    /// Reads every file of the folder. Nothing is thrown for what the files hold or for their absence: every problem is returned, with file,
    /// line, column, what is wrong and what to do.
    /// </summary>
    /// <returns>The atlas, null where any problem is an error; and all problems in the order of files and lines.</returns>
    public static (PointAtlas? Atlas, ImmutableArray<Problem> Problems) Load(string directory)
    {
        var problems = new ProblemList();
        if (!Directory.Exists(directory))
        {
            problems.Schema("points.csv", 0, null, $"There is no folder \"{directory}\". Name the folder of the atlas.");
            return (null, problems.InOrder());
        }

        var landmarks = LandmarkSheets.Landmarks(directory, problems);
        var lines = LandmarkSheets.Lines(directory, problems);
        var measures = LandmarkSheets.Measures(directory, problems);
        var body = BodySheets.Read(directory, problems);
        var words = WordsFile.Read(directory, problems);
        var meridians = PointSheets.Meridians(directory, problems);
        var points = PointSheets.Points(directory, problems);
        var disagreements = PointSheets.Disagreements(directory, problems);
        var needling = NeedlingSheets.Read(directory, problems);
        var adverse = AdverseEventSheets.Read(directory, problems);
        var layers = LayerSheet.Read(directory, problems);
        var layerNotes = LayerSheet.Notes(directory, problems);
        var skin = SkinSheets.Read(directory, problems);
        if (body is null || words is null)
            return (null, problems.InOrder());

        var atlas = new PointAtlas
        {
            Points = points,
            Meridians = meridians,
            Landmarks = landmarks,
            Lines = lines,
            Measures = measures,
            Disagreements = disagreements,
            Layers = layers,
            LayerNotes = layerNotes,
            Skin = skin,
            Body = body,
            Words = words,
            Needling = needling,
            AdverseEvents = adverse,
        };
        AtlasChecks.Run(atlas, problems);
        SkinChecks.Run(atlas, problems);
        NeedlingChecks.Run(atlas, problems);
        return (problems.HasErrors ? null : atlas, problems.InOrder());
    }
}

/// <summary>Reads <c>words.yaml</c>.</summary>
internal static class WordsFile
{
    public static AtlasWords? Read(string directory, ProblemList problems)
    {
        if (YamlFile.Open(directory, "words.yaml", problems) is not { } file)
            return null;
        var words = new AtlasWords(Group(file, "sentences"), Group(file, "heights"), Group(file, "regions"), Group(file, "risks"));
        file.RefuseOthers();
        return words;
    }

    private static FrozenDictionary<string, LocalText> Group(YamlMap file, string name)
    {
        if (file.Map(name) is not { } group)
            return FrozenDictionary<string, LocalText>.Empty;
        return group.Keys.Distinct(StringComparer.Ordinal).ToFrozenDictionary(k => k, group.Local, StringComparer.Ordinal);
    }
}
