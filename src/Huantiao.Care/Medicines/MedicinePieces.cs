using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Medicines;

/// <summary>A piece of the text: one medicine with what belongs to it, or something that was not recognised.</summary>
/// <param name="Units">All its units, marks included.</param>
/// <param name="Medicine">Null where it names none that is known.</param>
/// <param name="After">What divides it from the piece before.</param>
internal sealed record MedicinePiece(List<MedicineUnit> Units, MedicineUnit? Medicine, PieceDivision After)
{
    public int Start => Units[0].Start;

    public int End => Units[^1].End;
}

/// <summary>What stands between two pieces.</summary>
internal enum PieceDivision
{
    /// <summary>The text begins here, or a new line: what it says of being taken is said of nothing before it.</summary>
    Line,

    /// <summary>A new statement.</summary>
    Statement,

    /// <summary>A comma, as in a list.</summary>
    Comma,

    /// <summary>Or, nor, such as: what was denied before is denied here too.</summary>
    Or,

    /// <summary>Nothing: the piece follows in the same statement.</summary>
    None,
}

/// <summary>Divides units into pieces.</summary>
internal static class MedicinePieces
{
    public static List<MedicinePiece> Of(List<MedicineUnit> units)
    {
        var pieces = new List<MedicinePiece>();
        var leading = new List<MedicineUnit>(); // "I take": waits for the first medicine
        var lineEnded = true; // since the last medicine
        foreach (var (segment, division) in Segments(units))
        {
            lineEnded |= division == PieceDivision.Line;
            var isTold = segment.Exists(u => u.IsMedicine || u.IsStrange || u.Word == WordKind.Nothing);
            var isOfALine = lineEnded && segment.Exists(u => u.Word is WordKind.Past or WordKind.Pause or WordKind.Future);
            if (!isTold && !isOfALine && segment.TrueForAll(Belongs) && (pieces.Count > 0 || segment.TrueForAll(u => u.IsOfSentence || u.Word == WordKind.Unknown)))
            {
                // Doses and remarks of the medicine before; a beginning of the sentence goes to the one that follows.
                if (pieces.Count > 0)
                    pieces[^1].Units.AddRange(segment);
                else
                    leading.AddRange(segment);
                continue;
            }

            var before = pieces.Count;
            AddPieces(pieces, segment, division);
            lineEnded = false;
            if (leading.Count == 0)
                continue;
            pieces[before].Units.InsertRange(0, leading);
            leading.Clear();
        }

        if (leading.Exists(u => u.Token is not (TokenKind.Mark or TokenKind.Divider)))
            pieces.Add(new(leading, null, PieceDivision.Line));
        return pieces;
    }

    /// <summary>Doses, remarks and marks, which say nothing of a further medicine.</summary>
    private static bool Belongs(MedicineUnit unit) => unit.IsNumber || unit.IsMark
        || unit.IsOfSentence || unit.Word is WordKind.Dose or WordKind.Past or WordKind.Pause or WordKind.Resumed or WordKind.Reason or WordKind.Future;

    private static void AddPieces(List<MedicinePiece> pieces, List<MedicineUnit> segment, PieceDivision division)
    {
        var current = new List<MedicineUnit>();
        MedicineUnit? medicine = null;
        var isStrange = false;
        var first = true;
        for (var i = 0; i < segment.Count; i++)
        {
            var unit = segment[i];
            var begins = unit.IsMedicine ? medicine is not null || isStrange : unit.IsStrange && medicine is not null;
            if (begins)
            {
                // Words that lead to the next medicine go with it: "now on", "no", "stopped". To something unknown only words of the sentence do.
                var cut = current.Count;
                while (cut > 1 && current[cut - 1] is var u && u != medicine && !u.IsStrange && (unit.IsMedicine ? LeadsOn(u) : u.IsMark || u.IsOfSentence))
                    cut--;
                var rest = current.GetRange(cut, current.Count - cut);
                current.RemoveRange(cut, current.Count - cut);
                Close(first ? division : PieceDivision.None);
                current = rest;
                medicine = null;
                isStrange = false;
            }

            current.Add(unit);
            if (unit.IsMedicine)
                medicine = unit;
            else if (unit.IsStrange && medicine is null)
                isStrange = true;
        }

        Close(first ? division : PieceDivision.None);

        void Close(PieceDivision after)
        {
            if (current.Exists(u => u.Token != TokenKind.Mark))
                pieces.Add(new(current, medicine, after));
            first = false;
        }
    }

    private static bool LeadsOn(MedicineUnit unit) => unit.IsMark || unit.IsOfSentence
        || unit.Word is WordKind.Relative or WordKind.Negation or WordKind.Past or WordKind.Pause or WordKind.Future or WordKind.Resumed or WordKind.Allergy;

    /// <summary>Statements, each with what divides it from the one before.</summary>
    private static List<(List<MedicineUnit> Units, PieceDivision After)> Segments(List<MedicineUnit> units)
    {
        var segments = new List<(List<MedicineUnit>, PieceDivision)>();
        var current = new List<MedicineUnit>();
        var next = PieceDivision.Line;
        for (var i = 0; i < units.Count; i++)
        {
            if (Division(units, i) is not { } division)
            {
                current.Add(units[i]);
                continue;
            }

            Close();

            // "warfarin, or aspirin": of two dividers the one that says more counts.
            next = next == PieceDivision.Or || division == PieceDivision.Or ? PieceDivision.Or : (PieceDivision)Math.Min((int)next, (int)division);
        }

        Close();
        return segments;

        void Close()
        {
            if (current.Count == 0)
                return;
            segments.Add((current, next));
            current = [];
            next = PieceDivision.None;
        }
    }

    private static PieceDivision? Division(List<MedicineUnit> units, int i)
    {
        var unit = units[i];
        return unit switch
        {
            { Token: TokenKind.Divider, IsListMark: true } => PieceDivision.Comma,
            { Token: TokenKind.Divider, IsLineEnd: true } => PieceDivision.Line,
            { Token: TokenKind.Divider } => PieceDivision.Statement,
            { Word: WordKind.Divider } => PieceDivision.Statement,
            { Word: WordKind.NegationGoesOn } => PieceDivision.Or,
            { Token: TokenKind.Slash } when i > 0 && i + 1 < units.Count && Names(units[i - 1]) && Names(units[i + 1]) => PieceDivision.Or,
            _ => null,
        };

        static bool Names(MedicineUnit unit) => unit.IsMedicine || unit.IsStrange;
    }
}
