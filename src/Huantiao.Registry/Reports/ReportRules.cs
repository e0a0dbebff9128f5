namespace Huantiao.Registry;

/// <summary>Below which numbers a report stays silent. A pathway's data, with their sources there.</summary>
/// <param name="LeastPeople">A unit of a funnel with fewer people is shown without a place.</param>
/// <param name="LeastPoints">A control chart with fewer periods has no limits.</param>
/// <param name="LeastExpected">Where fewer responders, or fewer others, are expected in a period, its limits are exact binomial ones and not the normal three sigma.</param>
public sealed record ReportRules(int LeastPeople, int LeastPoints, double LeastExpected);
