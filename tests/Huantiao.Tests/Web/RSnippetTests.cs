using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Huantiao.Web;
using Huantiao.Web.Decide;

namespace Huantiao.Tests.Web;

public partial class RSnippetTests
{
    [Fact]
    public async Task For_EveryPooledFinding_GivesOurNumberInR()
    {
        var site = Site.Load(Path.Combine(Repository.Root, "pathways", "sciatica"));
        var findings = site.Answer.Findings.Where(finding => finding.Synthesis is not null).ToList();
        Assert.NotEmpty(findings);
        foreach (var finding in findings)
        {
            var printed = await RunAsync(RSnippet.For(finding)!);
            if (printed is null)
            {
                Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "R is not installed here.");
                Assert.Fail("R is not installed.");
            }

            // predict() prints a line of headers, then: pred se ci.lb ci.ub …; with transf there is no se.
            var numbers = Number().Matches(printed.Split('\n').First(line => line.Trim().Length > 0 && !line.Contains("pred", StringComparison.Ordinal)))
                .Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
            var pooled = finding.Synthesis!;
            Assert.Equal(pooled.Estimate, numbers[0], Math.Max(1e-5, Math.Abs(pooled.Estimate) * 1e-5));
            var shift = pooled.IsRatio ? 1 : 2;
            Assert.Equal(pooled.CiLower, numbers[shift], Math.Max(0.02, Math.Abs(pooled.CiLower) * 0.005));
            Assert.Equal(pooled.CiUpper, numbers[shift + 1], Math.Max(0.02, Math.Abs(pooled.CiUpper) * 0.005));
        }
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    private static async Task<string?> RunAsync(string code)
    {
        try
        {
            using var r = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", "-"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = r.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await r.StandardInput.WriteAsync(code);
            r.StandardInput.Close();
            var output = await r.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await r.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(r.ExitCode == 0, code + "\n" + await errors);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
