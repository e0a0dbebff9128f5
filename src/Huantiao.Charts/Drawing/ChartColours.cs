using System.Collections.Immutable;
using System.Text;

namespace Huantiao.Charts;

/// <summary>One colour by its part in a drawing.</summary>
/// <param name="Property">The CSS custom property.</param>
/// <param name="Light">On light paper, #rrggbb.</param>
/// <param name="Dark">On dark paper, #rrggbb.</param>
/// <param name="Forced">System colour in forced-colours mode.</param>
/// <param name="Fallback">Where a page sets no property: readable on light and on dark.</param>
public sealed record ChartColour(string Property, string Light, string Dark, string Forced, string Fallback)
{
    internal string In(ChartFrame frame) => frame.Standalone ? Light : $"var({Property},{Fallback})";
}

/// <summary>
/// The colours of all drawings. Text and marks keep 4.5:1 (3:1 for non-text) on both papers; teal against rust is told apart in every
/// common colour blindness, and shape or words always say the same.
/// </summary>
public static class ChartColours
{
    /// <summary>Text, axes, trials.</summary>
    public static readonly ChartColour Ink = new("--chart-ink", "#1c2b2e", "#e9efee", "CanvasText", "currentColor");

    /// <summary>Secondary text.</summary>
    public static readonly ChartColour Muted = new("--chart-muted", "#51626a", "#a9b8ba", "CanvasText", "currentColor");

    /// <summary>Grid and hairlines; carries no meaning alone.</summary>
    public static readonly ChartColour Rule = new("--chart-rule", "#ccd3d1", "#3b4a4d", "GrayText", "#8a9799");

    /// <summary>What the treatment adds; the pooled result.</summary>
    public static readonly ChartColour Accent = new("--chart-accent", "#0a6b66", "#63cdc3", "Highlight", "#1a837c");

    /// <summary>Surface behind accent marks and uncertainty bands.</summary>
    public static readonly ChartColour Tint = new("--chart-tint", "#e0eeea", "#1d3739", "Canvas", "transparent");

    /// <summary>The important difference; harms.</summary>
    public static readonly ChartColour Warm = new("--chart-warm", "#a1440c", "#f2a86f", "LinkText", "#b8601f");

    /// <summary>A third kind beside accent and warm.</summary>
    public static readonly ChartColour Blue = new("--chart-blue", "#1d4f91", "#8fbaf0", "LinkText", "#3b78c4");

    /// <summary>A fourth kind.</summary>
    public static readonly ChartColour Plum = new("--chart-plum", "#7b2d6f", "#e3a5d8", "CanvasText", "#b0569f");

    /// <summary>What lies behind the drawing.</summary>
    public static readonly ChartColour Paper = new("--chart-paper", "#fffdf9", "#111b1d", "Canvas", "Canvas");

    public static readonly ImmutableArray<ChartColour> All = [Ink, Muted, Rule, Accent, Tint, Warm, Blue, Plum, Paper];

    /// <summary>A style sheet that sets the custom properties for light, dark, print and forced colours; for the page that holds drawings.</summary>
    public static string StyleSheet { get; } = MakeStyleSheet();

    private static string MakeStyleSheet()
    {
        var css = new StringBuilder();
        Append(":root{", c => c.Light, "}\n");
        Append("@media (prefers-color-scheme:dark){:root{", c => c.Dark, "}}\n");
        Append("@media print{:root{", c => c.Light, "}}\n");
        Append("@media (forced-colors:active){:root{", c => c.Forced, "}}\n");
        return css.ToString();

        void Append(string open, Func<ChartColour, string> value, string close)
        {
            css.Append(open);
            foreach (var colour in All)
                css.Append(colour.Property).Append(':').Append(value(colour)).Append(';');
            css.Append(close);
        }
    }

    /// <summary>
    /// For a file of its own: colours stand in the attributes (every viewer reads those), and this sheet swaps them by attribute for
    /// dark and forced colours, in viewers that know CSS.
    /// </summary>
    /// <param name="drawing">Blue and plum are swapped where they are used; the others are in nearly every drawing.</param>
    internal static SvgWriter EmbeddedStyle(string drawing)
    {
        var css = new SvgWriter();
        var colours = All.Where(c => (c != Blue && c != Plum) || drawing.Contains(c.Light, StringComparison.Ordinal)).ToList();
        css.Add($"<style>@media screen and (prefers-color-scheme:dark){{");
        foreach (var c in colours)
            css.Add($"[fill='{c.Light}']{{fill:{c.Dark}}}[stroke='{c.Light}']{{stroke:{c.Dark}}}");
        css.Add($"}}@media (forced-colors:active){{");
        foreach (var c in colours)
            css.Add($"[fill='{c.Light}']{{fill:{c.Forced}}}[stroke='{c.Light}']{{stroke:{c.Forced}}}");
        return css.Add($"}}</style>");
    }
}
