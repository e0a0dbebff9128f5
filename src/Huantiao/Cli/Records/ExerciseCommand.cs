using System.CommandLine;
using System.Globalization;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Invented;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Cli.Records;

/// <summary>
/// <c>huantiao exercise</c>, for tests and measurements: saves readings and drafts of invented patients (or, with <c>--sessions</c>, events of needling sessions) by the program's own way until it is
/// stopped, at most ten minutes, and names each only once it is saved.
/// Whoever kills it can then look whether everything that was named is there.
/// </summary>
internal static class ExerciseCommand
{
    private const int Patients = 20;
    private const int Seed = 4;

    /// <summary>Whoever started it may have died before stopping it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static Command Build(Terminal terminal)
    {
        Option<int> writers = new("--writers") { DefaultValueFactory = _ => 8 };
        Option<bool> sessions = new("--sessions");
        var records = new StoredRecords();
        var command = new Command("exercise") { writers, sessions };
        command.Hidden = true;
        records.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await records.OpenOrMakeAsync(parsed, cancel);
            var (clinic, patients) = await PeopleAsync(database, cancel);
            var said = new Lock();
            Func<Database, Guid, Guid, Action<string>, CancellationToken, Task> write = parsed.GetValue(sessions) ? ExerciseSessions.WriteAsync : WriteAsync;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            end.CancelAfter(Longest);
            try
            {
                await Task.WhenAll(Enumerable.Range(0, parsed.GetValue(writers)).Select(w => Task.Run(() => write(database, clinic, patients[w % patients.Count], Say, end.Token), end.Token)));
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // Stopped.
            }

            return ExitCode.Done;

            void Say(string line)
            {
                lock (said)
                {
                    terminal.Out.WriteLine(line);
                    terminal.Out.Flush();
                }
            }
        });
        return command;
    }

    private static async Task<(Guid Clinic, IReadOnlyList<Guid> Patients)> PeopleAsync(Database database, CancellationToken cancel)
    {
        await using var db = database.NewContext();
        var clinic = await db.Clinics.Where(c => c.Invented).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel) ?? await InventedClinic.GenerateAsync(database, Patients, Seed, null, cancel);
        db.Enter(clinic, Actor.Program);
        return (clinic, await db.Patients.OrderBy(p => p.Id).Select(p => p.Id).Take(Patients).ToListAsync(cancel));
    }

    /// <summary>A reading, then a draft that grows: "reading KEY VALUE", "draft KEY VERSION ANSWERS".</summary>
    private static async Task WriteAsync(Database database, Guid clinic, Guid patient, Action<string> say, CancellationToken cancel)
    {
        var (draft, version) = (Guid.CreateVersion7(), 0);
        for (var i = 0; !cancel.IsCancellationRequested; i++)
        {
            await using var db = database.NewContext(clinic, Actor.Patient("127.0.0.1"));
            var now = TimeProvider.System.GetUtcNow();
            if (i % 4 != 3)
            {
                var reading = new Measurement
                {
                    ClinicId = clinic,
                    Id = Guid.CreateVersion7(),
                    PatientId = patient,
                    Instrument = "nrs",
                    Item = "leg",
                    Value = i % 11,
                    Unit = "{score}",
                    At = now,
                    Source = MeasurementSource.Remote,
                    RecordedAt = now,
                };
                await db.PutAsync(reading, cancel: cancel);
                say(string.Create(CultureInfo.InvariantCulture, $"reading {reading.Id} {reading.Value}"));
                continue;
            }

            var intake = new Intake
            {
                ClinicId = clinic,
                Id = draft,
                PatientId = patient,
                Pathway = "exercise",
                Kind = IntakeKind.Full,
                Language = "en",
                Answers = string.Create(CultureInfo.InvariantCulture, $"{i}"),
                SchemaVersion = 1,
                StartedAt = now,
                SavedAt = now,
            };
            await db.PutAsync(intake, version == 0 ? null : version, cancel);
            say(string.Create(CultureInfo.InvariantCulture, $"draft {draft} {++version} {i}"));
        }
    }
}
