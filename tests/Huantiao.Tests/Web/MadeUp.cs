using System.Collections.Immutable;
using Huantiao.Evidence;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Web;

namespace Huantiao.Tests.Web;

/// <summary>A condition that is not in the repository: pages must not know which one they serve.</summary>
internal static class MadeUp
{
    private static readonly FilePlace Nowhere = new("made-up.csv", 2);

    public static readonly Provenance Source = new("Made up", "https://example.org/study", FactStatus.Assumed, "ASSUMED", Nowhere);

    public static LocalText Both(string english, string chinese) =>
        new(ImmutableDictionary<string, string>.Empty.Add("en", english).Add("zh-Hans", chinese));

    public static readonly Pathway Pathway = new()
    {
        Name = "made-up",
        Condition = Both("tennis elbow", "网球肘"),
        Intervention = Both("acupuncture", "针灸"),
        EvidenceDate = new(2026, 11, 22),
        Stewardship = new(Both("Us", "我们"), Both("Nobody", "无"), Both("None", "无"), Both("Twice a year", "每年两次"), null, null),
        Questions = [],
        Trials = [],
        Differences = [],
        Judgements = [],
        PublishedSyntheses = [],
        Harms = [],
        Guidelines = [],
        Claims = [],
        Safety = [],
        Context = [],
        Texts = ImmutableDictionary<string, LocalText>.Empty,
    };

    public static readonly Site Site = new(Pathway, new Answer(Pathway, [], []));
}
