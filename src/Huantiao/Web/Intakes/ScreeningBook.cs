using System.Security.Cryptography;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Web.Intakes;

/// <summary>What the clinic takes people in by: the questions, rules and medicines of one pathway.</summary>
/// <param name="Pathway">Its name.</param>
/// <param name="Rules">Name and hash of the tables, so that a record says which rules were applied.</param>
internal sealed record ScreeningBook(ScreeningKnowledge Knowledge, string Pathway, string Rules)
{
    private static readonly string[] Tables = ["instrument_items.csv", "intake.csv", "medicine_names.csv", "medicine_words.csv", "medicines.csv", "safety.csv", "screening.csv", "thresholds.csv"];

    /// <summary>Null where the pathway takes nobody in.</summary>
    /// <exception cref="CannotServeException">The tables are broken; <c>huantiao verify</c> says where.</exception>
    public static ScreeningBook? Load(string folder)
    {
        if (!ScreeningLoader.IsThere(folder))
            return null;
        var (knowledge, problems) = ScreeningLoader.Load(folder);
        var errors = problems.Where(p => p.Severity == Severity.Error).ToArray();
        if (knowledge is null)
            throw new CannotServeException($"The intake of {folder} cannot be served. {errors[0].File}:{errors[0].Line}: {errors[0].Message}", [.. errors]);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new(knowledge, name, $"{name} sha256:{HashOf(folder)}");
    }

    private static string HashOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Tables.Select(t => Path.Combine(folder, t)).Where(File.Exists))
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
