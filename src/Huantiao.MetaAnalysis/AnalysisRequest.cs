namespace Huantiao.MetaAnalysis;

/// <summary>How the between-study variance is estimated, or which model takes its place.</summary>
public enum Method
{
    /// <summary>Common (equal) effect, inverse variance.</summary>
    EE,
    DL, HE, HS, HSk, SJ, ML, REML, EB, PM, PMM, GENQ,

    /// <summary>Iterated kinds.</summary>
    DLIT, SJIT,

    /// <summary>Mantel-Haenszel: OR, RR, RD, IRR, IRD.</summary>
    MH,

    /// <summary>Peto's one-step odds ratio.</summary>
    PETO,
}

/// <summary>Test and interval of the pooled estimate.</summary>
public enum TestKind
{
    Z,

    /// <summary>t with k − 1 degrees of freedom.</summary>
    T,

    /// <summary>Hartung-Knapp-Sidik-Jonkman.</summary>
    HartungKnapp,

    /// <summary>Hartung-Knapp, never narrower than the unadjusted standard error.</summary>
    AdHoc,
}

/// <summary>What to compute besides the fit itself.</summary>
[Flags]
public enum Include
{
    None = 0,
    Weights = 1,
    Influence = 2,
    LeaveOneOut = 4,
    Cumulative = 8,
    RegTest = 16,
    RankTest = 32,
    TrimFill = 64,
    ConfInt = 128,
}

public enum RegTestModel { Rma, Lm }

public enum RegTestPredictor { Sei, Vi, Ni, SqrtNinv }

public enum TrimFillEstimator { L0, R0, Q0 }

public enum TrimFillSide { Auto, Left, Right }

/// <summary>One whole analysis: from study data to pooled estimate and diagnostics. The command line's batch and file modes both make this.</summary>
public sealed record AnalysisRequest
{
    public required Measure Measure { get; init; }
    public required StudyTable Data { get; init; }
    public EffectSizeOptions EffectSizes { get; init; } = new();
    public Method Method { get; init; } = Method.REML;
    public TestKind Test { get; init; } = TestKind.Z;

    /// <summary>Confidence level in percent, over 0 and under 100.</summary>
    public double Level { get; init; } = 95;

    public Include Include { get; init; }
    public RegTestModel RegTestModel { get; init; }
    public RegTestPredictor RegTestPredictor { get; init; }
    public TrimFillEstimator TrimFillEstimator { get; init; }
    public TrimFillSide TrimFillSide { get; init; }
}
