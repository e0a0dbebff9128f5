using System.CommandLine;
using Huantiao.Records.Invented;

namespace Huantiao.Cli.Records;

/// <summary><c>huantiao generate</c>: a clinic of invented people, to measure and to try out on.</summary>
internal static class GenerateCommand
{
    private const int MostPatients = 10_000_000;

    public static Command Build(Terminal terminal)
    {
        Option<int> patients = new("--patients") { DefaultValueFactory = _ => 60 };
        Option<int> seed = new("--seed") { DefaultValueFactory = _ => 1 };
        var records = new StoredRecords();
        var command = new Command("generate") { patients, seed };
        records.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(patients) is < 1 or > MostPatients)
                throw new BadInputException(Words.Format("Generate_Patients", MostPatients));
            await using var database = await records.OpenOrMakeAsync(parsed, cancel);
            var clinic = await StoredRecords.TellAsync(InventedClinic.GenerateAsync(database, parsed.GetValue(patients), parsed.GetValue(seed), cancel));
            terminal.Out.WriteLine(Words.Format("Generate_Done", parsed.GetValue(patients), clinic));
            return ExitCode.Done;
        });
        return command;
    }
}
