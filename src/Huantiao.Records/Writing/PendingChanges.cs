using System.Text.Encodings.Web;
using System.Text.Json;
using Huantiao.Records.Auditing;
using Huantiao.Records.Clinical;
using Huantiao.Records.Model;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Huantiao.Records.Writing;

/// <summary>What a save is about to do, made ready: versions raised, earlier versions kept, and the lines that the audit trail gets.</summary>
internal sealed class PendingChanges
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<EarlierVersion> kept = [];
    private readonly List<SearchKeyChange> searchKeys = [];
    private readonly List<AuditDraft> lines = [];

    private PendingChanges(int told, IReadOnlyList<EntityEntry> changed) => (Told, Changed) = (told, changed);

    /// <summary>The rows that the context adds, changes and deletes.</summary>
    public IReadOnlyList<EntityEntry> Changed { get; }

    /// <summary>The same as values, where it is no more than that.</summary>
    public PlainRows? Plain { get; private set; }

    public IReadOnlyList<AuditDraft> Lines => lines;

    /// <summary>How many of the lines were told by the caller, the others come from the rows.</summary>
    public int Told { get; }

    public bool IsEmpty { get; private set; }

    public static PendingChanges Of(HuantiaoDb db)
    {
        // This looks for changes by itself, once.
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var changes = new PendingChanges(db.Audit.Waiting.Count, changed);
        changes.lines.AddRange(db.Audit.Waiting);
        foreach (var entry in changed)
            changes.Prepare(db, entry);
        changes.Plain = PlainRows.Of(changed);
        changes.IsEmpty = changed.Count == 0 && changes.lines.Count == 0;
        return changes;
    }

    /// <summary>Keys by which patients are no longer, or newly, found.</summary>
    public IReadOnlyList<SearchKeyChange> SearchKeys => searchKeys;

    /// <summary>Documents as they were before the changes, for the database to keep.</summary>
    public IReadOnlyList<EarlierVersion> Kept => kept;

    private void Prepare(HuantiaoDb db, EntityEntry entry)
    {
        if (entry.Entity is IClinicRow row)
        {
            if (row.ClinicId != db.Clinic)
                throw new InvalidOperationException($"A row of {entry.Metadata.GetTableName()} belongs to another clinic than the one entered.");
            if (entry.Entity is AuditEntry)
                throw new InvalidOperationException("Lines of the audit trail are written by the write channel alone.");
        }

        if (entry.Entity is IKeptDocument document)
        {
            if (entry.State == EntityState.Deleted)
                throw new InvalidOperationException($"A row of {entry.Metadata.GetTableName()} is kept, not deleted.");
            if (entry.State == EntityState.Modified)
                Keep(db, entry, document);
        }

        if (entry.Entity is IVersionedRow)
        {
            var version = entry.Property(nameof(IVersionedRow.Version));
            if (entry.State == EntityState.Added)
                version.CurrentValue = 1;
            else if (entry.State == EntityState.Modified)
                version.CurrentValue = (int)version.OriginalValue! + 1;
        }

        if (entry.Entity is Patient patient && entry.State != EntityState.Deleted)
            searchKeys.Add(SearchKeyChange.Of(patient, entry));
        if (entry.Entity is IAuditedRow audited)
            lines.Add(new(audited.ClinicId, db.Clock.GetUtcNow(), db.Actor, AuditAction.Write, entry.Metadata.GetTableName()!, audited.AuditKey, audited.AuditPatient, Why(db, entry)));
    }

    private static string Why(HuantiaoDb db, EntityEntry entry)
    {
        var what = entry.State switch
        {
            EntityState.Added => "new",
            EntityState.Deleted => "deleted",
            _ => "changed " + string.Join(", ", entry.Properties.Where(p => p.IsModified && p.Metadata.Name != nameof(IVersionedRow.Version)).Select(p => p.Metadata.GetColumnName())),
        };
        return db.Audit.ReasonForChanges is { } reason ? $"{what}: {reason}" : what;
    }

    private void Keep(HuantiaoDb db, EntityEntry entry, IKeptDocument document)
    {
        var before = entry.Properties.ToDictionary(p => p.Metadata.GetColumnName(), p => p.OriginalValue, StringComparer.Ordinal);
        var earlier = new EarlierVersion
        {
            ClinicId = db.Clinic,
            Kind = entry.Metadata.GetTableName()!,
            DocumentId = document.Id,
            Version = (int)entry.Property(nameof(IVersionedRow.Version)).OriginalValue!,
            Content = JsonSerializer.Serialize(before, Readable),
            ReplacedAt = db.Clock.GetUtcNow(),
            ReplacedBy = db.Actor.AccountId,
        };
        kept.Add(earlier);
    }
}
