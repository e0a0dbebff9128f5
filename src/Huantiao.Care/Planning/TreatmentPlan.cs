using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>What a plan began from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "origin")]
[JsonDerivedType(typeof(Blank), "blank")]
[JsonDerivedType(typeof(Protocol), "protocol")]
[JsonDerivedType(typeof(EarlierVersion), "earlier-version")]
public abstract record PlanOrigin
{
    private PlanOrigin()
    {
    }

    /// <summary>Nothing.</summary>
    public sealed record Blank : PlanOrigin;

    /// <summary>A published protocol of the pathway.</summary>
    public sealed record Protocol(string Id) : PlanOrigin;

    /// <summary>An earlier version of the same plan, and the protocol that it began from, if any.</summary>
    public sealed record EarlierVersion(int Version, string? ProtocolId) : PlanOrigin;

    /// <summary>The protocol that the plan began from, through all versions; null: none.</summary>
    [JsonIgnore]
    public string? ProtocolOf => this switch { Protocol p => p.Id, EarlierVersion v => v.ProtocolId, _ => null };
}

/// <summary>Consent of the person to one version of a plan.</summary>
/// <param name="By">Who consented: the person, or who may for them.</param>
/// <param name="How">How it was given.</param>
/// <param name="Version">The version that was read or explained.</param>
/// <param name="TakenBy">The practitioner.</param>
public sealed record PlanConsent(ConsentGiver By, ConsentForm How, int Version, Guid TakenBy, DateTimeOffset At);

public enum ConsentGiver
{
    Unknown,
    Person,
    Guardian,
}

public enum ConsentForm
{
    Unknown,
    SignedOnPaper,
    SignedOnScreen,

    /// <summary>Said aloud and noted by the practitioner.</summary>
    Spoken,
}

/// <summary>Consent was taken back; nothing of the plan is covered from then on.</summary>
public sealed record ConsentWithdrawn(DateTimeOffset At, Guid NotedBy);

/// <summary>The answer to a change.</summary>
public abstract record ChangeOutcome
{
    private ChangeOutcome()
    {
    }

    /// <summary>The plan with the change, recorded.</summary>
    public sealed record Changed(TreatmentPlan.Draft Plan) : ChangeOutcome;

    /// <summary>The plan says that already; nothing was recorded.</summary>
    public sealed record Same : ChangeOutcome;

    /// <summary>Nothing was changed, and why.</summary>
    public sealed record Refused(LocalText Why) : ChangeOutcome;
}

/// <summary>The answer to consent.</summary>
public abstract record AgreementOutcome
{
    private AgreementOutcome()
    {
    }

    /// <summary>Both agree.</summary>
    public sealed record Done(TreatmentPlan.Agreed Plan) : AgreementOutcome;

    /// <summary>Not yet: every reason at once.</summary>
    public sealed record NotYet(ImmutableArray<LocalText> Reasons) : AgreementOutcome;
}

/// <summary>A plan of treatment: a draft that can be changed, an agreed version that cannot, or one that a later version has replaced.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "state")]
[JsonDerivedType(typeof(Draft), "draft")]
[JsonDerivedType(typeof(Agreed), "agreed")]
[JsonDerivedType(typeof(Superseded), "superseded")]
public abstract record TreatmentPlan
{
    private TreatmentPlan(Guid id, int version, PlanOrigin origin, PlanContent start, ImmutableArray<RecordedChange> changes) =>
        (Id, Version, Origin, Start, Changes) = (id, version, origin, start, changes.IsDefault ? [] : changes);

    /// <summary>The same for every version.</summary>
    public Guid Id { get; }

    /// <summary>1, and one more for each agreed version that is taken up again.</summary>
    public int Version { get; }

    public PlanOrigin Origin { get; }

    /// <summary>What this version began with.</summary>
    public PlanContent Start { get; }

    /// <summary>Everything changed since, in order.</summary>
    public ImmutableArray<RecordedChange> Changes { get; }

