using System.Globalization;
using Huantiao.Evidence;
using Huantiao.Web.Decide;

namespace Huantiao.Web.Api;

/// <summary>The trials of a finding as CSV, also those without a usable number; metafor's names, so that <c>huantiao meta</c> and R read it.</summary>
internal static class FindingCsv
{
    public static string Write(Finding finding)
    {
        var csv = new CsvText().Row(
            "study", "trial", "yi", "vi", "estimate", "ci_lo", "ci_hi", "weight_percent", "n", "used", "why_not", "derivation", "source", "url", "status");
        foreach (var study in finding.Studies)
        {
            csv.Row(
                study.Label, study.Trial, Exact(study.Yi), Exact(study.Variance), Exact(study.Estimate), Exact(study.CiLower), Exact(study.CiUpper),
                Exact(study.WeightPercent), study.Participants.ToString(CultureInfo.InvariantCulture), "yes", "", study.Derivation.In("en"),
                study.Row.Provenance.Source, study.Row.Provenance.Url, study.Row.Provenance.StatusText);
        }

        foreach (var left in finding.Missing.Concat(finding.NotUsed))
        {
            csv.Row(
                Drawings.Label(left.Row), left.Row.Trial, "", "", "", "", "", "", "", "no", left.Why.In("en"), left.Row.Derivation,
                left.Row.Provenance.Source, left.Row.Provenance.Url, left.Row.Provenance.StatusText);
        }

        return csv.ToString();
    }

    private static string Exact(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
