using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Collects what is wrong while a pathway is read, so that one run tells everything.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public bool HasErrors => _problems.Exists(p => p.Severity == Severity.Error);

    /// <summary>Notes a problem of the data's form.</summary>
    /// <param name="message">What is wrong, then what to do.</param>
    public void Schema(string file, int line, string? column, string message, string? printed = null) =>
        _problems.Add(new(file, line, column, Severity.Error, "schema", printed, null, message));

    public void Add(Problem problem) => _problems.Add(problem);

    public void AddRange(ProblemList others) => _problems.AddRange(others._problems);

    public ImmutableArray<Problem> InOrder() =>
        [.. _problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column, StringComparer.Ordinal)];
}

/// <summary>The languages in which every text for people must exist.</summary>
internal static class Languages
{
    public const string English = "en";
    public const string Chinese = "zh-Hans";

    public static readonly Language[] All = [new(English, "_en"), new(Chinese, "_zh_hans")];

    /// <summary>A text in every language that has one; English is there in any case, so that every text can be shown.</summary>
    public static LocalText Text(IReadOnlyDictionary<string, string> byLanguage)
    {
        var texts = ImmutableDictionary<string, string>.Empty.SetItem(English, "");
        foreach (var language in All)
        {
            if (byLanguage.TryGetValue(language.Tag, out var text))
                texts = texts.SetItem(language.Tag, text);
        }

        return new(texts);
    }
}

/// <param name="Tag">As in <c>lang</c>: "zh-Hans".</param>
/// <param name="Suffix">Ending of its columns in tables: "_zh_hans".</param>
internal sealed record Language(string Tag, string Suffix);
