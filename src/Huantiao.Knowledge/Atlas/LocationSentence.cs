using System.Globalization;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Tells in words where a point is, from the same data by which the chart places it.</summary>
public static class LocationSentence
{
    /// <summary>The sentence, with the point's note after it where there is one.</summary>
    /// <param name="language">"en" or "zh-Hans".</param>
    public static string Of(PointAtlas atlas, AtlasPoint point, string language)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(point);
        var sentence = Place(atlas, point.Location, language);
        if (point.Note is not { } note)
            return sentence;
        return sentence + (language.StartsWith("zh", StringComparison.Ordinal) ? "" : " ") + note.In(language);
    }

    private static string Place(PointAtlas atlas, PointLocation location, string language)
    {
        var words = atlas.Words;
        return location switch
        {
            PointLocation.OnTrunk { Lateral: 0 } at => Fill(at.OnBack ? "trunk_midline_back" : "trunk_midline_front", at.Landmark, at.Up, ""),
            PointLocation.OnTrunk at => Fill(at.OnBack ? "trunk_back" : "trunk_front", at.Landmark, at.Up, Cun(at.Lateral)),
            PointLocation.OnScalp { Lateral: 0 } at => Fill("scalp_midline", at.Landmark, at.Up, ""),
            PointLocation.OnScalp at => Fill("scalp", at.Landmark, at.Up, Cun(at.Lateral)),
            PointLocation.OnLine at => Fill(at.Up == 0 ? "line_level" : "line", at.Landmark, at.Up, "").Replace("{line}", Name(at.Line), StringComparison.Ordinal)
                .Replace("{Line}", Capital(Name(at.Line)), StringComparison.Ordinal),
            PointLocation.Between at => words.Sentences[at.Share switch { 0.5 => "midway", > 0.333 and < 0.334 => "third", _ => "share" }].In(language)
                .Replace("{landmark}", LandmarkName(at.From), StringComparison.Ordinal).Replace("{other}", LandmarkName(at.To), StringComparison.Ordinal)
                .Replace("{percent}", Cun(Math.Round(100 * at.Share)), StringComparison.Ordinal),
            PointLocation.AtSpot at => Spot(at.Landmark),
            PointLocation.Anywhere at => Spot(at.Landmark),
            _ => throw new NotSupportedException(location.GetType().Name),
        };

        string LandmarkName(string id) => atlas.Landmarks[id].Name.In(language);
        string Name(string line) => atlas.Lines[line].Name.In(language);

        string Spot(string landmark) => words.Sentences["spot"].In(language)
            .Replace("{landmark}", LandmarkName(landmark), StringComparison.Ordinal).Replace("{Landmark}", Capital(LandmarkName(landmark)), StringComparison.Ordinal);

        string Fill(string pattern, string landmark, double up, string lateral)
        {
            var height = words.Heights[Height(location, landmark, up)].In(language).Replace("{cun}", Cun(Math.Abs(up)), StringComparison.Ordinal);
            return words.Sentences[pattern].In(language).Replace("{height}", height, StringComparison.Ordinal)
                .Replace("{lateral}", lateral, StringComparison.Ordinal).Replace("{landmark}", LandmarkName(landmark), StringComparison.Ordinal);
        }
    }

    private static string Height(PointLocation location, string landmark, double up) => up switch
    {
        0 => "level",
        > 0 when location is PointLocation.OnScalp && landmark == "anterior_hairline" => "behind",
        > 0 => "above",
        _ => "below",
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Cun(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
