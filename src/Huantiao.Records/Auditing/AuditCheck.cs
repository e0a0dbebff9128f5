using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Auditing;

/// <summary>What is wrong with a trail.</summary>
public enum TrailFault
{
    /// <summary>A line, or the one before it, is not what it was.</summary>
    Changed,

    /// <summary>A line stands in another place than it was written.</summary>
    Moved,

    /// <summary>Lines are gone from the middle.</summary>
    Missing,

    /// <summary>Lines are gone from the end.</summary>
    Truncated,

    /// <summary>A seal does not fit: it was not made by this installation's key.</summary>
    Seal,

    /// <summary>A line is not the one that a day's end was sealed with.</summary>
    Anchor,

    /// <summary>The database no longer refuses changes of the trail.</summary>
    Guard,
}

/// <summary>One thing found wrong.</summary>
/// <param name="Clinic">Whose trail; null: the database as a whole.</param>
/// <param name="Line">Number of the line, the first one where there are several; null where it is about no line.</param>
/// <param name="LastLine">Number of the last one where there are several, else as <paramref name="Line"/>.</param>
public sealed record TrailProblem(TrailFault Fault, Guid? Clinic, long? Line, long? LastLine, string Message);

/// <summary>A trail that was read from end to end.</summary>
/// <param name="LastHash">To be noted elsewhere: a trail that once ended in it must hold it for ever.</param>
public sealed record CheckedTrail(Guid Clinic, long Lines, string LastHash);

/// <summary>What a check of the trails found.</summary>
public sealed record AuditReport(IReadOnlyList<CheckedTrail> Trails, IReadOnlyList<TrailProblem> Problems);

/// <summary>Reads every trail from end to end and says what does not fit.</summary>
public static class AuditCheck
{
    /// <summary>Checks every clinic's trail and that of the installation.</summary>
    public static async Task<AuditReport> RunAsync(Database database, CancellationToken cancel = default)
    {
        await using var db = database.NewContext();
        var problems = new List<TrailProblem>();
        foreach (var guard in await database.Dialect.MissingGuardsAsync(db, cancel))
            problems.Add(new(TrailFault.Guard, null, null, null, $"The guard {guard} is gone from the database: the trail could be changed."));

        var heads = await db.AuditHeads.AsNoTracking().ToDictionaryAsync(h => h.ClinicId, cancel);
        var anchors = (await db.AuditAnchors.AsNoTracking().ToListAsync(cancel)).ToLookup(a => a.ClinicId);
        var withLines = await db.AuditEntries.IgnoreQueryFilters().Select(e => e.ClinicId).Distinct().ToListAsync(cancel);
        var clinics = await db.Clinics.Select(c => c.Id).ToListAsync(cancel);
        var trails = new List<CheckedTrail>();
        foreach (var clinic in clinics.Union(heads.Keys).Union(withLines).Union(anchors.Select(a => a.Key)).Order())
            trails.Add(await CheckAsync(db, database.SealKey, clinic, heads.GetValueOrDefault(clinic), [.. anchors[clinic].OrderBy(a => a.Sequence)], problems, cancel));
        return new(trails, problems);
    }