    /// <summary>What the plan says: its beginning and its changes, nothing else.</summary>
    [JsonIgnore]
    public PlanContent Content => Replay(Start, Changes.Select(c => c.What));

    /// <summary>A beginning with changes made to it one after the other.</summary>
    public static PlanContent Replay(PlanContent start, IEnumerable<PlanChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Aggregate(start, (content, change) => change.ApplyTo(content));
    }

    /// <summary>A plan in which nothing is decided.</summary>
    public static Draft Begin(Guid id) => new(id, 1, new PlanOrigin.Blank(), PlanContent.Blank, []);

    /// <summary>A plan that can still be changed.</summary>
    public sealed record Draft : TreatmentPlan
    {
        [JsonConstructor]
        internal Draft(Guid id, int version, PlanOrigin origin, PlanContent start, ImmutableArray<RecordedChange> changes)
            : base(id, version, origin, start, changes)
        {
        }

        /// <summary>Changes the plan and records it. What was decided is changed only with a reason; filling in what was open needs none.</summary>
        public ChangeOutcome Change(PlanChange change, string why, Guid who, DateTimeOffset when, PointAtlas atlas, KnownOfPerson known)
        {
            ArgumentNullException.ThrowIfNull(change);
            ArgumentNullException.ThrowIfNull(known);
            var before = Content;
            if (Refusal(change, before, atlas, known) is { } refusal)
                return new ChangeOutcome.Refused(refusal);
            var (from, to) = (PlanWords.Of(before, change.Part, change.Key), PlanWords.Of(change.ApplyTo(before), change.Part, change.Key));
            if (PlanJson.Same(before, change.ApplyTo(before)))
                return new ChangeOutcome.Same();
            why = why?.Trim() ?? "";
            if (why.Length == 0 && (change is PlanChange.ConfirmCaution || IsDecided(before, change)))
                return new ChangeOutcome.Refused(CareWords.Text("refused.no-reason"));
            return new ChangeOutcome.Changed(new(Id, Version, Origin, Start, Changes.Add(new(change, from, to, why, who, when))));
        }

        /// <summary>Makes the plan one that both agree on. It cannot be changed from then on; <see cref="Agreed.Revise"/> makes the next version.</summary>
        /// <param name="agreed">Ids of cautions that ask for another clinician's agreement and have it, in writing.</param>
        public AgreementOutcome Agree(PlanConsent consent, PointAtlas atlas, KnownOfPerson known, IReadOnlySet<string> agreed)
        {
            ArgumentNullException.ThrowIfNull(consent);
            List<LocalText> reasons = [.. PlanReadiness.Of(Content, atlas, known, agreed).Obstacles.Select(o => o.Text)];
            if (consent.Version != Version)
                reasons.Add(CareWords.Text("agree.other-version", ("told", CareWords.Number(consent.Version)), ("version", CareWords.Number(Version))));
            if (!Changes.IsEmpty && consent.At < Changes.Max(c => c.When))
                reasons.Add(CareWords.Text("agree.before-change"));
            if (consent.By == ConsentGiver.Unknown || consent.How == ConsentForm.Unknown || !Enum.IsDefined(consent.By) || !Enum.IsDefined(consent.How))
                reasons.Add(CareWords.Text("agree.who"));
            return reasons.Count > 0 ? new AgreementOutcome.NotYet([.. reasons]) : new AgreementOutcome.Done(new(Id, Version, Origin, Start, Changes, consent, null));
        }

