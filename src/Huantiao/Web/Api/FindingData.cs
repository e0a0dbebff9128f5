using System.Globalization;
using Huantiao.Evidence;
using Huantiao.Web.Decide;

namespace Huantiao.Web.Api;

/// <summary>A finding as data for other programs: JSON with everything, CSV with the trials.</summary>
internal static class FindingData
{
    public static FindingJson Json(Finding finding, View view)
    {
        var question = finding.Question;
        return new(
            question.Id, view.Language.Tag, view.In(question.Outcome), view.In(question.Comparator), view.In(question.Window), view.In(question.Unit),
            question.Measure, Numbers.Sentence(finding, view), Level(finding.Certainty.Level), finding.Certainty.Confirmed, finding.Participants,
            finding.Synthesis is { } pooled
                ? new(
                    pooled.Fit.Method.ToString(), pooled.Fit.Test.ToString(), pooled.Fit.K, pooled.Estimate, pooled.CiLower, pooled.CiUpper, pooled.PiLower,
                    pooled.PiUpper, pooled.Fit.Tau2, pooled.Fit.I2, pooled.Fit.Q, pooled.Fit.QDf, pooled.Fit.QPValue)
                : null,
            [.. finding.Studies.Select(study => new TrialJson(
                study.Trial, study.Label, study.Participants, study.Estimate, study.CiLower, study.CiUpper, study.Yi, study.Variance, study.WeightPercent,
                view.In(study.Derivation), study.Row.Provenance.Source, study.Row.Provenance.Url, study.Row.Provenance.StatusText))],
            [.. finding.Missing.Select(left => LeftOut(left, view))],
            [.. finding.NotUsed.Select(left => LeftOut(left, view))],
            [.. (finding.Synthesis?.Sensitivity ?? []).Select(other => new SensitivityJson(other.Key, other.Estimate, other.CiLower, other.CiUpper, other.Fit.Tau2))],
            RSnippet.For(finding));
    }

    /// <summary>One row a trial, also those without a usable number; metafor's names, so that <c>huantiao meta</c> and R read it.</summary>
    public static string Csv(Finding finding)
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

    public static string Level(CertaintyLevel level) => level switch
    {
        CertaintyLevel.High => "high",
        CertaintyLevel.Moderate => "moderate",
        CertaintyLevel.Low => "low",
        _ => "very low",
    };

    private static LeftOutJson LeftOut(LeftOut left, View view) => new(
        left.Row.Trial, Drawings.Label(left.Row), left.Row.TimePoint, view.In(left.Why), left.Row.Provenance.Source, left.Row.Provenance.Url,
        left.Row.Provenance.StatusText);

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
