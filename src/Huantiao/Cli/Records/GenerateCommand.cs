using System.CommandLine;
using Huantiao.Records.Invented;
using Huantiao.Web.Treat;

namespace Huantiao.Cli.Records;

/// <summary><c>huantiao generate</c>: a clinic of invented people, to measure and to try out on.</summary>
internal static class GenerateCommand
{
    private const int MostPatients = 10_000_000;

    public static Command Build(Terminal terminal)
    {
        Option<int> patients = new("--patients") { DefaultValueFactory = _ => 60 };
        Option<int> seed = new("--seed") { DefaultValueFactory = _ => 1 };
        Option<bool> courses = new("--courses");
        var records = new StoredRecords();
        var command = new Command("generate") { patients, seed, courses };
        records.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(patients) is < 1 or > MostPatients)
                throw new BadInputException(Words.Format("Generate_Patients", MostPatients));
            await using var database = await records.OpenOrMakeAsync(parsed, cancel);
            var clinic = await StoredRecords.TellAsync(InventedClinic.GenerateAsync(database, parsed.GetValue(patients), parsed.GetValue(seed), parsed.GetValue(courses) ? Measure() : null, cancel));
            terminal.Out.WriteLine(Words.Format("Generate_Done", parsed.GetValue(patients), clinic));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>What courses of the pathway that came with the program are followed by.</summary>
    private static InventedMeasure Measure()
    {
        var folder = PathwayFolder.Find(null);
        return PathwayFolder.Load(folder).Expectation is { } expectation && TreatmentBook.Load(folder) is { } treatment
            && treatment.Measures.Find(expectation.MeasureId) is { ScoreItem: not null } instrument
                ? new(treatment.Measures, instrument) : throw new BadInputException(Words.Get("Summarise_NoSubject"));
    }
}
