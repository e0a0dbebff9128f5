using Huantiao.Charts;
using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Components;

/// <summary>
/// A drawing inside a page: HTML knows the namespace, and the page's sheet sets every colour, so neither is written again.
/// It is markup because the room that draws escapes every label.
/// </summary>
internal static class InPage
{
    public static MarkupString Drawing(string svg)
    {
        svg = svg.Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal);
        foreach (var colour in ChartColours.All)
            svg = svg.Replace($"var({colour.Property},{colour.Fallback})", $"var({colour.Property})", StringComparison.Ordinal);
        return new(svg);
    }
}
