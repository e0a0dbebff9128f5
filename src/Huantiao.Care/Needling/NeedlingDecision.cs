using System.Collections.Immutable;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Needling;

/// <summary>
/// What the rules say of a planned needle. Six answers, from least to most careful; each carries every caution that applies and every question
/// that is open, whatever decided. None of them says that a needle is safe.
/// </summary>
public abstract record NeedlingDecision
{
    private NeedlingDecision(ImmutableArray<Caution> cautions, ImmutableArray<OpenQuestion> unanswered, double? limitCun) =>
        (Cautions, Unanswered, LimitCun) = (cautions, unanswered, limitCun);

    /// <summary>All that apply, the weightiest first.</summary>
    public ImmutableArray<Caution> Cautions { get; }

    /// <summary>Questions that rules for this point need and that have no answer.</summary>
    public ImmutableArray<OpenQuestion> Unanswered { get; }

    /// <summary>Depth in cun of the person beyond which confirmation is asked; null where none is recorded.</summary>
    public double? LimitCun { get; }

    /// <summary>Everything was asked and no rule applies: nothing is recorded, which is not "safe".</summary>
    public sealed record NothingRecorded : NeedlingDecision
    {
        internal NothingRecorded(double? limitCun)
            : base([], [], limitCun)
        {
        }
    }

    /// <summary>Cautions to heed.</summary>
    public sealed record ProceedWithCare : NeedlingDecision
    {
        internal ProceedWithCare(ImmutableArray<Caution> cautions, double? limitCun)
            : base(cautions, [], limitCun)
        {
        }
    }

    /// <summary>The practitioner confirms, with a reason.</summary>
    public sealed record ConfirmFirst : NeedlingDecision
    {
        internal ConfirmFirst(ImmutableArray<Caution> cautions, double? limitCun)
            : base(cautions, [], limitCun)
        {
        }
    }

    /// <summary>A rule needs an answer that nobody has given: no answer is not a no.</summary>
    public sealed record AskFirst : NeedlingDecision
    {
        internal AskFirst(ImmutableArray<Caution> cautions, ImmutableArray<OpenQuestion> unanswered, double? limitCun)
            : base(cautions, unanswered, limitCun)
        {
        }
    }

    /// <summary>The clinician or team that treats the person must agree; a known reason, which outranks open questions.</summary>
    public sealed record AgreementFirst : NeedlingDecision
    {
        internal AgreementFirst(ImmutableArray<Caution> cautions, ImmutableArray<OpenQuestion> unanswered, double? limitCun)
            : base(cautions, unanswered, limitCun)
        {
        }
    }

    /// <summary>Not as planned.</summary>
    public sealed record Refuse : NeedlingDecision
    {
        internal Refuse(ImmutableArray<Caution> cautions, ImmutableArray<OpenQuestion> unanswered, double? limitCun)
            : base(cautions, unanswered, limitCun)
        {
        }
    }
}

/// <summary>A reason for care.</summary>
public abstract record Caution
{
    private Caution(string id, NeedlingLevel level, LocalText reason, Provenance provenance) => (Id, Level, Reason, Provenance) = (id, level, reason, provenance);

    /// <summary>The rule, or the column of the atlas: "P01-deep", "hazard:kidney", "note".</summary>
    public string Id { get; }

    public NeedlingLevel Level { get; }

    public LocalText Reason { get; }

    /// <summary>Source and status of what the caution rests on.</summary>
    public Provenance Provenance { get; }

    /// <summary>Whether it must be shown as not yet confirmed.</summary>
    public virtual bool IsProvisional => Provenance.Status != FactStatus.Verified;

    /// <summary>From a rule, which tells what to do.</summary>
    public sealed record OfRule : Caution
    {
        internal OfRule(NeedlingRule rule)
            : base(rule.Id, rule.Level, rule.Reason, rule.Basis.Provenance) => Rule = rule;

        public NeedlingRule Rule { get; }

        public LocalText Action => Rule.Action;

        public override bool IsProvisional => Rule.IsProvisional;
    }

    /// <summary>What the atlas records below the point. That severities are read as levels of care is our choice, so it is always provisional.</summary>
    public sealed record OfHazard : Caution
    {
        internal OfHazard(string kind, LocalText words, Hazards hazards)
            : base("hazard:" + kind, LevelOf(hazards.Severity), words, hazards.Provenance)
        {
        }

        public override bool IsProvisional => true;

        private static NeedlingLevel LevelOf(string severity) => severity switch
        {
            "absolute" => NeedlingLevel.Refuse,
            "high" => NeedlingLevel.Confirm,
            "low" => NeedlingLevel.Note,
            _ => NeedlingLevel.Care,
        };
    }

    /// <summary>What the atlas says of this point in words.</summary>
    public sealed record OfPoint : Caution
    {
        internal OfPoint(Stated<LocalText> note)
            : base("note", NeedlingLevel.Care, note.Value, note.Provenance)
        {
        }
    }
}

/// <summary>A question without an answer.</summary>
/// <param name="Rules">Ids of the rules that need it, in the order of the table.</param>
public sealed record OpenQuestion(NeedlingQuestion Question, ImmutableArray<string> Rules);
