namespace Huantiao.Charts;

/// <summary>Certainty of evidence as four circles: those reached are full and carry a plus, the others are empty rings.</summary>
public static class CertaintyMark
{
    private const double Step = 24;

    /// <param name="reached">1 (very low) to 4 (high).</param>
    public static string Draw(int reached, ChartFrame frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reached, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reached, 4);
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        var sheet = new Sheet(frame);
        for (var i = 0; i < 4; i++)
        {
            var x = 12 + (i * Step);
            if (i < reached)
                sheet.Svg.Add($"""<circle cx="{x}" cy="12" r="9.5" fill="{sheet.Accent}"/><path d="M{x - 5} 12h10M{x} 7v10" stroke="{sheet.Paper}" stroke-width="2" stroke-linecap="round"/>""");
            else
                sheet.Svg.Add($"""<circle cx="{x}" cy="12" r="8.75" fill="none" stroke="{sheet.Muted}" stroke-width="1.5"/>""");
        }

        return sheet.Finish("certainty", 4 * Step, 24);
    }
}
