using System.Collections.Immutable;

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

    public ImmutableArray<Problem> InOrder() =>
        [.. _problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column, StringComparer.Ordinal)];
}

/// <summary>The languages in which every text for people must exist.</summary>
internal static class Languages
{
    public const string English = "en";
    public const string Chinese = "zh-Hans";

    /// <summary>Language tags with the ending of their columns in tables.</summary>
    public static readonly ImmutableArray<(string Tag, string Suffix)> All = [(English, "_en"), (Chinese, "_zh_hans")];
}
