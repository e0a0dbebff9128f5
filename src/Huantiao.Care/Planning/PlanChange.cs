using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>One change of a plan. The same changes on the same beginning always give the same plan.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(PutNeedle), "put-needle")]
[JsonDerivedType(typeof(RemoveNeedle), "remove-needle")]
[JsonDerivedType(typeof(SetStyle), "set-style")]
[JsonDerivedType(typeof(SetReasoning), "set-reasoning")]
[JsonDerivedType(typeof(SetVariation), "set-variation")]
[JsonDerivedType(typeof(SetResponse), "set-response")]
[JsonDerivedType(typeof(SetStimulation), "set-stimulation")]
[JsonDerivedType(typeof(SetRetention), "set-retention")]
[JsonDerivedType(typeof(SetNeedleType), "set-needle-type")]
[JsonDerivedType(typeof(SetCourse), "set-course")]
[JsonDerivedType(typeof(PutGoal), "put-goal")]
[JsonDerivedType(typeof(RemoveGoal), "remove-goal")]
[JsonDerivedType(typeof(SetReview), "set-review")]
[JsonDerivedType(typeof(SetStopRule), "set-stop-rule")]
[JsonDerivedType(typeof(SetOtherCare), "set-other-care")]
[JsonDerivedType(typeof(SetSetting), "set-setting")]
[JsonDerivedType(typeof(SetPractitioner), "set-practitioner")]
[JsonDerivedType(typeof(ConfirmCaution), "confirm-caution")]
public abstract record PlanChange
{
    private PlanChange(PlanPart part) => Part = part;

    /// <summary>The part that it changes.</summary>
    [JsonIgnore]
    public PlanPart Part { get; }

    /// <summary>Which of several: a needle, a goal; empty where the part is there once.</summary>
    [JsonIgnore]
    public virtual string Key => "";

    /// <summary>The plan after the change.</summary>
    public abstract PlanContent ApplyTo(PlanContent content);

    /// <summary>Plans a needle, or changes the one at that point and side. Cautions confirmed for it fall away: they were confirmed for another needle.</summary>
    public sealed record PutNeedle(PlannedNeedle Needle) : PlanChange(PlanPart.Needle)
    {
        public override string Key => Needle.Key;

        public override PlanContent ApplyTo(PlanContent content) => content with
        {
            Needles = [.. content.Needles.Where(n => n.Key != Key).Append(Needle).OrderBy(n => n.Key, StringComparer.Ordinal)],
            Confirmed = Unconfirmed(content, Key),
        };
    }

    /// <summary>Plans no needle there any more.</summary>
    public sealed record RemoveNeedle(string Point, BodySide Side) : PlanChange(PlanPart.Needle)
    {
        public override string Key => PlannedNeedle.KeyOf(Point, Side);

        public override PlanContent ApplyTo(PlanContent content) =>
            content with { Needles = [.. content.Needles.Where(n => n.Key != Key)], Confirmed = Unconfirmed(content, Key) };
    }

