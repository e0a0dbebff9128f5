namespace Huantiao.MetaAnalysis;

/// <summary>An effect size measure, by metafor's name. Definitions and sources: docs/methods.md.</summary>
public enum Measure
{
    /// <summary>Generic: yi with vi or sei, as given.</summary>
    GEN,

    // Two by two tables
    RR, OR, RD, AS, PETO, PHI, YUQ, YUY, RTET, PBIT, OR2DN, OR2DL,

    // Two groups, means and standard deviations
    MD, SMD, SMDH, SMD1, SMD1H, ROM, CVR, VR, RPB, RBIS, D2ORN, D2ORL,

    // One group twice, or matched pairs
    MC, SMCC, SMCR, SMCRH, ROMC, CVRC, VRC,

    // Rates of two groups
    IRR, IRD, IRSD,

    // Correlations
    COR, UCOR, ZCOR,

    // One group: proportions, rates, means, reliability
    PR, PLN, PLO, PAS, PFT,
    IR, IRLN, IRS, IRFT,
    MN, MNLN, CVLN, SDLN, SMN,
    ARAW, AHW, ABT,
}
