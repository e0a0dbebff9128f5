namespace Huantiao.Charts;

/// <summary>One drawing being made: colours, text and lines under a title, description and view box.</summary>
internal sealed class Sheet(ChartFrame frame)
{
    private const string Fonts = "system-ui,-apple-system,'Segoe UI','Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";

    public SvgWriter Svg { get; } = new();

    /// <summary>A name for a part of this drawing that no other drawing of the page has.</summary>
    public string Id(string part) => frame.Id + "-" + part;

    public string Ink { get; } = ChartColours.Ink.In(frame);
    public string Muted { get; } = ChartColours.Muted.In(frame);
    public string Rule { get; } = ChartColours.Rule.In(frame);
    public string Accent { get; } = ChartColours.Accent.In(frame);
    public string Tint { get; } = ChartColours.Tint.In(frame);
    public string Warm { get; } = ChartColours.Warm.In(frame);
    public string Blue { get; } = ChartColours.Blue.In(frame);
    public string Plum { get; } = ChartColours.Plum.In(frame);
    public string Paper { get; } = ChartColours.Paper.In(frame);

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dash = null)
    {
        Svg.Add($"""<path d="M{x1} {y1}L{x2} {y2}" stroke="{stroke}" stroke-width="{width}" """);
        if (dash is not null)
            Svg.Add($"""stroke-dasharray="{dash}" """);
        Svg.Add($"/>");
    }

    public void Text(double x, double y, string text, double size, string fill, Anchor anchor = Anchor.Start, bool bold = false)
    {
        Svg.Add($"""<text x="{x}" y="{y}" """);
        if (size != TextMetrics.BodySize)
            Svg.Add($"""font-size="{size}" """);
        if (anchor != Anchor.Start)
            Svg.Add($"""text-anchor="{(anchor == Anchor.End ? "end" : "middle")}" """);
        if (bold)
            Svg.Add($"""font-weight="600" """);
        if (fill != Ink)
            Svg.Add($"""fill="{fill}" """);
        Svg.Add($">{text}</text>");
    }

    /// <summary>Lines under each other; returns the baseline of the last.</summary>
    public double Lines(double x, double firstBaseline, IReadOnlyList<string> lines, double size, string fill, Anchor anchor = Anchor.Start, bool bold = false)
    {
        var y = firstBaseline;
        for (var i = 0; i < lines.Count; i++)
        {
            y = firstBaseline + (i * TextMetrics.LineHeight(size));
            Text(x, y, lines[i], size, fill, anchor, bold);
        }

        return y;
    }

    /// <summary>The finished drawing.</summary>
    /// <param name="role">"img" hides what is inside from a screen reader; "group" leaves its links reachable.</param>
    public string Finish(string kind, double width, double height, string role = "img")
    {
        var root = new SvgWriter();
        root.Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" """);
        if (frame.Standalone)
            root.Add($"""width="{width}" height="{height}" font-family="{Fonts}" """);
        root.Add($"""class="chart chart-{kind}" role="{role}" aria-labelledby="{frame.Id}-t {frame.Id}-d" font-size="{TextMetrics.BodySize}" fill="{Ink}">""");
        root.Add($"""<title id="{frame.Id}-t">{frame.Title}</title><desc id="{frame.Id}-d">{frame.Description}</desc>""");
        if (frame.Standalone)
            root.Add(ChartColours.EmbeddedStyle(Svg.ToString())).Add($"""<rect width="{width}" height="{height}" fill="{Paper}"/>""");
        return root.Add(Svg).Add($"</svg>").ToString();
    }
}

internal enum Anchor { Start, Middle, End }
