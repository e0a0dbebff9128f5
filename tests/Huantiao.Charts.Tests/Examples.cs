using System.Collections.Immutable;

namespace Huantiao.Charts.Tests;

/// <summary>
/// What the tests draw. Leg pain: Tu 2024 (pubmed 39401008) and Huang 2019 (painpluscpn.ca/Home/Article/90385) as printed, pooled by DerSimonian-Laird
/// to -11.8 [-20.4, -3.3]. The other values are made up to reach a circumstance, and say nothing of any treatment.
/// </summary>
internal static class Examples
{
    public static ChartFrame Frame(string id = "t", bool standalone = true) => new(id, "Leg pain at 4 weeks", "Two trials; both favour needling.", standalone);

    public static readonly Forest LegPain = new()
    {
        Words = new("Trial", "Difference [95% CI]", "Weight", "Difference in leg pain, mm of 100", "favours needling", "favours sham"),
        Rows = [new("Tu 2024", -16.0, -21.3, -10.6, 52.3), new("Huang 2019", -7.28, -13.76, -0.80, 47.7)],
        Missing =
        [
            new("Sham trial with 8 weeks of follow-up, registered", "no usable result"),
            new("Trial reported only as a conference abstract", "no usable result"),
        ],
        Summary = new("Together (random effects)", -11.8, -20.4, -3.3, null, -31.0, 7.4, "Where a new trial would lie"),
        Important = new(-10, "difference that matters (10 mm)"),
        Decimals = 1,
    };

    public static readonly Forest LegPainChinese = new()
    {
        Words = new("试验", "差值 [95% 置信区间]", "权重", "腿痛差值（100 毫米标尺，毫米）", "针刺较好", "假针刺较好"),
        Rows = [new("Tu 2024（慢性坐骨神经痛）", -16.0, -21.3, -10.6, 52.3), new("Huang 2019", -7.28, -13.76, -0.80, 47.7)],
        Missing = [new("随访八周的假针刺对照试验", "没有可用的结果")],
        Summary = new("合并（随机效应）", -11.8, -20.4, -3.3, null, -31.0, 7.4, "新试验的预计范围"),
        Important = new(-10, "有意义的差别（10 毫米）"),
        Decimals = 1,
    };

    public static readonly Forest Ratios = new()
    {
        Words = new("Study", "Risk ratio [95% CI]", "Weight", "Risk ratio (log scale)", "fewer events with treatment", "fewer events with control"),
        Rows =
        [
            new("Alpha 1998", 0.41, 0.13, 1.26, 5.1), new("Beta and a second author with a very long surname 2001", 0.205, 0.086, 0.486, 6.4),
            new("Gamma 2004", 0.26, 0.073, 0.919, 4.4), new("Delta 2007", 0.237, 0.179, 0.312, 9.7), new("Epsilon 2010", 0.804, 0.516, 1.254, 8.9),
            new("Zeta 2012", 0.456, 0.387, 0.536, 10.1), new("Eta 2015", 1.562, 0.374, 6.528, 3.8), new("Theta 2019 (nine events)", 0.983, 0.0001, 90, 0.2),
            new("Iota 2021", 1.012, 0.895, 1.145, 10.2),
        ],
        Summary = new("Random effects (REML)", 0.489, 0.344, 0.696, null, 0.155, 1.549, "Prediction interval"),
        Axis = AxisKind.Log,
    };

    public static readonly Forest NothingUsable = LegPain with { Rows = [], Summary = null };

    /// <summary>Responders a month in percent: one month far up, one without anybody.</summary>
    public static readonly ControlPicture Control = new()
    {
        Words = new("Month", "Percent better", "Better", "Over all months", "What chance explains", "More than chance", "Within chance", "none", "Too few months for limits."),
        Middle = 38,
        Bounds = (0, 100),
        Marks =
        [
            new("1", 36, 12, 64, false), new("2", 41, 14, 62, false), new("3", 30, 10, 66, false), new("4", 44, 12, 64, false), new("5", null, null, null, false), new("6", 38, 9, 67, false),
            new("7", 35, 12, 64, false), new("8", 47, 12, 64, false), new("9", 33, 15, 61, false), new("10", 40, 12, 64, false), new("11", 29, 12, 64, false), new("12", 42, 12, 64, false),
            new("13", 70, 12, 64, true),
        ],
    };

    public static readonly UnitFunnel Units = new()
    {
        Words = new("Unit", "People", "Share better", "All together", "95% limits", "99.8% limits", "Within the limits", "Outside", "Far outside", "Too few", "No limits."),
        Target = 0.4,
        Points = [new("Usual", 80, 0.4, UnitStanding.Within), new("Few", 6, 0.5, UnitStanding.TooFew), new("High", 120, 0.5, UnitStanding.Outside), new("Far", 150, 0.12, UnitStanding.FarOutside)],
        Limits =
        [
            new(10, 0.12, 0.70, 0.02, 0.84), new(20, 0.19, 0.61, 0.09, 0.73), new(40, 0.25, 0.55, 0.17, 0.64), new(80, 0.29, 0.51, 0.23, 0.57), new(155, 0.33, 0.48, 0.28, 0.52),
        ],
    };

    public static readonly Funnel Funnel = new()
    {
        Words = new(
            "Study", "Risk ratio (log scale)", "Standard error", "study", "filled in by trim and fill", "pooled", "p > .10", ".05 < p < .10", ".01 < p < .05", "p < .01"),
        Points =
        [
            new("A", -0.89, 0.57), new("B", -1.59, 0.44), new("C", -1.35, 0.64), new("D", -1.44, 0.14), new("E", -0.22, 0.23), new("F", -0.79, 0.08),
            new("G", 0.45, 0.73), new("H", -0.02, 0.27), new("I", 0.01, 0.06), new("J", -0.47, 0.24), new("K", -1.4, 0.27),
            new("L", -0.34, 0.11), new("Filled 1", 0.66, 0.73, true), new("Filled 2", 0.39, 0.64, true),
        ],
        Pooled = -0.62,
        Axis = AxisKind.Log,
    };

    public static readonly People WithNeedling = new(
        "With needling",
        [new(PersonKind.Anyway, 30, "30 improve either way"), new(PersonKind.Added, 17, "17 more improve with needling"), new(PersonKind.Not, 53, "53 do not improve")],
        new(36, 58, "Could be 36 to 58 who improve"));

    public static readonly People WithSham = new(
        "With sham needling",
        [new(PersonKind.Anyway, 30, "30 improve"), new(PersonKind.Not, 70, "70 do not improve")]);

    public static readonly ImmutableArray<Frequency> Harms =
    [
        new("Any short reaction, such as a bruise or soreness", "9 of 100", 0.0931, 0.051, 0.1462),
        new("A reaction that needed treatment", "2 of 100", 0.0217),
        new("Something that needed treatment, in reviewed studies", "1 of 1,000", 0.00114),
        new("Serious harm", "1 of 10,000", 0.000101),
        new("Tiredness on the next day", "nobody counted", null),
    ];
}
