using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huantiao.Care.Assessment;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>How an item of STRICTA stands in a plan.</summary>
public enum StrictaState
{
    /// <summary>Not decided, so not reported; the reason stands with it.</summary>
    NotDone,

    /// <summary>Asked of trials only.</summary>
    NotApplicable,
    Filled,
}

/// <summary>One item of STRICTA 2010 with what the plan says to it, or why it says nothing.</summary>
public sealed record StrictaRow(StrictaItem Item, StrictaState State, LocalText Text);

/// <summary>A plan in the items of STRICTA 2010: every item stands there, filled or with the reason why not.</summary>
public static class StrictaTable
{
    /// <summary>One row an item, in the order of the pathway's table.</summary>
    public static ImmutableArray<StrictaRow> Of(PlanContent plan, TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(knowledge);
        return [.. knowledge.Stricta.Select(i => Row(i, plan))];
    }

    /// <summary>Comma-separated rows (RFC 4180) with a header; cells that a spreadsheet would run are quoted with an apostrophe.</summary>
    /// <param name="language">en or zh-Hans.</param>
    public static string ToCsv(ImmutableArray<StrictaRow> rows, string language)
    {
        var text = new StringBuilder("item,group,name,state,text\r\n");
        foreach (var row in rows)
            text.AppendJoin(',', Cells(row, language).Select(Quoted)).Append("\r\n");
        return text.ToString();
    }

    /// <summary>An array of objects with the same fields as <see cref="ToCsv"/>.</summary>
    /// <param name="language">en or zh-Hans.</param>
    public static string ToJson(ImmutableArray<StrictaRow> rows, string language)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                foreach (var (name, cell) in ((string[])["item", "group", "name", "state", "text"]).Zip(Cells(row, language)))
                    json.WriteString(name, cell);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static StrictaRow Row(StrictaItem item, PlanContent plan)
    {
        if (item.TrialOnly)
            return new(item, StrictaState.NotApplicable, CareWords.Text("stricta.routine-care"));
        var text = item.Item switch
        {
            "1a" => plan.Style,
            "1b" => plan.Reasoning,
            "1c" => plan.Variation == VariationAllowed.NotDecided ? null : PlanWords.Of(plan.Variation),
            "2a" => plan.Needles.IsEmpty ? null : CareWords.Same(plan.Needles.Length.ToString(CultureInfo.InvariantCulture)),
            "2b" => plan.Needles.IsEmpty ? null : CareWords.Lines(plan.Needles.Select(PlanWords.SiteOf)),
            "2c" => plan.Needles.Any(n => n.Depth is not null) ? CareWords.Lines(plan.Needles.Select(PlanWords.Of)) : null,
            "2d" => plan.Response == ResponseSought.NotDecided ? null : PlanWords.Of(plan.Response),
            "2e" => plan.Stimulation is { } stimulation ? PlanWords.Of(stimulation) : null,
            "2f" => plan.Retention is null ? null : PlanWords.Of(plan, PlanPart.Retention, ""),
            "2g" => Types(plan),
            "3a" => plan.Course is { } course ? CareWords.Same(course.Sessions.ToString(CultureInfo.InvariantCulture)) : null,
            "3b" => plan.Course is { Phases.IsEmpty: false } spread ? PlanWords.Of(spread.Phases) : null,
            "4a" => plan.OtherCare is { } care ? PlanWords.Of(care) : null,
            "4b" => plan.Setting is { } setting ? PlanWords.Of(setting) : null,
            "5" => plan.Practitioner is { } practitioner ? PlanWords.Of(practitioner) : null,
            _ => null, // an item that this table does not know is not done, never left out
        };
        return text is null ? new(item, StrictaState.NotDone, CareWords.Text("stricta.not-decided")) : new(item, StrictaState.Filled, text);
    }

    /// <summary>The plan's needle, and those of single points that differ.</summary>
    private static LocalText? Types(PlanContent plan)
    {
        var own = plan.Needles.Where(n => n.Type is not null)
            .Select(n => CareWords.Text("plan.type-at", ("site", PlanWords.SiteOf(n)), ("type", PlanWords.Of(n.Type!)))).ToList();
        return plan.NeedleType is { } type ? CareWords.Lines([PlanWords.Of(type), .. own]) : own.Count > 0 ? CareWords.Lines(own) : null;
    }

    private static string[] Cells(StrictaRow row, string language) =>
        [row.Item.Item, row.Item.Group.In(language), row.Item.Name.In(language), ExaminationValue.Word(row.State), row.Text.In(language)];

    private static string Quoted(string cell)
    {
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            cell = "'" + cell;
        return cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
