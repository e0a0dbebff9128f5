using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Huantiao.Knowledge.Pathways;
using Huantiao.MetaAnalysis;

namespace Huantiao.Evidence;

/// <summary>The answer as scripts read it (<c>answer --json</c>, <c>/api/v1/answer</c>). Numbers are full precision; what is not defined is null with a note.</summary>
public sealed record AnswerJson(
    string Pathway, string Lang, string EvidenceDate, string? ReviewedBy, IReadOnlyList<FindingJson> Findings, IReadOnlyList<HarmJson> Harms,
    IReadOnlyList<GuidelineJson> Guidelines)
{
    /// <summary>The whole answer in one language (en or zh-Hans).</summary>
    public static AnswerJson From(Answer answer, string lang)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var pathway = answer.Pathway;
        return new(
            pathway.Name,
            lang,
            pathway.EvidenceDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            pathway.Stewardship.ReviewedBy,
            [.. answer.Findings.Select(finding => FindingJson.From(answer, finding, lang))],
            [.. pathway.Harms.OrderBy(h => h.Rank ?? int.MaxValue).Select(harm => HarmJson.From(harm, lang))],
            [.. pathway.Guidelines.Select(guideline => GuidelineJson.From(guideline, lang))]);
    }

    /// <summary>As JSON text, one document.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, AnswerJsonContext.Readable.AnswerJson);
}

/// <summary>One question's finding.</summary>
/// <param name="Notes">Why something above is null.</param>
public sealed record FindingJson(
    string Id, string Outcome, string Comparator, string Window, IReadOnlyList<TrialJson> Trials, IReadOnlyList<LeftOutJson> MissingTrials,
    IReadOnlyList<LeftOutJson> NotUsed, int Participants, EffectJson? Effect, CertaintyJson Certainty, string Size, Per100Json? Per100, string Sentence,
    string? Numbers, string CertaintySentence, string AbsoluteSentence, string DurationSentence, string? Caution,
    IReadOnlyList<SensitivityJson> Sensitivity, LeaveOneOutJson? LeaveOneOut, IReadOnlyList<PublishedJson> Published, IReadOnlyList<string> Notes)
{
    public static FindingJson From(Answer answer, Finding finding, string lang)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(finding);
        var (question, words) = (finding.Question, Sentences.For(answer, finding, lang));
        return new(
            question.Id,
            question.Outcome.In(lang),
            question.Comparator.In(lang),
            question.Window.In(lang),
            [.. finding.Studies.Select(s => TrialJson.From(s, lang))],
            [.. finding.Missing.Select(m => LeftOutJson.From(m, lang))],
            [.. finding.NotUsed.Select(m => LeftOutJson.From(m, lang))],
            finding.Participants,
            EffectJson.From(finding, lang),
            CertaintyJson.From(finding.Certainty, lang),
            Labels.Key(finding.Size),
            Per100Json.From(finding.Per100, lang),
            words.Effect,
            words.Numbers,
            words.Certainty,
            words.Absolute,
            words.Duration,
            words.Caution,
            [.. (finding.Synthesis?.Sensitivity ?? []).Select(s => SensitivityJson.From(s, lang))],
            LeaveOneOutJson.From(finding),
            [.. PublishedMatches.For(answer.Pathway, question).Select(m => PublishedJson.From(m, lang))],
            [.. NotesOf(finding).Select(n => n.In(lang))]);
    }

    private static IEnumerable<LocalText> NotesOf(Finding finding)
    {
        if (finding.Synthesis is not { } synthesis)
        {
            yield return Words.Text("certainty.no-number");
            yield break;
        }

        yield return Labels.Explanation(synthesis.Explanation);
        if (finding.WhyNoPer100 is { } why)
            yield return Words.Text("absolute.unknown", ("why", why));
    }
}

