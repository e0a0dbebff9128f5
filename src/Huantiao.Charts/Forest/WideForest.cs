namespace Huantiao.Charts;

/// <summary>The wide form: names, marks, numbers and weights in columns.</summary>
internal sealed class WideForest
{
    private const double Width = 760;
    private const double Edge = 8;
    private const double Gap = 20;
    private const double Size = TextMetrics.BodySize;

    private readonly Forest _forest;
    private readonly Sheet _sheet;
    private readonly double _labelRoom;
    private readonly double _textRoom;
    private readonly double _left;
    private readonly double _right;
    private readonly double _textX;
    private readonly double _weightX = Width - Edge;

    public WideForest(Forest forest, Sheet sheet)
    {
        (_forest, _sheet) = (forest, sheet);
        var texts = forest.Rows.Select(forest.TextOf).Append(forest.Words.Effect).Concat(forest.Rows.Length > 0 ? [] : forest.Missing.Select(m => m.Text));
        if (forest.Summary is { } summary)
            texts = texts.Append(forest.TextOf(summary)).Append(summary.HasPrediction ? forest.PredictionTextOf(summary) : "");
        _textRoom = Math.Min(230, texts.Max(t => TextMetrics.Width(t, Size, true)) + 1);
        var weightRoom = forest.HasWeights ? Math.Clamp(TextMetrics.Width(forest.Words.Weight!, Size, true), 48, 90) + Gap : 0;
        var labels = forest.Rows.Select(r => r.Label).Concat(forest.Missing.Select(m => m.Label)).Append(forest.Words.Trial);
        if (forest.Summary is { } s)
            labels = labels.Append(s.Label).Append(s.PredictionLabel ?? "");
        var leastPlot = forest.Rows.Length > 0 ? 240 : 0;
        _labelRoom = Math.Clamp(labels.Max(l => TextMetrics.Width(l, Size, true)), 90, Width - (2 * Edge) - _textRoom - weightRoom - (2 * Gap) - leastPlot);
        _left = Edge + _labelRoom + Gap;
        _textX = Width - Edge - weightRoom - _textRoom;
        _right = _textX - Gap;
    }

    public (double Width, double Height) Draw()
    {
        var hasMarks = _forest.Rows.Length > 0;
        var y = 22.0;
        var effect = TextMetrics.Wrap(_forest.Words.Effect, Math.Max(60, _textRoom), Size, true);
        _sheet.Text(Edge, y, _forest.Words.Trial, Size, _sheet.Ink, bold: true);
        var top = _sheet.Lines(_textX, y, effect, Size, _sheet.Ink, bold: true);
        if (_forest.HasWeights)
            top = Math.Max(top, _sheet.Lines(_weightX, y, TextMetrics.Wrap(_forest.Words.Weight!, 91, Size, true), Size, _sheet.Ink, Anchor.End, true));

        var marks = hasMarks ? Marks() : null;
        if (marks is not null && _forest.Important is { } important && marks.Axis.Holds(important.Value))
            top = Math.Max(top, ImportantLabel(important, marks.Axis, y));
        y = top + 9;
        _sheet.Line(Edge, y, Width - Edge, y, _sheet.Rule);
        var rowsTop = y;
        y += 6;

        // Lines lie under the marks, but their length is known only after the rows: they are put in below afterwards.
        var under = _sheet.Svg.Mark();
        foreach (var row in _forest.Rows)
            y = Row(row.Label, _forest.TextOf(row), Forest.WeightOf(row), y, at => marks!.Trial(row, at), false);
        foreach (var row in _forest.Missing)
            y = Row(row.Label, row.Text, "", y, null, true);
        if (_forest.Summary is { } summary)
        {
            _sheet.Line(Edge, y + 2, Width - Edge, y + 2, _sheet.Rule);
            y = Row(summary.Label, _forest.TextOf(summary), "", y + 6, at => marks!.Diamond(summary, at, 8), false, true);
            if (summary.HasPrediction)
                y = Row(summary.PredictionLabel!, _forest.PredictionTextOf(summary), "", y, at => marks!.Prediction(summary, at), false);
        }

        y += 6;
        if (marks is null)
            return (Width, y + 4);
        _sheet.Svg.Insert(under, Verticals(marks.Axis, rowsTop, y));
        var bottom = marks.AxisLine(y);
        bottom = marks.Favours(bottom + 21, Edge, Width - Edge);
        var words = TextMetrics.Wrap(_forest.Words.Axis, Width - (2 * Edge), 13);
        var middle = (_left + _right) / 2;
        var half = words.Max(w => TextMetrics.Width(w, 13)) / 2;
        bottom = _sheet.Lines(Math.Clamp(middle, Edge + half, Math.Max(Edge + half, Width - Edge - half)), bottom + 20, words, 13, _sheet.Muted, Anchor.Middle);
        return (Width, bottom + 10);
    }

    private ForestMarks Marks()
    {
        var (min, max) = _forest.Range();
        return new(_forest, _sheet, new Axis(_forest.Axis, min, max, _left, _right), _left, _right);
    }

    private double Row(string label, string text, string weight, double top, Action<double>? mark, bool missing, bool bold = false)
    {
        var lines = TextMetrics.Wrap(label, _labelRoom, Size, bold);
        var room = missing ? Width - Edge - _textX : (weight.Length > 0 ? _weightX - 50 : Width - Edge) - _textX;
        var texts = TextMetrics.Wrap(text, Math.Max(80, room), Size, bold);
        var height = 10 + (Math.Max(lines.Count, texts.Count) * TextMetrics.LineHeight(Size));
        var middle = top + (height / 2);
        var colour = missing ? _sheet.Muted : _sheet.Ink;
        _sheet.Lines(Edge, First(lines.Count), lines, Size, colour, bold: bold);
        _sheet.Lines(_textX, First(texts.Count), texts, Size, colour, bold: bold);
        if (weight.Length > 0)
            _sheet.Text(_weightX, First(1), weight, Size, _sheet.Muted, Anchor.End);
        mark?.Invoke(middle);
        return top + height;

        double First(int count) => middle + 5 - ((count - 1) * TextMetrics.LineHeight(Size) / 2);
    }

    private SvgWriter Verticals(Axis axis, double top, double bottom)
    {
        var lines = new SvgWriter();
        if (axis.Holds(_forest.NullValue))
            lines.Add($"""<path d="M{axis.Place(_forest.NullValue)} {top}V{bottom}" stroke="{_sheet.Ink}"/>""");
        if (_forest.Important is { } important && axis.Holds(important.Value))
            lines.Add($"""<path d="M{axis.Place(important.Value)} {top}V{bottom}" stroke="{_sheet.Warm}" stroke-width="1.5" stroke-dasharray="5 4"/>""");
        return lines;
    }

    private double ImportantLabel(ForestLine important, Axis axis, double baseline)
    {
        const double size = 13;
        var lines = TextMetrics.Wrap(important.Label, _right - _left, size);
        var half = lines.Max(l => TextMetrics.Width(l, size)) / 2;
        var x = Math.Clamp(axis.Place(important.Value), _left + half - 6, Math.Max(_left + half - 6, _right - half + 6));
        return _sheet.Lines(x, baseline, lines, size, _sheet.Warm, Anchor.Middle);
    }
}
