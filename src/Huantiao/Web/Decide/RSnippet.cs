using System.Globalization;
using System.Text;
using Huantiao.Evidence;
using Huantiao.MetaAnalysis;

namespace Huantiao.Web.Decide;

/// <summary>R code that a reader can paste to get our number from metafor: the data and every choice are in it.</summary>
internal static class RSnippet
{
    /// <summary>Null where nothing was pooled.</summary>
    public static string? For(Finding finding)
    {
        if (finding.Synthesis is not { } pooled)
            return null;
        var code = new StringBuilder();
        code.Append("library(metafor)\n");
        code.Append("dat <- data.frame(\n  study = c(").AppendJoin(", ", finding.Studies.Select(study => Quoted(study.Label))).Append("),\n");
        code.Append("  yi = c(").AppendJoin(", ", finding.Studies.Select(study => Exact(study.Yi))).Append("),\n");
        code.Append("  vi = c(").AppendJoin(", ", finding.Studies.Select(study => Exact(study.Variance))).Append("))\n");
        code.Append("res <- rma(yi, vi, data = dat, slab = study, method = \"").Append(MethodName(pooled.Fit.Method))
            .Append("\", test = \"").Append(TestName(pooled.Fit.Test)).Append('"');
        if (pooled.Fit.Method is not Method.EE)
            code.Append(",\n           control = list(threshold = 1e-14, maxiter = 10000)");
        code.Append(")\n");
        code.Append(pooled.IsRatio ? "print(predict(res, transf = exp), digits = 6)\n" : "print(predict(res), digits = 6)\n");
        return code.ToString();
    }

    private static string MethodName(Method method) => method switch
    {
        Method.EE => "EE",
        Method.HSk => "HSk",
        _ => method.ToString(),
    };

    private static string TestName(TestKind test) => test switch
    {
        TestKind.T => "t",
        TestKind.HartungKnapp => "knha",
        TestKind.AdHoc => "adhoc",
        _ => "z",
    };

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