/// <summary>A trial in the synthesis; the estimate on the natural scale, <c>yi</c> and <c>vi</c> as they were pooled.</summary>
public sealed record TrialJson(
    string Trial, string Label, int? Year, double Estimate, double CiLower, double CiUpper, double Yi, double Vi, double Weight, int Participants,
    string Derivation, string Source, string? Url, string Status, string Row)
{
    public static TrialJson From(StudyEffect study, string lang)
    {
        ArgumentNullException.ThrowIfNull(study);
        var row = study.Row;
        return new(
            study.Trial, study.Label, row.Year, study.Estimate, study.CiLower, study.CiUpper, study.Yi, study.Variance, study.WeightPercent,
            study.Participants, study.Derivation.In(lang), row.Provenance.Source, row.Provenance.Url, row.Provenance.StatusText, row.Provenance.Place.ToString());
    }
}

/// <summary>A trial or row that is known and not in the synthesis, with the reason.</summary>
public sealed record LeftOutJson(string Trial, string Label, int? Participants, bool Planned, string Why, string? Url, string Row)
{
    public static LeftOutJson From(LeftOut left, string lang)
    {
        ArgumentNullException.ThrowIfNull(left);
        var row = left.Row;
        return new(row.Trial, row.Study, ReportingGaps.People(row), row.Missing == MissingKind.Planned, left.Why.In(lang), row.Provenance.Url, row.Provenance.Place.ToString());
    }
}

/// <summary>The pooled effect on the natural scale. tau² and I² are of the analysis scale (log for ratios).</summary>
public sealed record EffectJson(
    string Measure, double Estimate, double CiLower, double CiUpper, double? PiLower, double? PiUpper, double Tau2, double? I2, string Unit, int K, string Method,
    string Test, double? PValue, double? ImportantDifference)
{
    public static EffectJson? From(Finding finding, string lang)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Synthesis is not { } s ? null : new(
            s.Measure.ToString(), s.Estimate, s.CiLower, s.CiUpper, s.PiLower, s.PiUpper, s.Fit.Tau2, s.Fit.I2, finding.Question.Unit.In(lang), s.Fit.K,
            s.Fit.Method.ToString(), TestName(s.Fit.Test), double.IsFinite(s.Fit.PValue) ? s.Fit.PValue : null,
            finding.ImportantDifference);
    }

    // As the command line's --test names them.
    private static string TestName(TestKind test) => test switch
    {
        TestKind.T => "t",
        TestKind.HartungKnapp => "knha",
        TestKind.AdHoc => "adhoc",
        _ => "z",
    };
}

/// <summary>GRADE. <c>level</c> is one of high, moderate, low, very low in every language; <c>levelText</c> speaks the language.</summary>
public sealed record CertaintyJson(string Level, string LevelText, bool Confirmed, IReadOnlyList<CertaintyReasonJson> Reasons)
{
    public static CertaintyJson From(Certainty certainty, string lang)
    {
        ArgumentNullException.ThrowIfNull(certainty);
        return new(
            Labels.Key(certainty.Level).Replace('-', ' '),
            Labels.Of(certainty.Level).In(lang),
            certainty.Confirmed,
            [.. certainty.Reasons.Select(r => new CertaintyReasonJson(
                r.Domain, Labels.Domain(r.Domain).In(lang), r.Downgrade, r.Computed, r.Why.In(lang), r.Rules, r.Author, r.Provisional))]);
    }
}

/// <summary>One domain of GRADE: how many levels it takes off, why, and whether that was computed or judged.</summary>
public sealed record CertaintyReasonJson(
    string Domain, string DomainText, int Downgrade, bool Computed, string Why, string Rules, string? Author, bool Provisional);

/// <summary>People of 100, not rounded.</summary>
public sealed record Per100Json(
    double With, double WithLower, double WithUpper, double Without, double Difference, double DifferenceLower, double DifferenceUpper, string Counted, bool Wanted,
    string Assumption)
{
    public static Per100Json? From(Per100? people, string lang) => people is null ? null : new(
        people.With, people.WithLower, people.WithUpper, people.Without, people.Difference, people.DifferenceLower, people.DifferenceUpper,
        people.Counted.In(lang), people.Wanted, people.Assumption.In(lang));
}

