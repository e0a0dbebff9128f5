using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Knowledge.Loading;

/// <summary>
/// Reads a condition: <c>cancer and (weight_loss or night_pain)</c>, <c>age &gt; 60</c>, <c>pregnancy = first | later</c>, <c>takes(P01)</c>,
/// <c>takes(P04, 2)</c>, <c>platelets &lt; threshold(platelets)</c>, <c>rule(R01)</c>, <c>always</c>. "and" binds closer than "or".
/// </summary>
internal sealed partial class ConditionParser
{
    private const int DeepestNesting = 20;

    private readonly List<string> _words;
    private int _at;
    private int _depth;

    private ConditionParser(string text) => _words = [.. Word().Matches(text).Select(m => m.Value)];

    /// <summary>Null, with what is wrong, where the text is no condition.</summary>
    public static ScreeningCondition? Parse(string text, out string problem)
    {
        problem = "";
        try
        {
            var parser = new ConditionParser(text);
            var condition = parser.Or();
            if (parser._at < parser._words.Count)
                throw new FormatException($"\"{parser._words[parser._at]}\" is one word too many");
            return condition;
        }
        catch (FormatException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private string? Next => _at < _words.Count ? _words[_at] : null;

    private ScreeningCondition Or() => Chain("or", And, parts => new ScreeningCondition.Any(parts));

    private ScreeningCondition And() => Chain("and", One, parts => new ScreeningCondition.All(parts));

    private ScreeningCondition Chain(string word, Func<ScreeningCondition> part, Func<ImmutableArray<ScreeningCondition>, ScreeningCondition> join)
    {
        var parts = ImmutableArray.CreateBuilder<ScreeningCondition>();
        parts.Add(part());
        while (Next == word)
        {
            _at++;
            parts.Add(part());
        }

        return parts.Count == 1 ? parts[0] : join(parts.ToImmutable());
    }

    private ScreeningCondition One()
    {
        if (Next != "(")
            return Atom();
        if (++_depth > DeepestNesting)
            throw new FormatException("the brackets are nested too deeply");
        _at++;
        var inner = Or();
        Expect(")");
        _depth--;
        return inner;
    }

    private ScreeningCondition Atom()
    {
        var name = Name();
        switch (name)
        {
            case "always":
                return new ScreeningCondition.Always();
            case "takes":
                return Takes();
            case "rule":
                Expect("(");
                var rule = Name();
                Expect(")");
                return new ScreeningCondition.OfRule(rule);
            default:
                return Next switch
                {
                    "=" => Choice(name),
                    "<" or "<=" or ">" or ">=" => Compared(name),
                    _ => new ScreeningCondition.Said(name),
                };
        }
    }

    private ScreeningCondition.Takes Takes()
    {
        Expect("(");
        var id = Name();
        var count = 1;
        if (Next == ",")
        {
            _at++;
            count = (int)Number();
        }

        Expect(")");
        return count is >= 1 and <= 9 ? new(id, count) : throw new FormatException("a count of medicines is 1 to 9");
    }

    private ScreeningCondition.Chose Choice(string question)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        do
        {
            _at++;
            values.Add(Name());
        }
        while (Next == "|");
        return new(question, values.ToImmutable());
    }

    private ScreeningCondition Compared(string question)
    {
        var how = _words[_at++] switch
        {
            "<" => Comparison.Below,
            "<=" => Comparison.AtMost,
            ">=" => Comparison.AtLeast,
            _ => Comparison.Above,
        };
        if (Next != "threshold")
            return new ScreeningCondition.Compared(question, how, Number());
        _at++;
        Expect("(");
        var id = Name();
        Expect(")");
        return new ScreeningCondition.ComparedWithThreshold(question, how, id);
    }

    private string Name()
    {
        if (Next is { } word && (char.IsAsciiLetter(word[0]) || word[0] == '_') && word is not ("and" or "or"))
        {
            _at++;
            return word;
        }

        throw new FormatException(Next is { } other ? $"a name is expected where \"{other}\" stands" : "a name is expected at the end");
    }

    private double Number()
    {
        if (Next is { } word && double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            _at++;
            return number;
        }

        throw new FormatException("a number is expected" + (Next is { } other ? $" where \"{other}\" stands" : " at the end"));
    }

    private void Expect(string word)
    {
        if (Next != word)
            throw new FormatException($"\"{word}\" is expected" + (Next is { } other ? $" where \"{other}\" stands" : " at the end"));
        _at++;
    }

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_\-]*|[0-9]+(\.[0-9]+)?|<=|>=|[^\s]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
