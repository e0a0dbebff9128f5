using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huantiao.Prognosis;

/// <summary>
/// A review as JSON with everything that its probabilities follow from, so that anyone can work them out again (docs/prognosis.R does, in ten lines).
/// It holds weeks since the first treatment and no date, and nothing that names the person.
/// </summary>
public static class ReviewExport
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON text; numbers are written with all their digits.</summary>
    public static string Json(Review review)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("week", review.Week);
            Prior(json, review.Fit.Prior);
            Rules(json, review.Rules);
            Readings(json, review);
            Result(json, review);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>The advice in one word for machines: screen-again, none, continue, change-or-watch, unlikely-to-help.</summary>
    public static string Name(Advice advice) => advice switch
    {
        Advice.ScreenAgain => "screen-again",
        Advice.Continue => "continue",
        Advice.ChangeOrWatch => "change-or-watch",
        Advice.UnlikelyToHelp => "unlikely-to-help",
        _ => "none",
    };

    private static void Prior(Utf8JsonWriter json, CoursePrior prior)
    {
        json.WriteStartObject("prior");
        json.WriteString("better", prior.Better == Better.Lower ? "lower" : "higher");
        Numbers(json, "scale", [prior.Scale.Lower, prior.Scale.Upper]);
        Numbers(json, "mean", [prior.Baseline.Mean, prior.Change.Mean]);
        Numbers(json, "sd", [prior.Baseline.Sd, prior.Change.Sd]);
        json.WriteNumber("correlation", prior.Correlation);
        json.WriteNumber("readingSd", prior.ReadingSd);
        Numbers(json, "speedWeeks", prior.Speeds.Select(s => s.Weeks));
        Numbers(json, "speedWeight", prior.Speeds.Select(s => s.Weight));
        json.WriteEndObject();
    }

    private static void Rules(Utf8JsonWriter json, ReviewRules rules)
    {
        json.WriteStartObject("rules");
        json.WriteNumber("importantUnits", rules.Important.Amount);
        json.WriteNumber("importantShare", rules.Important.Share);
        json.WriteNumber("reviewWeek", rules.ReviewWeek);
        json.WriteNumber("horizonWeek", rules.HorizonWeek);
        json.WriteNumber("continueFrom", rules.ContinueFrom);
        json.WriteNumber("unlikelyBelow", rules.UnlikelyBelow);
        json.WriteNumber("leastBaseline", rules.LeastBaseline);
        json.WriteNumber("leastAfterStart", rules.LeastAfterStart);
        json.WriteNumber("earliestWeek", rules.EarliestWeek);
        json.WriteNumber("errorZ", rules.ErrorZ);
        json.WriteEndObject();
    }

    private static void Readings(Utf8JsonWriter json, Review review)
    {
        json.WriteStartArray("readings");
        foreach (var (reading, because) in review.Used.Select(r => (r, LeftOutBecause.Unknown)).Concat(review.LeftOut.Select(l => (l.Reading, l.Because))))
        {
            json.WriteStartObject();
            json.WriteNumber("week", reading.Week);
            json.WriteNumber("value", reading.Value);
            json.WriteBoolean("late", reading.Marks.HasFlag(ReadingMarks.Late));
            json.WriteBoolean("staffEntered", reading.Marks.HasFlag(ReadingMarks.StaffEntered));
            json.WriteBoolean("treatmentChanged", reading.Marks.HasFlag(ReadingMarks.TreatmentChanged));
            json.WriteBoolean("used", because == LeftOutBecause.Unknown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Result(Utf8JsonWriter json, Review review)
    {
        json.WriteStartObject("result");
        json.WriteNumber("byReview", review.ByReview);
        json.WriteNumber("byHorizon", review.ByHorizon);
        json.WriteString("advice", Name(review.Advice));
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
