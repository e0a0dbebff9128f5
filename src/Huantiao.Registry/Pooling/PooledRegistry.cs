using System.Collections.Immutable;
using Huantiao.MetaAnalysis;

namespace Huantiao.Registry;

/// <summary>What clinics' summaries say together. Observed, not tried: nobody drew lots for who was treated, so that no number here is an effect of treatment.</summary>
/// <param name="Contrasts">Of the other exposures with the largest one; empty where there is one alone.</param>
public sealed record PooledRegistry(Subject Subject, double Level, ImmutableArray<PooledSource> Sources, ImmutableArray<PooledGroup> Groups, ImmutableArray<ExposureContrast> Contrasts)
{
    public int Clinics => Sources.Select(s => s.Clinic).Distinct(StringComparer.Ordinal).Count();
}

/// <summary>One file that was pooled.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Fingerprint">Of the key that signed it.</param>
/// <param name="People">Told of in it; exposures of too few people are not among them.</param>
public sealed record PooledSource(string Name, string Clinic, string Fingerprint, Cut Cut, int People);

/// <summary>People of one exposure over all clinics that tell of them.</summary>
/// <param name="Clinics">That tell of this exposure.</param>
/// <param name="Silent">That have people of this exposure, but too few to tell of.</param>
/// <param name="Strata">People in each kind of case, over the clinics that tell; <see cref="PooledStratum.Withheld"/> says how many do not.</param>
public sealed record PooledGroup(
    string Exposure, int Clinics, int Silent, int People, int Treatments, ImmutableArray<PooledStratum> Strata, ImmutableArray<PooledWeek> Weeks, ImmutableArray<PooledHarm> Harms);

/// <summary>A kind of case.</summary>
/// <param name="People">Of the summaries that tell; null where none does.</param>
/// <param name="Withheld">Summaries that know the stratum and do not tell.</param>
public sealed record PooledStratum(string Stratum, int? People, int Withheld);

/// <summary>One week over all clinics.</summary>
/// <param name="Reasons">Of the missing; what clinics withheld of them stands under no reason.</param>
/// <param name="Pairs">Sums over everybody with both scores in the summaries that tell them.</param>
/// <param name="PairsWithheld">Summaries with people measured that tell no sums.</param>
/// <param name="Change">Mean change of those; null below two people.</param>
/// <param name="Slope">Change for each unit that the baseline is higher, within clinics: least squares over all people with an intercept for each clinic.</param>
/// <param name="Adjusted">Change at <see cref="AdjustedAt"/> from the same model, clinics weighted by their people.</param>
/// <param name="AdjustedAt">The baseline for which the adjusted numbers hold.</param>
/// <param name="Responders">Share of the paired with an important improvement, with its exact interval; null without any.</param>
/// <param name="RespondersAmongDue">The same share of everybody due, where those without scores had all failed, and where all had responded.</param>
/// <param name="BetweenClinics">Mean change by clinic under random effects; null with one clinic.</param>
/// <param name="AdjustedBetweenClinics">Change at <see cref="AdjustedAt"/> by clinic, each with its own slope, under random effects.</param>
/// <param name="RespondersBetweenClinics">Logits of the shares of responders by clinic under random effects.</param>
/// <param name="ByClinic">What each clinic has to do with that.</param>
public sealed record PooledWeek(
    int Week, int NotDue, int Missing, int Measured, int Paired, ImmutableArray<ReasonPeople> Reasons, PairMoments Pairs, int PairsWithheld, PooledMean? Change, PooledMean? Slope, PooledMean? Adjusted,
    double? AdjustedAt, PooledShare? Responders, ShareBounds? RespondersAmongDue, PooledEstimate? BetweenClinics, PooledEstimate? AdjustedBetweenClinics, PooledEstimate? RespondersBetweenClinics,
    ImmutableArray<ClinicWeek> ByClinic, ImmutableArray<PooledStratumWeek> Strata);

/// <summary>An estimate by Student's t.</summary>
/// <param name="People">Behind it.</param>
/// <param name="Sd">Between people; for a line, around it.</param>
public sealed record PooledMean(long People, double Estimate, double Sd, double StandardError, double Lower, double Upper)
{
    internal static PooledMean? Of(ScoreMoments moments, double level) =>
        moments.StandardError is { } error ? Of(moments.N, moments.Mean, moments.Sd!.Value, error, moments.N - 1, level) : null;

    internal static PooledMean Of(long people, double estimate, double sd, double error, long df, double level)
    {
        var reach = Distributions.TQuantile(0.5 + (level / 200), df) * error;
        return new(people, estimate, sd, error, estimate - reach, estimate + reach);
    }
}

/// <summary>So many of so many, with the exact interval.</summary>
public sealed record PooledShare(int Some, int People, ExactProportion Share);

/// <summary>Between these a share lies, whatever became of those without a score.</summary>
public sealed record ShareBounds(int Due, double Worst, double Best);

/// <summary>One clinic at one week.</summary>
/// <param name="Change">Null where withheld.</param>
/// <param name="Adjusted">At the pooled baseline, by the clinic's own line; null where it has too few people for one.</param>
public sealed record ClinicWeek(string Clinic, int Due, int Measured, PooledMean? Change, PooledMean? Adjusted, PooledShare? Responders);

/// <summary>One kind of case at one week, over the clinics that tell.</summary>
/// <param name="Withheld">Summaries that know the stratum and do not tell its sums at this week.</param>
public sealed record PooledStratumWeek(string Stratum, PairMoments Pairs, int Withheld, PooledMean? Change, PooledMean? Adjusted);

/// <summary>One kind of adverse event over all clinics.</summary>
/// <param name="Affected">Share of the people asked to whom it happened.</param>
/// <param name="Events">How often it happened; null, as all the others, where no summary tells.</param>
/// <param name="Treatments">Given to the people asked.</param>
/// <param name="Silent">Summaries that asked too few people to tell.</param>
public sealed record PooledHarm(string Kind, PooledShare? Affected, int? Events, int? Treatments, int Silent)
{
    /// <summary>Null without treatments.</summary>
    public double? PerThousandTreatments => Treatments > 0 ? 1000.0 * Events / Treatments : null;
}

/// <summary>
/// How the change of one exposure differs from that of another at one week, at the same baseline and within clinics (analysis of covariance). People were not assigned by lot: it says what went
/// together, not what brought it about.
/// </summary>
public sealed record ExposureContrast(string Exposure, string Against, int Week, PooledMean Difference);
