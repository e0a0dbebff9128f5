namespace Huantiao.Care.Needling;

/// <summary>What is known of a question. Not asked, and "I do not know", are <see cref="Unknown"/>: never a no.</summary>
public enum Answer
{
    Unknown,
    No,
    Yes,
}

/// <summary>Joins answers. From least to most careful: No, Unknown, Yes.</summary>
internal static class Answers
{
    /// <summary>Yes where any is yes, no where all are no: of nothing, no.</summary>
    public static Answer Any(IEnumerable<Answer> answers) => answers.Select(Known).Aggregate(Answer.No, (a, b) => Rank(a) >= Rank(b) ? a : b);

    /// <summary>Yes where all are yes, no where any is no: of nothing, yes.</summary>
    public static Answer All(IEnumerable<Answer> answers) => answers.Select(Known).Aggregate(Answer.Yes, (a, b) => Rank(a) <= Rank(b) ? a : b);

    public static Answer From(bool holds) => holds ? Answer.Yes : Answer.No;

    /// <summary>A value that is no answer, as a bad cast makes it, is not a no either.</summary>
    private static Answer Known(Answer answer) => answer is Answer.No or Answer.Yes ? answer : Answer.Unknown;

    private static int Rank(Answer answer) => answer switch
    {
        Answer.No => 0,
        Answer.Yes => 2,
        _ => 1,
    };
}
