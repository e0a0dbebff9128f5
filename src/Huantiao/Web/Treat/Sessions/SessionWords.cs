using System.Globalization;
using Huantiao.Care.Planning;
using Huantiao.Care.Sessions;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>What a session refuses, leaves open or cannot make agree, in the reader's words.</summary>
internal sealed class SessionWords(Language language)
{
    private readonly Wording _words = Wording.In(language);

    /// <summary>"BL25, left".</summary>
    public string Site(Insertion needle) => PlanWords.SiteOf(new(needle.Point, needle.Side)).In(language.Tag);

    public string Say(Refusal because) => because switch
    {
        Refusal.StopStands stands => _words.Format("NeedleRefusal.StopStands", stands.Stop.Because),
        Refusal.AllWerePulled => _words["NeedleRefusal.AllWerePulled"],
        Refusal.NotCleared => _words["NeedleRefusal.NotCleared"],
        Refusal.EventsMissing => _words["NeedleRefusal.EventsMissing"],
        Refusal.LotExpired expired => _words.Format("NeedleRefusal.LotExpired", _words.Date(expired.LastDay)),
        Refusal.NotThere => _words["NeedleRefusal.NotThere"],
        Refusal.AlreadyOut settled => _words.Format("NeedleRefusal.AlreadyOut", Site(settled.Needle.Now)),
        Refusal.NotForHome home => _words.Format("NeedleRefusal.NotForHome", Site(home.Needle.Now)),
        Refusal.LookAgainFirst => _words["NeedleRefusal.LookAgainFirst"],
        Refusal.LicenceNotValid => _words["NeedleRefusal.LicenceNotValid"],
        Refusal.NotResponsible => _words["NeedleRefusal.NotResponsible"],
        Refusal.StillOpen open => Say(open.Unsettled),
        _ => throw new ArgumentOutOfRangeException(nameof(because), because, "No words for this."),
    };

    public string Say(Unsettled open) => open switch
    {
        Unsettled.NotRemoving => _words["NeedleUnsettled.NotRemoving"],
        Unsettled.NeedleOpen needle => _words.Format("NeedleUnsettled." + Fate(needle.Needle.Fate), Site(needle.Needle.Now)),
        Unsettled.CountDiffers { Count.IsStale: true } => _words["NeedleUnsettled.CountStale"],
        Unsettled.CountDiffers differs => _words.Format("NeedleUnsettled.CountDiffers", differs.Count.Counted, differs.Count.Expected),
        Unsettled.CountsContradict => _words["NeedleUnsettled.CountsContradict"],
        Unsettled.ConflictOpen conflict => Say(conflict.Conflict),
        Unsettled.ReportMissing => _words["NeedleUnsettled.ReportMissing"],
        _ => throw new ArgumentOutOfRangeException(nameof(open), open, "No words for this."),
    };

    public string Say(Conflict conflict) => conflict switch
    {
        Conflict.Missing missing => _words.Format("NeedleConflict.missing", (missing.To - missing.From + 1).ToString(CultureInfo.InvariantCulture)),
        Conflict.CountedInDiffers differs => _words.Format("NeedleConflict.counted-in-differs", differs.Counted, differs.OnRecord),
        _ => _words["NeedleConflict." + Kind(conflict)],
    };

    /// <summary>"details-differ".</summary>
    public static string Kind(Conflict conflict) => conflict.Id.Split(':')[0];

    /// <summary>"in", "pulled", "broken-off", "out", "counted-out", "home", "settled".</summary>
    public static string Fate(NeedleFate fate) => fate switch
    {
        NeedleFate.In => "in",
        NeedleFate.Pulled => "pulled",
        NeedleFate.BrokenOff => "broken-off",
        NeedleFate.Out => "out",
        NeedleFate.CountedOut => "counted-out",
        NeedleFate.Home => "home",
        _ => "settled",
    };

    /// <summary>The name of a case as a word: "still-open", "needle-open".</summary>
    public static string Word(object of)
    {
        var name = of is Enum value ? value.ToString() : of.GetType().Name;
        return string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
    }
}
