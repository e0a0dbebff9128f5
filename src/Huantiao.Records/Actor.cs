using Huantiao.Records.Auditing;

namespace Huantiao.Records;

/// <summary>Who acts, and from where: every line of the audit trail says it.</summary>
/// <param name="AccountId">The account of staff; null for others.</param>
/// <param name="Origin">Network address; empty: from within the program.</param>
public sealed record Actor(ActorKind Kind, Guid? AccountId, string Origin)
{
    /// <summary>The program itself: reminders, a start, a command on the machine.</summary>
    public static readonly Actor Program = new(ActorKind.Program, null, "");

    /// <summary>Somebody signed in.</summary>
    public static Actor Staff(Guid account, string origin) => new(ActorKind.Staff, account, origin);

    /// <summary>A patient, by a link of their own.</summary>
    public static Actor Patient(string origin) => new(ActorKind.Patient, null, origin);

    /// <summary>An attempt without signing in.</summary>
    public static Actor Stranger(string origin) => new(ActorKind.Stranger, null, origin);
}
