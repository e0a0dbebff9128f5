using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Cli;

/// <summary>Finds the folder of the pathway that a verb was given, or the one that came with the program.</summary>
internal static class PathwayFolder
{
    /// <summary>Pathways travel beside the executable; ./huantiao names the ones that it was built from, so that an edited table counts at once.</summary>
    private static string Home => Environment.GetEnvironmentVariable("HUANTIAO_PATHWAYS") is { Length: > 0 } home ? home : Path.Combine(AppContext.BaseDirectory, "pathways");

    /// <param name="given">A name, a folder, or null for the only one there is.</param>
    /// <exception cref="BadInputException">There is no such pathway; the message names those there are.</exception>
    public static string Find(string? given)
    {
        var names = Directory.Exists(Home) ? Directory.GetDirectories(Home).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal).ToArray() : [];
        if (given is null)
        {
            return names switch
            {
                [var only] => Path.Combine(Home, only),
                [] => throw new BadInputException(Words.Get("Pathway_None")),
                _ => throw new BadInputException(Words.Format("Pathway_Which", string.Join(", ", names))),
            };
        }

        if (names.Contains(given, StringComparer.Ordinal))
            return Path.Combine(Home, given);
        return Directory.Exists(given) ? given : throw new BadInputException(Words.Format("Pathway_Unknown", given, string.Join(", ", names)));
    }

    /// <summary>The pathway, whole.</summary>
    /// <exception cref="BadInputException">A file of it is broken: the first problem with its place, and how many more there are.</exception>
    public static Pathway Load(string? given)
    {
        var folder = Find(given);
        var (pathway, problems) = PathwayLoader.Load(folder);
        if (pathway is not null)
            return pathway;
        var errors = problems.Where(p => p.Severity == Severity.Error).ToArray();
        var first = $"{Place(folder, errors[0])}: {errors[0].Message}";
        throw new BadInputException(errors.Length == 1 ? first : $"{first} {Words.Format("Pathway_More", errors.Length - 1)}");
    }

    /// <summary>"pathways/x/trials.csv:12", to click on in a terminal.</summary>
    public static string Place(string folder, Problem problem)
    {
        var file = Path.Combine(folder, problem.File);
        var near = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return $"{(near.StartsWith("..", StringComparison.Ordinal) ? file : near)}{(problem.Line > 0 ? $":{problem.Line}" : "")}{(problem.Column is { } column ? $" ({column})" : "")}";
    }
}
