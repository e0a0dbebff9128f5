using System.Collections.Frozen;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Medicines;

/// <summary>One or more tokens that mean one thing: a medicine, a word of the lists, a number, a mark, or something that is not known.</summary>
/// <param name="Name">Of a medicine; null for everything else.</param>
/// <param name="Word">Of a word of the lists; Unknown for everything else.</param>
internal sealed record MedicineUnit(int Start, int End, MedicineName? Name, WordKind Word, TokenKind Token, bool IsSimilar)
{
    /// <summary>A comma, rather than the end of a statement.</summary>
    public bool IsListMark { get; init; }

    public bool IsLineEnd { get; init; }

    public bool IsMedicine => Name is not null;

    /// <summary>An opening bracket.</summary>
    public bool Opens { get; init; }

    /// <summary>Letters or characters that nothing explains.</summary>
    public bool IsStrange => Name is null && Word == WordKind.Unknown && Token is TokenKind.Word or TokenKind.Character;

    /// <summary>A word of the sentence around the names.</summary>
    public bool IsOfSentence => Word is WordKind.Sentence or WordKind.Self;

    public bool IsNumber => Token == TokenKind.Number && Word == WordKind.Unknown && Name is null;

    public bool IsMark => Token == TokenKind.Mark && Word == WordKind.Unknown && Name is null;
}

/// <summary>Turns tokens into units: the longest name or phrase at each place; where nothing is found, words and runs of characters that are like a name.</summary>
internal sealed class MedicineUnits(NameIndex names, FrozenDictionary<string, WordKind> words, int longestPhrase, int longestCharacterPhrase)
{
    public List<MedicineUnit> Of(List<MedicineToken> tokens)
    {
        var units = new List<MedicineUnit>();
        for (var i = 0; i < tokens.Count;)
        {
            if (tokens[i].Kind == TokenKind.Character)
            {
                var end = i;
                var mixed = 0;
                while (end < tokens.Count && tokens[end].Kind == TokenKind.Character && (end == i || tokens[end].Start == tokens[end - 1].End) && (mixed = Mixed(tokens, end)) == 0)
                    end++;
                AddCharacters(units, tokens, i, end);
                if (mixed > 0)
                    units.Add(new(tokens[end].Start, tokens[end + mixed - 1].End, names.Characters(NameIndex.Torn(tokens.Skip(end).Take(mixed))), WordKind.Unknown, TokenKind.Character, false));
                i = end + mixed;
            }
            else
            {
                i += AddWords(units, tokens, i);
            }
        }

        return units;
    }

    /// <summary>Tokens of a name that begins here and goes on in another script, as 维生素K does; 0 where there is none.</summary>
    private int Mixed(List<MedicineToken> tokens, int at)
    {
        var longest = 1;
        while (at + longest < tokens.Count && longest < names.LongestCharacters && tokens[at + longest].Start == tokens[at + longest - 1].End
            && tokens[at + longest].Kind is TokenKind.Character or TokenKind.Word or TokenKind.Number)
            longest++;
        for (; longest > 1; longest--)
        {
            var part = tokens.GetRange(at, longest);
            if (part.Exists(t => t.Kind != TokenKind.Character) && names.Characters(NameIndex.Torn(part)) is not null)
                return longest;
        }

        return 0;
    }

