using System.Text;

namespace Huantiao.Care.Medicines;

/// <summary>Whether two words are the same one misspelt.</summary>
internal static class Similarity
{
    /// <summary>What a wrong letter costs; a slip of the ear costs half.</summary>
    public const int Letter = 2;

    private const int Slip = 1;

    /// <summary>What may differ: nothing in words of up to 5 letters, one letter up to 7, two up to 11, three beyond.</summary>
    public static int Allowed(int length) => Letter * length switch
    {
        < 6 => 0,
        < 8 => 1,
        < 12 => 2,
        _ => 3,
    };

    /// <summary>What may differ between a word and a name: as the shorter allows, and a slip more where the name is longer and both begin alike ("worfrin").</summary>
    public static int Allowed(string word, string name)
    {
        var (fewer, more) = (Math.Min(Allowed(word.Length), Allowed(name.Length)), Math.Max(Allowed(word.Length), Allowed(name.Length)));
        return fewer > 0 && more > fewer && word[0] == name[0] ? fewer + Slip : fewer;
    }

    /// <summary>A word of five letters that is a name of six without one of its inner letters: "plavx".</summary>
    public static bool IsDropped(string word, string name)
    {
        if (word.Length != 5 || name.Length != 6 || word[0] != name[0] || word[^1] != name[^1])
            return false;
        var at = 1;
        while (at < 5 && word[at] == name[at])
            at++;
        return word.AsSpan(at).SequenceEqual(name.AsSpan(at + 1));
    }

    /// <summary>
    /// What it costs to make one of the other: letters to insert, remove, replace or swap with their neighbour (optimal string alignment), where one vowel for
    /// another, one letter for another that sounds alike, and a letter doubled or not cost half. More than <paramref name="most"/> is told as one above it.
    /// </summary>
    public static int Distance(string a, string b, int most)
    {
        if (Slip * Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 1; j <= b.Length; j++)
            last[j] = last[j - 1] + Single(b, j - 1);
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = last[0] + Single(a, i - 1);
            var least = row[0];
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j] + Single(a, i - 1), row[j - 1] + Single(b, j - 1)), last[j - 1] + Instead(a[i - 1], b[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + Letter);
                least = Math.Min(least, row[j]);
            }

            if (least > most)
                return most + 1;
            (before, last, row) = (last, row, before);
        }

        return Math.Min(last[b.Length], most + 1);
    }

    /// <summary>A letter too many or too few: half where it only doubles the one before.</summary>
    private static int Single(string word, int at) => at > 0 && word[at] == word[at - 1] ? Slip : Letter;

    private static int Instead(char a, char b) => a == b ? 0 : Sounds(a) is var sound && sound != '\0' && sound == Sounds(b) ? Slip : Letter;

    /// <summary>Letters that are heard as one another; none for the others.</summary>
    private static char Sounds(char letter) => letter switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' => 'a',
        'c' or 'k' or 'q' => 'k',
        's' or 'z' or 'x' => 's',
        'v' or 'w' => 'v',
        _ => '\0',
    };

    /// <summary>How a word sounds, roughly: vowels are one, doubled letters are one, and letters that are often taken for each other are one.</summary>
    public static string Sound(string word)
    {
        var sound = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var next = i + 1 < word.Length ? word[i + 1] : ' ';
            switch (word[i])
            {
                case 'a' or 'e' or 'i' or 'o' or 'u' or 'y':
                    Add('a');
                    break;
                case 'p' when next == 'h':
                    Add('f');
                    i++;
                    break;
                case 'c' when next is 'e' or 'i' or 'y':
                case 'z' or 's':
                    Add('s');
                    break;
                case 'c' or 'k' or 'q':
                    Add('k');
                    if (next is 'u' or 'w' or 'k' or 'h')
                        i++;
                    break;
                case 'x':
                    Add('k');
                    Add('s');
                    break;
                case 'h':
                    if (i == 0)
                        Add('h');
                    break;
                case 'v' or 'w':
                    Add('v');
                    break;
                default:
                    Add(word[i]);
                    break;
            }
        }

        return sound.ToString();

        void Add(char c)
        {
            if (sound.Length == 0 || sound[^1] != c)
                sound.Append(c);
        }
    }
}
