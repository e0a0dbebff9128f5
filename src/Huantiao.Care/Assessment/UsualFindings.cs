using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>Which findings may be recorded as usual for a whole group at once, after the group was examined.</summary>
public static class UsualFindings
{
    /// <summary>
    /// The value of a healthy person, as it is stored; null where each side must be answered by itself: what is asked and not seen, an angle, an opinion, and
    /// feeling that leads to a rule of safety.
    /// </summary>
    public static string? Of(ExaminationField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Kind switch
        {
            ExaminationKind.Strength => "5",
            ExaminationKind.Sensation when field.Routes.IsEmpty => "normal",
            ExaminationKind.Reflex => "normal",
            ExaminationKind.Plantar => "down",
            ExaminationKind.Present when field.Group is "neurodynamic" or "reflex" => "no",
            _ => null,
        };
    }

    /// <summary>The examination with every field of the group that has not been examined, and may be, recorded as usual. What was recorded stays.</summary>
    public static Examination Fill(Examination examination, string group)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return examination.Findings.Where(f => f.Field.Group == group && f.Value is ExaminationValue.NotExamined { Why: NotExaminedWhy.NotDone } && Of(f.Field) is not null)
            .Aggregate(examination, (held, f) => held.Record(f.Field.Id, f.Side, Of(f.Field)) is Recording.Recorded recorded ? recorded.Examination : held);
    }
}
