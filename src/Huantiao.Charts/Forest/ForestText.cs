using System.Text;

namespace Huantiao.Charts;

/// <summary>How a terminal wants its characters.</summary>
/// <param name="Width">Cells; 60 at least is used.</param>
/// <param name="Ascii">Only characters below 128 in marks, for terminals and logs that know no others.</param>
/// <param name="Colour">Bold and dim by ANSI codes; every difference also shows without.</param>
public sealed record TerminalStyle(int Width = 80, bool Ascii = false, bool Colour = false);

/// <summary>Draws a forest plot in characters: names, marks, numbers and weights in columns that stay aligned beside Chinese text.</summary>
public static class ForestText
{
    private const int Least = 60;
    private const int Most = 140;
    private const int Gap = 2;

    /// <returns>Lines ended by '\n', none wider than the terminal.</returns>
    public static string Draw(Forest forest, TerminalStyle style)
    {
        ArgumentNullException.ThrowIfNull(forest);
        ArgumentNullException.ThrowIfNull(style);
        forest.Check();
        return new Page(forest, style).Draw();
    }

    private sealed class Page
    {
        private readonly Forest _forest;
        private readonly TerminalStyle _style;
        private readonly int _width;
        private readonly int _label;
        private readonly int _plot;
        private readonly int _text;
        private readonly int _weight;
        private readonly Axis? _axis;
        private readonly StringBuilder _out = new();

        public Page(Forest forest, TerminalStyle style)
        {
            (_forest, _style) = (forest, style);
            _width = Math.Clamp(style.Width, Least, Most);
            var texts = forest.Rows.Select(forest.TextOf).Append(forest.Words.Effect);
            var labels = forest.Rows.Select(r => r.Label).Concat(forest.Missing.Select(m => m.Label)).Append(forest.Words.Trial);
            if (forest.Summary is { } s)
            {
                texts = texts.Append(forest.TextOf(s)).Append(s.HasPrediction ? forest.PredictionTextOf(s) : "");
                labels = labels.Append(s.Label).Append(s.PredictionLabel ?? "");
            }

            _weight = forest.HasWeights ? Math.Max(6, TextMetrics.Cells(Clean(forest.Words.Weight!))) : 0;
            _text = Math.Min(28, texts.Max(t => TextMetrics.Cells(Clean(t))));
            var rest = _width - 1 - Gap - _text - (_weight > 0 ? Gap + _weight : 0);
            _label = Math.Clamp(labels.Max(l => TextMetrics.Cells(Clean(l))), 10, Math.Max(12, rest / 2));
            _plot = rest - _label;
            if (forest.Rows.Length == 0)
                return;
            var (min, max) = forest.Range();
            _axis = new Axis(forest.Axis, min, max, 1, _plot - 2);
        }

        public string Draw()
        {
            Row(_forest.Words.Trial, "", _forest.Words.Effect, _forest.Words.Weight ?? "", Emphasis.Strong);
            foreach (var row in _forest.Rows)
                Row(row.Label, Marks(row), _forest.TextOf(row), Forest.WeightOf(row), Emphasis.None);
            foreach (var row in _forest.Missing)
                Row(row.Label, Background(), row.Text, "", Emphasis.Weak);
            if (_forest.Summary is { } summary)
            {
                Row(summary.Label, Marks(summary), _forest.TextOf(summary), "", Emphasis.Strong);
                if (summary.HasPrediction)
                    Row(summary.PredictionLabel!, Prediction(summary), _forest.PredictionTextOf(summary), "", Emphasis.None);
            }

            if (_axis is not null)
                Scale(_axis);
            return _out.ToString();
        }

        private enum Emphasis { None, Strong, Weak }

        private void Row(string label, string plot, string text, string weight, Emphasis emphasis)
        {
            var labels = Wrap(label, _label);
            var texts = Wrap(text, _text);
            for (var i = 0; i < Math.Max(labels.Count, texts.Count); i++)
            {
                var line = new StringBuilder();
                line.Append(Pad(i < labels.Count ? labels[i] : "", _label)).Append(' ');
                line.Append(Pad(i == 0 && plot.Length > 0 ? plot : plot.Length > 0 ? Background() : "", _plot)).Append(' ', Gap);
                line.Append(Pad(i < texts.Count ? texts[i] : "", _text));
                if (_weight > 0 && i == 0)
                    line.Append(' ', Gap).Append(' ', Math.Max(0, _weight - TextMetrics.Cells(Clean(weight)))).Append(Clean(weight));
                Write(line.ToString(), emphasis);
            }
        }

        private void Write(string line, Emphasis emphasis)
        {
            line = line.TrimEnd();
            var code = emphasis switch { Emphasis.Strong => "\e[1m", Emphasis.Weak => "\e[2m", _ => "" };
            if (_style.Colour && code.Length > 0 && line.Length > 0)
                line = code + line + "\e[0m";
            _out.Append(line).Append('\n');
        }

        private char Glyph(char unicode, char ascii) => _style.Ascii ? ascii : unicode;

        private int Column(double value) => Math.Clamp((int)Math.Round(_axis!.PlaceWithin(value)), 1, _plot - 2);

        private string Background() => new(Empty());

        private char[] Empty()
        {
            var cells = new char[_plot];
            Array.Fill(cells, ' ');
            if (_axis is null)
                return cells;
            if (_forest.Important is { } important && _axis.Holds(important.Value))
                cells[Column(important.Value)] = Glyph('┊', ':');
            if (_axis.Holds(_forest.NullValue))
                cells[Column(_forest.NullValue)] = Glyph('│', '|');
            return cells;
        }

