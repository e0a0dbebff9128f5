using System.Collections.Immutable;
using Huantiao.Knowledge;

namespace Huantiao.Web;

/// <summary>Why the server did not start, in one line that a person can act on. The command line prints it and ends with 2.</summary>
internal sealed class CannotServeException(string message, ImmutableArray<Problem> problems = default, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Every problem of a broken pathway; empty for other causes.</summary>
    public ImmutableArray<Problem> Problems { get; } = problems.IsDefault ? [] : problems;
}
