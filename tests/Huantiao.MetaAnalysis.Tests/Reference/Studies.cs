namespace Huantiao.MetaAnalysis.Tests.Reference;

/// <summary>Tables of studies, written short.</summary>
internal static class Studies
{
    public static StudyTable Of(params (string Name, double[] Values)[] columns) =>
        new(columns.Select(column => KeyValuePair.Create(column.Name, column.Values)));
}
