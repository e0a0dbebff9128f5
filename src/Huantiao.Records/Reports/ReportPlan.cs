using System.Collections.Immutable;
using System.Globalization;

namespace Huantiao.Records.Reports;

/// <summary>A week of the schedule that a report is about.</summary>
/// <param name="Name">"week-4".</param>
/// <param name="LastDay">The last day, from the first needle, on which a reading is taken for it.</param>
public sealed record ReportTime(string Name, int Week, int LastDay);

/// <summary>What a report counts: the score that courses are followed by, the weeks, and how long after the first needle harms are asked for.</summary>
/// <param name="Pathway">Name of the pathway.</param>
/// <param name="Item">The item of the instrument that is its score: answered with whole numbers from <paramref name="Least"/> to <paramref name="Most"/>.</param>
/// <param name="Important">The improvement of one person that counts, in points.</param>
public sealed record ReportPlan(
    string Pathway, string Instrument, int InstrumentVersion, string Item, int Least, int Most, bool LowerIsBetter, double Important, ImmutableArray<ReportTime> Times, int HarmDays)
{
    /// <summary>Who began, and how.</summary>
    public const string Start = "start";

    /// <summary>What was said when people were asked how they had been since a session.</summary>
    public const string Harms = "harms";

    /// <summary>A part of a month is closed so long after the last day on which anything of it could still come in: our own choice.</summary>
    public const int DaysOfGrace = 7;

    /// <summary>Widest scale that is summed.</summary>
    internal const int Widest = 1024;

    /// <summary>Every part of a month's report.</summary>
    public IEnumerable<string> Parts => [Start, .. Times.Select(t => t.Name), Harms];

    /// <summary>Days from somebody's first needle to when nothing more of this part can come in.</summary>
    public int DaysOf(string part) => part switch
    {
        Start => 0,
        Harms => HarmDays + DaysOfGrace,
        _ => Times.First(t => t.Name == part).LastDay + 1,
    };

    /// <summary>By what the numbers of a part are counted; sums are added only where it is the same.</summary>
    public string RulesOf(string part)
    {
        var scale = string.Create(CultureInfo.InvariantCulture, $"counting 1; {Pathway}; {Instrument} {InstrumentVersion} {Item} {Least}-{Most}");
        return part switch
        {
            Start => scale,
            Harms => string.Create(CultureInfo.InvariantCulture, $"counting 1; {Pathway}; {HarmDays} days"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{scale}; {(LowerIsBetter ? "lower" : "higher")} by {Important:R}; {part}"),
        };
    }

    /// <exception cref="ArgumentException">It contradicts itself.</exception>
    internal void Check()
    {
        if (Least >= Most || Most - Least >= Widest || !(Important > 0) || HarmDays < 1 || Times.Any(t => t.LastDay < 1) || Times.Select(t => t.Week).Distinct().Count() != Times.Length)
            throw new ArgumentException("A report needs a scale, an important change over 0, and weeks that differ.");
    }
}
