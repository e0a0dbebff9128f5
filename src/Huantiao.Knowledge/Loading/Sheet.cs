using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Knowledge.Loading;

/// <summary>A pathway's table with the columns it must and may have; reading a field reports what is wrong with it.</summary>
internal sealed class Sheet
{
    private readonly DelimitedTable? _table;
    private readonly ProblemList _problems;
    private readonly string _file;

    private Sheet(DelimitedTable? table, ProblemList problems, string file) => (_table, _problems, _file) = (table, problems, file);

    public List<Fields> Rows()
    {
        var rows = new List<Fields>();
        for (var i = 0; i < _table?.Count; i++)
            rows.Add(new(_table[i], _problems, _file));
        return rows;
    }

    /// <summary>Reads every row as one item.</summary>
    public ImmutableArray<T> Read<T>(Func<Fields, T> read)
        where T : class
        => [.. Rows().Select(read)];

    /// <param name="columns">All columns of the sheet; an ending "?" marks one that may be left out, "*" one for each language.</param>
    public static Sheet Open(string directory, string file, ProblemList problems, params string[] columns)
    {
        var (table, faults) = DelimitedTable.Load(Path.Combine(directory, file), file);
        foreach (var fault in faults)
            problems.Add(fault.In(file));
        if (table is not null)
            CheckColumns(table, file, problems, columns);
        return new(table, problems, file);
    }

    /// <summary>Notes every row whose value in a column stands in an earlier row.</summary>
    public void RequireUnique(string column)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows().Where(r => r.Text(column).Length > 0 && !seen.Add(r.Text(column))))
            row.Problem(column, $"The {column} \"{row.Text(column)}\" is used twice. Give each row its own.", row.Text(column));
    }

    private static void CheckColumns(DelimitedTable table, string file, ProblemList problems, string[] columns)
    {
        var known = new HashSet<string>(ColumnNames.Comparer);
        foreach (var column in columns)
        {
            var name = column.TrimEnd('?', '*');
            foreach (var full in column.Contains('*', StringComparison.Ordinal) ? Languages.All.Select(l => name + l.Suffix) : [name])
            {
                known.Add(full);
                if (!column.EndsWith('?') && !table.Has(full))
                    problems.Schema(file, table.HeaderLine, full, $"The column \"{full}\" is missing. Add it to the header and to every row.");
            }
        }

        foreach (var column in table.Columns)
        {
            if (!known.Contains(column))
                problems.Schema(file, table.HeaderLine, column, $"The column \"{column}\" is not known here. Correct its name or remove it.", column);
        }
    }
}

/// <summary>The fields of one row.</summary>
internal sealed class Fields(TableRow row, ProblemList problems, string file)
{
    public int Line => row.Line;

    public FilePlace Place => new(file, row.Line);

    public void Problem(string column, string message, string? printed = null) => problems.Schema(file, row.Line, column, message, printed);

    /// <summary>The text, empty where the field is blank.</summary>
    public string Text(string column) => row[column];

    /// <summary>The text, null where the field is blank.</summary>
    public string? Optional(string column) => row[column] is { Length: > 0 } text ? text : null;

    public string Required(string column)
    {
        var text = row[column];
        if (text.Length == 0 && row.Table.Has(column))
            Problem(column, $"\"{column}\" is empty. Fill it in.");
        return text;
    }

    public double? Number(string column)
    {
        if (row.TryNumber(column, out var value))
            return value;
        Problem(column, $"\"{row[column]}\" is not a number. Write a number with a decimal point, or leave the field empty.", row[column]);
        return null;
    }

    /// <summary>A number that must be there.</summary>
    public double Given(string column)
    {
        Required(column);
        return Number(column) ?? 1;
    }

    public int? Whole(string column)
    {
        var value = Number(column);
        if (value is null || (value is >= 0 and <= int.MaxValue && value == Math.Floor(value.Value)))
            return (int?)value;
        Problem(column, $"\"{row[column]}\" is not a count. Write a whole number, or leave the field empty.", row[column]);
        return null;
    }

    /// <summary>A year, with what may stand behind it: "2019 (from file id)", "2007/2009". Null where blank.</summary>
    public int? Year(string column)
    {
        var text = row[column];
        if (text.Length == 0)
            return null;
        if (text.Length >= 4 && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1800 and <= 2200
            && (text.Length == 4 || text[4] is ' ' or '/'))
            return year;
        Problem(column, $"\"{text}\" is not a year. Write four digits, or leave the field empty.", text);
        return null;
    }

    public DateOnly Date(string column)
    {
        var text = Required(column);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && text.Length > 0)
            Problem(column, $"\"{text}\" is not a date. Write year-month-day, as 2026-11-22.", text);
        return date;
    }

    public bool YesNo(string column)
    {
        var text = row[column];
        if (text is not ("yes" or "no"))
            Problem(column, $"\"{text}\" is neither \"yes\" nor \"no\". Write one of them.", text);
        return text == "yes";
    }

    /// <summary>One of the listed words.</summary>
    public string OneOf(string column, params string[] words)
    {
        var text = row[column];
        if (!words.Contains(text))
            Problem(column, $"\"{text}\" is not known here. Write one of: {string.Join(", ", words!)}.", text);
        return text;
    }

    /// <summary>A text that must stand in every language.</summary>
    public LocalText Local(string name) => OptionalLocal(name) ?? Missing(name);

    /// <summary>A text in every language or in none.</summary>
    public LocalText? OptionalLocal(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in Languages.All)
        {
            if (row[name + language.Suffix] is { Length: > 0 } text)
                texts[language.Tag] = text;
        }

        if (texts.Count == 0)
            return null;
        foreach (var language in Languages.All.Where(l => !texts.ContainsKey(l.Tag)))
            Problem(name + language.Suffix, $"The text is missing in {language.Tag}. Write it in every language, or in none.");
        return Languages.Text(texts);
    }

    /// <summary>Source and status of the row.</summary>
    /// <param name="source">Column of who says it.</param>
    /// <param name="url">Column of where it was seen; addresses in it are kept, "-" is none.</param>
    public Provenance Provenance(string source, string url)
    {
        var status = Required("status");
        var known = Statuses.Parse(status);
        if (known is null && status.Length > 0)
            Problem("status", $"\"{status}\" is not a status. Begin with VERIFIED, VERIFIED-DESIGN-ONLY, SEEN, RECALLED, ASSUMED or \"not testable\".", status);
        var address = Text(url);
        return new(Required(source), address.Length == 0 || address == "-" ? null : address, known ?? FactStatus.Unknown, status, Place);
    }

    /// <summary>Source and status of one fact of several in a row: the columns "depth_source" and "depth_status".</summary>
    /// <param name="source">Column of who says it, where it has another name.</param>
    public Provenance FactProvenance(string fact, string? source = null)
    {
        var status = Required(fact + "_status");
        var known = Statuses.Parse(status);
        if (known is null && status.Length > 0)
            Problem(fact + "_status", $"\"{status}\" is not a status. Begin with VERIFIED, SEEN, RECALLED or ASSUMED.", status);
        return new(Required(source ?? fact + "_source"), null, known ?? FactStatus.Unknown, status, Place);
    }

    private LocalText Missing(string name)
    {
        foreach (var language in Languages.All.Where(l => row.Table.Has(name + l.Suffix)))
            Problem(name + language.Suffix, $"The text is missing in {language.Tag}. Write it.");
        return LocalText.Empty;
    }
}
