using System.Collections.Immutable;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Medicines;

/// <summary>Whether a medicine that was named is taken.</summary>
public enum MedicineUse
{
    Unknown,

    /// <summary>Taken, or nothing says otherwise.</summary>
    Current,

    /// <summary>Paused; it may still act and may come back, so that rules count it as taken.</summary>
    OnHold,

    /// <summary>Will be taken; rules count it as taken.</summary>
    Planned,

    /// <summary>Named because the person does not tolerate it.</summary>
    Allergy,
}

/// <summary>A piece of text in which a medicine was recognised.</summary>
/// <param name="Text">The piece as written.</param>
/// <param name="Ingredients">One, or several for a combination.</param>
/// <param name="IsSimilar">Whether the name was not as written in the list but like it.</param>
public sealed record RecognisedMedicine(string Text, ImmutableArray<Medicine> Ingredients, MedicineUse Use, bool IsSimilar)
{
    /// <summary>Whether rules count it: everything but an allergy.</summary>
    public bool Counts => Use != MedicineUse.Allergy;

    /// <summary>Safety rows that concern it, the weightiest first.</summary>
    public IEnumerable<string> SafetyIds => Ingredients.SelectMany(i => i.SafetyIds).Distinct(StringComparer.Ordinal);
}

/// <summary>A piece of text that says of a medicine that it is not taken, or not any more.</summary>
public sealed record DismissedMedicine(string Text, ImmutableArray<Medicine> Ingredients);

/// <summary>A text about medicines, taken apart. Every piece of it is in exactly one of the four lists, in the order of the text.</summary>
public sealed record MedicineReading(
    ImmutableArray<RecognisedMedicine> Recognised, ImmutableArray<DismissedMedicine> Negated, ImmutableArray<DismissedMedicine> Past, ImmutableArray<string> NotRecognised)
{
    /// <summary>Of an empty text.</summary>
    public static MedicineReading Empty { get; } = new([], [], [], []);
}
