using Huantiao.Care.Needling;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>Reads the fields of a move; what is needed and not good is said beside its field.</summary>
internal static class MoveForm
{
    public static MoveFields Read(string move, Form form, PointAtlas atlas)
    {
        var because = move is "stop" or "lift" or "take-over" or "acknowledge" or "give-up" or "leave-in" or "pull-all" or "retract" or "interrupt" ? form.Text("because", 2000, lines: true) : "";
        return new(
            Named(form, "about", move is "lift" or "report" or "describe" or "remove" or "leave-in" or "retract" or "settle"),
            because.Length > 0 ? because : null,
            move == "stop" ? Word<StopCause>(form, "cause") ?? StopCause.Observed : StopCause.Unknown,
            move is "acknowledge" or "give-up" ? form.Typed("conflict") : null,
            Named(form, "report", move == "report" || (move == "settle" && form.Typed("how") is "broken" or "not-found")),
            move == "leave-in" ? Agreed(form) : Guid.Empty,
            move is "insert" or "describe" or "record-late" ? Insertion(form, atlas) : null,
            move == "remove" ? Word<NeedleCondition>(form, "condition", needed: true) ?? NeedleCondition.Unknown : NeedleCondition.Unknown,
            move == "leave-in" ? form.Date("remove-by") : null,
            move == "count" ? form.Whole("count", 0, 1000) : null,
            move == "retain" ? form.Whole("counted-in", 0, 1000, required: false) : null,
            move is "retain" or "change-retention" ? form.Number("minutes", 0.5, 240) : null,
            move == "settle" ? Settlement(form) : null);
    }

    /// <summary>One needle: a point and a side, and whatever was said of it.</summary>
    public static Insertion? Insertion(Form form, PointAtlas atlas)
    {
        var side = Word<BodySide>(form, "side", needed: true);
        if (side is null || Care.Sessions.Insertion.TryAt(atlas, form.Typed("point").Trim().ToUpperInvariant(), side.Value) is not { } at)
        {
            form.Refuse("point", "NeedleMove.NoSuchPoint");
            return null;
        }

        var (diameter, length) = (form.Number("diameter", 0.05, 2, required: false), form.Number("length", 1, 200, required: false));
        var (lot, gtin, note) = (form.Text("lot", 100, required: false), form.Text("gtin", 14, required: false), form.Text("note", 2000, required: false, lines: true));
        var expiry = form.Date("expiry", required: false);
        var (hertz, second, current, minutes) =
            (form.Number("hertz", 0.1, 1000, required: false), form.Number("second-hertz", 0.1, 1000, required: false), form.Number("milliamperes", 0, 100, required: false), form.Number("electro-minutes", 0.5, 240, required: false));
        var needle = at with
        {
            Kind = Word<NeedleKind>(form, "kind") ?? NeedleKind.Unknown,
            Size = diameter is { } d && length is { } l ? new NeedleSize(d, l) : null,
            Lot = lot.Length > 0 ? new(gtin.Length > 0 ? gtin : null, lot, expiry) : null,
            DepthMillimetres = form.Number("depth", 0.5, 200, required: false),
            Angle = Word<InsertionAngle>(form, "angle") ?? InsertionAngle.Unknown,
            ResponseSought = Word<NeedleResponse>(form, "sought") ?? NeedleResponse.Unknown,
            Response = Word<NeedleResponse>(form, "response") ?? NeedleResponse.Unknown,
            Stimulation = Word<Stimulation>(form, "stimulation") ?? Stimulation.Unknown,
            Electro = hertz is null && second is null && current is null && minutes is null ? null : new(hertz, second, current, minutes, Guid.TryParse(form.Typed("paired"), out var paired) ? paired : null),
            Note = note.Length > 0 ? note : null,
        };
        return form.IsGood ? needle : null;
    }

    private static Settlement? Settlement(Form form)
    {
        var how = form.OneOf("how", ["found", "broken", "not-found", "never-recorded"]);
        var report = Guid.TryParse(form.Typed("report"), out var named) ? named : Guid.Empty;
        var words = how is "found" or "never-recorded" ? form.Text("words", 2000) : "";
        return how switch
        {
            "found" when words.Length > 0 => new Settlement.Found(words),
            "never-recorded" when words.Length > 0 => new Settlement.NeverRecorded(words),
            "broken" when report != Guid.Empty => new Settlement.Broken(Word<Answer>(form, "piece") ?? Answer.Unknown, report),
            "not-found" when report != Guid.Empty => new Settlement.NotFound(report),
            _ => null,
        };
    }

    /// <summary>The person agrees to just this: the consent that is kept has the key of the form.</summary>
    private static Guid Agreed(Form form)
    {
        if (form.Ticked("agrees"))
            return form.Key();
        form.Refuse("agrees", "Form.Missing");
        return Guid.Empty;
    }

    private static Guid Named(Form form, string field, bool needed)
    {
        if (!needed)
            return Guid.Empty;
        if (Guid.TryParse(form.Typed(field), out var key) && key != Guid.Empty)
            return key;
        form.Refuse(field, "Form.Missing");
        return Guid.Empty;
    }

    private static T? Word<T>(Form form, string field, bool needed = false)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>().Where(v => SessionWords.Word(v) == form.Typed(field)))
            return value;
        if (needed || form.Typed(field).Length > 0)
            form.Refuse(field, "Form.Choose");
        return null;
    }
}
