using System.Collections.Immutable;

namespace Huantiao.Knowledge.Pathways;

/// <summary>What a pathway says of the course that one person may expect, and of how a review judges it. Every number has its source and status.</summary>
/// <param name="QuestionId">The question whose outcome is followed; its comparator is the other arm.</param>
/// <param name="ScaleLower">Ends of the question's scale.</param>
/// <param name="ImportantDifferenceId">The change in one person that counts as important: an id of <see cref="ImportantDifference"/>.</param>
/// <param name="Arms">Trials that print the mean change of each group.</param>
/// <param name="MeasureId">The instrument whose score of one person is held against it: an id of <see cref="Measures.Instrument"/>.</param>
public sealed record Expectation(
    string QuestionId, string MeasureId, double ScaleLower, double ScaleUpper, string ImportantDifferenceId, ImmutableArray<ExpectedArms> Arms, SourcedBaseline Baseline,
    SourcedNumber ReadingSd, SourcedNumber Correlation, SourcedSpeeds Speeds, ReviewPolicy Review, FilePlace Place);

/// <summary>The two groups of one trial at one time.</summary>
/// <param name="Week">As in the trial table.</param>
/// <param name="SingleTime">True: measured once, so that the spread is that of single readings. False: a mean over several weeks.</param>
public sealed record ExpectedArms(string Trial, double Week, bool SingleTime);

/// <summary>How people stand before treatment: mean and standard deviation on the question's scale.</summary>
public sealed record SourcedBaseline(double Mean, double Sd, Provenance Provenance);

/// <summary>One number with where it comes from.</summary>
public sealed record SourcedNumber(double Value, Provenance Provenance);

/// <summary>How fast the change may come: weeks until 63% of it has come, and the weight of each, in the same order.</summary>
public sealed record SourcedSpeeds(ImmutableArray<double> Weeks, ImmutableArray<double> Weights, Provenance Provenance);

/// <summary>What a review judges by.</summary>
/// <param name="Week">When the review is held, in weeks from the first treatment.</param>
/// <param name="HorizonWeek">By when an important improvement should have come.</param>
/// <param name="ContinueFrom">Probability from which to continue, 0 to 1.</param>
/// <param name="UnlikelyBelow">Probability below which help is unlikely.</param>
/// <param name="LeastBaseline">Readings needed before the first treatment.</param>
/// <param name="LeastAfterStart">Readings needed after it.</param>
/// <param name="EarliestWeek">Week that the last reading must have reached.</param>
/// <param name="ErrorZ">Standard errors beyond which a change is more than error of measurement.</param>
public sealed record ReviewPolicy(
    double Week, double HorizonWeek, double ContinueFrom, double UnlikelyBelow, int LeastBaseline, int LeastAfterStart, double EarliestWeek, double ErrorZ, Provenance Provenance);
