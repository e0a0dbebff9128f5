namespace Huantiao.MetaAnalysis;

/// <summary>Why an analysis cannot be done: a closed list, each with a code that scripts may rely on.</summary>
public enum AnalysisFailure
{
    Unknown,

    /// <summary>No study is left to analyse.</summary>
    NoStudies,

    /// <summary>One study, where the method needs two or more.</summary>
    SingleStudy,

    /// <summary>A sampling variance is zero or negative.</summary>
    NonpositiveVariance,

    /// <summary>A sampling variance is infinite, or so small that its weight is.</summary>
    InfiniteWeight,

    /// <summary>A standard deviation is negative.</summary>
    NegativeStandardDeviation,

    /// <summary>A count is negative, or a group or time at risk is not positive.</summary>
    InvalidCount,

    /// <summary>More events than people in the group.</summary>
    EventsExceedTotal,

    /// <summary>A value is out of the range that the measure allows (a correlation over 1, a ratio's mean under 0).</summary>
    OutOfRange,

    /// <summary>A column that the measure needs is not there, or columns differ in length.</summary>
    MissingColumn,

    /// <summary>A measure, method, test or option that does not exist, or does not go with the others.</summary>
    UnknownOption,

    /// <summary>The iteration did not reach its stopping rule.</summary>
    NonConvergence,
}

/// <summary>An analysis that cannot be done, with its reason and, where one study is the cause, that study's row.</summary>
public sealed class AnalysisException : Exception
{
    public AnalysisException(AnalysisFailure failure, string message, int? row = null)
        : base(message)
    {
        Failure = failure;
        Row = row;
    }

    public AnalysisFailure Failure { get; }

    /// <summary>The study's place in the input, from 1; null where no single study is the cause.</summary>
    public int? Row { get; }

    /// <summary>The failure as scripts read it: "nonpositive-variance".</summary>
    public string Code => string.Concat(Failure.ToString().Select((c, i) =>
        char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
