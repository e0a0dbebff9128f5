using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Huantiao.Tests.Cli;

namespace Huantiao.Tests.Oracle;

/// <summary>
/// R's metafor, run now, against the command line: the whole way from a line of JSON to a line of JSON. Where R is missing the test fails on a build
/// server and is skipped on a desk.
/// </summary>
public class MetaforTests
{
    // metafor stops at 1e-5 unless told otherwise; its results are exact only when iterated on.
    private const string Script = """
        suppressPackageStartupMessages({ library(metafor); library(jsonlite) })
        cases <- stream_in(file(commandArgs(TRUE)[1]), simplifyVector = FALSE, verbose = FALSE)
        for (case in cases) {
          data <- lapply(case$data, unlist)
          fit <- do.call(rma, c(data, list(measure = case$measure, method = case$method, test = case$test, control = list(threshold = 1e-14, tol = 1e-14, maxiter = 10000))))
          ci <- if (case$method == "EE") NULL else confint(fit, control = list(tol = 1e-12))
          pred <- predict(fit)
          loo <- leave1out(fit)
          cat(toJSON(list(id = case$id, estimate = fit$b[1], se = fit$se, statistic = fit$zval, pValue = fit$pval, ciLower = fit$ci.lb, ciUpper = fit$ci.ub,
            piLower = if (case$method == "EE") NA else pred$pi.lb, piUpper = if (case$method == "EE") NA else pred$pi.ub,
            tau2 = fit$tau2, i2 = fit$I2, h2 = fit$H2, q = fit$QE, qPValue = fit$QEp, logLik = fit$fit.stats[1, if (case$method == "REML") "REML" else "ML"],
            confintTau2 = if (is.null(ci)) c(NA, NA) else unname(ci$random[1, 2:3]), leave1out = loo$estimate, weights = unname(weights(fit))),
            digits = NA, auto_unbox = TRUE, na = "null"), "\n", sep = "")
        }
        """;

    private static readonly string[] Scalars =
        ["estimate", "se", "statistic", "pValue", "ciLower", "ciUpper", "piLower", "piUpper", "tau2", "i2", "h2", "q", "qPValue", "logLik"];

    [Fact]
    public async Task Batch_FitsOfEveryKind_AgreeWithMetafor()
    {
        if (!await HasMetaforAsync())
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "R with metafor and jsonlite is needed: apt-get install r-base-core r-cran-metafor r-cran-jsonlite");
            Assert.Skip("R with metafor is not installed here.");
        }

        using var scratch = new Scratch();
        var cases = (from measure in (string[])["RR", "OR", "RD"]
                     from method in (string[])["EE", "DL", "HE", "HS", "SJ", "ML", "REML", "EB", "PM"]
                     from test in (string[])["z", "knha"]
                     select Bcg.Line($"{measure} {method} {test}", measure, $$""","method":"{{method}}","test":"{{test}}","include":["confint","leave1out","weights"]""")).ToArray();
        var input = string.Join('\n', cases) + "\n";
        var oracle = await BuiltProgram.RunAsync(Command("Rscript", scratch.Write("oracle.R", Script.ReplaceLineEndings("\n")), scratch.Write("cases.ndjson", input)));
        Assert.True(oracle.Code == 0, oracle.Error);
        var ours = InProcess.Run(["meta", "--batch", "-"], input);

        Assert.Equal(cases.Length, oracle.Lines.Length);
        foreach (var (theirs, mine) in oracle.Lines.Zip(ours.Lines, (a, b) => (JsonDocument.Parse(a).RootElement, JsonDocument.Parse(b).RootElement)))
        {
            var id = theirs.GetProperty("id").GetString()!;
            Assert.Equal(id, mine.GetProperty("id").GetString());
            foreach (var name in Scalars)
                Near(theirs.GetProperty(name), mine.GetProperty(name), $"{id} {name}", 1e-7);
            foreach (var name in (string[])["weights"])
                AllNear(theirs.GetProperty(name), mine.GetProperty(name), $"{id} {name}", 1e-7);
            AllNear(theirs.GetProperty("leave1out"), mine.GetProperty("leave1out").GetProperty("estimate"), $"{id} leave1out", 1e-6);
            if (mine.TryGetProperty("confint", out var confint) && theirs.GetProperty("confintTau2")[0].ValueKind == JsonValueKind.Number)
                AllNear(theirs.GetProperty("confintTau2"), confint.GetProperty("tau2"), $"{id} confint", 1e-6);
        }
    }

    private static void AllNear(JsonElement expected, JsonElement actual, string what, double tolerance)
    {
        Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
        for (var i = 0; i < expected.GetArrayLength(); i++)
            Near(expected[i], actual[i], $"{what}[{i}]", tolerance);
    }

    private static void Near(JsonElement expected, JsonElement actual, string what, double tolerance)
    {
        if (expected.ValueKind != JsonValueKind.Number)
            return;
        var (e, a) = (expected.GetDouble(), actual.GetDouble());
        Assert.True(Math.Abs(e - a) <= tolerance * Math.Max(Math.Abs(e), 1e-8), string.Create(CultureInfo.InvariantCulture, $"{what}: metafor {e:R}, here {a:R}"));
    }

    private static async Task<bool> HasMetaforAsync()
    {
        try
        {
            return (await BuiltProgram.RunAsync(Command("Rscript", "-e", "library(metafor); library(jsonlite)"))).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo Command(string program, params string[] args) =>
        new(program, args) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
}
