namespace Huantiao.Knowledge.Pathways;

/// <summary>A pooled result as a review printed it; shown beside ours, never mixed in.</summary>
public sealed record PublishedSynthesis(
    string Review, int? Year, string Condition, string Comparison, string Outcome, string Trials, string Participants, string Measure,
    double? Estimate, double? CiLower, double? CiUpper, string P, string Model, string I2, string Note, Provenance Provenance);

/// <summary>A harm with its frequency, as printed and recomputed.</summary>
/// <param name="Key">A stable id: "any-adverse-effect-witt".</param>
/// <param name="Events">Count; null where not printed.</param>
/// <param name="Denominator">People, treatments … as <paramref name="DenominatorUnit"/> says.</param>
/// <param name="Per">With <paramref name="Rate"/>: the frequency for people, e.g. 931 in 10,000. Null where it cannot be said.</param>
/// <param name="Headline">Text for the decision aid, in natural frequencies; null: only in the full table.</param>
public sealed record Harm(
    string Key, string Study, int? Year, string Design, string Exposure, string Event, double? Events, double? Denominator, string DenominatorUnit,
    string RatePrinted, string RateRecomputed, string Ci, double? Rate, double? RateLower, double? RateUpper, double? Per, LocalText? Headline, int? Rank,
    string Note, Provenance Provenance);

/// <summary>What a guideline says. <paramref name="Stance"/>: for, against, neutral, information.</summary>
public sealed record GuidelinePosition(
    string Guideline, string Year, LocalText Scope, LocalText Position, string Stance, LocalText Strength, string AppliesToCondition, LocalText Note, Provenance Provenance);

/// <summary>A claim that people meet, with our verdict. <paramref name="Verdict"/>: supported, partly, unproven, contradicted, omission …</summary>
public sealed record Claim(
    string Id, string Section, LocalText Statement, string Verdict, LocalText VerdictText, LocalText Evidence, LocalText WhatWeSay, string Source, bool Common, Provenance Provenance);

/// <summary>A red flag, contraindication, precaution, local caution or frequency. <paramref name="Kind"/>: red_flag, contraindication, precaution, local, frequency.</summary>
/// <param name="Level">emergency, urgent, stop, caution, information.</param>
/// <param name="ForPatients">Plain words for the public pages; null: for clinicians only.</param>
/// <param name="Action">What the person should do, in plain words.</param>
public sealed record SafetyItem(
    string Id, string Kind, string Category, string Level, string Trigger, LocalText? ForPatients, LocalText? Action, string Evidence, string Disagreement, Provenance Provenance);

/// <summary>A fact about the condition's course, a population SD, an important difference … as printed.</summary>
public sealed record ContextFact(
    string Topic, string Source, int? Year, string Population, string N, string Measure, string SubgroupOrTime, string Value, string SdOrCi, string Note, Provenance Provenance);
