using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Screening;

/// <summary>What the screen lets happen next. Every operation that examines, agrees or treats asks here; none of the answers says that treatment is safe.</summary>
public static class TreatmentGate
{
    /// <summary>
    /// Whether an examination may be recorded: nothing blocks, and no question is open whose answer could. Cautions may still wait to be taken note of, since
    /// what is found bears on them. (Own choice, awaits clinical sign-off.)
    /// </summary>
    /// <param name="review">Of the answers alone, without what an examination found: a finding must not stand in the way of its own correction.</param>
    public static bool MayExamine(ScreenReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return review.Blocking.IsEmpty && review.Unanswered.All(q => q.MayBePassedOver);
    }

    /// <summary>Whether a plan may be agreed to and carried out: everything is settled and nothing is open.</summary>
    /// <param name="review">Of the answers with what the examination found, at <see cref="Occasion.Examination"/>.</param>
    public static bool MayTreat(ScreenReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return review.MayTreat;
    }
}
