namespace Huantiao.Charts;

/// <summary>The compact form: each trial's name and numbers stand above its line, so that the marks have the whole width of a phone.</summary>
internal sealed class CompactForest
{
    private const double Width = 360;
    private const double Edge = 4;
    private const double Left = 14;
    private const double Right = 346;
    private const double Size = 15;
    private const double Strip = 22;

    private readonly Forest _forest;
    private readonly Sheet _sheet;
    private readonly ForestMarks? _marks;

    public CompactForest(Forest forest, Sheet sheet)
    {
        (_forest, _sheet) = (forest, sheet);
        if (forest.Rows.Length == 0)
            return;
        var (min, max) = forest.Range();
        _marks = new(forest, sheet, new Axis(forest.Axis, min, max, Left, Right), Left, Right);
    }

    public (double Width, double Height) Draw()
    {
        var y = 4.0;
        foreach (var row in _forest.Rows)
            y = Row(row.Label, _forest.TextOf(row), Weight(row), y, at => _marks!.Trial(row, at));
        foreach (var row in _forest.Missing)
            y = Row(row.Label, row.Text, "", y, null);
        if (_forest.Summary is { } summary)
        {
            _sheet.Line(Edge, y + 2, Width - Edge, y + 2, _sheet.Rule);
            y = Row(summary.Label, _forest.TextOf(summary), "", y + 6, at => _marks!.Diamond(summary, at, 8), true);
            if (summary.HasPrediction)
                y = Row(summary.PredictionLabel!, _forest.PredictionTextOf(summary), "", y, at => _marks!.Prediction(summary, at));
        }

        if (_marks is null)
            return (Width, y + 4);
        var bottom = _marks.AxisLine(y + 4);
        bottom = _marks.Favours(bottom + 22, Edge, Width - Edge);
        bottom = _sheet.Lines(Width / 2, bottom + 21, TextMetrics.Wrap(_forest.Words.Axis, Width - (2 * Edge), 13), 13, _sheet.Muted, Anchor.Middle);
        if (_forest.Important is { } important && _marks.Axis.Holds(important.Value))
        {
            bottom += 22;
            _sheet.Line(Edge, bottom - 4.5, Edge + 24, bottom - 4.5, _sheet.Warm, 2, "5 4");
            bottom = _sheet.Lines(Edge + 32, bottom, TextMetrics.Wrap(important.Label, Width - (2 * Edge) - 32, 13), 13, _sheet.Warm);
        }

        return (Width, bottom + 9);
    }

    private string Weight(ForestRow row) => _forest.HasWeights && row.WeightPercent is not null ? $"{_forest.Words.Weight} {Forest.WeightOf(row)}" : "";

    private double Row(string label, string text, string note, double top, Action<double>? mark, bool bold = false)
    {
        var lines = TextMetrics.Wrap(label, Width - (2 * Edge), Size, bold);
        var y = _sheet.Lines(Edge, top + 17, lines, Size, _sheet.Ink, bold: bold);
        var aside = TextMetrics.Width(lines[^1], Size, bold) + TextMetrics.Width(text, Size, bold) + 16 <= Width - (2 * Edge) && note.Length == 0;
        if (aside)
            _sheet.Text(Width - Edge, y, text, Size, mark is null ? _sheet.Muted : _sheet.Ink, Anchor.End, bold);
        else
            y = Numbers(text, note, y, mark is null, bold);
        if (mark is null)
            return y + 10;
        var middle = y + 6 + (Strip / 2);
        Verticals(middle);
        mark(middle);
        return middle + (Strip / 2) + 4;
    }

    private double Numbers(string text, string note, double y, bool missing, bool bold)
    {
        const double size = 14;
        var noteRoom = note.Length > 0 ? TextMetrics.Width(note, 13) + 12 : 0;
        var first = y + TextMetrics.LineHeight(size) + 1;
        y = _sheet.Lines(Edge, first, TextMetrics.Wrap(text, Width - (2 * Edge) - noteRoom, size, bold), size, missing ? _sheet.Muted : _sheet.Ink, bold: bold);
        if (note.Length > 0)
            _sheet.Text(Width - Edge, first, note, 13, _sheet.Muted, Anchor.End);
        return y;
    }

    /// <summary>Null line and important difference behind this row's marks only: through the names they would hurt reading.</summary>
    private void Verticals(double middle)
    {
        var axis = _marks!.Axis;
        var (top, bottom) = (middle - (Strip / 2), middle + (Strip / 2));
        _sheet.Svg.Add($"""<rect x="{Left}" y="{top}" width="{Right - Left}" height="{Strip}" fill="{_sheet.Rule}" fill-opacity=".22"/>""");
        if (axis.Holds(_forest.NullValue))
            _sheet.Line(axis.Place(_forest.NullValue), top, axis.Place(_forest.NullValue), bottom, _sheet.Ink);
        if (_forest.Important is { } important && axis.Holds(important.Value))
            _sheet.Line(axis.Place(important.Value), top, axis.Place(important.Value), bottom, _sheet.Warm, 1.5, "4 3");
    }
}
