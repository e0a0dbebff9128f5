using System.Data.Common;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Huantiao.Records.Writing;

/// <summary>What several contexts want to save, sent in one go: on PostgreSQL the way to the server and back costs more than the rows.</summary>
internal static class JoinedSave
{
    /// <summary>Saves what each context has changed. Each is only read: what it accepts, it accepts when all this is committed.</summary>
    /// <param name="statements">Get what needs no answer of the database but how many rows there were.</param>
    /// <param name="saves">The contexts and what they change; the same row may be changed by two of them, and then the later one fails.</param>
    /// <param name="counts">Gets how many rows each has changed.</param>
    public static async Task RunAsync(Statements statements, Database database, DbConnection connection, DbTransaction transaction, IReadOnlyList<(HuantiaoDb Db, PendingChanges Changes)> saves, int[] counts)
    {
        var (alone, plain) = (new List<int>(), new List<PlainRow>());
        await using var joined = database.NewContext();
        var taken = new HashSet<(Type, string)>();
        for (var i = 0; i < saves.Count; i++)
        {
            var changed = saves[i].Changes.Changed;
            if (saves[i].Changes.Plain is { } rows)
            {
                plain.AddRange(rows.All);
                counts[i] = rows.All.Count;
            }
            else if (saves.Count > 1 && TryTake(joined, changed, taken))
            {
                counts[i] = changed.Count;
            }
            else
            {
                alone.Add(i);
            }
        }

        PlainStatements.Add(statements, connection, transaction, plain);
        if (taken.Count > 0)
            await joined.SaveWithinAsync(connection, transaction);
        foreach (var i in alone)
            counts[i] = await saves[i].Db.SaveWithinAsync(connection, transaction);
    }

    /// <summary>False: it has to be saved by itself, because the database makes a value for it or because another context changes the same row.</summary>
    private static bool TryTake(HuantiaoDb joined, IReadOnlyList<EntityEntry> changed, HashSet<(Type, string)> taken)
    {
        if (changed.Any(e => e.Entity is not IClinicRow || e.Metadata.GetNavigations().Any()))
            return false;
        var keys = changed.Select(e => (e.Metadata.ClrType, Key(e))).ToList();
        if (keys.Exists(taken.Contains))
            return false;
        taken.UnionWith(keys);
        foreach (var entry in changed)
            Take(joined.Entry(entry.Entity), entry);
        return true;
    }

    private static void Take(EntityEntry copy, EntityEntry entry)
    {
        if (entry.State == EntityState.Added)
        {
            copy.State = EntityState.Added;
            return;
        }

        // As it was read; what differs from that now is the change, and a version that is no longer the stored one is still found out.
        copy.State = EntityState.Unchanged;
        copy.OriginalValues.SetValues(entry.OriginalValues);
        if (entry.State == EntityState.Deleted)
            copy.State = EntityState.Deleted;
    }

    private static string Key(EntityEntry entry) =>
        string.Join('|', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => FormattableString.Invariant($"{entry.Property(p).CurrentValue}")));
}
