using System.Security.Cryptography;
using Huantiao.Records;
using Huantiao.Records.Registries;
using Huantiao.Registry;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Registries;

/// <summary>
/// A clinic's two secrets for the registry, one after the other: what makes its people's pseudonyms, and what signs its summaries (PKCS 8). Made once; in the database they lie sealed with
/// <c>keys/seal.key</c>, so that a backup carries them and opens nothing alone, and no export has them.
/// </summary>
internal sealed class RegistryKeys : IDisposable
{
    private RegistryKeys(byte[] pseudonyms, ECDsa signing) => (Pseudonyms, Signing) = (pseudonyms, signing);

    public byte[] Pseudonyms { get; }

    public ECDsa Signing { get; }

    public string Fingerprint => SealedSummary.FingerprintOf(Signing);

    /// <summary>Null: none have been made yet.</summary>
    /// <exception cref="RecordsException">They were sealed with another key than the one at hand.</exception>
    public static async Task<RegistryKeys?> FindAsync(HuantiaoDb db, SealedKeys seal, CancellationToken cancel) =>
        await db.RegistryKeys.AsNoTracking().FirstOrDefaultAsync(cancel) is { } row ? Open(seal, row.Sealed) : null;

    /// <summary>Those there are, else new ones. Of two who make some at the same moment, one does.</summary>
    public static async Task<RegistryKeys> FindOrMakeAsync(HuantiaoDb db, SealedKeys seal, DateTimeOffset now, CancellationToken cancel)
    {
        if (await FindAsync(db, seal, cancel) is { } there)
            return there;
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] secrets = [.. RandomNumberGenerator.GetBytes(Pseudonym.LeastKeyBytes), .. signing.ExportPkcs8PrivateKey()];
        var row = new RegistryKey { ClinicId = db.Clinic, Sealed = seal.Seal(secrets), Fingerprint = SealedSummary.FingerprintOf(signing), MadeAt = now };
        db.RegistryKeys.Add(row);
        db.Audit.Write("registry_key", row.Fingerprint);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            db.Entry(row).State = EntityState.Detached;
        }

        return await FindAsync(db, seal, cancel) ?? throw new RecordsException("The registry's key could not be kept.");
    }

    public void Dispose() => Signing.Dispose();

    private static RegistryKeys Open(SealedKeys seal, string text)
    {
        byte[] secrets;
        try
        {
            secrets = seal.Open(text);
        }
        catch (CryptographicException e)
        {
            throw new RecordsException("The registry's key was sealed with another keys/seal.key than the one in the data folder. Put that one back.", e);
        }

        var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(secrets.AsSpan(Pseudonym.LeastKeyBytes), out _);
        return new(secrets[..Pseudonym.LeastKeyBytes], signing);
    }
}
