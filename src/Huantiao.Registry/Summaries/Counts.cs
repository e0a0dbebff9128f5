using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>Everything that can be counted and summed of some people at one week, before anything is withheld.</summary>
internal sealed record WeekCounts(int NotDue, int Missing, int Measured, int Paired, int Responders, PairMoments Pairs, ImmutableHashSet<string> PairedPeople)
{
    public int People => NotDue + Missing + Measured;

    public static WeekCounts Of(IEnumerable<OutcomeRow> rows, int week, Subject subject)
    {
        var (notDue, missing, measured, responders, pairs) = (0, 0, 0, 0, default(PairMoments));
        var paired = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            switch (row.At(week))
            {
                case Observation.NotDue:
                    notDue++;
                    break;
                case Observation.Measured score:
                    measured++;
                    if (row.BaselineScore is { } baseline)
                    {
                        paired.Add(row.Person);
                        pairs = pairs.With(baseline, score.Value);
                        responders += subject.Responds(baseline, score.Value) ? 1 : 0;
                    }

                    break;
                default:
                    missing++;
                    break;
            }
        }

        return new(notDue, missing, measured, paired.Count, responders, pairs, paired.ToImmutable());
    }

    /// <summary>
    /// The whole group's cell. Its counts of people are told whatever their size: to leave out clinics with few responders or few drop-outs would bend what is pooled, and a
    /// count without any other attribute than the clinic describes nobody (docs/methods/registry.md). What is of fewer people than may be told of is withheld.
    /// </summary>
    public SummaryCell Whole(SuppressionRules rules, bool withPairs)
    {
        var small = rules.IsSmall(Paired);
        return new(NotDue, Missing, Measured, Paired, small ? null : Responders, small || !withPairs ? null : Pairs);
    }
}
