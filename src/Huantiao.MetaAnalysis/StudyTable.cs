namespace Huantiao.MetaAnalysis;

/// <summary>
/// Study data by column, one value a study, under metafor's escalc names (ai bi ci di n1i n2i x1i t1i x2i t2i m1i sd1i m2i sd2i xi mi ni ti ri sdi yi vi sei).
/// NaN is a value that was not reported.
/// </summary>
public sealed class StudyTable
{
    private readonly Dictionary<string, double[]> columns;

    /// <exception cref="AnalysisException">There is no column, or columns differ in length.</exception>
    public StudyTable(IEnumerable<KeyValuePair<string, double[]>> columns)
    {
        this.columns = new Dictionary<string, double[]>(columns, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in this.columns)
        {
            Count = Count < 0 ? values.Length : Count;
            if (values.Length != Count)
                throw new AnalysisException(AnalysisFailure.MissingColumn, $"Column {name} has {values.Length} values where the others have {Count}.");
        }

        if (Count < 0)
            throw new AnalysisException(AnalysisFailure.MissingColumn, "There is no data column.");
    }

    /// <summary>Number of studies (rows), complete or not.</summary>
    public int Count { get; } = -1;

    public IReadOnlyCollection<string> Names => columns.Keys;

    public bool Has(string name) => columns.ContainsKey(name);

    /// <summary>The column, or null when the data do not have it.</summary>
    public double[]? Find(string name) => columns.GetValueOrDefault(name);
}
