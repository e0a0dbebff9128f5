using System.Text.Encodings.Web;
using System.Text.Json;
using Huantiao.Knowledge;

namespace Huantiao.Cli.Verify;

/// <summary>Problems as lines that editors and terminals can jump to, or as JSON.</summary>
internal static class VerifyReport
{
    public static void Write(Terminal terminal, Checks checks)
    {
        foreach (var note in checks.Notes)
            terminal.Error.WriteLine(note);
        foreach (var problem in checks.Problems)
        {
            var place = PathwayFolder.Place(checks.Folder, problem);
            terminal.Out.WriteLine($"{place}: {Name(problem.Severity)} {problem.Check}: {problem.Message}{Values(problem)}");
        }

        var errors = checks.Problems.Count(p => p.Severity == Severity.Error);
        terminal.Out.WriteLine(Words.Format("Verify_Counts", Words.Counted("Verify_Errors", errors), Words.Counted("Verify_Warnings", checks.Problems.Length - errors)));
    }

    public static void WriteJson(Terminal terminal, Checks checks)
    {
        using (var json = new Utf8JsonWriter(terminal.Output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("problems"u8);
            foreach (var problem in checks.Problems)
            {
                json.WriteStartObject();
                json.WriteString("file"u8, problem.File);
                json.WriteNumber("line"u8, problem.Line);
                json.WriteString("column"u8, problem.Column);
                json.WriteString("severity"u8, Name(problem.Severity));
                json.WriteString("check"u8, problem.Check);
                json.WriteString("printed"u8, problem.Printed);
                json.WriteString("recomputed"u8, problem.Recomputed);
                json.WriteString("message"u8, problem.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes"u8);
            foreach (var note in checks.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        terminal.Output.Write("\n"u8);
    }

    private static string Name(Severity severity) => severity == Severity.Error ? "error" : "warning";

    private static string Values(Problem problem) => (problem.Printed, problem.Recomputed) switch
    {
        (null, null) => "",
        ({ } printed, null) => $" [{Words.Format("Verify_Printed", printed)}]",
        (null, { } recomputed) => $" [{Words.Format("Verify_Recomputed", recomputed)}]",
        var (printed, recomputed) => $" [{Words.Format("Verify_Printed", printed)}; {Words.Format("Verify_Recomputed", recomputed)}]",
    };
}
