using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Medicines;

/// <summary>
/// Reads medicines in free text, in several languages and scripts. Where it is not sure it says that a medicine is taken, or that it recognised nothing:
/// never that one is not taken.
/// </summary>
public sealed class MedicineRecogniser
{
    private static readonly ConditionalWeakTable<MedicineKnowledge, MedicineRecogniser> Made = [];

    private readonly MedicineUnits _units;

    private MedicineRecogniser(MedicineKnowledge knowledge)
    {
        var words = knowledge.Words.Select(w => (Tokens: MedicineToken.Of(w.Key), w.Value)).Where(w => w.Tokens.Count > 0)
            .Select(w => (w.Tokens, IsCharacters: w.Tokens[0].Kind == TokenKind.Character, w.Value)).ToList();
        _units = new(
            new(knowledge),
            words.Select(w => (Key: w.IsCharacters ? NameIndex.Torn(w.Tokens) : NameIndex.Words(w.Tokens), w.Value)).DistinctBy(w => w.Key, StringComparer.Ordinal)
                .ToFrozenDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal),
            words.Where(w => !w.IsCharacters).Select(w => w.Tokens.Count).Append(1).Max(), words.Where(w => w.IsCharacters).Select(w => w.Tokens.Count).Append(1).Max());
    }

    /// <summary>The recogniser of these lists; made once.</summary>
    public static MedicineRecogniser For(MedicineKnowledge knowledge) => Made.GetValue(knowledge, k => new(k));

    /// <summary>Takes a text apart. Every letter and digit of it is in exactly one piece.</summary>
    public MedicineReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pieces = MedicinePieces.Of(_units.Of(MedicineToken.Of(text)));
        var (recognised, negated, past, strange) = (
            ImmutableArray.CreateBuilder<RecognisedMedicine>(), ImmutableArray.CreateBuilder<DismissedMedicine>(), ImmutableArray.CreateBuilder<DismissedMedicine>(),
            ImmutableArray.CreateBuilder<string>());
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var written = text[piece.Start..piece.End].Trim();
            ImmutableArray<Medicine> ingredients = piece.Medicine?.Name?.Ingredients ?? [];
            switch (MedicineContext.Of(pieces, i))
            {
                case Said.NotRecognised:
                    strange.Add(written);
                    break;
                case Said.Negated:
                    negated.Add(new(written, ingredients));
                    break;
                case Said.Past:
                    past.Add(new(written, ingredients));
                    break;
                case var said:
                    var use = said switch
                    {
                        Said.OnHold => MedicineUse.OnHold,
                        Said.Planned => MedicineUse.Planned,
                        Said.Allergy => MedicineUse.Allergy,
                        _ => MedicineUse.Current,
                    };
                    recognised.Add(new(written, ingredients, use, piece.Medicine!.IsSimilar));
                    break;
            }
        }

        return new(recognised.ToImmutable(), negated.ToImmutable(), past.ToImmutable(), strange.ToImmutable());
    }
}
