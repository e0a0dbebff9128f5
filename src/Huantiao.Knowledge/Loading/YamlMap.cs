using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Pathways;
using YamlDotNet.RepresentationModel;

namespace Huantiao.Knowledge.Loading;

/// <summary>A mapping of a pathway's YAML; every wrong or missing value is noted with its line and path ("questions[2].rank").</summary>
internal sealed class YamlMap(YamlMappingNode node, string file, string path, ProblemList problems)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public FilePlace Place => new(file, LineOf(node));

    /// <summary>Names in the file's order.</summary>
    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    public void Problem(string key, string message, string? printed = null) =>
        problems.Schema(file, Find(key) is { } at ? LineOf(at) : LineOf(node), Full(key), message, printed);

    public string Text(string key)
    {
        if (OptionalText(key) is { } text)
            return text;
        if (Find(key) is null or YamlScalarNode)
            Problem(key, $"\"{key}\" is missing. Write it.");
        return "";
    }

    public string? OptionalText(string key)
    {
        switch (Find(key))
        {
            case null or YamlScalarNode { Value: null or "" or "~" }:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value!.Trim();
            default:
                Problem(key, $"\"{key}\" must be a single value. Write it on one line, or as a text block.");
                return null;
        }
    }

    public double? OptionalNumber(string key)
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        Problem(key, $"\"{text}\" is not a number. Write a number with a decimal point.", text);
        return null;
    }

    public int Whole(string key, int least, int most)
    {
        if (Find(key) is null)
            Problem(key, $"\"{key}\" is missing. Write a whole number.");
        if (OptionalNumber(key) is not { } number)
            return least;
        if (number >= least && number <= most && number == Math.Floor(number))
            return (int)number;
        Problem(key, string.Create(CultureInfo.InvariantCulture, $"\"{key}\" must be a whole number from {least} to {most}."), OptionalText(key));
        return least;
    }

    public DateOnly Date(string key) => OptionalDate(key) ?? Absent(key);

    public DateOnly? OptionalDate(string key)
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Problem(key, $"\"{text}\" is not a date. Write year-month-day, as 2026-11-22.", text);
        return null;
    }

    /// <summary>One of the listed words; empty, and noted, where it is none of them.</summary>
    public string OneOf(string key, params string[] words)
    {
        var text = Text(key);
        if (text.Length == 0 || words.Contains(text))
            return text;
        Problem(key, $"\"{text}\" is not known here. Write one of: {string.Join(", ", words)}.", text);
        return "";
    }

    public LocalText Local(string key)
    {
        if (Find(key) is null)
        {
            Problem(key, $"\"{key}\" is missing. Write it in {string.Join(" and ", Languages.All.Select(l => l.Tag))}.");
            return LocalText.Empty;
        }

        return OptionalLocal(key)!;
    }

    /// <summary>A text in every language, or none at all.</summary>
    public LocalText? OptionalLocal(string key)
    {
        if (Find(key) is not { } value)
            return null;
        if (value is not YamlMappingNode languages)
        {
            Problem(key, $"\"{key}\" must be a text in each language. Write {string.Join(" and ", Languages.All.Select(l => $"\"{l.Tag}: …\""))} below it.");
            return LocalText.Empty;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var map = new YamlMap(languages, file, Full(key), problems);
        foreach (var tag in Languages.All.Select(l => l.Tag))
        {
            if (map.OptionalText(tag) is { } text)
                texts[tag] = text;
            else
                map.Problem(tag, $"The text is missing in {tag}. Write it.");
        }

        map.RefuseOthers();
        return Languages.Text(texts);
    }

    public ImmutableArray<string> Strings(string key)
    {
        if (Find(key) is YamlSequenceNode { Children.Count: > 0 } list && list.Children.All(c => c is YamlScalarNode))
            return [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? "")];
        Problem(key, $"\"{key}\" must be a list of words. Write [one, two].");
        return [];
    }

    /// <summary>The mapping under a name; null, and noted, where there is none.</summary>
    public YamlMap? Map(string key)
    {
        if (Find(key) is YamlMappingNode map)
            return new(map, file, Full(key), problems);
        Problem(key, $"\"{key}\" is missing or is not a group of values. Write it.");
        return null;
    }

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<YamlMap> Maps(string key)
    {
        if (Find(key) is not YamlSequenceNode list)
        {
            Problem(key, $"\"{key}\" must be a list. Begin each item with \"- \".");
            yield break;
        }

        for (var i = 0; i < list.Children.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{Full(key)}[{i + 1}]");
            if (list.Children[i] is YamlMappingNode item)
                yield return new(item, file, at, problems);
            else
                problems.Schema(file, LineOf(list.Children[i]), at, "This item is not a group of values. Write \"name: value\" lines.");
        }
    }

    /// <summary>Notes every name that nobody asked for: a slip of the pen would otherwise be silent.</summary>
    public void RefuseOthers()
    {
        foreach (var key in Keys.Where(k => !_asked.Contains(k)).ToList())
            Problem(key, $"\"{key}\" is not known here. Correct its name or remove it.", key);
    }

    private static int LineOf(YamlNode at) => (int)at.Start.Line;

    private DateOnly Absent(string key)
    {
        if (Find(key) is null)
            Problem(key, $"\"{key}\" is missing. Write a date, as 2026-11-22.");
        return default;
    }

    private string Full(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        foreach (var (name, value) in node.Children)
        {
            if (name is YamlScalarNode scalar && scalar.Value == key)
                return value;
        }

        return null;
    }
}
