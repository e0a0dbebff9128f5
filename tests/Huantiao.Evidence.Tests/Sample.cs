using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests;

/// <summary>A made-up pathway to vary one thing at a time: a pain score where less is better, measured about week 4 against sham.</summary>
internal static class Sample
{
    public static LocalText Text(string text) => new(ImmutableDictionary<string, string>.Empty.Add("en", text).Add("zh-Hans", "中" + text));

    public static FilePlace Place(int line = 2) => new("trials.csv", line);

    public static readonly Question Question = new()
    {
        Id = "pain-sham",
        Populations = ["knee"],
        ComparatorClass = "sham",
        OutcomeKey = "pain",
        FromWeek = 2,
        ToWeek = 6,
        Kind = OutcomeKind.Continuous,
        Direction = Direction.LowerIsBetter,
        Measure = "MD",
        Unit = Text("mm"),
        Outcome = Text("knee pain"),
        Comparator = Text("sham"),
        Window = Text("about 4 weeks"),
        Rank = 1,
        Place = new FilePlace("pathway.yaml", 1),
    };

    public static readonly Question Events = Question with
    {
        Id = "events", Kind = OutcomeKind.Events, Measure = "RR", OutcomeKey = "better", Direction = Direction.HigherIsBetter, Outcome = Text("feeling better"),
        FromWeek = null, ToWeek = null,
    };

    public static readonly TrialOutcome Row = new()
    {
        Trial = "a",
        Study = "A",
        Country = "",
        Condition = "knee pain",
        Population = "knee",
        Intervention = "manual acupuncture",
        Comparator = "sham acupuncture",
        ComparatorClass = "sham",
        Outcome = "pain VAS",
        OutcomeKeys = ["pain"],
        TimePoint = "week 4",
        Week = 4,
        Scale = "0-100 mm",
        EffectType = "change from baseline",
        Arm1 = new ArmSummary(null, null, null, null, null),
        Arm2 = new ArmSummary(null, null, null, null, null),
        Count1 = new ArmCount(null, null, null),
        Count2 = new ArmCount(null, null, null),
        DirectionText = "negative MD favours acupuncture",
        Derivation = "printed",
        Note = "",
        Provenance = new Provenance("made up", null, FactStatus.Assumed, "ASSUMED", Place()),
    };

    /// <summary>A trial that prints its difference with a 95% interval of that half width.</summary>
    public static TrialOutcome Trial(string name, double difference, double half, int perArm = 100) => Row with
    {
        Trial = name,
        Study = name,
        Arm1 = Row.Arm1 with { N = perArm },
        Arm2 = Row.Arm2 with { N = perArm },
        Difference = difference,
        DifferenceLower = difference - half,
        DifferenceUpper = difference + half,
    };

    public static TrialOutcome Counts(string name, int events1, int total1, int events2, int total2) => Row with
    {
        Trial = name,
        Study = name,
        OutcomeKeys = ["better"],
        Outcome = "felt better",
        EffectType = "events",
        DirectionText = "more events favour acupuncture",
        Count1 = new ArmCount(events1, total1, null),
        Count2 = new ArmCount(events2, total2, null),
    };

    public static TrialOutcome Lost(string name, int? perArm, MissingKind kind = MissingKind.NotReported) => Row with
    {
        Trial = name,
        Study = name,
        Missing = kind,
        Arm1 = Row.Arm1 with { N = perArm },
        Arm2 = Row.Arm2 with { N = perArm },
    };

    public static ImportantDifference Between(double value, string outcome = "pain") =>
        new("between", outcome, value, WithinPerson: false, Text("why"), Row.Provenance);

    public static ImportantDifference Within(double value, string outcome = "pain") =>
        new("within", outcome, value, WithinPerson: true, Text("why"), Row.Provenance);

    public static Judgement Judged(string domain, int downgrade, bool provisional = true, string question = "pain-sham") =>
        new(question, domain, downgrade, Text("a reason"), "Some author", new DateOnly(2026, 1, 1), provisional, new FilePlace("pathway.yaml", 9));

    /// <summary>Important differences 10 between groups and 20 in one person; both human domains judged without concern.</summary>
    public static Pathway Pathway(params TrialOutcome[] trials) => new()
    {
        Name = "knee",
        Condition = Text("knee pain"),
        Intervention = Text("acupuncture"),
        EvidenceDate = new DateOnly(2026, 1, 1),
        Stewardship = new Stewardship(Text("us"), Text("none"), Text("none"), Text("yearly"), null, null),
        Questions = [Question],
        Trials = [.. trials],
        Differences = [Between(10), Within(20)],
        Judgements = [Judged("risk-of-bias", 0), Judged("indirectness", 0), Judged("risk-of-bias", 0, question: "events"), Judged("indirectness", 0, question: "events")],
        PublishedSyntheses = [],
        Harms = [],
        Guidelines = [],
        Claims = [],
        Safety = [],
        Context = [],
        Texts = ImmutableDictionary<string, LocalText>.Empty,
    };

    public static Finding Find(params TrialOutcome[] trials) => Findings.For(Pathway(trials), Question);

    public static Finding FindEvents(params TrialOutcome[] trials) => Findings.For(Pathway(trials), Events);

    public static CertaintyReason Reason(this Finding finding, string domain) => finding.Certainty.Reasons.Single(r => r.Domain == domain);
}
