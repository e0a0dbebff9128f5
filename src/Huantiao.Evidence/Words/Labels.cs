using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>Names of the fixed lists of this room, by language, for pages, tables and the command line.</summary>
public static class Labels
{
    public static LocalText Of(CertaintyLevel level) => Words.Text("level." + Key(level));

    /// <summary>What a level of certainty means for the reader, one sentence.</summary>
    public static LocalText Meaning(CertaintyLevel level) => Words.Text("meaning." + Key(level));

    public static LocalText Of(EffectSizeClass size) => Words.Text("size." + Key(size));

    public static LocalText Of(Measure measure) => Words.Has("measure." + measure) ? Words.Text("measure." + measure) : Words.Same(measure.ToString());

    /// <param name="domain">As <see cref="CertaintyReason.Domain"/>.</param>
    public static LocalText Domain(string domain) => Words.Has("domain." + domain) ? Words.Text("domain." + domain) : Words.Same(domain);

    /// <param name="key">As <see cref="Sensitivity.Key"/>.</param>
    public static LocalText Sensitivity(string key) => Words.Text("sensitivity." + key);

    /// <summary>What was done at this number of trials, and why.</summary>
    /// <param name="key">As <see cref="Synthesis.Explanation"/>.</param>
    public static LocalText Explanation(string key) => Words.Text("explanation." + key);

    internal static string Key(CertaintyLevel level) => level switch
    {
        CertaintyLevel.High => "high",
        CertaintyLevel.Moderate => "moderate",
        CertaintyLevel.Low => "low",
        _ => "very-low",
    };

    internal static string Key(EffectSizeClass size) => size switch
    {
        EffectSizeClass.LittleOrNone => "little",
        EffectSizeClass.Small => "small",
        EffectSizeClass.Important => "important",
        EffectSizeClass.Large => "large",
        EffectSizeClass.UnclearDirection => "unclear",
        _ => "no-data",
    };
}
