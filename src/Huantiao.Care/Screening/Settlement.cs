using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>How a finding was settled, or an open question passed over with a reason. What it settles, it settles for the answers it was given for.</summary>
public abstract record Settlement
{
    private Settlement(string by, DateTimeOffset at) => (By, At) = (by, at);

    /// <summary>The practitioner who answers for it.</summary>
    public string By { get; }

    public DateTimeOffset At { get; }

    /// <summary>A document of another clinician settles a finding.</summary>
    /// <param name="Rule">Id of the rule.</param>
    /// <param name="Basis"><see cref="ScreenFinding.Basis"/> of the finding it settles.</param>
    /// <param name="Document">What it is and where it is kept.</param>
    public sealed record Resolution(string Rule, string Basis, string Document, string Author, DateOnly Dated, string By, DateTimeOffset At) : Settlement(By, At);

    /// <summary>The practitioner takes note of a finding, with a reason.</summary>
    /// <param name="Rule">Id of the rule.</param>
    /// <param name="Basis"><see cref="ScreenFinding.Basis"/> of the finding it settles.</param>
    public sealed record Acknowledgement(string Rule, string Basis, string Reason, string By, DateTimeOffset At) : Settlement(By, At);

    /// <summary>The practitioner goes on although a question stays open, with a reason. Only where no answer could stop treatment.</summary>
    /// <param name="Question">Id of the question.</param>
    public sealed record PassedOver(string Question, string Reason, string By, DateTimeOffset At) : Settlement(By, At);

    /// <returns>Null where the rule is not settled by a document, something is missing, or the document is dated later than the day.</returns>
    public static Settlement? TryResolve(ScreenFinding finding, string document, string author, DateOnly dated, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var isDated = dated.Year > 1900 && dated <= DateOnly.FromDateTime(at.UtcDateTime.AddDays(1)); // it is tomorrow already somewhere on earth
        return finding.Rule.Settling == Settling.Document && isDated && Said(document) && Said(author) && Said(by)
            ? new Resolution(finding.Rule.Id, finding.Basis, document.Trim(), author.Trim(), dated, by.Trim(), at)
            : null;
    }

    /// <returns>Null where the rule asks for more than taking note, or no reason or name is given.</returns>
    public static Settlement? TryAcknowledge(ScreenFinding finding, string reason, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Rule.Settling == Settling.Acknowledge && Said(reason) && Said(by) ? new Acknowledgement(finding.Rule.Id, finding.Basis, reason.Trim(), by.Trim(), at) : null;
    }

    /// <returns>Null where an answer could block treatment, or no reason or name is given.</returns>
    public static Settlement? TryPassOver(OpenScreenQuestion open, string reason, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(open);
        return open.MayBePassedOver && Said(reason) && Said(by) ? new PassedOver(open.Question.Id, reason.Trim(), by.Trim(), at) : null;
    }

    private static bool Said(string? text) => !string.IsNullOrWhiteSpace(text);
}
