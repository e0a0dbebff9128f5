using System.CommandLine;
using System.Text.Json;
using Huantiao.Records.Auditing;
using Huantiao.Records.Model;

namespace Huantiao.Cli.Records;

/// <summary><c>huantiao audit verify</c>: whether every trail is whole and unchanged.</summary>
internal static class AuditCommand
{
    public static Command Build(Terminal terminal)
    {
        Argument<string> what = new("ACTION");
        Option<bool> json = new("--json");
        var records = new StoredRecords();
        var command = new Command("audit") { what };
        records.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(what) != "verify")
                throw new BadInputException(Words.Format("Audit_Verify", parsed.GetValue(what)));
            await using var database = await records.OpenAsync(parsed, cancel);
            var report = await AuditCheck.RunAsync(database, cancel);
            if (parsed.GetValue(json))
                WriteJson(terminal, report);
            else
                Write(terminal, report);
            return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.ProblemFound;
        });
        return command;
    }

    private static void Write(Terminal terminal, AuditReport report)
    {
        foreach (var trail in report.Trails)
            terminal.Out.WriteLine(Words.Format("Audit_Trail", Name(trail.Clinic), trail.Lines, trail.LastHash));
        foreach (var problem in report.Problems)
            terminal.Out.WriteLine($"{(problem.Clinic is { } clinic ? Name(clinic) : "-")}{(problem.Line is { } line ? $":{line}" : "")}: {EnumWords.Of(problem.Fault)}: {problem.Message}");
        terminal.Out.WriteLine(report.Problems.Count == 0 ? Words.Get("Audit_Whole") : Words.Counted("Audit_Problems", report.Problems.Count));
    }

    private static string Name(Guid clinic) => clinic == Guid.Empty ? Words.Get("Audit_Installation") : clinic.ToString();

    private static void WriteJson(Terminal terminal, AuditReport report)
    {
        using (var json = new Utf8JsonWriter(terminal.Output))
        {
            json.WriteStartObject();
            json.WriteStartArray("trails"u8);
            foreach (var trail in report.Trails)
            {
                json.WriteStartObject();
                json.WriteString("clinic"u8, trail.Clinic);
                json.WriteNumber("lines"u8, trail.Lines);
                json.WriteString("lastHash"u8, trail.LastHash);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("problems"u8);
            foreach (var problem in report.Problems)
            {
                json.WriteStartObject();
                json.WriteString("fault"u8, EnumWords.Of(problem.Fault));
                if (problem.Clinic is { } clinic)
                    json.WriteString("clinic"u8, clinic);
                else
                    json.WriteNull("clinic"u8);
                Number(json, "line", problem.Line);
                Number(json, "lastLine", problem.LastLine);
                json.WriteString("message"u8, problem.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        terminal.Output.Write("\n"u8);
    }

    private static void Number(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
