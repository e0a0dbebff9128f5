using System.Collections.Immutable;

namespace Huantiao.Charts;

/// <summary>The numbers of a drawing as a table, for screen readers and for those who prefer numbers: same strings as drawn.</summary>
/// <param name="Caption">The drawing's title.</param>
/// <param name="Headers">One a column.</param>
/// <param name="Rows">Each as long as <paramref name="Headers"/>; the first cell names the row.</param>
public sealed record ChartTable(string Caption, ImmutableArray<string> Headers, ImmutableArray<ImmutableArray<string>> Rows);