    private static async Task<CheckedTrail> CheckAsync(
        HuantiaoDb db, SealKey key, Guid clinic, AuditHead? head, IReadOnlyList<AuditAnchor> anchors, List<TrailProblem> problems, CancellationToken cancel)
    {
        void Tell(TrailFault fault, long? line, long? last, string message) => problems.Add(new(fault, clinic, line, last, message));

        var (expected, previous, count) = (1L, AuditChain.Beginning, 0L);
        var suspects = new Suspects();
        var anchored = anchors.ToLookup(a => a.Sequence);
        var entries = db.AuditEntries.IgnoreQueryFilters().AsNoTracking().Where(e => e.ClinicId == clinic).OrderBy(e => e.Sequence).AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancel))
        {
            if (entry.Sequence != expected)
                Tell(TrailFault.Missing, expected, entry.Sequence - 1, $"{Lines(expected, entry.Sequence - 1)} gone.");
            else if (AuditChain.Hash(entry, previous) != entry.Hash)
                suspects.Add(entry, previous);
            foreach (var anchor in anchored[entry.Sequence].Where(a => a.Hash != entry.Hash))
                Tell(TrailFault.Anchor, entry.Sequence, entry.Sequence, string.Create(CultureInfo.InvariantCulture, $"Line {entry.Sequence} is not the one that {anchor.Day:yyyy-MM-dd} was sealed with: it, or one before it, was written anew."));
            (expected, previous) = (entry.Sequence + 1, entry.Hash);
            count++;
        }

        suspects.Tell(Tell);
        var last = expected - 1;
        foreach (var anchor in anchors.Where(a => a.Seal != key.OfDay(clinic, a.Day, a.Sequence, a.Hash)))
            Tell(TrailFault.Seal, anchor.Sequence, anchor.Sequence, string.Create(CultureInfo.InvariantCulture, $"The seal of {anchor.Day:yyyy-MM-dd} was not made with this installation's audit key."));
        CheckEnd(key, clinic, head, last, previous, Math.Max(head?.Sequence ?? 0, anchors.Count == 0 ? 0 : anchors[^1].Sequence), Tell);
        return new(clinic, count, previous);
    }

    private static void CheckEnd(SealKey key, Guid clinic, AuditHead? head, long last, string lastHash, long known, Action<TrailFault, long?, long?, string> tell)
    {
        if (known > last)
            tell(TrailFault.Truncated, last + 1, known, $"{Lines(last + 1, known)} gone from the end.");
        if (head is null)
        {
            tell(TrailFault.Truncated, null, null, last == 0 ? "The trail is gone: a clinic has one from its first day." : "The seal of the trail's end is gone.");
            return;
        }

        if (head.Seal != key.OfHead(clinic, head.Sequence, head.At, head.Hash))
            tell(TrailFault.Seal, head.Sequence, head.Sequence, "The seal of the trail's end was not made with this installation's audit key.");
        else if (head.Sequence < last)
            tell(TrailFault.Seal, head.Sequence + 1, last, $"{Lines(head.Sequence + 1, last)} not sealed: the program did not write them.");
        else if (head.Sequence == last && head.Hash != lastHash)
            tell(TrailFault.Changed, last, last, "The last line is not the one that was sealed: it, or one before it, was written anew.");
    }

    private static string Lines(long first, long last) =>
        first == last ? FormattableString.Invariant($"Line {first} is") : FormattableString.Invariant($"Lines {first} to {last} are");

    /// <summary>Lines whose hash does not fit where they stand. Those that fit elsewhere were moved, the others changed.</summary>
    private sealed class Suspects
    {
        private const int Most = 40;
        private readonly List<(AuditEntry Entry, string Before)> lines = [];
        private long more;

        public void Add(AuditEntry entry, string before)
        {
            if (lines.Count < Most)
                lines.Add((entry, before));
            else
                more++;
        }

        public void Tell(Action<TrailFault, long?, long?, string> tell)
        {
            var hashes = lines.SelectMany(l => (string[])[l.Entry.Hash, l.Before]).Distinct().ToList();
            foreach (var (entry, _) in lines)
            {
                var place = lines.Select(l => l.Entry.Sequence).FirstOrDefault(s => s != entry.Sequence && hashes.Any(h => AuditChain.Hash(At(entry, s), h) == entry.Hash));
                if (place > 0)
                    tell(TrailFault.Moved, entry.Sequence, entry.Sequence, string.Create(CultureInfo.InvariantCulture, $"Line {entry.Sequence} was written as line {place}."));
                else
                    tell(TrailFault.Changed, entry.Sequence, entry.Sequence, string.Create(CultureInfo.InvariantCulture, $"Line {entry.Sequence} does not fit: it, or the one before it, was changed."));
            }

            if (more > 0)
                tell(TrailFault.Changed, null, null, string.Create(CultureInfo.InvariantCulture, $"{more} further lines do not fit."));
        }

        private static AuditEntry At(AuditEntry e, long sequence) => new()
        {
            ClinicId = e.ClinicId,
            Sequence = sequence,
            At = e.At,
            Actor = e.Actor,
            AccountId = e.AccountId,
            Action = e.Action,
            Kind = e.Kind,
            RecordKey = e.RecordKey,
            PatientId = e.PatientId,
            Reason = e.Reason,
            Origin = e.Origin,
            Hash = e.Hash,
        };
    }
}
