using System.Collections.Immutable;
using System.Globalization;

namespace Huantiao.Charts;

/// <summary>People of one kind.</summary>
/// <param name="Count">Of 100.</param>
/// <param name="Label">The direct label under the array, number included: "28 improve either way".</param>
public sealed record PeopleGroup(PersonKind Kind, int Count, string Label);

/// <summary>How uncertain the number who improve is.</summary>
/// <param name="Low">Of 100.</param>
/// <param name="Label">Says so in words: "Could be 28 to 52 of 100".</param>
public sealed record PeopleRange(int Low, int High, string Label);

/// <summary>One hundred people with one option: who improves, and who does not.</summary>
/// <param name="Heading">Names the option: "With needling".</param>
/// <param name="Groups">In the order in which they are drawn, those who improve first; counts add up to 100.</param>
/// <param name="Range">Outlined over the people it is about; null where nothing is known of it.</param>
public sealed record People(string Heading, ImmutableArray<PeopleGroup> Groups, PeopleRange? Range = null)
{
    internal void Check()
    {
        if (Groups.IsDefaultOrEmpty || Groups.Any(g => g.Count < 0) || Groups.Sum(g => g.Count) != 100)
            throw new ArgumentException($"The groups of '{Heading}' do not add up to 100 people.");
        if (Range is { } range && (range.Low < 0 || range.High > 100 || range.Low > range.High))
            throw new ArgumentException($"The range of '{Heading}' is not within 0 to 100.");
    }
}

/// <summary>Draws 100 people, ten rows of ten, alone or as two arrays of the same size side by side.</summary>
public static class IconArray
{
    private const double CellWidth = 20;
    private const double CellHeight = 31;
    private const double Margin = 3;
    private const double ArrayWidth = (10 * CellWidth) + (2 * Margin);
    private const double Between = 24;

    public static string Draw(People people, ChartFrame frame) => Draw([people], frame, 15);

    /// <summary>Both arrays in one drawing, one title and one description for the pair.</summary>
    public static string DrawPair(People left, People right, ChartFrame frame) => Draw([left, right], frame, 16);