    /// <returns>Tokens used.</returns>
    private int AddWords(List<MedicineUnit> units, List<MedicineToken> tokens, int at)
    {
        var first = tokens[at];
        if (first.Kind is TokenKind.Divider or TokenKind.Slash or TokenKind.Mark)
        {
            units.Add(new(first.Start, first.End, null, WordKind.Unknown, first.Kind, false) { IsListMark = first.Text is "," or "、", IsLineEnd = first.Text is "\n" or "\r", Opens = first.Text is "(" or "[" });
            return 1;
        }

        var run = RunFrom(tokens, at);
        for (var length = Math.Min(run.Count, Math.Max(names.LongestWords, longestPhrase)); length > 0; length--)
        {
            var text = NameIndex.Words(run.Take(length).Select(r => r.Token));
            if (names.Written(text) is { } name)
                return Add(name, WordKind.Unknown, length);
            if (words.TryGetValue(text, out var kind))
                return Add(null, kind, length);
            if (length is > 1 and <= 4 && names.RunTogetherOrTorn(NameIndex.Torn(run.Take(length).Select(r => r.Token))) is { } torn)
                return Add(torn, WordKind.Unknown, length);
        }

        if (names.RunTogetherOrTorn(first.Text) is { } together)
            return Add(together, WordKind.Unknown, 1);
        if (first.Kind == TokenKind.Word && names.Similar(first.Text) is { } similar)
        {
            units.Add(new(first.Start, first.End, similar, WordKind.Unknown, first.Kind, true));
            return 1;
        }

        if (first.Kind == TokenKind.Word && names.OfStem(first.Text) is { } kin)
        {
            units.Add(new(first.Start, first.End, kin, WordKind.Unknown, first.Kind, true));
            return 1;
        }

        units.Add(new(first.Start, first.End, null, WordKind.Unknown, first.Kind, false));
        return 1;

        int Add(MedicineName? name, WordKind kind, int length)
        {
            var used = run[length - 1].Index - at + 1;
            units.Add(new(first.Start, run[length - 1].Token.End, name, kind, first.Kind, false));
            return used;
        }
    }

    /// <summary>The words and numbers from here on that only blanks, hyphens and the like divide.</summary>
    private List<(MedicineToken Token, int Index)> RunFrom(List<MedicineToken> tokens, int at)
    {
        var run = new List<(MedicineToken, int)>();
        for (var i = at; i < tokens.Count && run.Count < Math.Max(names.LongestWords, longestPhrase); i++)
        {
            if (tokens[i].Kind is TokenKind.Word or TokenKind.Number)
                run.Add((tokens[i], i));
            else if (tokens[i] is not { Kind: TokenKind.Mark, Text: "-" or "\u2010" or "\u2011" or "." or "®" or "™" or "*" })
                break;
        }

        return run;
    }

    /// <summary>Names first, wherever they stand: a character of a word never tears a name apart.</summary>
    private void AddCharacters(List<MedicineUnit> units, List<MedicineToken> tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            for (var length = Math.Min(to - i, names.LongestCharacters); length > 0; length--)
            {
                if (names.Characters(NameIndex.Torn(tokens.Skip(i).Take(length))) is not { } name)
                    continue;
                AddGap(units, tokens, from, i);
                units.Add(new(tokens[i].Start, tokens[i + length - 1].End, name, WordKind.Unknown, TokenKind.Character, false));
                AddCharacters(units, tokens, i + length, to);
                return;
            }
        }

        AddGap(units, tokens, from, to);
    }

    /// <summary>Characters without a name as written: a name with one character mistaken, else words, else unknown.</summary>
    private void AddGap(List<MedicineUnit> units, List<MedicineToken> tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            for (var length = Math.Min(to - i, names.LongestCharacters); length > 0; length--)
            {
                if (names.SimilarCharacters(NameIndex.Torn(tokens.Skip(i).Take(length))) is not { } name)
                    continue;
                AddPhrases(units, tokens, from, i);
                units.Add(new(tokens[i].Start, tokens[i + length - 1].End, name, WordKind.Unknown, TokenKind.Character, true));
                AddGap(units, tokens, i + length, to);
                return;
            }
        }

        AddPhrases(units, tokens, from, to);
    }

    private void AddPhrases(List<MedicineUnit> units, List<MedicineToken> tokens, int from, int to)
    {
        for (var i = from; i < to;)
        {
            var length = Math.Min(to - i, longestCharacterPhrase);
            var kind = WordKind.Unknown;
            while (length > 0 && !words.TryGetValue(NameIndex.Torn(tokens.Skip(i).Take(length)), out kind))
                length--;
            length = Math.Max(length, 1);
            units.Add(new(tokens[i].Start, tokens[i + length - 1].End, null, kind, TokenKind.Character, false));
            i += length;
        }
    }
}
