namespace Huantiao.Charts;

/// <summary>What happens to a person in an icon array; each kind has a shape and a fill of its own, so that it reads without colour.</summary>
public enum PersonKind
{
    /// <summary>Improves with either option: a full figure.</summary>
    Anyway,

    /// <summary>Improves with this option only: a full figure in a frame.</summary>
    Added,

    /// <summary>Improves with the other option only: an empty figure in a dashed frame.</summary>
    Lost,

    /// <summary>Does not improve: an empty figure.</summary>
    Not,
}

/// <summary>The pictograms: a standing figure, 10 wide and 25 high, centred on x = 0.</summary>
internal static class Person
{
    private const string Head = "M0 .4a3 3 0 0 1 0 6a3 3 0 0 1 0-6z";

    private const string Body =
        "M-2.7 7.3h5.4a2.5 2.5 0 0 1 2.5 2.5v6.1a1 1 0 0 1-2 0v-4.6h-.4v12.6a1.25 1.25 0 0 1-2.5 0v-7.3h-.6v7.3a1.25 1.25 0 0 1-2.5 0v-12.6" +
        "h-.4v4.6a1 1 0 0 1-2 0v-6.1a2.5 2.5 0 0 1 2.5-2.5z";

    /// <summary>For the outline: arms and trunk in one line, since at this size an outline of each limb is a tangle.</summary>
    private const string Outline =
        "M-2.3 7.9h4.6a2.3 2.3 0 0 1 2.3 2.3v5.6a.8.8 0 0 1-.9.8h-1.1v6.9a1 1 0 0 1-1 1h-3.2a1 1 0 0 1-1-1v-6.9h-1.1a.8.8 0 0 1-.9-.8v-5.6a2.3 2.3 0 0 1 2.3-2.3z";

    /// <summary>Writes the definition of one kind under the given id.</summary>
    public static void Define(Sheet sheet, string id, PersonKind kind)
    {
        var svg = sheet.Svg;
        svg.Add($"""<g id="{id}">""");
        _ = kind switch
        {
            PersonKind.Anyway => svg.Add($"""<path fill="{sheet.Muted}" d="{Head}{Body}"/>"""),
            PersonKind.Added => svg.Add($"""<rect x="-7.7" y="-.9" width="15.4" height="27" rx="3.5" fill="{sheet.Tint}" stroke="{sheet.Accent}" stroke-width="1.1"/><path fill="{sheet.Accent}" d="{Head}{Body}"/>"""),
            PersonKind.Lost => svg.Add($"""<rect x="-7.7" y="-.9" width="15.4" height="27" rx="3.5" fill="none" stroke="{sheet.Warm}" stroke-width="1.1" stroke-dasharray="2.5 2"/><path fill="none" stroke="{sheet.Warm}" stroke-width="1.1" d="{Head}{Outline}"/>"""),
            _ => svg.Add($"""<path fill="none" stroke="{sheet.Muted}" stroke-width="1.1" d="{Head}{Outline}"/>"""),
        };
        svg.Add($"</g>");
    }
}
