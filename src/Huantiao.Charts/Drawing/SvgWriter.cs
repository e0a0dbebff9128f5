using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Huantiao.Charts;

/// <summary>
/// Writes SVG. The literal part of a string is markup, every hole is data: text is escaped and numbers are written with the invariant
/// culture and at most two decimals, so that no label can become markup and no culture can move a mark.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public SvgWriter Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds what another writer has made.</summary>
    public SvgWriter Add(SvgWriter part)
    {
        _text.Append(part._text);
        return this;
    }

    /// <summary>A place to come back to with <see cref="Insert"/>.</summary>
    public int Mark() => _text.Length;

    /// <summary>Puts a part under everything written after the mark.</summary>
    public void Insert(int mark, SvgWriter part) => _text.Insert(mark, part.ToString());

    public override string ToString() => _text.ToString();

    internal static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A place in a drawing is a finite number.");
        var rounded = Math.Round(value, 2);
        return rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Escapes for text and for attributes in double quotes; characters that XML cannot hold become U+FFFD.</summary>
    internal static void Escape(StringBuilder into, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                into.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => into.Append("&amp;"),
                '<' => into.Append("&lt;"),
                '>' => into.Append("&gt;"),
                '"' => into.Append("&quot;"),
                '\'' => into.Append("&#39;"),
                '\n' or '\r' or '\t' => into.Append(' '),
                _ => into.Append(XmlConvert.IsXmlChar(c) ? c : '\uFFFD'),
            };
        }
    }

    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly StringBuilder _into;

        public Markup(int literalLength, int formattedCount, SvgWriter writer)
        {
            _ = formattedCount;
            _into = writer._text;
            _into.EnsureCapacity(_into.Length + literalLength);
        }

        public void AppendLiteral(string markup) => _into.Append(markup);

        public void AppendFormatted(double number) => _into.Append(Number(number));

        public void AppendFormatted(int number) => _into.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(string text) => Escape(_into, text);
    }
}