/// <summary>The same trials under another choice of method; on the natural scale.</summary>
public sealed record SensitivityJson(string Key, string Label, double Estimate, double CiLower, double CiUpper, double Tau2)
{
    public static SensitivityJson From(Sensitivity other, string lang)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(other.Key, Labels.Sensitivity(other.Key).In(lang), other.Estimate, other.CiLower, other.CiUpper, other.Fit.Tau2);
    }
}

/// <summary>Each trial left out in turn, in the order of <c>trials</c>, on the natural scale.</summary>
public sealed record LeaveOneOutJson(IReadOnlyList<double?> Estimate, IReadOnlyList<double?> CiLower, IReadOnlyList<double?> CiUpper)
{
    public static LeaveOneOutJson? From(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (finding.Synthesis is not { LeaveOneOut: { } refits } synthesis)
            return null;

        var scale = EffectScales.ScaleOf(synthesis.Measure);
        double?[] Natural(double[] values) => [.. values.Select(v => double.IsFinite(v) ? scale.ToNatural(v) : (double?)null)];
        return new(Natural(refits.Estimate), Natural(refits.CiLower), Natural(refits.CiUpper));
    }
}

/// <summary>A review's result as it printed it; not part of ours.</summary>
public sealed record PublishedJson(
    string Review, int? Year, string Comparison, string Outcome, string Measure, double? Estimate, double? CiLower, double? CiUpper, string Trials,
    string Participants, string Why, string? Url)
{
    public static PublishedJson From(PublishedMatch match, string lang)
    {
        ArgumentNullException.ThrowIfNull(match);
        var p = match.Published;
        return new(
            p.Review, p.Year, p.Comparison, p.Outcome, p.Measure, p.Estimate, p.CiLower, p.CiUpper, p.Trials, p.Participants, match.Reason.In(lang), p.Provenance.Url);
    }
}

/// <summary>A harm as printed and as recomputed.</summary>
public sealed record HarmJson(
    string Key, string Event, string Study, int? Year, string Exposure, double? Events, double? Denominator, string DenominatorUnit, string Printed, string Recomputed,
    string Ci, double? Rate, double? RateLower, double? RateUpper, double? Per, string? Text, string Note, string? Url, string Status)
{
    public static HarmJson From(Harm harm, string lang)
    {
        ArgumentNullException.ThrowIfNull(harm);
        return new(
            harm.Key, harm.Event, harm.Study, harm.Year, harm.Exposure, harm.Events, harm.Denominator, harm.DenominatorUnit, harm.RatePrinted, harm.RateRecomputed,
            harm.Ci, harm.Rate, harm.RateLower, harm.RateUpper, harm.Per, harm.Headline?.In(lang), harm.Note, harm.Provenance.Url, harm.Provenance.StatusText);
    }
}

/// <summary>What a guideline says, and about whom.</summary>
public sealed record GuidelineJson(string Guideline, string Year, string Scope, string Position, string Stance, string Strength, string Note, string? Url, string Status)
{
    public static GuidelineJson From(GuidelinePosition guideline, string lang)
    {
        ArgumentNullException.ThrowIfNull(guideline);
        return new(
            guideline.Guideline, guideline.Year, guideline.Scope.In(lang), guideline.Position.In(lang), guideline.Stance, guideline.Strength.In(lang),
            guideline.Note.In(lang), guideline.Provenance.Url, guideline.Provenance.StatusText);
    }
}

/// <summary>Serialisation without reflection, for command line and API alike.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnswerJson))]
public sealed partial class AnswerJsonContext : JsonSerializerContext
{
    /// <summary>Chinese stands as itself; what HTML could mistake for markup is escaped.</summary>
    public static AnswerJsonContext Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