        private static LocalText? Refusal(PlanChange change, PlanContent before, PointAtlas atlas, KnownOfPerson known) => change switch
        {
            PlanChange.PutNeedle put when NeedlePlan.TryAt(atlas, put.Needle.Point, put.Needle.Side) is null =>
                CareWords.Text("refused.site", ("site", PlanWords.SiteOf(put.Needle))),
            PlanChange.RemoveNeedle remove when before.Needle(remove.Point, remove.Side) is null => CareWords.Text("refused.nothing-there"),
            PlanChange.ConfirmCaution confirm when before.Needle(confirm.Point, confirm.Side) is null => CareWords.Text("refused.nothing-there"),
            PlanChange.RemoveGoal goal when !before.Goals.Any(g => g.Key == goal.Key) => CareWords.Text("refused.nothing-there"),
            PlanChange.SetStimulation { Stimulation.Electro: not null } => known.HasSomewhere(PlacedFact.ActiveImplant) switch
            {
                Answer.No => null,
                Answer.Yes => CareWords.Text("refused.implant"),
                _ => CareWords.Text("refused.implant-unknown"),
            },
            _ => null,
        };

        private static bool IsDecided(PlanContent before, PlanChange change) => change.Part switch
        {
            PlanPart.Needle => before.Needles.Any(n => n.Key == change.Key),
            PlanPart.Goal => before.Goals.Any(g => g.Key == change.Key),
            PlanPart.Variation => before.Variation != VariationAllowed.NotDecided,
            PlanPart.Response => before.Response != ResponseSought.NotDecided,
            _ => !ReferenceEquals(PlanWords.Of(before, change.Part, change.Key), PlanWords.NotDecided),
        };
    }

    /// <summary>A version that the person consented to. Consent may be withdrawn; the version itself never changes.</summary>
    public sealed record Agreed : TreatmentPlan
    {
        [JsonConstructor]
        internal Agreed(Guid id, int version, PlanOrigin origin, PlanContent start, ImmutableArray<RecordedChange> changes, PlanConsent consent, ConsentWithdrawn? withdrawn)
            : base(id, version, origin, start, changes) => (Consent, Withdrawn) = (consent, withdrawn);

        public PlanConsent Consent { get; }

        /// <summary>Null: the consent stands.</summary>
        public ConsentWithdrawn? Withdrawn { get; }

        /// <summary>The next version, as a draft that begins where this one stands. This version stays as it is.</summary>
        public Draft Revise() => new(Id, Version + 1, new PlanOrigin.EarlierVersion(Version, Origin.ProtocolOf), Content with { Confirmed = [] }, []);

        /// <summary>Notes that consent was taken back; the first note stands.</summary>
        public Agreed Withdraw(ConsentWithdrawn withdrawn) => new(Id, Version, Origin, Start, Changes, Consent, Withdrawn ?? withdrawn);

        /// <summary>Replaced by a later agreed version; null where the other is no later version of the same plan.</summary>
        public Superseded? SupersedeBy(Agreed later)
        {
            ArgumentNullException.ThrowIfNull(later);
            return later.Id == Id && later.Version > Version ? new(Id, Version, Origin, Start, Changes, Consent, Withdrawn, later.Version) : null;
        }

        /// <summary>
        /// Which parts of a plan the consent to this version covers: those that say the same as then. A part changed since needs new consent, and so
        /// does every part once consent is withdrawn.
        /// </summary>
        public ImmutableArray<ConsentCoverage> Covers(PlanContent now)
        {
            var consented = Content;
            return [.. ConsentCoverage.Parts(consented, now).Select(p => new ConsentCoverage(p.Part, p.Key, Withdrawn is null && ConsentCoverage.Same(consented, now, p.Part, p.Key)))];
        }
    }

    /// <summary>A version that a later one has replaced.</summary>
    public sealed record Superseded : TreatmentPlan
    {
        [JsonConstructor]
        internal Superseded(
            Guid id, int version, PlanOrigin origin, PlanContent start, ImmutableArray<RecordedChange> changes, PlanConsent consent, ConsentWithdrawn? withdrawn, int supersededBy)
            : base(id, version, origin, start, changes) => (Consent, Withdrawn, SupersededBy) = (consent, withdrawn, supersededBy);

        public PlanConsent Consent { get; }

        public ConsentWithdrawn? Withdrawn { get; }

        /// <summary>The version that replaced it.</summary>
        public int SupersededBy { get; }
    }
}
