using System.CommandLine;
using System.Text.Json;
using Huantiao.Points;

namespace Huantiao.Cli.Points;

/// <summary><c>huantiao points</c>: one point, those that a search finds, or all.</summary>
internal static class PointsCommand
{
    private const int MostSuggestions = 3;

    public static Command Build(Terminal terminal)
    {
        Argument<string?> code = new("CODE") { Arity = ArgumentArity.ZeroOrOne };
        Option<string?> search = new("--search");
        Option<string?> lang = new("--lang");
        Option<bool> json = new("--json");
        var command = new Command("points") { code, search, lang, json };
        command.SetAction(parsed =>
        {
            var language = SpokenLanguage.Use(parsed.GetValue(lang));
            var (point, query) = (parsed.GetValue(code), parsed.GetValue(search));
            if (point is not null && query is not null)
                throw new BadInputException(Words.Get("Points_OneOfBoth"));
            var book = Load();
            if (point is not null)
                ShowOne(terminal, book, point, language, parsed.GetValue(json));
            else
                ShowMany(terminal, book, query, language, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static PointBook Load()
    {
        try
        {
            return PointBook.Load();
        }
        catch (BrokenAtlasException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    private static void ShowOne(Terminal terminal, PointBook book, string code, string language, bool json)
    {
        var point = book.Atlas.Find(code) ?? throw new BadInputException(Words.Format("Points_Unknown", code, Suggestions(book, code)));
        if (json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(PointJson.From(book, point, language), PointJsonContext.Readable.PointJson));
        else
            new PointScreen(terminal, book, language).Write(point);
    }

    private static void ShowMany(Terminal terminal, PointBook book, string? query, string language, bool json)
    {
        if (json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(PointListJson.From(book, query, language), PointJsonContext.Readable.PointListJson));
        else
            new PointScreen(terminal, book, language).WriteList(query);
    }

    /// <summary>What a search by the same word finds, else the codes that differ least.</summary>
    private static string Suggestions(PointBook book, string code)
    {
        var found = book.Search.Find(code).Points.Select(p => p.Code);
        var alike = book.Atlas.Points.OrderBy(p => Misspelling.Distance(p.Code, code.ToUpperInvariant())).Select(p => p.Code);
        return string.Join(", ", found.Concat(alike).Distinct(StringComparer.Ordinal).Take(MostSuggestions));
    }
}
