using Huantiao.Care.Medicines;
using Huantiao.Knowledge.Tables;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;

namespace Huantiao.Care.Tests.Medicines;

/// <summary>
/// Measured on entries as people write them (entries.csv), and on a second list (held_out.csv) that was written when the recogniser was finished. Expected:
/// c current, h on hold, p planned, a allergy, u any of c h p, n negated, x past, ? not recognised.
/// </summary>
public class RecognitionTests
{
    private static readonly List<Entry> Entries = Read("entries.csv");
    private static readonly List<Entry> HeldOut = Read("held_out.csv");

    public static TheoryData<int> Lines => [.. Entries.Select(e => e.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Read_EachEntry_IsTakenApartAsExpected(int line)
    {
        var entry = Entries.Single(e => e.Line == line);

        Assert.True(entry.Fits(Statements(entry.Text)), $"{entry.Text}: expected {string.Join(';', entry.Expected)}, got {string.Join(';', Statements(entry.Text))}");
    }

    [Fact]
    public void Entries_AreManyAndOfEveryKind()
    {
        Assert.True(Entries.Count >= 300);
        Assert.Superset(
            new HashSet<string>(["brand", "generic", "misspelt", "dose attached", "not named", "several", "negated", "past", "on hold", "planned", "taken after all", "harmless", "unknown"], StringComparer.Ordinal),
            Entries.Select(e => e.Group).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>At least 99 of 100, and a miss is shown as not recognised.</summary>
    [Fact]
    public void Read_MedicinesThatThinTheBlood_AreNearlyAllFound()
    {
        var (found, all) = Recall(Entries, out var hidden);

        Assert.True(found >= 0.99 * all, $"{found} of {all}");
        Assert.Empty(hidden);
    }

    [Fact]
    public void Read_HeldOutList_HidesNoMissAndFindsNearlyAll()
    {
        var (found, all) = Recall(HeldOut, out var hidden);

        Assert.True(all >= 100, $"{all}");
        Assert.True(found >= 0.99 * all, $"{found} of {all}");
        Assert.Empty(hidden);
    }

    /// <summary>A list read as one text, its entries in any order, says the same of each.</summary>
    [Fact]
    public void Read_ManyLines_AreTheSameAsEachAlone()
    {
        var lines = Entries.Where(e => e.Group is "brand" or "generic" or "misspelt" or "dose attached").Select(e => e.Text).ToList();

        var together = Recogniser.Read(string.Join('\n', lines));

        Assert.Equal(lines.Sum(l => Recogniser.Read(l).Recognised.Length), together.Recognised.Length);
        Assert.Empty(together.Negated);
        Assert.Empty(together.Past);
    }

    /// <param name="hidden">Entries whose miss would not be seen: the medicine is neither counted nor shown as not recognised.</param>
    private static (int Found, int All) Recall(List<Entry> entries, out List<string> hidden)
    {
        hidden = [];
        var (found, all) = (0, 0);
        foreach (var entry in entries)
        {
            var got = Recogniser.Read(entry.Text);
            var counted = got.Recognised.Where(m => m.Counts).SelectMany(m => m.Ingredients).Select(i => i.Ingredient).ToHashSet(StringComparer.Ordinal);
            foreach (var ingredient in entry.Expected.Where(x => x[0] is 'c' or 'h' or 'p' or 'u').SelectMany(x => x[2..].Split(" + ")).Where(ThinsBlood))
            {
                all++;
                if (counted.Contains(ingredient))
                    found++;
                else if (got.NotRecognised.IsEmpty && !counted.Any(ThinsBlood))
                    hidden.Add(entry.Text);
            }
        }

        return (found, all);
    }

    private static bool ThinsBlood(string ingredient) => Known.Medicines.Medicines.Single(m => m.Ingredient == ingredient).SafetyIds.Any(id => id is "P01" or "P04");

    private static List<string> Statements(string text)
    {
        var got = Recogniser.Read(text);
        return
        [
            .. got.Recognised.Select(m => Letter(m.Use) + Ingredients(m.Ingredients)), .. got.Negated.Select(m => "n:" + Ingredients(m.Ingredients)),
            .. got.Past.Select(m => "x:" + Ingredients(m.Ingredients)), .. got.NotRecognised.Select(_ => "?"),
        ];
    }

    private static string Ingredients(IEnumerable<Huantiao.Knowledge.Screening.Medicine> ingredients) => string.Join(" + ", ingredients.Select(i => i.Ingredient));

    private static string Letter(MedicineUse use) => use switch
    {
        MedicineUse.Current => "c:",
        MedicineUse.OnHold => "h:",
        MedicineUse.Planned => "p:",
        _ => "a:",
    };

    private static List<Entry> Read(string file)
    {
        var table = DelimitedTable.Read(Path.Combine(AppContext.BaseDirectory, "Medicines", file));
        return [.. Enumerable.Range(0, table.Count).Select(i => table[i]).Select(r => new Entry(r.Line, r["group"], r["text"].Replace("\\n", "\n", StringComparison.Ordinal), r["expected"].Split(';')))];
    }

    private sealed record Entry(int Line, string Group, string Text, string[] Expected)
    {
        public bool Fits(List<string> got) => got.Count == Expected.Length
            && Expected.All(x => got.Contains(x) || (x[0] == 'u' && got.Any(g => g[0] is 'c' or 'h' or 'p' && g[1..] == x[1..])));
    }
}
