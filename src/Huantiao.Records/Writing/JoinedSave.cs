using System.Data.Common;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Huantiao.Records.Writing;

/// <summary>What several contexts want to save, sent in one go: on PostgreSQL the way to the server and back costs more than the rows.</summary>
internal static class JoinedSave
{
    /// <summary>Saves what each context has changed. Each is only read: what it accepts, it accepts when all this is committed.</summary>
    /// <param name="statements">Get what needs no answer of the database.</param>
    /// <param name="counts">Gets how many rows each has changed.</param>
    public static async Task RunAsync(Statements statements, Database database, DbConnection connection, DbTransaction transaction, IReadOnlyList<HuantiaoDb> contexts, int[] counts)
    {
        var alone = new List<int>();
        if (contexts.Count > 1)
        {
            var added = new NewRows();
            await using var joined = database.NewContext();
            var taken = new HashSet<(Type, string)>();
            for (var i = 0; i < contexts.Count; i++)
            {
                var changed = contexts[i].ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
                if ((added.TryTake(changed) ?? TryTake(joined, changed, taken)) is { } rows)
                    counts[i] = rows;
                else
                    alone.Add(i);
            }

            statements.Add(added.Inserts(connection, transaction));
            if (taken.Count > 0)
                await joined.SaveWithinAsync(connection, transaction);
        }
        else
        {
            alone.Add(0);
        }

        foreach (var i in alone)
            counts[i] = await contexts[i].SaveWithinAsync(connection, transaction);
    }

    /// <summary>How many rows were taken over; null: it has to be saved by itself, because the database makes a value for it or because another context changes the same row.</summary>
    private static int? TryTake(HuantiaoDb joined, List<EntityEntry> changed, HashSet<(Type, string)> taken)
    {
        var keys = changed.ConvertAll(e => (e.Metadata.ClrType, Key(e)));
        if (changed.Exists(e => e.Entity is not IClinicRow || e.Metadata.GetNavigations().Any()) || keys.Exists(taken.Contains))
            return null;
        taken.UnionWith(keys);
        foreach (var entry in changed)
            Take(joined.Entry(entry.Entity), entry);
        return changed.Count;
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
