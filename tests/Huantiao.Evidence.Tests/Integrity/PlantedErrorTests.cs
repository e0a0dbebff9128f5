using Huantiao.Evidence.Integrity;

namespace Huantiao.Evidence.Tests.Integrity;

/// <summary>How many misprints of each kind are found where they were put, among honest rows; the rates are printed.</summary>
public class PlantedErrorTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (string Check, Func<PrintedRow, PrintedRow?> Plant, bool Adds)> Kinds = new(StringComparer.Ordinal)
    {
        ["a wrong denominator"] = ("percent-count", PlantedErrors.WrongDenominator, false),
        ["swapped digits of a percentage"] = ("percent-count", PlantedErrors.SwappedPercentage, false),
        ["a percentage no count gives"] = ("percent-count", PlantedErrors.ImpossiblePercentage, false),
        ["a decimal point moved"] = ("percent-count", PlantedErrors.DecimalPointMoved, false),
        ["P<0.05 for counts"] = ("p-value", PlantedErrors.ClaimedSignificance, false),
        ["P<0.05 for means"] = ("p-value", PlantedErrors.ClaimedSignificanceOfMeans, false),
        ["P ten times too small"] = ("p-value", PlantedErrors.PTenTimesTooSmall, false),
        ["NS for a clear difference"] = ("p-value", PlantedErrors.DeniedSignificance, false),
        ["a limit moved"] = ("ci-centre", PlantedErrors.LimitMoved, false),
        ["an interval shifted"] = ("ci-centre", PlantedErrors.IntervalShifted, false),
        ["a standard error for the SD"] = ("ci-se", PlantedErrors.StandardErrorForSd, false),
        ["an interval halved"] = ("ci-se", PlantedErrors.IntervalHalved, false),
        ["an interval of the difference widened"] = ("ci-se", PlantedErrors.DifferenceIntervalWidened, false),
        ["a difference a fifth too large"] = ("difference", PlantedErrors.DifferenceTooLarge, false),
        ["swapped digits of a difference"] = ("difference", PlantedErrors.DifferenceSwapped, false),
        ["more people in a thesis"] = ("group-size", PlantedErrors.ThesisWithMorePeople, true),
        ["a trial reported twice"] = ("duplicate", PlantedErrors.ThesisAgain, true),
        ["means under another name"] = ("duplicate", PlantedErrors.OtherName, true),
        ["counts under another name"] = ("duplicate", PlantedErrors.CountsUnderOtherName, true),
    };

    // Tables of 30 honest rows, one misprint in each.
    private const int Tables = 100;

    public static TheoryData<string, double> LeastShareFound => new()
    {
        { "a wrong denominator", 0.97 },
        { "swapped digits of a percentage", 0.97 },
        { "a percentage no count gives", 0.97 },
        { "a decimal point moved", 0.97 },
        { "P<0.05 for counts", 0.97 },
        { "P<0.05 for means", 0.97 },
        { "P ten times too small", 0.97 },
        { "NS for a clear difference", 0.97 },
        { "a limit moved", 0.97 },
        { "an interval shifted", 0.97 },
        { "a standard error for the SD", 0.97 },
        { "an interval halved", 0.97 },
        { "an interval of the difference widened", 0.97 },
        { "a difference a fifth too large", 0.97 },
        { "swapped digits of a difference", 0.97 },
        { "more people in a thesis", 0.97 },
        { "a trial reported twice", 0.97 },
        { "means under another name", 0.97 },
        { "counts under another name", 0.97 },
    };

    [Theory]
    [MemberData(nameof(LeastShareFound))]
    public void Run_MisprintAmongHonestRows_IsFoundOnItsLine(string kind, double least)
    {
        var (check, plant, adds) = Kinds[kind];
        var (planted, found) = (0, 0);
        for (var seed = 1; seed <= Tables; seed++)
        {
            var rows = new SimulatedTrials(1000 + seed).Mixed(30);
            var at = rows.FindIndex(seed % 20, r => plant(r) is not null);
            if (at < 0)
                continue;
            var wrong = plant(rows[at])!;
            if (adds)
                rows.Add(wrong);
            else
                rows[at] = wrong;
            var line = adds ? rows.Count + 1 : at + 2;
            var problems = IntegrityChecks.Run(SimulatedTrials.Table(rows)).Problems;
            planted++;
            found += problems.Any(p => p.Check == check && (p.Line == line || (adds && p.Line == at + 2))) ? 1 : 0;
        }

        output.WriteLine($"{kind}: {found} of {planted} found.");
        Assert.True(planted >= 0.8 * Tables, $"only {planted} planted");
        Assert.True(found >= least * planted, $"{kind}: {found} of {planted} found");
    }
}
