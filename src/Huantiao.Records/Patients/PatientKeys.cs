using System.Globalization;
using System.Text;

namespace Huantiao.Records.Patients;

/// <summary>
/// What a patient is found by. Each key runs from some place in a name to its end and on through the name's other words, so that any part of a name, and a part with what stands beside it,
/// is the beginning of a key; an index finds beginnings at once, however many patients there are. Phone numbers likewise, in digits; birth dates as year-month-day, and month-day.
/// </summary>
internal static class PatientKeys
{
    /// <summary>Keys are cut there: nobody types more to find somebody.</summary>
    public const int LongestKey = 32;

    /// <summary>Fewer digits than these from within a phone number find half the clinic.</summary>
    private const int FewestDigits = 3;

    /// <summary>All keys of a patient with these particulars.</summary>
    public static IReadOnlySet<string> Of(string name, string? otherName, DateOnly? birthDate, string? phone)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        AddName(keys, name);
        AddName(keys, otherName);
        var digits = Digits(phone ?? "");
        for (var i = 0; i + FewestDigits <= digits.Length || (i == 0 && digits.Length > 0); i++)
            keys.Add(Cut(digits[i..]));
        if (birthDate is { } born)
        {
            keys.Add(born.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            keys.Add(born.ToString("MMdd", CultureInfo.InvariantCulture));
        }

        return keys;
    }

    /// <summary>Words of a name or a query: lower case, without accents, full width made half; apostrophes and hyphens within a word are dropped.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                continue;
            if (Rune.IsLetterOrDigit(rune) || category == UnicodeCategory.SpacingCombiningMark)
                word.Append(Folded(rune));
            else if (word.Length > 0 && !IsWithinWord(rune))
                Finish();
        }

        Finish();
        return words;

        void Finish()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>The digits of a phone number, without the zeros or the plus that depend on where it is dialled from.</summary>
    public static string Digits(string phone)
    {
        var digits = new string([.. phone.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        return digits.TrimStart('0');
    }

    private static void AddName(HashSet<string> keys, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return;
        var words = Words(name);
        for (var w = 0; w < words.Count; w++)
        {
            // The words in a circle, beginning with this one: "ada example" and "example ada".
            var circle = string.Join(' ', words.Skip(w).Concat(words.Take(w)));
            for (var start = 0; start < words[w].Length; start++)
            {
                if (!char.IsLowSurrogate(circle[start]))
                    keys.Add(Cut(circle[start..]));
            }
        }
    }

    private static string Cut(string key)
    {
        if (key.Length <= LongestKey)
            return key;
        return key[..(char.IsHighSurrogate(key[LongestKey - 1]) ? LongestKey - 1 : LongestKey)];
    }

    /// <summary>Letters that no decomposition takes apart, as people type them who do not have them.</summary>
    private static string Folded(Rune rune) => Rune.ToLowerInvariant(rune).ToString() switch
    {
        "ß" => "ss",
        "ø" => "o",
        "ł" => "l",
        "đ" => "d",
        "æ" => "ae",
        "œ" => "oe",
        "ı" => "i",
        var other => other,
    };

    private static bool IsWithinWord(Rune rune) => rune.Value is '\'' or '’' or '‘' or 'ʼ' or '`' or '-' or '‐' or '‑' or '·' or '・';
}
