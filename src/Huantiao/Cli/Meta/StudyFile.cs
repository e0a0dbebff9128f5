using System.Collections.Immutable;
using Huantiao.Knowledge.Tables;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>A file of study data: the numbers by escalc's column names, a name for each study, and the line each one stands on.</summary>
internal sealed class StudyFile
{
    // One line per fault helps to mend a file in one go; a wrong column would give thousands.
    private const int MostFaultsShown = 10;

    private static readonly ImmutableArray<string> Labels = ["slab", "study", "studlab", "label", "trial", "author", "authors", "name", "source", "id"];

    private readonly DelimitedTable table;

    private StudyFile(DelimitedTable table) => this.table = table;

    public int Count => table.Count;

    public ImmutableArray<string> Columns => table.Columns;

    /// <summary>The measures that these columns can be analysed for.</summary>
    public ImmutableArray<Measure> Allowed => [.. MeasureInfo.All.Where(Allows).Select(m => m.Measure)];

    public bool Allows(MeasureInfo measure) => measure.ColumnSets.Any(set => set.All(table.Has));

    /// <exception cref="BadInputException">The file is no table, or holds text where numbers belong.</exception>
    public static StudyFile Load(string path)
    {
        if (Directory.Exists(path))
            throw new BadInputException(Words.Format("Read_IsFolder", path));
        var (table, faults) = DelimitedTable.Load(path);
        if (table is null || !faults.IsEmpty)
            throw Faults([.. faults.Select(f => f.Line > 0 ? $"{path}:{f.Line}: {f.Message}" : $"{path}: {f.Message}")]);
        if (table.Count == 0)
            throw new BadInputException(Words.Format("Meta_NoRows", path));
        return new StudyFile(table);
    }

    /// <summary>Line of a study in the file.</summary>
    /// <param name="row">From 1.</param>
    public int LineOf(int row) => table[row - 1].Line;

    /// <summary>How the file names a study: its label column, with the year where the file keeps it apart; else its number.</summary>
    /// <param name="row">From 1.</param>
    public string LabelOf(int row)
    {
        var label = Labels.Select(name => table[row - 1][name]).FirstOrDefault(text => text.Length > 0);
        if (label is null)
            return row.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var year = table[row - 1]["year"];
        return year.Length == 0 || label.Contains(year, StringComparison.Ordinal) ? label : $"{label} {year}";
    }

    /// <summary>The columns of a measure, and sample sizes where there are any; other columns may hold what they like.</summary>
    /// <exception cref="BadInputException">Text where numbers belong; the message has a line for each.</exception>
    public StudyTable Numbers(MeasureInfo measure)
    {
        var source = Allows(measure) ? measure : MeasureInfo.Of(Measure.GEN);
        var columns = new List<KeyValuePair<string, double[]>>();
        var faults = new List<string>();
        foreach (var name in source.ColumnSets.SelectMany(set => set).Concat(["ni", "n1i", "n2i"]).Distinct(StringComparer.Ordinal))
        {
            if (table.IndexOf(name) is not (>= 0 and var index))
                continue;
            var values = new double[table.Count];
            for (var i = 0; i < values.Length; i++)
            {
                if (table[i].TryNumber(index, out var value))
                    values[i] = value ?? double.NaN;
                else if (faults.Count <= MostFaultsShown)
                    faults.Add(Words.Format("Meta_NotANumber", table.File, table[i].Line, table.Columns[index], table[i][index]));
            }

            columns.Add(new(name, values));
        }

        if (faults.Count > 0)
            throw Faults(faults);
        return new StudyTable(columns);
    }

    private static BadInputException Faults(IReadOnlyList<string> faults)
    {
        var shown = faults.Take(MostFaultsShown);
        return new(string.Join('\n', faults.Count > MostFaultsShown ? shown.Append(Words.Get("Meta_MoreFaults")) : shown));
    }
}
