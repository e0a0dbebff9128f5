using System.Text;

namespace Huantiao.Care.Medicines;

/// <summary>Whether two words are the same one misspelt.</summary>
internal static class Similarity
{
    /// <summary>Letters that may differ: none in words of up to 5, one up to 7, two up to 11, three beyond.</summary>
    public static int Allowed(int length) => length switch
    {
        < 6 => 0,
        < 8 => 1,
        < 12 => 2,
        _ => 3,
    };

    /// <summary>Letters to insert, remove, replace or swap with their neighbour (optimal string alignment); more than <paramref name="most"/> is told as one above it.</summary>
    public static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > most)
                return most + 1;
            (before, last, row) = (last, row, before);
        }

        return Math.Min(last[b.Length], most + 1);
    }

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
