using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Huantiao.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Huantiao.Web.Access;

/// <summary>
/// The framework's keys (antiforgery tokens, half-done sign-ins, authenticator secrets) lie in the database, so that every node has them, and are sealed with
/// a key that does not: <c>keys/seal.key</c> in the data folder. Nodes of one database share that file; a copy of the database alone opens nothing.
/// </summary>
internal sealed class SealedKeys : IXmlEncryptor
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    public SealedKeys(string dataFolder) => _key = LoadOrCreate(Path.Combine(dataFolder, "keys", "seal.key"));

    public static void Add(IServiceCollection services, string dataFolder)
    {
        services.AddDataProtection().SetApplicationName("huantiao").PersistKeysToDbContext<HuantiaoDb>();
        services.AddSingleton(_ => new SealedKeys(dataFolder));
        services.AddOptions<KeyManagementOptions>().Configure<SealedKeys>((options, seal) => options.XmlEncryptor = seal);
        // Its only work is to read the keys at the start; ours are in a database that is opened beside the start, and are read when first needed.
        var warmUp = services.Single(s => s.ImplementationType?.Name == "DataProtectionHostedService");
        services.Remove(warmUp);
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new(new("sealed", Seal(plain)), typeof(Opener));
    }

    /// <summary>A secret as it may lie in the database, in base64.</summary>
    public string Seal(byte[] plain)
    {
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <summary>What was sealed.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key, or changed since.</exception>
    public byte[] Open(string text)
    {
        var bytes = Convert.FromBase64String(text);
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), plain);
        return plain;
    }

    /// <summary>
    /// A short code as it is stored: whoever has the table alone cannot try codes through, since the key lies elsewhere. In hexadecimal, as long as a hash.
    /// </summary>
    public string Fingerprint(string code) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("code:" + code)));

    internal XElement Decrypt(XElement element) => XElement.Parse(Encoding.UTF8.GetString(Open(element.Value)));

    private static byte[] LoadOrCreate(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file))
        {
            // Whole under another name, then moved: two nodes that start together find one key.
            var own = $"{file}.{Guid.CreateVersion7():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(own, options))
                stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n"));
            try
            {
                File.Move(own, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(own);
            }
        }

        var text = File.ReadAllText(file).Trim();
        return text.Length == 64 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new RecordsException($"{file} is not a key: it should hold 64 hexadecimal digits.");
    }

    /// <summary>Made by the framework when it reads a key; finds the seal among the services.</summary>
    internal sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<SealedKeys>().Decrypt(encryptedElement);
    }
}
