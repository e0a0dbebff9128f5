using System.Globalization;

namespace Huantiao.Charts.Tests;

public class ColourTests
{
    /// <summary>Contrast ratio of WCAG 2.2, "relative luminance" and "contrast ratio".</summary>
    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var parts = new[] { 1, 3, 5 }.Select(i => int.Parse(hex.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [Fact]
    public void All_TextColours_KeepFourAndAHalfToOneOnBothPapersAndOnTheTint()
    {
        foreach (var text in new[] { ChartColours.Ink, ChartColours.Muted, ChartColours.Warm, ChartColours.Accent, ChartColours.Blue, ChartColours.Plum })
        {
            Assert.True(Contrast(text.Light, ChartColours.Paper.Light) >= 4.5, text.Property + " light");
            Assert.True(Contrast(text.Dark, ChartColours.Paper.Dark) >= 4.5, text.Property + " dark");
            Assert.True(Contrast(text.Light, ChartColours.Tint.Light) >= 4.5, text.Property + " on the light tint");
            Assert.True(Contrast(text.Dark, ChartColours.Tint.Dark) >= 4.5, text.Property + " on the dark tint");
        }
    }

    [Fact]
    public void All_Fallbacks_KeepThreeToOneOnWhiteAndOnNearBlack()
    {
        foreach (var colour in new[] { ChartColours.Accent, ChartColours.Warm, ChartColours.Blue, ChartColours.Plum })
        {
            Assert.True(Contrast(colour.Fallback, "#ffffff") >= 3, colour.Property);
            Assert.True(Contrast(colour.Fallback, "#111111") >= 3, colour.Property);
        }
    }

    [Fact]
    public void StyleSheet_EveryScheme_SetsEveryColour()
    {
        foreach (var colour in ChartColours.All)
        {
            Assert.Equal(4, ChartColours.StyleSheet.Split(colour.Property + ":").Length - 1);
            Assert.Contains(colour.Property + ":" + colour.Forced, ChartColours.StyleSheet, StringComparison.Ordinal);
        }
    }
}
