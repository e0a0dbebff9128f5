namespace Huantiao.Charts;

/// <summary>A small sample of a weave for a key; the words beside it say what it stands for.</summary>
public static class WeaveSwatch
{
    /// <param name="id">Unique on the page; ASCII letters, digits, '-' and '_', a letter first.</param>
    public static string Draw(Weave weave, string id)
    {
        new ChartFrame(id, id, "").Check();
        var svg = new SvgWriter();
        var colour = ShadePen.ColourOf(weave).In(new(id, id, ""));
        svg.Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="swatch" viewBox="0 0 44 24" width="44" height="24" aria-hidden="true" focusable="false"><defs>""");
        svg.Add(ShadePen.Pattern(weave, id + "-" + ShadePen.Name(weave), colour, 11, 3));
        svg.Add($"""</defs><rect width="44" height="24" rx="4" fill="{colour}" opacity=".3"/><rect width="44" height="24" rx="4" fill="url(#{id}-{ShadePen.Name(weave)})"/></svg>""");
        return svg.ToString();
    }
}
