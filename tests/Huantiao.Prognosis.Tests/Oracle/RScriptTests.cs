using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Huantiao.Prognosis.Tests.Oracle;

/// <summary>docs/prognosis.R, run by R, against the probabilities in the export. Where R is missing the test fails on a build server and is skipped on a desk.</summary>
public class RScriptTests
{
    private static readonly string Docs = Path.Combine(AppContext.BaseDirectory, "docs");

    public static TheoryData<string> Cases => ["example", "correlated", "higher", "share", "marked", "one reading"];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Script_OnAnExport_GivesEveryProbability(string which)
    {
        var review = Case(which);
        var file = Path.Combine(Path.GetTempPath(), $"prognosis-{Guid.CreateVersion7():N}.json");
        await File.WriteAllTextAsync(file, ReviewExport.Json(review), TestContext.Current.CancellationToken);
        try
        {
            if (await RunAsync(file) is not { } lines)
            {
                Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "R with jsonlite is needed: apt-get install r-base-core r-cran-jsonlite");
                Assert.Skip("R is not installed here.");
                return;
            }

            Assert.Equal(review.ByReview, lines["byReview"], 1e-10);
            Assert.Equal(review.ByHorizon, lines["byHorizon"], 1e-10);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Script_AsKept_IsTenLines() =>
        Assert.Equal(10, File.ReadLines(Path.Combine(Docs, "prognosis.R")).Count(line => line.Length > 0 && !line.StartsWith('#')));

    /// <summary>The example that is kept beside the script is what the code exports today.</summary>
    [Fact]
    public void Example_AsKept_IsTodaysExport() => Assert.Equal(File.ReadAllText(Path.Combine(Docs, "prognosis-example.json")).ReplaceLineEndings("\n"), ReviewExport.Json(Case("example")).ReplaceLineEndings("\n"));

    [Fact]
    public void Json_OfAReview_HoldsEveryReadingAndTheAdvice()
    {
        var json = JsonDocument.Parse(ReviewExport.Json(Case("marked"))).RootElement;

        Assert.Equal([true, true, true, false, false], json.GetProperty("readings").EnumerateArray().Select(r => r.GetProperty("used").GetBoolean()));
        Assert.Equal(ReviewExport.Name(Case("marked").Advice), json.GetProperty("result").GetProperty("advice").GetString());
    }

    private static Review Case(string which)
    {
        var readings = Sample.Readings((-1, 7), (0, 6), (0.5, 6), (1, 5), (2, 4), (3, 4), (4, 3));
        return which switch
        {
            "example" => Review.Of(Sample.Prior, Sample.Rules, 4, readings),
            "correlated" => Review.Of(Sample.Correlated, Sample.Rules, 4, readings),
            "higher" => Review.Of(Sample.Higher, Sample.Rules, 4, [.. readings.Select(r => new Reading(r.Week, -r.Value))]),
            "share" => Review.Of(Sample.Correlated, Sample.Rules with { Important = new ImportantChange.OfBaseline(0.3) }, 4, readings),
            "marked" => Review.Of(Sample.Prior, Sample.Rules, 4, new(0, 7), new(2, 6, ReadingMarks.Late), new(3, 6), new(4, 2, ReadingMarks.TreatmentChanged), new(8, 1)),
            "one reading" => Review.Of(Sample.OneSpeed, Sample.Rules, 4, new Reading(0, 7)),
            _ => throw new ArgumentOutOfRangeException(nameof(which)),
        };
    }

    private static async Task<Dictionary<string, double>?> RunAsync(string file)
    {
        try
        {
            using var r = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", Path.Combine(Docs, "prognosis.R"), file])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = r.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await r.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await r.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(r.ExitCode == 0, await errors);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
                .ToDictionary(cells => cells[0], cells => double.Parse(cells[1], CultureInfo.InvariantCulture));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