    /// <summary>The same numbers as a table.</summary>
    /// <param name="groupHeader">Heads the groups' labels.</param>
    /// <param name="countHeader">Heads the counts: "People of 100".</param>
    public static ChartTable Table(string caption, string groupHeader, string countHeader, params ImmutableArray<People> arrays)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var people in arrays)
        {
            people.Check();
            var prefix = arrays.Length > 1 ? people.Heading + ": " : "";
            foreach (var group in people.Groups)
                rows.Add([prefix + group.Label, group.Count.ToString(CultureInfo.InvariantCulture)]);
            if (people.Range is { } range)
                rows.Add([prefix + range.Label, string.Create(CultureInfo.InvariantCulture, $"{range.Low}–{range.High}")]);
        }

        return new(caption, [groupHeader, countHeader], rows.ToImmutable());
    }

    private static string Draw(ImmutableArray<People> arrays, ChartFrame frame, double size)
    {
        ArgumentNullException.ThrowIfNull(frame);
        frame.Check();
        foreach (var people in arrays)
        {
            ArgumentNullException.ThrowIfNull(people);
            people.Check();
        }

        var sheet = new Sheet(frame);
        sheet.Svg.Add($"<defs>");
        foreach (var kind in arrays.SelectMany(a => a.Groups).Where(g => g.Count > 0).Select(g => g.Kind).Distinct())
        {
            Person.Define(sheet, Name(frame, kind), kind);
            sheet.Svg.Add($"""<marker id="{Name(frame, kind)}m" overflow="visible" markerUnits="userSpaceOnUse"><use href="#{Name(frame, kind)}"/></marker>""");
        }

        sheet.Svg.Add($"</defs>");

        var heads = arrays.Select(a => TextMetrics.Wrap(a.Heading, ArrayWidth - 4, size, true)).ToList();
        var grid = 10 + (heads.Max(h => h.Count) * TextMetrics.LineHeight(size));
        var bottom = 0.0;
        for (var i = 0; i < arrays.Length; i++)
        {
            var left = i * (ArrayWidth + Between);
            sheet.Lines(left + Margin, size + 1, heads[i], size, sheet.Ink, bold: true);
            sheet.Svg.Add($"""<g transform="translate({left + Margin} {grid})">""");
            Crowd(sheet, frame, arrays[i]);
            if (arrays[i].Range is { } range)
                sheet.Svg.Add($"""<path d="{Around(range.Low, range.High)}" fill="none" stroke="{sheet.Ink}" stroke-width="1.6" stroke-dasharray="5 3"/>""");
            sheet.Svg.Add($"</g>");
            bottom = Math.Max(bottom, Key(sheet, frame, arrays[i], left, grid + (10 * CellHeight) + 8, size));
        }

        return sheet.Finish("people", arrays.Length == 1 ? ArrayWidth : (2 * ArrayWidth) + Between, bottom + 6);
    }

    private static string Name(ChartFrame frame, PersonKind kind) => frame.Id + "-" + kind switch
    {
        PersonKind.Anyway => "a",
        PersonKind.Added => "b",
        PersonKind.Lost => "c",
        _ => "n",
    };

    /// <summary>
    /// One path a group, with the figure as its marker at every point: a person costs three characters, and a page that holds two crowds stays small.
    /// </summary>
    private static void Crowd(Sheet sheet, ChartFrame frame, People people)
    {
        var next = 0;
        foreach (var group in people.Groups.Where(g => g.Count > 0))
        {
            var name = Name(frame, group.Kind);
            if (group.Count == 1)
            {
                // A path of one point would show its first and its last figure in the same place.
                sheet.Svg.Add($"""<use href="#{name}" x="{X(next)}" y="{Y(next)}"/>""");
            }
            else
            {
                var path = new SvgWriter();
                for (var i = next; i < next + group.Count; i++)
                {
                    if (i == next || i % 10 == 0)
                        path.Add($"M{X(i)} {Y(i)}");
                    else
                        path.Add($"h{CellWidth}");
                }

                var marker = $"url(#{name}m)";
                sheet.Svg.Add($"""<path fill="none" marker-start="{marker}" marker-mid="{marker}" marker-end="{marker}" d="{path.ToString()}"/>""");
            }

            next += group.Count;
        }

        static double X(int person) => (person % 10 * CellWidth) + (CellWidth / 2);
        static double Y(int person) => (person / 10 * CellHeight) + 2.7;
    }

    /// <summary>The outline of the people after the first <paramref name="low"/> up to <paramref name="high"/>, in reading order.</summary>
    internal static string Around(int low, int high)
    {
        var (r0, c0) = (low / 10, low % 10);
        var (r1, c1) = (high / 10, high % 10);
        var path = new SvgWriter();
        path.Add($"M{X(c0)} {Y(r0)}");
        if (r1 > r0)
            path.Add($"H{X(10)}V{Y(r1)}");
        path.Add($"H{X(c1)}");
        if (c1 > 0)
            path.Add($"V{Y(r1 + 1)}");
        if (r1 > r0)
            path.Add($"H{X(0)}V{Y(r0 + 1)}");
        if (c0 > 0 || r1 == r0)
            path.Add($"H{X(c0)}");
        return path.Add($"Z").ToString();

        static double X(int column) => column * CellWidth;
        static double Y(int row) => row * CellHeight;
    }

    private static double Key(Sheet sheet, ChartFrame frame, People people, double left, double top, double size)
    {
        var y = top;
        foreach (var group in people.Groups.Where(g => g.Count > 0))
        {
            var lines = TextMetrics.Wrap(group.Label, ArrayWidth - 28, size);
            sheet.Svg.Add($"""<use href="#{Name(frame, group.Kind)}" x="{left + Margin + 9}" y="{y + 3}"/>""");
            var block = Math.Max(31, (lines.Count * TextMetrics.LineHeight(size)) + 6);
            sheet.Lines(left + 28, Baseline(y, block, lines.Count), lines, size, sheet.Ink);
            y += block + 3;
        }

        if (people.Range is { } range)
        {
            var lines = TextMetrics.Wrap(range.Label, ArrayWidth - 28, size);
            var block = Math.Max(26, (lines.Count * TextMetrics.LineHeight(size)) + 6);
            sheet.Svg.Add($"""<rect x="{left + Margin + 1}" y="{y + (block / 2) - 8}" width="16" height="16" fill="none" stroke="{sheet.Ink}" stroke-width="1.6" stroke-dasharray="5 3"/>""");
            sheet.Lines(left + 28, Baseline(y, block, lines.Count), lines, size, sheet.Ink);
            y += block;
        }

        return y;

        double Baseline(double from, double block, int count) => from + (block / 2) + (size * 0.36) - ((count - 1) * TextMetrics.LineHeight(size) / 2);
    }
}
