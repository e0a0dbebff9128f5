using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Huantiao.Records;
using Huantiao.Records.Retention;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Cli.Records;

/// <summary><c>huantiao records due</c>: which records a rule no longer asks to keep. It lists; it never deletes.</summary>
internal static class RecordsCommand
{
    public static Command Build(Terminal terminal)
    {
        Argument<string> what = new("ACTION");
        Option<Guid?> clinic = new("--clinic");
        Option<string?> jurisdiction = new("--jurisdiction");
        Option<bool> json = new("--json");
        var records = new StoredRecords();
        var command = new Command("records") { what, clinic, jurisdiction };
        records.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(what) != "due")
                throw new BadInputException(Words.Format("Records_Due", parsed.GetValue(what)));
            await using var database = await records.OpenAsync(parsed, cancel);
            await using var db = database.NewContext(await ExportCommands.ClinicAsync(database, parsed.GetValue(clinic), cancel), Actor.Program);
            var rule = Rule(parsed.GetValue(jurisdiction) ?? await db.Clinics.Where(c => c.Id == db.Clinic).Select(c => c.Jurisdiction).SingleOrDefaultAsync(cancel));
            var due = await RecordsDue.ListAsync(db, rule, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), cancel);
            db.Audit.Read("records due", rule.Jurisdiction);
            await db.SaveChangesAsync(cancel);
            if (parsed.GetValue(json))
                WriteJson(terminal, rule, due);
            else
                Write(terminal, rule, due);
            return ExitCode.Done;
        });
        return command;
    }

    private static RetentionRule Rule(string? jurisdiction) =>
        RetentionRule.All.FirstOrDefault(r => string.Equals(r.Jurisdiction, jurisdiction, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(Words.Format("Records_WhichRule", string.Join("\n", RetentionRule.All.Select(r => $"  {r.Jurisdiction,-20}{r.Rule} [{r.Status}] {r.Source}"))));

    private static void Write(Terminal terminal, RetentionRule rule, IReadOnlyList<DueRecord> due)
    {
        terminal.Error.WriteLine(Words.Format("Records_Rule", rule.Rule, rule.Status, rule.Source));
        foreach (var record in due)
            terminal.Out.WriteLine($"{Day(record.DueOn) ?? Words.Get("Records_Unknown"),-12}  {record.Patient}  {Words.Format("Records_LastVisit", Day(record.LastVisit) ?? Words.Get("Records_Unknown"))}");
        terminal.Out.WriteLine(Words.Format("Records_Count", due.Count(d => d.DueOn is not null), due.Count(d => d.DueOn is null)));
    }

    private static void WriteJson(Terminal terminal, RetentionRule rule, IReadOnlyList<DueRecord> due)
    {
        using (var json = new Utf8JsonWriter(terminal.Output))
        {
            json.WriteStartObject();
            json.WriteString("jurisdiction"u8, rule.Jurisdiction);
            json.WriteString("rule"u8, rule.Rule);
            json.WriteString("source"u8, rule.Source);
            json.WriteString("status"u8, rule.Status);
            json.WriteStartArray("records"u8);
            foreach (var record in due)
            {
                json.WriteStartObject();
                json.WriteString("patient"u8, record.Patient);
                json.WriteString("lastVisit"u8, Day(record.LastVisit));
                json.WriteString("dueOn"u8, Day(record.DueOn));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        terminal.Output.Write("\n"u8);
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
