using Huantiao.Registry;

namespace Huantiao.Cli.Pool;

/// <summary>
/// The network's own list of whose key is whose: a line for each clinic, its key's fingerprint, a space and its name; # begins a remark. A signature alone proves that a file was not
/// changed, not who made it.
/// </summary>
internal sealed class KnownKeys
{
    private readonly Dictionary<string, string> clinics = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="BadInputException">The list cannot be read; the message names file and line.</exception>
    public static KnownKeys Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(Words.Format("Pool_CannotRead", path, e.Message), e);
        }

        var known = new KnownKeys();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var gap = line.IndexOfAny([' ', '\t']);
            if (gap != 64 || !line.AsSpan(0, 64).ContainsOnlyHex() || !known.clinics.TryAdd(line[..64], line[64..].Trim()))
                throw new BadInputException(Words.Format("Pool_KeysLine", path, i + 1));
        }

        return known;
    }

    /// <summary>Null where the file's key is in the list, under the clinic's name.</summary>
    public PoolProblem? Problem(string name, SealedSummary read) =>
        !clinics.TryGetValue(read.Fingerprint, out var clinic)
            ? new(name, "seal.key", Words.Format("Pool_UnknownKey", read.Fingerprint))
            : clinic != read.Summary.Clinic ? new(name, "summary.clinic", Words.Format("Pool_OtherClinic", read.Summary.Clinic, clinic)) : null;
}

file static class Hexadecimal
{
    public static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }
}
