using System.Collections.Immutable;

namespace Huantiao.Knowledge.Screening;

/// <summary>How a number is compared.</summary>
public enum Comparison
{
    Unknown,
    Below,
    AtMost,
    AtLeast,
    Above,
}

/// <summary>
/// When a rule applies or a question is shown, over the ids of questions. There is no "not": a condition can only come nearer to holding as risks
/// are told, so that neither an added risk nor a missing answer can make the outcome less careful.
/// </summary>
public abstract record ScreeningCondition
{
    private ScreeningCondition()
    {
    }

    /// <summary>Holds for everyone.</summary>
    public sealed record Always : ScreeningCondition;

    /// <summary>The question was answered with yes.</summary>
    public sealed record Said(string Question) : ScreeningCondition;

    /// <summary>One of these choices was made.</summary>
    public sealed record Chose(string Question, ImmutableArray<string> Values) : ScreeningCondition;

    /// <summary>The number given stands so to this one.</summary>
    public sealed record Compared(string Question, Comparison How, double With) : ScreeningCondition;

    /// <summary>The number given stands so to a threshold that the clinic has signed off; while it has not, the condition does not hold and asks nothing.</summary>
    public sealed record ComparedWithThreshold(string Question, Comparison How, string Threshold) : ScreeningCondition;

    /// <summary>At least so many different medicines are taken that concern the safety row.</summary>
    /// <param name="SafetyId">"P01".</param>
    public sealed record Takes(string SafetyId, int AtLeast) : ScreeningCondition;

    /// <summary>Another rule of the table applies.</summary>
    public sealed record OfRule(string Rule) : ScreeningCondition;

    /// <summary>Any of these holds.</summary>
    public sealed record Any(ImmutableArray<ScreeningCondition> Of) : ScreeningCondition;

    /// <summary>All of these hold.</summary>
    public sealed record All(ImmutableArray<ScreeningCondition> Of) : ScreeningCondition;

    /// <summary>This condition and everything within it.</summary>
    public IEnumerable<ScreeningCondition> Parts() => this switch
    {
        Any any => any.Of.SelectMany(c => c.Parts()).Prepend(this),
        All all => all.Of.SelectMany(c => c.Parts()).Prepend(this),
        _ => [this],
    };
}
