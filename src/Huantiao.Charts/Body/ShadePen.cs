using Huantiao.Knowledge.Atlas;

namespace Huantiao.Charts;

/// <summary>
/// Writes shaded skin, cut off at the body's outline. Each weave has two groups, class wash and class weave, in a group with data-weave; a script that
/// goes on drawing adds its paths to both.
/// </summary>
internal sealed class ShadePen(Sheet sheet, BodyPaths paths, string id, double units, double tile)
{
    private static readonly Weave[] All = [Weave.Slant, Weave.Dots, Weave.Level, Weave.Crosses];

    public void Shades(Figure figure, IReadOnlyCollection<BodyShade> shades)
    {
        Definitions(figure);
        sheet.Svg.Add($"""<g class="shades" clip-path="url(#{id}-skin)" stroke-linecap="round" stroke-linejoin="round">""");
        foreach (var weave in All)
        {
            var own = shades.Where(s => s.Weave == weave).ToList();
            sheet.Svg.Add($"""<g data-weave="{Name(weave)}"><g class="wash" opacity=".3" fill="{Colour(weave)}" stroke="{Colour(weave)}">""");
            own.ForEach(Shade);
            sheet.Svg.Add($"""</g><g class="weave" fill="url(#{id}-{Name(weave)})" stroke="url(#{id}-{Name(weave)})">""");
            own.ForEach(Shade);
            sheet.Svg.Add($"</g></g>");
        }

        sheet.Svg.Add($"</g>");
    }

    public static string Name(Weave weave) => weave switch
    {
        Weave.Slant => "slant",
        Weave.Dots => "dots",
        Weave.Level => "level",
        _ => "crosses",
    };

    private void Shade(BodyShade shade)
    {
        if (shade.BreadthCun is not { } breadth)
            sheet.Svg.Add($"""<path stroke="none" d="{paths.Ring(shade.Places)}"/>""");
        else
            sheet.Svg.Add($"""<path fill="none" stroke-width="{BodyPaths.Round(breadth * units)}" d="{Way(shade)}"/>""");
    }

    /// <summary>A dot is a way of no length with round ends.</summary>
    private string Way(BodyShade shade) => paths.Polyline(shade.Places) + (shade.Places.Length == 1 ? "h0" : "");

    private void Definitions(Figure figure)
    {
        sheet.Svg.Add($"""<defs><clipPath id="{id}-skin">""");
        foreach (var part in figure.Parts.Where(p => p.Path.Kind == PathKind.Skin))
            sheet.Svg.Add($"""<path d="{paths.Data(part.Curve, figure.View.IsMirrored)}"/>""");
        sheet.Svg.Add($"</clipPath>");
        foreach (var weave in All)
            sheet.Svg.Add(Pattern(weave, $"{id}-{Name(weave)}", Colour(weave), BodyPaths.Round(tile), BodyPaths.Round(0.28 * tile)));
        sheet.Svg.Add($"</defs>");
    }

    /// <param name="tile">Side of the piece that is repeated.</param>
    public static SvgWriter Pattern(Weave weave, string id, string colour, double tile, double thin)
    {
        var half = tile / 2;
        var svg = new SvgWriter();
        svg.Add($"""<pattern id="{id}" width="{tile}" height="{tile}" patternUnits="userSpaceOnUse"><path fill="none" stroke="{colour}" stroke-width="{thin}" stroke-linecap="round" """);
        return weave switch
        {
            Weave.Slant => svg.Add($"""d="M{-half} {half}L{half} {-half}M0 {tile}L{tile} 0M{half} {tile + half}L{tile + half} {half}"/></pattern>"""),
            Weave.Dots => svg.Add($"""d="M{half} {half}h.1"/></pattern>"""),
            Weave.Level => svg.Add($"""d="M0 {half}H{tile}"/></pattern>"""),
            _ => svg.Add($"""d="M{half / 2} {half}H{half * 1.5}M{half} {half / 2}V{half * 1.5}"/></pattern>"""),
        };
    }

    public static ChartColour ColourOf(Weave weave) => weave switch
    {
        Weave.Slant => ChartColours.Warm,
        Weave.Dots => ChartColours.Accent,
        Weave.Level => ChartColours.Blue,
        _ => ChartColours.Plum,
    };

    private string Colour(Weave weave) => weave switch
    {
        Weave.Slant => sheet.Warm,
        Weave.Dots => sheet.Accent,
        Weave.Level => sheet.Blue,
        _ => sheet.Plum,
    };
}
