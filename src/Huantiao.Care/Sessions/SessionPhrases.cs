using Huantiao.Care.Assessment;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Sessions;

/// <summary>What was recorded of a needle, in words, both languages. What was not said is not mentioned.</summary>
public static class SessionPhrases
{
    /// <summary>"BL25, left".</summary>
    public static LocalText SiteOf(Insertion needle)
    {
        ArgumentNullException.ThrowIfNull(needle);
        return PlanWords.SiteOf(new(needle.Point, needle.Side));
    }

    /// <summary>"0.25 × 40 mm, 20 mm deep, perpendicular, de qi, by hand, lot A1 (to 2027-05-01)".</summary>
    public static LocalText Of(Insertion needle)
    {
        ArgumentNullException.ThrowIfNull(needle);
        List<LocalText> told = [];
        if (needle.Kind == NeedleKind.Press)
            told.Add(CareWords.Text("needle.press"));
        if (needle.Size is { } size)
            told.Add(SizeOf(size));
        if (needle.DepthMillimetres is { } depth)
            told.Add(DepthOf(depth));
        if (needle.Angle != InsertionAngle.Unknown)
            told.Add(CareWords.Text("needle.angle." + ExaminationValue.Word(needle.Angle)));
        if (needle.Response != NeedleResponse.Unknown)
            told.Add(Of(needle.Response));
        if (needle.Stimulation != Stimulation.Unknown)
            told.Add(Of(needle.Stimulation, needle.Electro));
        if (needle.Lot is { } lot)
            told.Add(Of(lot));
        if (needle.Note is { Length: > 0 } note)
            told.Add(CareWords.Same(note));
        return told.Count == 0 ? CareWords.Text("needle.nothing-said") : CareWords.List(told);
    }

    internal static LocalText SizeOf(NeedleSize size) => CareWords.Same($"{CareWords.Number(size.DiameterMillimetres)} × {CareWords.Number(size.LengthMillimetres)} mm");

    internal static LocalText DepthOf(double depth) => CareWords.Text("plan.depth", ("depth", CareWords.Number(depth)));

    internal static LocalText Of(NeedleResponse response) => CareWords.Text("needle.response." + ExaminationValue.Word(response));

    internal static LocalText Of(Stimulation stimulation, ElectroSetting? electro) => electro is { Hertz: { } hertz } && stimulation == Stimulation.Electrical
        ? CareWords.Text("plan.electro-hertz", ("n", CareWords.Number(hertz)))
        : CareWords.Text("needle.stimulation." + ExaminationValue.Word(stimulation));

    internal static LocalText Of(LotUsed lot) => lot.Expiry is { } last
        ? CareWords.Text("needle.lot-until", ("lot", lot.Lot), ("date", CareWords.Date(last)))
        : CareWords.Text("needle.lot", ("lot", lot.Lot));
}
