using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Patients;

/// <summary>What became of a request to join two records, or to take them apart.</summary>
public enum MergeOutcome
{
    Done,

    /// <summary>It has been done already: nothing was written.</summary>
    Same,

    /// <summary>One of them is not there, or the two are one.</summary>
    NotFound,

    /// <summary>One of them is part of another record already.</summary>
    AlreadyMerged,
}

/// <summary>Joins two records of one person, and takes them apart again. No document moves: the one record points at the other, and whoever reads a chart reads both.</summary>
public static class PatientMerging
{
    /// <summary>Makes one record part of another.</summary>
    /// <param name="id">Key of the merge, made by the caller: asked twice, it is done once.</param>
    public static async Task<MergeOutcome> MergeAsync(this HuantiaoDb db, Guid id, Guid kept, Guid merged, string reason, CancellationToken cancel = default)
    {
        if (await db.PatientMerges.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancel) is { } before)
            return before.KeptId == kept && before.MergedId == merged ? MergeOutcome.Same : MergeOutcome.AlreadyMerged;
        var stays = await db.Patients.FirstOrDefaultAsync(p => p.Id == kept, cancel);
        var joins = await db.Patients.FirstOrDefaultAsync(p => p.Id == merged, cancel);
        if (stays is null || joins is null || kept == merged)
            return MergeOutcome.NotFound;
        if (stays.MergedInto is not null || joins.MergedInto is not null)
            return MergeOutcome.AlreadyMerged;

        joins.MergedInto = kept;
        // Both rows change version: two merges at once that would make a circle meet there.
        db.Entry(stays).Property(p => p.MergedInto).IsModified = true;
        db.Add(new PatientMerge { ClinicId = db.Clinic, Id = id, KeptId = kept, MergedId = merged, Reason = reason, At = db.Clock.GetUtcNow(), By = db.Actor.AccountId ?? Guid.Empty });
        db.Audit.Because(reason);
        await db.SaveChangesAsync(cancel);
        return MergeOutcome.Done;
    }

    /// <summary>Takes a merge back: both records are as they were.</summary>
    public static async Task<MergeOutcome> UndoMergeAsync(this HuantiaoDb db, Guid id, CancellationToken cancel = default)
    {
        var merge = await db.PatientMerges.FirstOrDefaultAsync(m => m.Id == id, cancel);
        if (merge is null)
            return MergeOutcome.NotFound;
        if (merge.UndoneAt is not null)
            return MergeOutcome.Same;
        var patient = await db.Patients.SingleAsync(p => p.Id == merge.MergedId, cancel);
        patient.MergedInto = null;
        (merge.UndoneAt, merge.UndoneBy) = (db.Clock.GetUtcNow(), db.Actor.AccountId ?? Guid.Empty);
        await db.SaveChangesAsync(cancel);
        return MergeOutcome.Done;
    }

    /// <summary>Every record that is this person's: the one that stands, first, and those merged into it. A chart reads all of them.</summary>
    public static async Task<IReadOnlyList<Guid>> RecordsOfAsync(this HuantiaoDb db, Guid patient, CancellationToken cancel = default)
    {
        var records = new List<Guid> { patient };
        for (var newest = records; newest.Count > 0;)
        {
            var known = newest;
            newest = await db.Patients.Where(p => p.MergedInto != null && known.Contains(p.MergedInto.Value)).Select(p => p.Id).ToListAsync(cancel);
            records.AddRange(newest);
        }

        return records;
    }

    /// <summary>Rows of these records, as <see cref="RecordsOfAsync"/> gives them. Nearly always there is one: then the statement is one that the database has seen before.</summary>
    public static IQueryable<T> OfRecords<T>(this IQueryable<T> rows, IReadOnlyList<Guid> records)
        where T : class, IPatientRow
    {
        if (records is not [var only])
            return rows.Where(r => records.Contains(r.PatientId));
        return rows.Where(r => r.PatientId == only);
    }
}
