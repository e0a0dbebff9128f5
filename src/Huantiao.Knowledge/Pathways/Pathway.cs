using System.Collections.Immutable;

namespace Huantiao.Knowledge.Pathways;

/// <summary>Text in each language the pathway speaks, by language tag (en, zh-Hans).</summary>
public sealed record LocalText(ImmutableDictionary<string, string> ByLanguage)
{
    /// <summary>No text in any language.</summary>
    public static LocalText Empty { get; } = new(ImmutableDictionary<string, string>.Empty.Add("en", ""));

    /// <summary>The text in that language; English where the language has none.</summary>
    public string In(string language) => ByLanguage.TryGetValue(language, out var text) ? text : ByLanguage["en"];
}

/// <summary>One condition's whole knowledge, as loaded from <c>pathways/&lt;name&gt;/</c>.</summary>
public sealed record Pathway
{
    public required string Name { get; init; }

    /// <summary>The condition, as a noun phrase: "migraine".</summary>
    public required LocalText Condition { get; init; }

    public required LocalText Intervention { get; init; }

    /// <summary>When the literature was last searched.</summary>
    public required DateOnly EvidenceDate { get; init; }

    /// <summary>Who looks after the data, who pays, conflicts, how it is updated; whether a clinician has signed it.</summary>
    public required Stewardship Stewardship { get; init; }

    public required ImmutableArray<Question> Questions { get; init; }
    /// <summary>What one person's course is expected to be; null: the pathway does not say, and no course is foretold.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>What the registry withholds and when charts stay silent; null: the pathway has no registry.</summary>
    public RegistryPolicy? Registry { get; init; }

    /// <summary>What clinics saw, apart from trials: shown under its own heading, never part of a synthesis.</summary>
    public ImmutableArray<RegistryResult> RegistryResults { get; init; } = [];

    public required ImmutableArray<TrialOutcome> Trials { get; init; }
    public required ImmutableArray<ImportantDifference> Differences { get; init; }
    public required ImmutableArray<Judgement> Judgements { get; init; }
    public required ImmutableArray<PublishedSynthesis> PublishedSyntheses { get; init; }
    public required ImmutableArray<Harm> Harms { get; init; }
    public required ImmutableArray<GuidelinePosition> Guidelines { get; init; }
    public required ImmutableArray<Claim> Claims { get; init; }
    public required ImmutableArray<SafetyItem> Safety { get; init; }
    public required ImmutableArray<ContextFact> Context { get; init; }

    /// <summary>Facts from memory, kept apart until they are confirmed: shown as such or not at all, never part of an analysis.</summary>
    public ImmutableArray<ContextFact> Recalled { get; init; } = [];

    /// <summary>The aid's own prose (what the condition is, options, what a visit is like, questions to ask …) by key.</summary>
    public required ImmutableDictionary<string, LocalText> Texts { get; init; }
}

/// <summary>Who stands behind the data. <see cref="ReviewedBy"/> is null until a clinician has signed them, and pages say so.</summary>
public sealed record Stewardship(LocalText Authors, LocalText Funding, LocalText Conflicts, LocalText UpdatePolicy, string? ReviewedBy, DateOnly? ReviewedOn);

/// <summary>What kind of number an outcome is.</summary>
public enum OutcomeKind { Unknown, Continuous, Events }

/// <summary>Whether more of the outcome is good or bad for the person.</summary>
public enum Direction { Unknown, LowerIsBetter, HigherIsBetter }

/// <summary>One question of the decision aid: population, intervention, comparator class, outcome, time window.</summary>
public sealed record Question
{
    public required string Id { get; init; }

    /// <summary>Populations (values of <see cref="TrialOutcome.Population"/>) that count.</summary>
    public required ImmutableArray<string> Populations { get; init; }

    /// <summary>Value of <see cref="TrialOutcome.ComparatorClass"/>.</summary>
    public required string ComparatorClass { get; init; }

    /// <summary>Value of <see cref="TrialOutcome.OutcomeKeys"/>.</summary>
    public required string OutcomeKey { get; init; }

    /// <summary>Weeks from the first treatment, both ends included; null: any time.</summary>
    public double? FromWeek { get; init; }
    public double? ToWeek { get; init; }

    public required OutcomeKind Kind { get; init; }
    public required Direction Direction { get; init; }

    /// <summary>metafor's measure name: MD, RR …</summary>
    public required string Measure { get; init; }

    /// <summary>Unit of the estimate as shown, "mm of 100".</summary>
    public required LocalText Unit { get; init; }

    /// <summary>Noun phrases, to stand in sentences and headings.</summary>
    public required LocalText Outcome { get; init; }
    public required LocalText Comparator { get; init; }
    public required LocalText Window { get; init; }

    /// <summary>Important difference to judge by (id of <see cref="ImportantDifference"/>).</summary>
    public string? DifferenceId { get; init; }

    /// <summary>A caution that always goes with the answer (an undefined, unblinded outcome).</summary>
    public LocalText? Caution { get; init; }

    /// <summary>Order of importance on the page; 1 is the headline.</summary>
    public required int Rank { get; init; }

    public required FilePlace Place { get; init; }
}

/// <summary>A difference that matters to people, on an outcome's scale, with its source.</summary>
/// <param name="WithinPerson">True: the change in one person that counts as important (for responder shares). False: difference between groups.</param>
public sealed record ImportantDifference(string Id, string OutcomeKey, double Value, bool WithinPerson, LocalText Why, Provenance Provenance);

/// <summary>A human judgement that GRADE asks for, shown with its reason and author.</summary>
/// <param name="Domain">risk-of-bias, indirectness, or another GRADE domain where a person overrules the computed proposal.</param>
/// <param name="Downgrade">0, 1 or 2 levels.</param>
public sealed record Judgement(string QuestionId, string Domain, int Downgrade, LocalText Reason, string Author, DateOnly Date, bool Provisional, FilePlace Place);
