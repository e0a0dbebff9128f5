using System.Collections.Immutable;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.AdverseEvents;

/// <summary>
/// An adverse event or a near miss, as it was reported. Whatever nobody has said is null, empty or Unknown, and <see cref="StillToSay"/> asks for it.
/// </summary>
public sealed record AdverseEvent
{
    private AdverseEvent(Guid id, string kind, bool isNearMiss, EventSeverity severity, DateTimeOffset noticed) =>
        (Id, Kind, IsNearMiss, Severity, Noticed) = (id, kind, isNearMiss, severity, noticed);

    /// <summary>UUIDv7, made by the caller.</summary>
    public Guid Id { get; }

    /// <summary>Key of the kind.</summary>
    public string Kind { get; }

    /// <summary>Noticed before anybody came to harm.</summary>
    public bool IsNearMiss { get; }

    public EventSeverity Severity { get; }

    public DateTimeOffset Noticed { get; }

    /// <summary>The session that it belongs to, null where there was none.</summary>
    public Guid? Session { get; init; }

    /// <summary>The needle, by its key in the session.</summary>
    public Guid? Needle { get; init; }

    public string? What { get; init; }

    /// <summary>Where on the body.</summary>
    public string? Site { get; init; }

    /// <summary>What it did to the person.</summary>
    public string? Harm { get; init; }

    public string? ActionTaken { get; init; }

    public Answer PersonTold { get; init; }

    /// <summary>When the person was told; null where not, or not known.</summary>
    public DateTimeOffset? PersonToldAt { get; init; }

    /// <summary>Whom else: "GP", "manufacturer". Default where nobody has said; empty where nobody was to be told.</summary>
    public ImmutableArray<string> Notified { get; init; }

    /// <summary>
    /// Fields that a report needs and that are not there yet, by name. After the list of a record review (what, site, needle, harm, action, told or not and
    /// when, whom else); a near miss has no site and no harm. Our own choice of fields: no rule book was seen whole.
    /// </summary>
    public ImmutableArray<string> StillToSay
    {
        get
        {
            var open = ImmutableArray.CreateBuilder<string>();
            Ask(nameof(What), What);
            Ask(nameof(ActionTaken), ActionTaken);
            if (!IsNearMiss)
            {
                Ask(nameof(Site), Site);
                Ask(nameof(Harm), Harm);
                if (Severity == EventSeverity.Unknown)
                    open.Add(nameof(Severity));
            }

            if (PersonTold == Answer.Unknown)
                open.Add(nameof(PersonTold));
            else if (PersonTold == Answer.Yes && PersonToldAt is null)
                open.Add(nameof(PersonToldAt));
            if (Notified.IsDefault)
                open.Add(nameof(Notified));
            return open.ToImmutable();

            void Ask(string name, string? text)
            {
                if (string.IsNullOrWhiteSpace(text))
                    open.Add(name);
            }
        }
    }

    /// <summary>Harm to a person. How bad it was may still be unknown.</summary>
    /// <exception cref="ArgumentException">The atlas has no such kind, the id is no UUIDv7, or "no harm" is given as a severity.</exception>
    public static AdverseEvent OfHarm(AdverseEventKinds kinds, Guid id, string kind, EventSeverity severity, DateTimeOffset noticed)
    {
        if (severity == EventSeverity.NoHarm || !Enum.IsDefined(severity))
            throw new ArgumentException("What did no harm is a near miss.", nameof(severity));
        return new(Checked(id), Known(kinds, kind).Key, isNearMiss: false, severity, noticed);
    }

    /// <summary>Noticed before anybody came to harm; null for a kind that is harm by itself, such as a faint.</summary>
    /// <exception cref="ArgumentException">The atlas has no such kind, or the id is no UUIDv7.</exception>
    public static AdverseEvent? TryNearMiss(AdverseEventKinds kinds, Guid id, string kind, DateTimeOffset noticed) =>
        Known(kinds, kind).MayBeNearMiss ? new(Checked(id), kind, isNearMiss: true, EventSeverity.NoHarm, noticed) : null;

    private static Guid Checked(Guid id) => id.Version == 7 ? id : throw new ArgumentException("The key of an event is a UUIDv7.", nameof(id));

    private static AdverseEventKind Known(AdverseEventKinds kinds, string kind)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        return kinds.Find(kind) ?? throw new ArgumentException("The atlas does not have this kind of event.", nameof(kind));
    }
}
