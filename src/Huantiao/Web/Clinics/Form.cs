using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Huantiao.Web.Clinics;

/// <summary>What is wrong with a field: a word key, and what goes into its places.</summary>
public sealed record FieldProblem(string Key, params object?[] Values);

/// <summary>
/// What was typed, field by field, and what is wrong with it. Reading a field checks it; a field that cannot be read keeps what was typed and says beside it
/// what to do. After all fields are read, <see cref="IsGood"/> decides whether the operation goes on or the page is shown again.
/// </summary>
public sealed class Form
{
    private readonly Dictionary<string, StringValues> _typed;
    private readonly Dictionary<string, FieldProblem> _problems = new(StringComparer.Ordinal);

    public Form(IEnumerable<KeyValuePair<string, StringValues>> typed) => _typed = new(typed, StringComparer.Ordinal);

    /// <summary>A form nobody has typed into: what its fields show at first.</summary>
    public static Form Showing(params (string Name, string? Value)[] values) =>
        new(values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, new StringValues(v.Value))));

    public bool IsGood => _problems.Count == 0;

    public IReadOnlyDictionary<string, FieldProblem> Problems => _problems;

    /// <summary>As typed; empty where nothing was.</summary>
    public string Typed(string name) => _typed.TryGetValue(name, out var value) ? value.ToString() : "";

    /// <summary>Every value under that name: the boxes that were ticked.</summary>
    public ImmutableArray<string> All(string name) => _typed.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    public bool Has(string name, string value) => All(name).Contains(value, StringComparer.Ordinal);

    /// <summary>Every field as it was sent, one a value: for a page that hands the whole form on.</summary>
    public IEnumerable<(string Name, string Value)> Entries => _typed.SelectMany(f => f.Value.OfType<string>().Select(value => (f.Key, value)));

    public FieldProblem? Problem(string name) => _problems.GetValueOrDefault(name);

    public void Refuse(string name, string key, params object?[] values) => _problems.TryAdd(name, new(key, values));

    /// <summary>A text: trimmed, composed, without control characters (line ends stay where there may be several lines).</summary>
    /// <returns>Empty where nothing was typed.</returns>
    public string Text(string name, int most = 200, bool required = true, bool lines = false)
    {
        var text = Clean(Typed(name), lines);
        if (required && text.Length == 0)
            Refuse(name, "Form.Missing");
        else if (text.Length > most)
            Refuse(name, "Form.TooLong", most);
        return text;
    }

    /// <summary>A secret: exactly as typed.</summary>
    public string Secret(string name, int most = 128)
    {
        var text = Typed(name);
        if (text.Length == 0)
            Refuse(name, "Form.Missing");
        else if (text.Length > most)
            Refuse(name, "Form.TooLong", most);
        return text;
    }

    /// <summary>An address for e-mail: something, one @, something with a dot or a host of this network; whether it exists only a letter can tell.</summary>
    public string Email(string name, bool required = true)
    {
        var text = Text(name, 254, required);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (text.Length > 0 && (at < 1 || at != text.LastIndexOf('@') || at == text.Length - 1 || text.Any(char.IsWhiteSpace)))
            Refuse(name, "Form.NotAnEmail");
        return text;
    }

    /// <summary>A day as <c>input type=date</c> sends it.</summary>
    public DateOnly? Date(string name, bool required = true)
    {
        var text = Typed(name).Trim();
        if (text.Length == 0)
        {
            if (required)
                Refuse(name, "Form.Missing");
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Refuse(name, "Form.NotADate");
        return null;
    }

    /// <summary>A time of day as <c>input type=time</c> sends it, with or without seconds.</summary>
    public TimeOnly? Time(string name)
    {
        var text = Typed(name).Trim();
        if (text.Length == 0)
            Refuse(name, "Form.Missing");
        else if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        else
            Refuse(name, "Form.NotATime");
        return null;
    }

    public int? Whole(string name, int least, int most, bool required = true)
    {
        var text = Typed(name).Trim();
        if (text.Length == 0)
        {
            if (required)
                Refuse(name, "Form.Missing");
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Refuse(name, "Form.NotBetween", least, most);
        return null;
    }

    /// <summary>A number with a point or a comma before its decimals.</summary>
    public double? Number(string name, double least, double most, bool required = true)
    {
        var text = Typed(name).Trim().Replace(',', '.');
        if (text.Length == 0)
        {
            if (required)
                Refuse(name, "Form.Missing");
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Refuse(name, "Form.NumberNotBetween", least, most);
        return null;
    }

    /// <summary>One of the given values.</summary>
    /// <returns>Null where none was chosen, or something that was not on offer.</returns>
    public string? OneOf(string name, IEnumerable<string> offered, bool required = true)
    {
        var text = Typed(name);
        if (text.Length > 0 && offered.Contains(text, StringComparer.Ordinal))
            return text;
        if (required || text.Length > 0)
            Refuse(name, "Form.Choose");
        return null;
    }

    public bool Ticked(string name) => Typed(name).Length > 0;

    /// <summary>
    /// The key of the row that the form is to make, chosen when the form was shown: sent twice, it is still one row.
    /// </summary>
    public Guid Key(string name = "key")
    {
        if (Guid.TryParseExact(Typed(name), "D", out var key) && key.Version == 7)
            return key;
        Refuse(name, "Form.Stale");
        return Guid.CreateVersion7();
    }

    private static string Clean(string typed, bool lines)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var c in typed.ReplaceLineEndings("\n"))
        {
            // Marks that turn the direction of writing would let one name pass for another.
            if (!char.IsControl(c) && c is not ((>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')))
                text.Append(c);
            else if (c is '\n' or '\t')
                text.Append(lines ? c : ' ');
        }

        var clean = text.ToString().Trim();
        return clean.IsNormalized(NormalizationForm.FormC) ? clean : clean.Normalize(NormalizationForm.FormC);
    }
}
