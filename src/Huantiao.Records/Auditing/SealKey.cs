using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Huantiao.Records.Auditing;

/// <summary>The key that seals where a trail ends. It lies outside the database, so that whoever can change the tables cannot seal what they changed.</summary>
internal sealed class SealKey
{
    private const int Bytes = 32;

    private readonly byte[] key;

    private SealKey(byte[] key) => this.key = key;

    /// <summary>The key in that file; made there, readable by its owner alone, when there is none.</summary>
    /// <exception cref="RecordsException">The file holds no key.</exception>
    public static SealKey LoadOrCreate(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (!File.Exists(file))
            Create(file);
        var text = File.ReadAllText(file).Trim();
        return text.Length == Bytes * 2 && text.All(char.IsAsciiHexDigit)
            ? new(Convert.FromHexString(text))
            : throw new RecordsException($"{file} is not an audit key: it should hold {Bytes * 2} hexadecimal digits.");
    }

    /// <summary>A key for this process only.</summary>
    public static SealKey ForOnce() => new(RandomNumberGenerator.GetBytes(Bytes));

    public string OfHead(Guid clinic, long sequence, DateTimeOffset at, string hash) =>
        Seal(string.Create(CultureInfo.InvariantCulture, $"head|{clinic}|{sequence}|{at.ToUnixTimeMilliseconds()}|{hash}"));

    public string OfDay(Guid clinic, DateOnly day, long sequence, string hash) =>
        Seal(string.Create(CultureInfo.InvariantCulture, $"day|{clinic}|{day:yyyy-MM-dd}|{sequence}|{hash}"));

    private static void Create(string file)
    {
        // Written whole under another name first: two nodes that start together then find one key, and a crash leaves no half of one.
        var own = $"{file}.{Guid.CreateVersion7():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(own, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(own, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(own);
        }
    }

    private string Seal(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
