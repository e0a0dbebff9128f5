namespace Huantiao.Knowledge;

/// <summary>How far a fact has been confirmed.</summary>
public enum FactStatus
{
    Unknown,

    /// <summary>Seen in the cited source.</summary>
    Verified,

    /// <summary>The study is known, its result was not available.</summary>
    DesignOnly,

    /// <summary>From memory: confirm first.</summary>
    Recalled,

    /// <summary>Our own choice or proposal.</summary>
    Assumed,
}

/// <summary>A place in a file; the header is line 1.</summary>
public readonly record struct FilePlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>Where a fact comes from.</summary>
/// <param name="Source">Who says it.</param>
/// <param name="Url">Where it was seen; null when none was kept.</param>
/// <param name="StatusText">The status as written in the data, with its reservation: "VERIFIED (abstract)".</param>
/// <param name="Place">The row that holds it.</param>
public sealed record Provenance(string Source, string? Url, FactStatus Status, string StatusText, FilePlace Place)
{
    /// <summary>Whether the status has to be shown wherever somebody could act on the fact: it is anything but a plain "VERIFIED".</summary>
    public bool HasReservation => Status != FactStatus.Verified || StatusText != "VERIFIED";
}

public enum Severity { Error, Warning }

/// <summary>One thing that is wrong in the data, where it is, and what to do.</summary>
/// <param name="Check">percent-count, p-value, ci-centre, ci-se, difference, group-size, duplicate or schema.</param>
public sealed record Problem(
    string File, int Line, string? Column, Severity Severity, string Check, string? Printed, string? Recomputed, string Message);
