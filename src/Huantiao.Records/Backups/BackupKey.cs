using System.Security.Cryptography;
using System.Text;

namespace Huantiao.Records.Backups;

/// <summary>What a backup is locked with: a passphrase somebody knows, or a file somebody keeps.</summary>
public sealed class BackupKey
{
    /// <summary>Rounds of PBKDF2 with SHA-256, as OWASP's password storage cheat sheet (2023) asks for.</summary>
    private const int Rounds = 600_000;

    private readonly byte[] secret;
    private readonly bool isPassphrase;

    private BackupKey(byte[] secret, bool isPassphrase) => (this.secret, this.isPassphrase) = (secret, isPassphrase);

    /// <summary>Fewest characters of a passphrase.</summary>
    public const int ShortestPassphrase = 12;

    /// <exception cref="RecordsException">It is too short to keep anybody out.</exception>
    public static BackupKey FromPassphrase(string passphrase) => passphrase.Length >= ShortestPassphrase
        ? new(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), isPassphrase: true)
        : throw new RecordsException($"The passphrase of a backup needs at least {ShortestPassphrase} characters.");

    /// <exception cref="RecordsException">The file cannot be read, or holds too little.</exception>
    public static BackupKey FromFile(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return bytes.Length >= 32 ? new(bytes, isPassphrase: false) : throw new RecordsException($"{file} is too short for a key: it needs at least 32 bytes, best from a random generator.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordsException($"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The key of one backup, which has a salt of its own: no two backups share a key.</summary>
    internal byte[] For(ReadOnlySpan<byte> salt) => isPassphrase
        ? Rfc2898DeriveBytes.Pbkdf2(secret, salt, Rounds, HashAlgorithmName.SHA256, 32)
        : HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt.ToArray(), "huantiao backup"u8.ToArray());

    /// <summary>Written into the file, so that the wrong kind of key is told as that.</summary>
    internal byte Kind => isPassphrase ? (byte)1 : (byte)2;
}
