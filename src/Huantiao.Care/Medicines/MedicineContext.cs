using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Medicines;

/// <summary>What a piece says of its medicine.</summary>
internal enum Said
{
    NotRecognised,
    Current,
    OnHold,
    Planned,
    Allergy,
    Negated,
    Past,
}

/// <summary>
/// Reads whether a medicine is taken from the words beside it. "No" and "stopped" count only where nothing but words of the sentence stands between them
/// and the medicine, and where nothing speaks against them; in every other case the medicine is taken.
/// </summary>
internal static class MedicineContext
{
    public static Said Of(List<MedicinePiece> pieces, int at)
    {
        var piece = pieces[at];
        if (piece.Medicine is null)
            return piece.Units.TrueForAll(u => u.IsOfSentence || u.Word is WordKind.Nothing or WordKind.Negation || u.IsMark) && piece.Units.Exists(u => u.Word is WordKind.Nothing or WordKind.Negation)
                ? Said.Negated : Said.NotRecognised;
        var own = OwnWords(piece);
        return own == Said.Current && IsListed(piece) && NegationReaches(pieces, at) ? Said.Negated : own;
    }

    /// <summary>"no warfarin, heparin or aspirin": a list that "or" closes is denied as a whole.</summary>
    private static bool NegationReaches(List<MedicinePiece> pieces, int at)
    {
        var first = at;
        while (first > 0 && pieces[first].After is PieceDivision.Or or PieceDivision.Comma && pieces[first].Medicine is not null && IsListed(pieces[first]))
            first--;
        if (first == at || pieces[first].Medicine is null || OwnWords(pieces[first]) != Said.Negated || !EndsWithMedicine(pieces[first]))
            return false;
        var last = at;
        while (last + 1 < pieces.Count && pieces[last].After == PieceDivision.Comma && pieces[last + 1].After is PieceDivision.Comma or PieceDivision.Or
            && pieces[last + 1].Medicine is not null && IsListed(pieces[last + 1]))
            last++;
        return pieces[last].After == PieceDivision.Or;
    }

    /// <summary>A medicine in a list: nothing beside it. "No warfarin, I take apixaban or aspirin" denies the first alone.</summary>
    private static bool IsListed(MedicinePiece piece) => piece.Units.TrueForAll(u => u == piece.Medicine || u.IsMark || u.Token == TokenKind.Divider);

    private static bool EndsWithMedicine(MedicinePiece piece) => piece.Units.FindLast(u => !u.IsMark) == piece.Medicine;

    private static Said OwnWords(MedicinePiece piece)
    {
        var at = piece.Units.IndexOf(piece.Medicine!);
        var (before, after) = (Before(piece.Units, at), After(piece.Units, at));
        var cues = before.Concat(after).Distinct().ToList();
        var others = piece.Units.Select(u => u.Word).ToHashSet();
        if (others.Contains(WordKind.Resumed) || (others.Contains(WordKind.Until) && !(cues is [WordKind.Past] && EndsWithAYear(piece.Units))))
            return Said.Current;
        if (IsOfAnother(piece.Units, at))
            return Said.Negated;
        if (others.Contains(WordKind.Pause))
            return Said.OnHold;
        return cues switch
        {
            [WordKind.Negation] => others.Contains(WordKind.Past) || others.Contains(WordKind.Future) ? Said.Current : Said.Negated,
            [WordKind.Past or WordKind.Switch] => others.Contains(WordKind.Negation) || others.Contains(WordKind.Future) ? Said.Current : Said.Past,
            [WordKind.Past, WordKind.Switch] or [WordKind.Switch, WordKind.Past] => Said.Past,
            [WordKind.Future] => Said.Planned,
            [WordKind.Allergy] => Said.Allergy,
            _ => Said.Current,
        };
    }

    /// <summary>
    /// "My mother takes warfarin": somebody else is named before it, with nothing but words of the sentence before and between, and the person does not speak of
    /// themselves anywhere; behind it stand only dose, time and marks. "My mother gives me" and "my mother and I" are the person's own.
    /// </summary>
    private static bool IsOfAnother(List<MedicineUnit> units, int at)
    {
        if (!units.Take(at).Any(u => u.Word == WordKind.Relative) || units.Exists(u => u.Word == WordKind.Self))
            return false;
        return units.Take(at).All(u => u.IsMark || u.Word is WordKind.Relative or WordKind.Sentence or WordKind.Past)
            && units.Skip(at + 1).All(u => u.IsMark || u.IsNumber || u.Token == TokenKind.Divider || u.Word is WordKind.Dose or WordKind.Sentence or WordKind.Past or WordKind.Reason or WordKind.Ordinary);
    }

    /// <summary>The cues that lead to the medicine with nothing else between.</summary>
    private static List<WordKind> Before(List<MedicineUnit> units, int at)
    {
        var cues = new List<WordKind>();
        var isMeasured = false;
        for (var i = at - 1; i >= 0; i--)
        {
            var unit = units[i];
            if (unit.IsNumber || unit.Word == WordKind.Dose)
                isMeasured = true; // "completed 6 months of": only what is over reaches across it
            else if (isMeasured && unit.Word is WordKind.Negation or WordKind.Future or WordKind.Allergy)
                break;
            else if (unit.Word is WordKind.Negation or WordKind.Past or WordKind.Future or WordKind.Allergy)
                cues.Add(unit.Word);
            else if (unit.Opens || (!unit.IsMark && !unit.IsOfSentence))
                break; // "NAO (Xarelto)": what stands in brackets is said anew
        }

        return cues;
    }

    /// <summary>"Until 2019": the year ends it. What year it is now is not known here, so that a past must be told besides.</summary>
    private static bool EndsWithAYear(List<MedicineUnit> units)
    {
        var until = units.FindLastIndex(u => u.Word == WordKind.Until);
        return units.Skip(until + 1).FirstOrDefault(u => !u.IsMark && !u.IsOfSentence) is { IsNumber: true } number && number.End - number.Start == 4;
    }

    /// <summary>A cue behind the medicine, where dose and marks stand between and nothing but time, a reason or the end comes after.</summary>
    private static List<WordKind> After(List<MedicineUnit> units, int at)
    {
        for (var i = at + 1; i < units.Count; i++)
        {
            var unit = units[i];
            if (unit.Word == WordKind.Nothing)
                return EndsWell(units, i) ? [WordKind.Negation] : []; // "blood thinners: none"
            if (unit.Word is WordKind.Negation or WordKind.Past or WordKind.Switch or WordKind.Future or WordKind.Allergy)
                return EndsWell(units, i) ? [unit.Word] : [];
            if (!(unit.IsMark || unit.IsNumber || unit.Token == TokenKind.Divider || unit.IsOfSentence || unit.Word == WordKind.Dose))
                return [];
        }

        return [];
    }

    private static bool EndsWell(List<MedicineUnit> units, int cue)
    {
        var isNegation = units[cue].Word is WordKind.Negation or WordKind.Nothing;
        for (var i = cue + 1; i < units.Count; i++)
        {
            var unit = units[i];
            if (unit.Word == WordKind.Reason)
                return !isNegation;

            // "not daily" denies no more than the day; "stopped 2019" tells when.
            if (!(unit.IsMark || unit.Token == TokenKind.Divider || unit.IsOfSentence || unit.Word == units[cue].Word || (!isNegation && (unit.IsNumber || unit.Word == WordKind.Dose))))
                return false;
        }

        return true;
    }
}
