using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Reads the nodes of a path: "thigh: 2.8,3.62 6.5,3.45! leg: 2,2.1" is frame, then along,across; "!" marks a corner.</summary>
internal static class Nodes
{
    public static ImmutableArray<PathNode> Read(Fields row)
    {
        var nodes = ImmutableArray.CreateBuilder<PathNode>();
        string? frame = null;
        foreach (var word in row.Required("nodes").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.EndsWith(':'))
            {
                frame = word[..^1];
                continue;
            }

            var corner = word.EndsWith('!');
            var comma = word.IndexOf(',', StringComparison.Ordinal);
            if (frame is not null && comma > 0 && Number(word[..comma]) is { } along && Number(word[(comma + 1)..].TrimEnd('!')) is { } across)
                nodes.Add(new(frame, along, across, corner));
            else
                row.Problem("nodes", $"\"{word}\" is no node. Write \"frame:\" first, then \"along,across\" with \"!\" behind a corner.", word);
        }

        if (nodes.Count < 2)
            row.Problem("nodes", "A path needs at least two nodes. Add them.");
        return nodes.ToImmutable();
    }

    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
}
