using System.Reflection;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Huantiao.Records.Writing;

/// <summary>What became of a row that was put under its caller's key.</summary>
public enum PutOutcome
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It says what is stored already: nothing was written. A request sent twice ends here.</summary>
    Same,

    /// <summary>It took the place of the version that the caller had seen.</summary>
    Changed,

    /// <summary>Something else is stored under this key, and the caller did not say to change it. Nothing was written.</summary>
    Conflict,

    /// <summary>Somebody else has changed it since the caller read it. Nothing was written.</summary>
    Stale,
}

/// <summary>Writing that can be repeated: the caller makes the key, and the same again is no change.</summary>
public static class Put
{
    /// <summary>Stores a row under its key, with whatever else the context has changed.</summary>
    /// <param name="db">A context that has entered the row's clinic and does not track a row under this key.</param>
    /// <param name="row">The whole row.</param>
    /// <param name="expectedVersion">The version that it is to replace; null: it is meant to be new.</param>
    /// <param name="cancel">Ends the waiting; what was handed over may still be stored.</param>
    public static async Task<PutOutcome> PutAsync<T>(this HuantiaoDb db, T row, int? expectedVersion = null, CancellationToken cancel = default)
        where T : class, IClinicRow
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var key = type.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!.GetValue(row)).ToArray();
        T? stored;
        if (expectedVersion is null)
        {
            // Nearly always it is new, so it is not looked for first.
            db.Add(row);
            try
            {
                await db.SaveChangesAsync(cancel);
                return PutOutcome.Created;
            }
            catch (DbUpdateException) when (!cancel.IsCancellationRequested)
            {
                // The key is there: the same request has come before, or on another way. Else it was something else.
                db.Entry(row).State = EntityState.Detached;
                stored = await db.FindAsync<T>(key, cancel);
                if (stored is null)
                    throw;
            }
        }
        else
        {
            stored = await db.FindAsync<T>(key, cancel);
            if (stored is null)
                return PutOutcome.Stale;
        }

        var entry = db.Entry(stored);
        if (SaysTheSame(type, entry, row))
            return PutOutcome.Same;
        if (expectedVersion is not { } expected || stored is not IVersionedRow versioned)
            return PutOutcome.Conflict;
        if (versioned.Version != expected)
            return PutOutcome.Stale;

        Replace(type, entry, row);
        try
        {
            await db.SaveChangesAsync(cancel);
            return PutOutcome.Changed;
        }
        catch (DbUpdateConcurrencyException)
        {
            await entry.ReloadAsync(cancel);
            return SaysTheSame(type, entry, row) ? PutOutcome.Same : PutOutcome.Stale;
        }
    }

    private static bool SaysTheSame(IEntityType type, EntityEntry stored, object row) =>
        type.GetProperties().Where(p => p.Name != nameof(IVersionedRow.Version) && Note(p) is null)
            .All(p => Equals(Stored(p, stored.Property(p.Name).CurrentValue), Stored(p, p.PropertyInfo!.GetValue(row))));

    private static void Replace(IEntityType type, EntityEntry stored, object row)
    {
        foreach (var property in type.GetProperties().Where(p => !p.IsPrimaryKey() && p.Name != nameof(IVersionedRow.Version) && Note(p) is not { OfTheFirst: true }))
            stored.Property(property.Name).CurrentValue = property.PropertyInfo!.GetValue(row);
    }

    /// <summary>As the database would give it back: instants to the millisecond.</summary>
    private static object? Stored(IProperty property, object? value) =>
        value is DateTimeOffset ? property.FindTypeMapping()?.Converter?.ConvertToProvider(value) : value;

    private static NoteAttribute? Note(IProperty property) => property.PropertyInfo?.GetCustomAttribute<NoteAttribute>();
}
