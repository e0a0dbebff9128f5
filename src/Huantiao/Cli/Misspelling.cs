using System.CommandLine;

namespace Huantiao.Cli;

/// <summary>One line for a command line that cannot be understood: what was not, the nearest thing that would be, and where to look.</summary>
internal static class Misspelling
{
    public static string Explain(ParseResult parsed, Command root, IReadOnlyList<string> args)
    {
        var command = parsed.CommandResult.Command;
        var help = command == root ? "huantiao --help" : $"huantiao {command.Name} --help";
        if (command == root && args.FirstOrDefault(a => !a.StartsWith('-')) is { } verb)
            return Suggest(Words.Format("Usage_UnknownVerb", verb), verb, root.Subcommands.Where(c => !c.Hidden).Select(c => c.Name), help);
        if (UnknownOption(parsed) is { } option)
            return Suggest(Words.Format("Usage_UnknownOption", command.Name, option), option, command.Options.Select(o => o.Name), help);
        if (parsed.UnmatchedTokens is [var token, ..])
            return $"{Words.Format("Usage_Unexpected", command.Name, token)} {Words.Format("Usage_SeeHelp", help)}";

        return $"{parsed.Errors.Select(e => e.Message).FirstOrDefault(Words.Get("Usage_NoVerb"))} {Words.Format("Usage_SeeHelp", help)}";
    }

    /// <summary>The first word that looks like an option and is none; the parser would take it for a file of that name.</summary>
    public static string? UnknownOption(ParseResult parsed) =>
        parsed.CommandResult.Command.Arguments
            .SelectMany(a => parsed.GetResult(a)?.Tokens.Select(t => t.Value) ?? [])
            .Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(t => t.Length > 1 && t[0] == '-');

    private static string Suggest(string problem, string given, IEnumerable<string> known, string help)
    {
        var (nearest, distance) = known.Select(k => (Name: k, Distance: Distance(k, given))).MinBy(k => k.Distance);
        var hint = distance <= Math.Max(1, given.Length / 3) ? Words.Format("Usage_DidYouMean", nearest) + " " : "";
        return $"{problem} {hint}{Words.Format("Usage_SeeHelp", help)}";
    }

    /// <summary>Letters to insert, remove or replace (Levenshtein 1966).</summary>
    internal static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
