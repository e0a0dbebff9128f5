using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Medicines;

/// <summary>Finds the medicine that a word names: as written, run together or torn apart, or misspelt.</summary>
internal sealed class NameIndex
{
    /// <summary>Words torn apart or run together are tried from this length on: "as a" is not ASA.</summary>
    private const int ShortestTorn = 6;

    private const int ShortestSound = 6;
    private const int ShortestSounded = 6;
    private const int ShortestCharacters = 4;

    private readonly FrozenDictionary<string, int> _places;
    private readonly FrozenDictionary<string, MedicineName> _byWords;
    private readonly FrozenDictionary<string, MedicineName> _torn;
    private readonly FrozenDictionary<string, MedicineName> _byCharacters;
    private readonly ILookup<string, Key> _bySound;
    private readonly ImmutableArray<MedicineStem> _stems;
    private readonly ImmutableArray<Key> _similar;
    private readonly ImmutableArray<string> _characterNames;

    public NameIndex(MedicineKnowledge knowledge)
    {
        _places = knowledge.Medicines.Select((m, i) => (m.Ingredient, i)).ToFrozenDictionary(m => m.Ingredient, m => m.i, StringComparer.Ordinal);
        var keys = knowledge.Names.Select(n => (Name: n, Tokens: MedicineToken.Of(n.Name))).Where(k => k.Tokens.Count > 0)
            .OrderBy(k => Weight(k.Name)).ToList(); // where one word names two things, the weightier counts
        var written = keys.Where(k => k.Tokens.All(t => t.Kind != TokenKind.Character)).ToList();
        _byWords = First(written.Select(k => (Words(k.Tokens), k.Name)));
        _torn = First(written.Where(k => !k.Name.IsExact).Select(k => (Word: Torn(k.Tokens), k.Name)).Where(k => k.Word.Length >= ShortestTorn));
        var characters = keys.Where(k => k.Tokens.Any(t => t.Kind == TokenKind.Character)).Select(k => (Characters: Torn(k.Tokens), k.Name)).ToList();
        _byCharacters = First(characters);
        _characterNames = [.. characters.Where(k => !k.Name.IsExact && k.Characters.Length >= ShortestCharacters).Select(k => k.Characters).Distinct(StringComparer.Ordinal)];
        _similar = [.. written.Where(k => !k.Name.IsExact && k.Tokens is [{ Kind: TokenKind.Word }]).Select(k => new Key(k.Tokens[0].Text, k.Name))];
        _bySound = _similar.Where(k => k.Word.Length >= ShortestSound).Select(k => (Key: k, Sound: Similarity.Sound(k.Word))).Where(k => k.Sound.Length >= ShortestSounded)
            .ToLookup(k => k.Sound, k => k.Key, StringComparer.Ordinal);
        _stems = [.. knowledge.Stems.Select(s => s with { Stem = MedicineToken.Normal(s.Stem) }).OrderByDescending(s => s.Stem.Length)];
        LongestWords = written.Count == 0 ? 0 : written.Max(k => k.Tokens.Count);
        LongestCharacters = characters.Count == 0 ? 0 : characters.Max(k => k.Characters.Length);
    }

    /// <summary>Tokens that the longest name has.</summary>
    public int LongestWords { get; }

    public int LongestCharacters { get; }

    public static string Words(IEnumerable<MedicineToken> tokens) => string.Join(' ', tokens.Where(t => t.Kind is TokenKind.Word or TokenKind.Number).Select(t => t.Text));

    public static string Torn(IEnumerable<MedicineToken> tokens) =>
        string.Concat(tokens.Where(t => t.Kind is TokenKind.Word or TokenKind.Number or TokenKind.Character).Select(t => t.Text));

    public MedicineName? Written(string words) => _byWords.GetValueOrDefault(words);

    public MedicineName? RunTogetherOrTorn(string letters) => letters.Length >= ShortestTorn ? _torn.GetValueOrDefault(letters) : null;

    public MedicineName? Characters(string characters) => _byCharacters.GetValueOrDefault(characters);

    /// <summary>A name of which one character is another one.</summary>
    public MedicineName? SimilarCharacters(string characters) => characters.Length < ShortestCharacters
        ? null
        : _characterNames.Where(n => n.Length == characters.Length && n.Zip(characters).Count(p => p.First != p.Second) == 1).Select(n => _byCharacters[n]).MinBy(Weight);

    /// <summary>What the end of a word tells, with at least two letters before it; null where it tells nothing.</summary>
    public MedicineName? OfStem(string word) => _stems.FirstOrDefault(s => word.Length >= s.Stem.Length + 2 && word.EndsWith(s.Stem, StringComparison.Ordinal))?.Name;

    /// <summary>The name that a misspelt word comes nearest to; where two are as near, the weightier one.</summary>
    public MedicineName? Similar(string word)
    {
        if (Similarity.Allowed(word.Length) == 0)
            return _similar.Where(k => Similarity.IsDropped(word, k.Word)).OrderBy(k => Weight(k.Name)).Select(k => k.Name).FirstOrDefault();
        var near = _similar.Select(k => (k.Name, k.Word, Most: Math.Min(Similarity.Allowed(word, k.Word), k.Word[0] == word[0] ? int.MaxValue : Similarity.Letter))).Where(k => k.Most > 0)
            .Select(k => (k.Name, k.Word, k.Most, Distance: Similarity.Distance(word, k.Word, k.Most)))
            .Where(k => k.Distance <= k.Most).Select(k => (k.Name, k.Word, k.Distance))
            .Concat(word.Length < ShortestSound ? [] : _bySound[Similarity.Sound(word)].Where(k => k.Word[0] == word[0] || Same(k.Word[0], word[0])).Select(k => (k.Name, k.Word, Distance: Similarity.Letter)));
        return near.OrderBy(k => k.Distance).ThenBy(k => Weight(k.Name)).Select(k => k.Name).FirstOrDefault();
    }

    /// <summary>The table names the weightiest first.</summary>
    private int Weight(MedicineName name) => name.Ingredients.Min(i => _places[i.Ingredient]);

    private static bool Same(char a, char b) => Similarity.Sound(a.ToString()) == Similarity.Sound(b.ToString());

    private static FrozenDictionary<string, MedicineName> First(IEnumerable<(string Key, MedicineName Name)> names) =>
        names.DistinctBy(n => n.Key, StringComparer.Ordinal).ToFrozenDictionary(n => n.Key, n => n.Name, StringComparer.Ordinal);

    private sealed record Key(string Word, MedicineName Name);
}