        private string Marks(ForestRow row)
        {
            var cells = Empty();
            Span(cells, row.Lower, row.Upper, Glyph('─', '-'), Glyph('├', '['), Glyph('┤', ']'));
            if (_axis!.Holds(row.Estimate))
                cells[Column(row.Estimate)] = Square(row);
            return new(cells);
        }

        /// <summary>Three sizes of square: heaviest third, middle, lightest third of the largest weight.</summary>
        private char Square(ForestRow row)
        {
            var heaviest = _forest.Rows.Max(r => r.WeightPercent ?? 0);
            var share = heaviest > 0 ? (row.WeightPercent ?? 0) / heaviest : 0.5;
            return share > 2.0 / 3 ? Glyph('■', '#') : share > 1.0 / 3 ? Glyph('▪', 'o') : Glyph('·', '.');
        }

        private string Marks(ForestSummary summary)
        {
            var cells = Empty();
            Span(cells, summary.Lower, summary.Upper, Glyph('═', '='), Glyph('<', '<'), Glyph('>', '>'));
            cells[Column(summary.Estimate)] = Glyph('◆', 'O');
            return new(cells);
        }

        private string Prediction(ForestSummary summary)
        {
            var cells = Empty();
            Span(cells, summary.PredictionLower!.Value, summary.PredictionUpper!.Value, Glyph('╌', '~'), Glyph('╌', '~'), Glyph('╌', '~'));
            return new(cells);
        }

        private void Span(char[] cells, double lower, double upper, char line, char start, char end)
        {
            var (from, to) = (Column(lower), Column(upper));
            for (var i = from; i <= to; i++)
                cells[i] = line;
            cells[from] = start;
            cells[to] = end;
            if (lower < _axis!.Min)
                cells[0] = Glyph('◄', '<');
            if (upper > _axis.Max)
                cells[^1] = Glyph('►', '>');
        }

        private void Scale(Axis axis)
        {
            var line = new char[_plot];
            Array.Fill(line, Glyph('─', '-'));
            var labels = Enumerable.Repeat(' ', _plot + 8).ToArray();

            // The null line's label first: where two labels would meet, the other one goes.
            foreach (var tick in Ticks.Of(axis.Kind, axis.Min, axis.Max, Math.Max(5, _plot / 6)).OrderBy(t => t.Value != _forest.NullValue))
            {
                var at = Column(tick.Value);
                line[at] = Glyph('┴', '+');
                var text = _style.Ascii ? tick.Label.Replace('\u2212', '-') : tick.Label;
                var from = Math.Max(0, at - (text.Length / 2));
                var around = labels[Math.Max(0, from - 1)..Math.Min(labels.Length, from + text.Length + 1)];
                if (from + text.Length <= labels.Length && Array.TrueForAll(around, c => c == ' '))
                    text.CopyTo(0, labels, from, text.Length);
            }

            var indent = new string(' ', _label + 1);
            Write(indent + new string(line), Emphasis.None);
            Write(indent + new string(labels), Emphasis.None);
            Favours(Column(_forest.NullValue));
            foreach (var words in Wrap(_forest.Words.Axis, _width))
                Write(new string(' ', Math.Clamp(_label + 1 + ((_plot - TextMetrics.Cells(words)) / 2), 0, _width - TextMetrics.Cells(words))) + words, Emphasis.Weak);
            if (_forest.Important is { } important && axis.Holds(important.Value))
                foreach (var words in Wrap($"{Glyph('┊', ':')} {important.Label}", _width))
                    Write(words, Emphasis.Weak);
        }

        private void Favours(int none)
        {
            var at = _label + 1 + none;
            var low = Clean($"{Glyph('←', '<')} {_forest.Words.FavoursLow}");
            var high = Clean($"{_forest.Words.FavoursHigh} {Glyph('→', '>')}");
            var (lowCells, highCells) = (TextMetrics.Cells(low), TextMetrics.Cells(high));
            var lowFrom = Math.Max(0, at - 1 - lowCells);
            var highFrom = Math.Max(0, Math.Min(at + 2, _width - highCells));
            if (lowFrom + lowCells + 1 < highFrom)
            {
                Write(new string(' ', lowFrom) + low + new string(' ', highFrom - lowFrom - lowCells) + high, Emphasis.None);
                return;
            }

            foreach (var words in Wrap(low, _width))
                Write(new string(' ', Math.Min(lowFrom, _width - TextMetrics.Cells(words))) + words, Emphasis.None);
            foreach (var words in Wrap(high, _width))
                Write(new string(' ', Math.Min(highFrom, _width - TextMetrics.Cells(words))) + words, Emphasis.None);
        }

        private List<string> Wrap(string text, int room) => TextMetrics.Wrap(Clean(text), room, t => TextMetrics.Cells(t));

        private static string Pad(string text, int cells) => text + new string(' ', Math.Max(0, cells - TextMetrics.Cells(text)));

        /// <summary>Control characters of a label never reach the terminal: an escape sequence in a data file must not act.</summary>
        private string Clean(string text)
        {
            var clean = new StringBuilder(text.Length);
            foreach (var c in text)
                clean.Append(char.IsControl(c) ? ' ' : _style.Ascii && c == '\u2212' ? '-' : c);
            return clean.ToString();
        }
    }
}
