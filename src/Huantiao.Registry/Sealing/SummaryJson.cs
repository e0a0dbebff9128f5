using System.Text.Json;

namespace Huantiao.Registry;

/// <summary>A summary as JSON; its form is docs/registry-summary.schema.json. Numbers keep all their digits; null is withheld.</summary>
internal static class SummaryJson
{
    public const string Format = "huantiao-registry-summary";
    public const int Version = 1;

    public static void Write(Utf8JsonWriter json, Summary summary)
    {
        json.WriteStartObject();
        json.WriteString("format"u8, Format);
        json.WriteNumber("formatVersion"u8, Version);
        json.WriteString("clinic"u8, summary.Clinic);
        json.WriteString("from"u8, Day(summary.Cut.From));
        json.WriteString("until"u8, Day(summary.Cut.Until));
        json.WriteString("cut"u8, Day(summary.Cut.On));
        Subject(json, summary.Subject);
        json.WriteStartObject("suppression"u8);
        json.WriteNumber("leastPeople"u8, summary.Rules.LeastPeople);
        json.WriteNumber("leastDifference"u8, summary.Rules.LeastDifference);
        json.WriteEndObject();
        json.WriteStartArray("groups"u8);
        foreach (var group in summary.Groups)
            Group(json, group);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static void Subject(Utf8JsonWriter json, Subject subject)
    {
        json.WriteStartObject("subject"u8);
        json.WriteString("pathway"u8, subject.Pathway);
        json.WriteString("pathwayVersion"u8, subject.PathwayVersion);
        json.WriteString("instrument"u8, subject.Instrument);
        json.WriteString("instrumentVersion"u8, subject.InstrumentVersion);
        json.WriteNumber("scaleLower"u8, subject.ScaleLower);
        json.WriteNumber("scaleUpper"u8, subject.ScaleUpper);
        json.WriteString("better"u8, subject.LowerIsBetter ? "lower" : "higher");
        json.WriteNumber("importantChange"u8, subject.Important);
        json.WriteStartArray("weeks"u8);
        foreach (var week in subject.Weeks)
            json.WriteNumberValue(week);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter json, SummaryGroup group)
    {
        json.WriteStartObject();
        json.WriteString("exposure"u8, group.Exposure);
        Whole(json, "people", group.People);
        Whole(json, "treatments", group.Treatments);
        json.WriteStartArray("strata"u8);
        foreach (var stratum in group.Strata)
        {
            json.WriteStartObject();
            json.WriteString("stratum"u8, stratum.Stratum);
            Whole(json, "people", stratum.People);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("weeks"u8);
        foreach (var week in group.Weeks)
            Week(json, week);
        json.WriteEndArray();
        json.WriteStartArray("harms"u8);
        foreach (var harm in group.Harms)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, harm.Kind);
            Whole(json, "people", harm.People);
            Whole(json, "affected", harm.Affected);
            Whole(json, "events", harm.Events);
            Whole(json, "treatments", harm.Treatments);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Week(Utf8JsonWriter json, SummaryWeek week)
    {
        json.WriteStartObject();
        json.WriteNumber("week"u8, week.Week);
        json.WriteStartArray("reasons"u8);
        foreach (var reason in week.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("reason"u8, reason.Reason);
            Whole(json, "people", reason.People);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("all"u8);
        Cell(json, week.All);
        json.WriteStartArray("strata"u8);
        foreach (var cell in week.Strata)
            Cell(json, cell);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Cell(Utf8JsonWriter json, SummaryCell cell)
    {
        json.WriteStartObject();
        Whole(json, "notDue", cell.NotDue);
        Whole(json, "missing", cell.Missing);
        Whole(json, "measured", cell.Measured);
        Whole(json, "paired", cell.Paired);
        Whole(json, "responders", cell.Responders);
        if (cell.Pairs is { } pairs)
        {
            json.WriteStartObject("pairs"u8);
            json.WriteNumber("n"u8, pairs.N);
            json.WriteNumber("meanBefore"u8, pairs.MeanX);
            json.WriteNumber("meanAfter"u8, pairs.MeanY);
            json.WriteNumber("squaresBefore"u8, pairs.Sxx);
            json.WriteNumber("products"u8, pairs.Sxy);
            json.WriteNumber("squaresAfter"u8, pairs.Syy);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("pairs"u8);
        }

        json.WriteEndObject();
    }

    private static void Whole(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
