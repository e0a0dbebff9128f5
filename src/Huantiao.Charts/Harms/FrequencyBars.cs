using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>How often something happens.</summary>
/// <param name="Text">The frequency in words: "9 of 100"; for an unknown one, that it is not known.</param>
/// <param name="Share">0 to 1; null: not known, which is drawn as such and not as none.</param>
/// <param name="Lower">Bounds of the share, if known.</param>
public sealed record Frequency(string Label, string Text, double? Share, double? Lower = null, double? Upper = null);

/// <summary>
/// Draws frequencies from common to very rare on one honest denominator: the whole bar is always the same number of people, and the inked
/// area is their share. What is too rare to make a visible column becomes a dot of the true area with a ring that says where to look.
/// </summary>
public static class FrequencyBars
{
    private const double Width = 360;
    private const double Left = 4;
    private const double Bar = Width - (2 * Left);
    private const double Thick = 22;
    private const double Size = 15;

    /// <param name="scale">Says what a whole bar is: "Each bar is 10,000 people."</param>
    public static string Draw(ImmutableArray<Frequency> rows, string scale, ChartFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        Check(rows);
        var sheet = new Sheet(frame);
        var y = 4.0;
        foreach (var row in rows)
            y = Row(sheet, row, y);
        y = sheet.Lines(Left, y + 15, TextMetrics.Wrap(scale, Bar, 13), 13, sheet.Muted);
        return sheet.Finish("frequencies", Width, y + 9);
    }

    public static ChartTable Table(ImmutableArray<Frequency> rows, string caption, string labelHeader, string frequencyHeader)
    {
        Check(rows);
        return new(caption, [labelHeader, frequencyHeader], [.. rows.Select(r => ImmutableArray.Create(r.Label, r.Text))]);
    }

    private static void Check(ImmutableArray<Frequency> rows)
    {
        if (rows.IsDefaultOrEmpty)
            throw new ArgumentException("There is no frequency to draw.", nameof(rows));
        foreach (var row in rows)
        {
            if (!IsShare(row.Share) || !IsShare(row.Lower) || !IsShare(row.Upper) || row.Lower > row.Upper)
                throw new ArgumentException($"The share of '{row.Label}' is not within 0 to 1.", nameof(rows));
        }

        static bool IsShare(double? share) => share is null or (>= 0 and <= 1);
    }

    private static double Row(Sheet sheet, Frequency row, double top)
    {
        var lines = TextMetrics.Wrap(row.Label, Bar, Size);
        var y = sheet.Lines(Left, top + 16, lines, Size, sheet.Ink);
        if (TextMetrics.Width(lines[^1], Size) + TextMetrics.Width(row.Text, Size, true) + 14 <= Bar)
            sheet.Text(Width - Left, y, row.Text, Size, sheet.Ink, Anchor.End, true);
        else
            y = sheet.Lines(Left, y + TextMetrics.LineHeight(Size), TextMetrics.Wrap(row.Text, Bar, Size, true), Size, sheet.Ink, bold: true);
        y += 8;
        Frame(sheet, y, row.Share is null);
        if (row.Share is { } share)
            Fill(sheet, share, y);
        y += Thick;
        if (row is { Lower: { } lower, Upper: { } upper } && (upper - lower) * Bar >= 2)
        {
            var (a, b) = (Left + (lower * Bar), Left + (upper * Bar));
            sheet.Svg.Add($"""<path d="M{a} {y + 3}v6M{a} {y + 6}H{b}M{b} {y + 3}v6" fill="none" stroke="{sheet.Warm}" stroke-width="1.4"/>""");
            y += 8;
        }

        return y + 14;
    }

    private static void Frame(Sheet sheet, double y, bool unknown)
    {
        sheet.Svg.Add($"""<rect x="{Left}" y="{y}" width="{Bar}" height="{Thick}" fill="none" stroke="{sheet.Muted}" """);
        if (unknown)
            sheet.Svg.Add($"""stroke-dasharray="4 4" """);
        sheet.Svg.Add($"/>");
    }

    private static void Fill(Sheet sheet, double share, double y)
    {
        if (share == 0)
            return;
        if (share * Bar >= 3)
        {
            sheet.Svg.Add($"""<rect x="{Left}" y="{y}" width="{share * Bar}" height="{Thick}" fill="{sheet.Warm}"/>""");
            return;
        }

        var (x, middle) = (Left + 13, y + (Thick / 2));
        sheet.Svg.Add($"""<circle cx="{x}" cy="{middle}" r="{DotRadius(share)}" fill="{sheet.Warm}"/><circle cx="{x}" cy="{middle}" r="8" fill="none" stroke="{sheet.Warm}" stroke-width="1.2"/>""");
    }

    /// <summary>Radius of a dot whose area is this share of the whole bar.</summary>
    internal static double DotRadius(double share) => Math.Sqrt(share * Bar * Thick / Math.PI);
}