    /// <summary>Style of acupuncture.</summary>
    public sealed record SetStyle(LocalText? Style) : PlanChange(PlanPart.Style)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Style = Style };
    }

    /// <summary>Why this treatment.</summary>
    public sealed record SetReasoning(LocalText? Reasoning) : PlanChange(PlanPart.Reasoning)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Reasoning = Reasoning };
    }

    /// <summary>How far treatment may vary.</summary>
    public sealed record SetVariation(VariationAllowed Variation) : PlanChange(PlanPart.Variation)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Variation = Variation };
    }

    /// <summary>The response that is sought.</summary>
    public sealed record SetResponse(ResponseSought Response) : PlanChange(PlanPart.Response)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Response = Response };
    }

    /// <summary>Every needle is stimulated anew, so every confirmed caution falls away.</summary>
    public sealed record SetStimulation(StimulationPlan? Stimulation) : PlanChange(PlanPart.Stimulation)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Stimulation = Stimulation, Confirmed = [] };
    }

    /// <summary>How long needles stay in.</summary>
    public sealed record SetRetention(RetentionTime? Retention) : PlanChange(PlanPart.Retention)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Retention = Retention };
    }

    /// <summary>The needle used where none is named for a point.</summary>
    public sealed record SetNeedleType(NeedleType? NeedleType) : PlanChange(PlanPart.NeedleType)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { NeedleType = NeedleType };
    }

    /// <summary>Sessions and how often.</summary>
    public sealed record SetCourse(TreatmentCourse? Course) : PlanChange(PlanPart.Course)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Course = Course };
    }

    /// <summary>Sets a goal, or changes the one in that measure and activity.</summary>
    public sealed record PutGoal(PlanGoal Goal) : PlanChange(PlanPart.Goal)
    {
        public override string Key => Goal.Key;

        public override PlanContent ApplyTo(PlanContent content) =>
            content with { Goals = [.. content.Goals.Where(g => g.Key != Key).Append(Goal).OrderBy(g => g.Key, StringComparer.Ordinal)] };
    }

    /// <summary>Takes a goal out of the plan.</summary>
    public sealed record RemoveGoal(string Measure, string? Activity) : PlanChange(PlanPart.Goal)
    {
        public override string Key => Activity is null ? Measure : $"{Measure}: {Activity}";

        public override PlanContent ApplyTo(PlanContent content) => content with { Goals = [.. content.Goals.Where(g => g.Key != Key)] };
    }

    /// <summary>The day of the review.</summary>
    public sealed record SetReview(PlannedReview? Review) : PlanChange(PlanPart.Review)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Review = Review };
    }

    /// <summary>When treatment is thought over.</summary>
    public sealed record SetStopRule(StopRule? StopRule) : PlanChange(PlanPart.StopRule)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { StopRule = StopRule };
    }

    /// <summary>All other care; empty: asked, and there is none; null: not asked.</summary>
    public sealed record SetOtherCare(ImmutableArray<OtherCare>? Care) : PlanChange(PlanPart.OtherCare)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { OtherCare = Care };
    }

    /// <summary>Where, and what the person is told.</summary>
    public sealed record SetSetting(PlanSetting? Setting) : PlanChange(PlanPart.Setting)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Setting = Setting };
    }

    /// <summary>Who needles.</summary>
    public sealed record SetPractitioner(PractitionerBackground? Practitioner) : PlanChange(PlanPart.Practitioner)
    {
        public override PlanContent ApplyTo(PlanContent content) => content with { Practitioner = Practitioner };
    }

    /// <summary>The practitioner has read a caution of a needle and needles all the same; why stands with the recorded change.</summary>
    public sealed record ConfirmCaution(string Point, BodySide Side, string Caution) : PlanChange(PlanPart.Confirmation)
    {
        public override string Key => $"{PlannedNeedle.KeyOf(Point, Side)} {Caution}";

        public override PlanContent ApplyTo(PlanContent content)
        {
            var confirmed = new ConfirmedCaution(PlannedNeedle.KeyOf(Point, Side), Caution);
            return content.Needle(Point, Side) is null || content.Confirmed.Contains(confirmed) ? content : content with { Confirmed = content.Confirmed.Add(confirmed) };
        }
    }

    private static ImmutableArray<ConfirmedCaution> Unconfirmed(PlanContent content, string needle) => [.. content.Confirmed.Where(c => c.Needle != needle)];
}

/// <summary>A change as it stands in the record: what, from, to, why, who, when.</summary>
/// <param name="From">In words, before; "not decided" where it was open.</param>
/// <param name="Why">In the practitioner's words; empty only where something open was filled in.</param>
public sealed record RecordedChange(PlanChange What, LocalText From, LocalText To, string Why, Guid Who, DateTimeOffset When);
