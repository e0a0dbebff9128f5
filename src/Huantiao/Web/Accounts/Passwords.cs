using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Huantiao.Records.Accounts;
using Huantiao.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Huantiao.Web.Accounts;

/// <summary>
/// What makes a password good enough (OWASP ASVS 5.0, 6.2): long, not one of the common ones, nothing else. No rule of composition, no forced change,
/// pasting works. The list of common ones is our own, in <c>common-passwords.txt</c>; it is short, and says so.
/// </summary>
internal static class Passwords
{
    public const int Least = 8;

    /// <summary>What the page advises.</summary>
    public const int Advised = 15;
    public const int Most = 128;

    private static readonly Lazy<FrozenSet<string>> Common = new(() =>
    {
        using var stream = typeof(Passwords).Assembly.GetManifestResourceStream("account/common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').Select(Core).ToFrozenSet(StringComparer.Ordinal);
    });

    // PBKDF2 with HMAC-SHA-512; the count is that of OWASP's password storage cheat sheet.
    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword(null!, HeldSecret.New()));

    /// <summary>The word key of what is wrong; null when the password will do.</summary>
    /// <param name="known">What everybody knows about this person: name, e-mail, clinic.</param>
    public static string? Problem(string password, params string?[] known)
    {
        var length = new StringInfo(password).LengthInTextElements;
        if (length < Least)
            return "Password.TooShort";
        if (password.Length > Most)
            return "Password.TooLong";
        var core = Core(password);
        if (core.Length < 4 || Common.Value.Contains(core) || password.Distinct().Count() < 4)
            return "Password.Common";
        foreach (var word in known.SelectMany(text => (text ?? "").Split([' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries)))
        {
            // A password that is a known word with decoration: what is left without it is too little.
            if (word.Length >= 4 && core.Contains(Core(word), StringComparison.Ordinal) && core.Length - Core(word).Length < 4)
                return "Password.Known";
        }

        return null;
    }

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Takes as long for an account that does not exist, or has no password, as for one that has.</summary>
    public static bool Verify(string? hash, string password)
    {
        if (password.Length > Most)
            return false;
        var result = Hasher.VerifyHashedPassword(null!, hash ?? NobodysHash.Value, password);
        return hash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>What is left when capitals, digits and signs at both ends, and the usual digits for letters are taken away: "P@ssw0rd2024!" is "password".</summary>
    internal static string Core(string password)
    {
        var lower = password.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture);
        var letters = lower.Trim().TrimEnd("0123456789!?.,@#$%^&*()-_=+~".ToCharArray()).TrimStart("0123456789!?.,#$%^&*()-_=+~".ToCharArray());
        if (letters.Length == 0)
            return lower;
        var core = new StringBuilder(letters.Length);
        foreach (var c in letters)
            core.Append(c switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c });
        return core.ToString();
    }
}
