using System.Collections.Immutable;

namespace Huantiao.Knowledge.Pathways;

/// <summary>Below which numbers the registry and the clinic's report stay silent.</summary>
/// <param name="LeastPeople">Fewer people are not told of in a summary.</param>
/// <param name="LeastDifference">Sums of two weeks stand beside each other only where none or so many people are in one alone.</param>
/// <param name="ChartPeople">Fewer people have no place in a funnel.</param>
/// <param name="ChartPeriods">Fewer periods have no control limits.</param>
/// <param name="ChartExpected">Fewer expected in a period than this have exact limits.</param>
public sealed record RegistryPolicy(
    int LeastPeople, Provenance LeastPeopleFrom, int LeastDifference, Provenance LeastDifferenceFrom, int ChartPeople, int ChartPeriods, double ChartExpected, Provenance ChartsFrom);

/// <summary>
/// What clinics saw, pooled: a file of the pathway's folder <c>registry/</c>, as <c>huantiao pool --json</c> wrote it. Observed without a comparison by lot: never part of a synthesis of trials.
/// </summary>
/// <param name="Better">Which way the instrument is better.</param>
/// <param name="Important">The improvement of one person that was counted.</param>
/// <param name="From">First day on which anybody counted had begun.</param>
/// <param name="Known">The last day of a cut.</param>
public sealed record RegistryResult(
    string Instrument, string InstrumentVersion, double ScaleLower, double ScaleUpper, Direction Better, double Important, double Level, int Clinics, int People, DateOnly From, DateOnly Until, DateOnly Known,
    ImmutableArray<RegistryGroup> Groups, FilePlace Place);

/// <summary>People who were given one thing.</summary>
public sealed record RegistryGroup(string Exposure, int Clinics, int People, int Treatments, ImmutableArray<RegistryWeek> Weeks, ImmutableArray<RegistryHarm> Harms);

/// <summary>One week.</summary>
/// <param name="Due">Whose day had come; of those <paramref name="Measured"/> gave a score.</param>
/// <param name="Change">Mean change with its interval; null where it was not told.</param>
/// <param name="Responders">Share with an important improvement, 0 to 1, of those with both scores.</param>
/// <param name="RespondersWorst">Of everybody due, if those without scores had all not improved; <paramref name="RespondersBest"/> if all had.</param>
public sealed record RegistryWeek(int Week, int Due, int Measured, RegistryEstimate? Change, RegistryEstimate? Responders, double? RespondersWorst, double? RespondersBest);

/// <summary>An estimate with its interval and the people behind it.</summary>
public sealed record RegistryEstimate(double Estimate, double Lower, double Upper, int People);

/// <summary>One kind of adverse event.</summary>
/// <param name="Affected">Share of the people asked, 0 to 1; null, as the others, where it was not told.</param>
public sealed record RegistryHarm(string Kind, RegistryEstimate? Affected, int? Events, int? Treatments);
