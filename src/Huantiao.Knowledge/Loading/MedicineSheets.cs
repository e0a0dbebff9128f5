using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the medicines, the names that people write for them, and the words that stand beside them.</summary>
internal static class MedicineSheets
{
    public const string Medicines = "medicines.csv";
    public const string Names = "medicine_names.csv";
    public const string Stems = "medicine_stems.csv";
    public const string Words = "medicine_words.csv";

    private static readonly string[] Kinds =
        ["dose", "sentence", "self", "relative", "ordinary", "negation", "past", "until", "pause", "switch", "reason", "future", "resumed", "allergy", "nothing", "divider", "negation-goes-on"];

    public static MedicineKnowledge Read(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, Medicines, problems, "ingredient", "class", "atc", "safety_ids", "names", "source", "status");
        sheet.RequireUnique("ingredient");
        var listed = sheet.Rows().Select(row => (Row: row, Medicine: new Medicine(
            row.Required("ingredient"), row.Required("class"), row.Text("atc"), [.. row.Text("safety_ids").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            row.Provenance("source", "source")))).ToList();
        var medicines = listed.Select(l => l.Medicine).DistinctBy(m => m.Ingredient, StringComparer.Ordinal).ToFrozenDictionary(m => m.Ingredient, StringComparer.Ordinal);

        var names = ImmutableArray.CreateBuilder<MedicineName>();
        foreach (var (row, medicine) in listed)
            Add(names, row, [medicine], isExact: false, medicine.Provenance);
        var brands = Sheet.Open(directory, Names, problems, "ingredients", "names", "exact", "country", "source", "status");
        foreach (var row in brands.Rows())
        {
            Add(names, row, Ingredients(row, medicines), row.YesNo("exact"), row.Provenance("source", "source"));
        }

        return new([.. listed.Select(l => l.Medicine)], names.ToImmutable(), ReadStems(directory, medicines, problems), ReadWords(directory, problems));
    }

    private static ImmutableArray<Medicine> Ingredients(Fields row, FrozenDictionary<string, Medicine> medicines)
    {
        var ingredients = row.Required("ingredients").Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var unknown in ingredients.Where(i => !medicines.ContainsKey(i)))
            row.Problem("ingredients", $"There is no ingredient \"{unknown}\" in {Medicines}. Add it or correct its name.", unknown);
        return [.. ingredients.Where(medicines.ContainsKey).Select(i => medicines[i])];
    }

    private static ImmutableArray<MedicineStem> ReadStems(string directory, FrozenDictionary<string, Medicine> medicines, ProblemList problems)
    {
        var stems = ImmutableArray.CreateBuilder<MedicineStem>();
        foreach (var row in Sheet.Open(directory, Stems, problems, "ingredients", "stems", "source", "status").Rows())
        {
            var (ingredients, provenance) = (Ingredients(row, medicines), row.Provenance("source", "source"));
            foreach (var stem in row.Required("stems").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (stem.Length < 4)
                    row.Problem("stems", $"\"{stem}\" is too short to tell a class. Write at least 4 letters.", stem);
                stems.Add(new(stem, new("-" + stem, ingredients, true, provenance)));
            }
        }

        return stems.ToImmutable();
    }

    private static void Add(ImmutableArray<MedicineName>.Builder to, Fields row, ImmutableArray<Medicine> medicines, bool isExact, Provenance provenance)
    {
        row.Required("names");
        foreach (var name in row.Text("names").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            to.Add(new(name, medicines, isExact, provenance));
    }

    private static FrozenDictionary<string, WordKind> ReadWords(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, Words, problems, "kind", "language", "words", "source", "status");
        var words = new Dictionary<string, WordKind>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows())
        {
            row.Provenance("source", "source");
            row.Required("language");
            var kind = (WordKind)(Array.IndexOf(Kinds, row.OneOf("kind", Kinds)) + 1);
            foreach (var word in row.Required("words").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!words.TryAdd(word, kind) && words[word] != kind)
                    row.Problem("words", $"\"{word}\" is {words[word]} already. A word has one kind; choose the more careful.", word);
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
