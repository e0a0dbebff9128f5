using System.Globalization;
using System.Text;

namespace Huantiao.Care.Medicines;

internal enum TokenKind
{
    Unknown,

    /// <summary>Letters of a script with spaces between words.</summary>
    Word,
    Number,

    /// <summary>One character of a script without spaces: Han, kana, hangul.</summary>
    Character,

    /// <summary>A mark that divides nothing.</summary>
    Mark,

    /// <summary>A mark that divides one statement from the next: comma, full stop, new line.</summary>
    Divider,

    /// <summary>A slash between two words: "aspirin/clopidogrel".</summary>
    Slash,
}

/// <summary>A token of free text. Normalised: compatibility forms, case and accents are gone.</summary>
/// <param name="Start">Index in the text as written.</param>
/// <param name="End">Index behind it.</param>
internal readonly record struct MedicineToken(TokenKind Kind, string Text, int Start, int End)
{
    /// <summary>A letter is divided from a digit, so that "eliquis5mg" is three tokens.</summary>
    public static List<MedicineToken> Of(string text)
    {
        var tokens = new List<MedicineToken>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var kind = KindAt(text, i);
            i++;
            if (kind is TokenKind.Word or TokenKind.Number)
            {
                while (i < text.Length && (KindAt(text, i) == kind || JoinsTo(kind, text, i)))
                    i++;
            }

            if (kind == TokenKind.Unknown)
                continue; // white space
            var normal = Normal(text[start..i]);
            if (kind == TokenKind.Word && normal.Length == 1 && Abbreviation(text, i) is var end && end > i)
            {
                normal = Normal(text[start..end].Replace(".", "", StringComparison.Ordinal));
                i = end;
            }

            tokens.Add(new(kind, normal, start, i));
        }

        return tokens;
    }

    /// <summary>Without case, accents, width and apostrophes.</summary>
    public static string Normal(string text)
    {
        if (text.Any(char.IsSurrogate))
            return text; // rare characters have no other form, and halves of them cannot be normalised
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            // Accents of Latin, Greek and Cyrillic; the voicing marks of kana make another sound and stay.
            if (c is '\'' or '\u2019' or '\u02BC' or '`' || (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark && c is not ('\u3099' or '\u309A')))
                continue;
            plain.Append(c switch { 'ß' => "ss", 'ø' => "o", 'æ' => "ae", 'œ' => "oe", 'ł' => "l", 'ı' => "i", _ => c.ToString() });
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>"b.i.d.", "e.g.": single letters with dots. Returns the index behind it, or the same index where there is none.</summary>
    private static int Abbreviation(string text, int behindFirst)
    {
        var end = behindFirst;
        while (end + 1 < text.Length && text[end] == '.' && char.IsAsciiLetter(text[end + 1]) && (end + 2 >= text.Length || !char.IsLetterOrDigit(text[end + 2])))
            end += 2;
        return end > behindFirst && end < text.Length && text[end] == '.' ? end + 1 : end;
    }

    private static bool JoinsTo(TokenKind kind, string text, int i)
    {
        var between = i + 1 < text.Length;
        return kind == TokenKind.Number
            ? between && text[i] is '.' or ',' or '．' && between && char.IsDigit(text[i + 1])
            : text[i] is '\'' or '\u2019' && between && char.IsLetter(text[i + 1]);
    }

    private static TokenKind KindAt(string text, int i)
    {
        var c = text[i];
        if (c is '\n' or '\r' or ';' or '；' or '，' or '、' or '。' or '•' or '·' or '・' or '|' or '+' or '＋' or '&' or '＆' or '､' or '｡' or '؛' or '،' or '।')
            return TokenKind.Divider;
        if (c == ',' || (c == '.' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))))
            return TokenKind.Divider;
        if (char.IsWhiteSpace(c))
            return TokenKind.Unknown;
        if (c is '/' or '／')
            return TokenKind.Slash;
        if (char.IsDigit(c))
            return TokenKind.Number;
        if (char.IsSurrogate(c))
            return IsRareLetter(text, char.IsLowSurrogate(c) ? i - 1 : i) ? TokenKind.Character : TokenKind.Mark;
        if (IsCharacter(c))
            return TokenKind.Character;
        return char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? TokenKind.Word : TokenKind.Mark;
    }

    private static bool IsCharacter(char c) =>
        c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uFF66' and <= '\uFF9F');

    /// <summary>A letter beyond the basic plane, such as a rare Han character; pictures and broken halves are none.</summary>
    private static bool IsRareLetter(string text, int i) => i >= 0 && Rune.TryGetRuneAt(text, i, out var rune) && Rune.IsLetter(rune);
}
