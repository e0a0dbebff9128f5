using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Huantiao.Records.Reports;

/// <summary>Sums over the people of one month who began with one practitioner and are alike in one thing. Whole numbers: they add up exactly.</summary>
/// <param name="Month">First day of the month in which they began.</param>
/// <param name="Part">See <see cref="ReportPlan.Parts"/>.</param>
/// <param name="Practitioner">Who was responsible for the first session.</param>
/// <param name="Key">Of <see cref="ReportPlan.Start"/> the third of the scale in which they began, <see cref="NoScore"/> without a score; of a week <see cref="Measured"/> or why there is no reading; of the harms what was asked.</param>
/// <param name="Sums">
/// Of the start: people, with a score, Σx, Σx². Of a week: people, Σy, Σy², with both scores, Σx, Σx², Σy, Σy², Σxy of these, and the better ones by the important change. Of the harms: people with sessions, people who
/// answered, people troubled, answers, troubled answers, sessions.
/// </param>
public sealed record ReportCell(DateOnly Month, string Part, Guid Practitioner, string Key, ImmutableArray<long> Sums)
{
    public const string Measured = "measured";

    public const string NoScore = "none";

    /// <summary>Any trouble since the session, in answer to the question after it.</summary>
    public const string Troubled = "troubled";

    /// <summary>The cells of one month and part as <see cref="ReportPart.Content"/>: the same cells give the same text.</summary>
    public static string Write(IEnumerable<ReportCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var text = new StringBuilder();
        foreach (var cell in cells.OrderBy(c => c.Practitioner).ThenBy(c => c.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{cell.Practitioner} {cell.Key} {string.Join(' ', cell.Sums)}\n");
        return text.ToString();
    }

    /// <summary>Back from there.</summary>
    /// <exception cref="FormatException">The text is none of ours.</exception>
    public static IEnumerable<ReportCell> Read(ReportPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Content.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => new ReportCell(
            part.Month, part.Part, Guid.Parse(words[0], CultureInfo.InvariantCulture), words[1], [.. words.Skip(2).Select(w => long.Parse(w, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))]));
    }
}
