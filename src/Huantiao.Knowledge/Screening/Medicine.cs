using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Huantiao.Knowledge.Screening;

/// <summary>An ingredient, or a group that people name: <c>medicines.csv</c>.</summary>
/// <param name="Ingredient">"apixaban"; of a group, what it is: "anticoagulant (not named)".</param>
/// <param name="Class">"direct oral anticoagulant".</param>
/// <param name="Atc">WHO ATC code or group; empty where there is none.</param>
/// <param name="SafetyIds">Safety rows that concern it, the weightiest first; empty where none does.</param>
public sealed record Medicine(string Ingredient, string Class, string Atc, ImmutableArray<string> SafetyIds, Provenance Provenance);

/// <summary>A name that people write: <c>medicine_names.csv</c>.</summary>
/// <param name="Name">Brand, ingredient, abbreviation or common misspelling, in any script.</param>
/// <param name="Ingredients">One, or several for a combination.</param>
/// <param name="IsExact">Recognised only as written, never from a similar word: names that are short or near ordinary words.</param>
public sealed record MedicineName(string Name, ImmutableArray<Medicine> Ingredients, bool IsExact, Provenance Provenance);

/// <summary>What a word means beside a medicine.</summary>
public enum WordKind
{
    Unknown,

    /// <summary>Dose, form, route, frequency, time: belongs to the medicine before it.</summary>
    Dose,

    /// <summary>Words of a sentence: take, for, my. They name no medicine.</summary>
    Sentence,

    /// <summary>Words of a sentence in which the person speaks of themselves: I, we, nehme.</summary>
    Self,

    /// <summary>Somebody else: mother, husband. "My mother takes warfarin" says nothing of the person.</summary>
    Relative,

    /// <summary>Ordinary words and illnesses, which may stand beside a medicine and are none; alone they are shown as not recognised.</summary>
    Ordinary,

    /// <summary>No, not, never, without.</summary>
    Negation,

    /// <summary>Stopped, formerly, until: it was taken and is not any more.</summary>
    Past,

    /// <summary>Until: with a year behind it and a past before, it ends the past; in every other case it may still be going on.</summary>
    Until,

    /// <summary>Paused, or stopped only days ago: it may still act and may come back.</summary>
    Pause,

    /// <summary>Changed to: the one before is not taken any more, the one after is.</summary>
    Switch,

    /// <summary>Because, after: what follows is a reason and changes nothing.</summary>
    Reason,

    /// <summary>Will start: it is not taken yet.</summary>
    Future,

    /// <summary>Takes back a negation or a past: restarted, still, not stopped.</summary>
    Resumed,

    /// <summary>Allergic to it.</summary>
    Allergy,

    /// <summary>A whole statement that no medicine is taken.</summary>
    Nothing,

    /// <summary>Divides one medicine from the next: and, plus.</summary>
    Divider,

    /// <summary>A divider over which a negation reaches: or, nor.</summary>
    NegationGoesOn,
}

/// <summary>The end of words that by itself tells the class: "-xaban". Only of a word that no list and no misspelling explains: <c>medicine_stems.csv</c>.</summary>
public sealed record MedicineStem(string Stem, MedicineName Name);

/// <summary>All that is needed to recognise medicines in free text.</summary>
/// <param name="Words">Words and phrases of the languages, in small letters.</param>
public sealed record MedicineKnowledge(
    ImmutableArray<Medicine> Medicines, ImmutableArray<MedicineName> Names, ImmutableArray<MedicineStem> Stems, FrozenDictionary<string, WordKind> Words);
