using System.Collections.Immutable;
using System.Globalization;

namespace Huantiao.Records.Retention;

/// <summary>From what a period of keeping is counted.</summary>
public enum CountedFrom
{
    FirstVisit,
    LastVisit,
}

/// <summary>How long records must be kept somewhere, as a source says it. Advice of a program, not of a lawyer.</summary>
/// <param name="MinorsUntilAge">For who was a minor at the visit that counts: not before this birthday …</param>
/// <param name="MinorsYears">… and so many years after it.</param>
/// <param name="Status">How sure the row is, as its source was seen.</param>
public sealed record RetentionRule(string Jurisdiction, string Who, int Years, CountedFrom From, int? MinorsUntilAge, int? MinorsYears, string Rule, string Source, string Status)
{
    /// <summary>Everybody's coming of age in the rules that are known here.</summary>
    private const int Majority = 18;

    /// <summary>Every rule that came with the program.</summary>
    public static ImmutableArray<RetentionRule> All { get; } = Load();

    /// <summary>The first day on which the rule no longer asks for the record to be kept; null where that cannot be known: no visit, or the age of somebody who may have been a minor.</summary>
    public DateOnly? DueOn(DateOnly? firstVisit, DateOnly? lastVisit, DateOnly? birthDate)
    {
        if ((From == CountedFrom.FirstVisit ? firstVisit : lastVisit) is not { } counted)
            return null;
        var due = counted.AddYears(Years).AddDays(1);
        if (MinorsUntilAge is not { } age)
            return due;
        if (birthDate is not { } born)
            return null;
        if (born.AddYears(Majority) <= counted)
            return due;
        var afterwards = born.AddYears(age + (MinorsYears ?? 0)).AddDays(1);
        return afterwards > due ? afterwards : due;
    }

    /// <summary>Every row of the table, none left out in silence.</summary>
    private static ImmutableArray<RetentionRule> Load()
    {
        using var stream = typeof(RetentionRule).Assembly.GetManifestResourceStream("retention.csv")!;
        using var reader = new StreamReader(stream);
        var table = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. table.Skip(1).Select(line => Of(Fields(line)))];
    }

    private static RetentionRule Of(IReadOnlyList<string> f) => f.Count == 9
        ? new(
            f[0],
            f[1],
            int.Parse(f[2], CultureInfo.InvariantCulture),
            Model.EnumWords.Find<CountedFrom>(f[3]) ?? throw new FormatException($"{f[0]}: counted_from"),
            f[4].Length == 0 ? null : int.Parse(f[4], CultureInfo.InvariantCulture),
            f[5].Length == 0 ? null : int.Parse(f[5], CultureInfo.InvariantCulture),
            f[6],
            f[7],
            f[8])
        : throw new FormatException($"A row of retention.csv has {f.Count} fields instead of 9.");

    private static List<string> Fields(string line) => [.. line.Split(',').Select(f => f.Trim())];
}
