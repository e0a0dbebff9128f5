using System.Collections.Immutable;

namespace Huantiao.Knowledge.Tables;

/// <summary>Why a file could not be read as a table, or a record not as a row.</summary>
public enum TableFailure
{
    Unknown,

    /// <summary>There is no such file, or it may not be read.</summary>
    Unreadable,

    /// <summary>No bytes, or nothing but blank lines.</summary>
    Empty,

    /// <summary>NUL bytes: a spreadsheet, an archive, a picture.</summary>
    Binary,

    /// <summary>Text, but not in UTF-8.</summary>
    NotUtf8,

    /// <summary>The first record holds numbers or a nameless column where names belong.</summary>
    NoHeader,

    /// <summary>Two columns of the same name.</summary>
    DuplicateHeader,

    /// <summary>A record with more or fewer fields than the header.</summary>
    Ragged,

    /// <summary>A quote that is never closed, or text after a closing quote.</summary>
    BadQuote,
}

/// <summary>One thing wrong with the shape of a table.</summary>
/// <param name="Line">Physical line, the header's being 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">Name of the column where one is to blame.</param>
/// <param name="Message">What is wrong and what to do, without file and line.</param>
public sealed record TableFault(TableFailure Failure, int Line, string? Column, string Message)
{
    /// <summary>The failure as scripts read it: "duplicate-header".</summary>
    public string Code => string.Concat(Failure.ToString().Select((c, i) =>
        char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The same as a problem of the named file.</summary>
    public Problem In(string file) => new(file, Line, Column, Severity.Error, "schema", null, null, Message);
}

/// <summary>What reading a table gave: the rows that could be read, and every fault.</summary>
/// <param name="Table">Null when the file as a whole is no table; otherwise without the rows that <paramref name="Faults"/> name.</param>
public sealed record TableReading(DelimitedTable? Table, ImmutableArray<TableFault> Faults);

/// <summary>A table that cannot be used as it is.</summary>
public sealed class TableException(string file, ImmutableArray<TableFault> faults) : Exception(Describe(file, faults))
{
    public string File { get; } = file;

    /// <summary>All faults, at least one.</summary>
    public ImmutableArray<TableFault> Faults { get; } = faults;

    private static string Describe(string file, ImmutableArray<TableFault> faults)
    {
        var first = faults[0];
        var place = first.Line > 0 ? $"{file}:{first.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : file;
        return faults.Length == 1
            ? $"{place}: {first.Message}"
            : $"{place}: {first.Message} (and {(faults.Length - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)} more)";
    }
}
