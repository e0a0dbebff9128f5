using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Auditing;

/// <summary>The trail as the code that acts sees it. Changes of audited rows enter by themselves; reading, exporting, printing and refusing are said here.
/// Nothing is written before the next save, and then in the same transaction as what is saved: a page is shown after that.</summary>
public sealed class AuditTrail
{
    private readonly HuantiaoDb db;
    private readonly List<AuditDraft> waiting = [];
    private string? reason;

    internal AuditTrail(HuantiaoDb db) => this.db = db;

    internal IReadOnlyList<AuditDraft> Waiting => waiting;

    internal string? ReasonForChanges => reason;

    /// <summary>Why what is being changed is changed; goes with every change of the next save.</summary>
    public void Because(string why) => reason = why;

    /// <summary>A record was opened.</summary>
    /// <param name="kind">Table, or page over several.</param>
    /// <param name="key">Key of the record within its kind.</param>
    /// <param name="patient">Whose record; null where it is about no patient.</param>
    /// <param name="why">Where a reason was asked for.</param>
    public void Read(string kind, string key, Guid? patient = null, string? why = null) => Add(AuditAction.Read, kind, key, patient, why);

    /// <summary>Data left the program as a file or an answer of an interface.</summary>
    public void Export(string kind, string key, Guid? patient = null, string? why = null) => Add(AuditAction.Export, kind, key, patient, why);

    /// <summary>A page made for paper was opened.</summary>
    public void Print(string kind, string key, Guid? patient = null, string? why = null) => Add(AuditAction.Print, kind, key, patient, why);

    /// <summary>Something was tried and not allowed.</summary>
    public void Refused(string kind, string key, Guid? patient = null, string? why = null) => Add(AuditAction.Refused, kind, key, patient, why);

    /// <summary>A change that no audited row shows by itself.</summary>
    public void Write(string kind, string key, Guid? patient = null, string? why = null) => Add(AuditAction.Write, kind, key, patient, why);

    /// <summary>Signing in, out, and what belongs to it. Without an entered clinic it goes to the trail of the installation.</summary>
    public void Access(string kind, string key, string? why = null) => Add(AuditAction.Access, kind, key, null, why);

    /// <summary>Who opened, changed, printed or took out a patient's record, newest first.</summary>
    /// <param name="before">Only lines before this one; null: from the newest.</param>
    /// <param name="limit">At most so many lines.</param>
    public async Task<IReadOnlyList<AuditEntry>> OfPatientAsync(Guid patient, long? before = null, int limit = 200, CancellationToken cancel = default) =>
        await db.AuditEntries.AsNoTracking()
            .Where(e => e.PatientId == patient && e.Sequence < (before ?? long.MaxValue))
            .OrderByDescending(e => e.Sequence).Take(limit).ToListAsync(cancel);

    internal void Forget(int written)
    {
        waiting.RemoveRange(0, written);
        reason = null;
    }

    private void Add(AuditAction action, string kind, string key, Guid? patient, string? why) =>
        waiting.Add(new(db.EnteredClinic ?? Guid.Empty, db.Clock.GetUtcNow(), db.Actor, action, kind, key, patient, why));
}
