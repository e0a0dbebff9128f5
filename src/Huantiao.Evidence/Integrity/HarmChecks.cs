using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Tables;

namespace Huantiao.Evidence.Integrity;

/// <summary>percent-count for tables of harms: the rate as printed against the count and its denominator.</summary>
internal static partial class HarmChecks
{
    public static ImmutableArray<Problem> Run(DelimitedTable table) =>
    [
        .. table.Rows.Select(r => One(
            new(table.File, r.Line), r["event"], r["rate_as_printed"],
            PrintedNumber.TryParse(r["events"], out var events, count: true) ? events?.Value : null,
            PrintedNumber.TryParse(r["denominator"], out var total, count: true) ? total?.Value : null)).OfType<Problem>(),
    ];

    public static ImmutableArray<Problem> Run(IEnumerable<Harm> harms) =>
        [.. harms.Select(h => One(h.Provenance.Place, h.Event, h.RatePrinted, h.Events, h.Denominator)).OfType<Problem>()];

    private static Problem? One(FilePlace place, string harm, string rate, double? events, double? denominator)
    {
        if (denominator is not ({ } total and > 0))
            return null;
        if (events is { } count && (count < 0 || count > total))
            return New("events", Number(count), null, $"{Number(count)} of {Number(total)} cannot be: {harm}.");
        var match = Rate().Match(rate);
        if (!match.Success || !PrintedNumber.TryParse(match.Groups["rate"].Value, out var printed) || printed is null)
            return null;
        double per = 100;
        if (match.Groups["per"] is { Success: true } unit && (!PrintedNumber.TryParse(unit.Value, out var size, count: true) || (per = size?.Value ?? 0) <= 0))
            return null;
        if (match.Groups["million"].Success)
            per = 1e6;
        if (events is not { } known)
        {
            return PercentCount.Possible(printed, total, per) ? null
                : New("rate_as_printed", rate, null, $"No whole number of {Number(total)} gives {rate}: {harm}.");
        }

        if (PercentCount.Fits(printed, known, total, per))
            return null;
        var right = per * known / total;
        return New("rate_as_printed", rate, Say.Number(right) + (per == 100 ? "%" : $" per {Number(per)}"),
            $"{Number(known)} of {Number(total)} is {Say.Number(right)}{(per == 100 ? "%" : " per " + Number(per))}, not {rate}: {harm}.");

        Problem New(string column, string shown, string? recomputed, string message) =>
            new(place.File, place.Line, column, Severity.Error, "percent-count", shown, recomputed, message);
    }

    private static string Number(double value) => value.ToString("#,##0.####", CultureInfo.InvariantCulture);

    // Only where the rate is all that is said, or is said first.
    [GeneratedRegex(@"^(?<rate>\d+([.,]\d+)?) ?(%|per (?<per>\d[\d,]*)\b|per (?<million>million)\b)(?! ?(v|vs|versus)\b)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
