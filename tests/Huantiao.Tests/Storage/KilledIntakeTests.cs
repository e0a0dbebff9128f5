using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Huantiao.Records;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Tests.Cli;
using Huantiao.Tests.Clinics;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Storage;

/// <summary>The server is killed while a person answers on their phone: what the phone was told is saved is there when the server is back, and the phone goes on.</summary>
public class KilledIntakeTests
{
    private const int Kills = 3;

    private static readonly string[] Questions = ["fever", "very_ill", "cold_leg", "hot_calf", "weight_loss", "night_pain", "band_pain", "unsteady", "arms", "infection", "cancer", "epilepsy"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Server_KilledDuringAnIntake_HasEveryAnswerItNamedAsSaved(string kind)
    {
        using var scratch = new Scratch();
        var data = Path.Combine(scratch.Folder, "data");
        var connection = kind == "SQLite" ? null : await PostgreSqlClinic.NewDatabaseAsync();
        var (clinic, intake, secret) = await FoundAsync(data, connection);
        var told = new Dictionary<string, (string Answer, Guid Key)>(StringComparer.Ordinal);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var moments = new Random(11);

        for (var i = 0; i < Kills; i++)
            await AnswerAndKillAsync(data, connection, secret, told, unknown, moments.Next(3, 20));

        Assert.True(told.Count >= Kills, $"{told.Count} answers were named as saved");
        await using var database = await Database.OpenAsync(connection, data, TimeProvider.System, cancel: Cancel);
        await using var db = database.NewContext(clinic, Actor.Program);
        var row = await db.Intakes.SingleAsync(r => r.Id == intake, Cancel);
        using var stored = JsonDocument.Parse(row.Answers);
        foreach (var (question, (answer, _)) in told)
            Assert.Equal(answer, stored.RootElement.GetProperty("answers").GetProperty(question).GetString());
        Assert.Equal(IntakeState.Draft, row.State);
        Assert.Empty((await Records.Auditing.AuditCheck.RunAsync(database, Cancel)).Problems);
    }

    /// <summary>Answers over and over; after so many that were saved the server is killed while the next is on its way.</summary>
    /// <param name="unknown">Questions whose last answer was on its way when the server went: saved or not, nobody was told.</param>
    private static async Task AnswerAndKillAsync(string data, string? connection, string secret, Dictionary<string, (string Answer, Guid Key)> told, HashSet<string> unknown, int saves)
    {
        string[] where = connection is null ? ["--data", data] : ["--data", data, "--database", connection];
        using var process = Process.Start(BuiltProgram.Command(["serve", Path.Combine(Repository.Root, "pathways", "sciatica"), "--urls", "http://127.0.0.1:0", .. where]))!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(Cancel) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Cancel));
            using var phone = new ClinicBrowser(new(line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal))));
            phone.Cookies[HostCookie.Intake] = secret;
            var shown = await phone.GetAsync("/en/intake/step?q=fever");
            Assert.Equal((HttpStatusCode.OK, null), (shown.Status, shown.Location));

            for (var i = 0; ; i++)
            {
                var open = Questions.Where(q => !unknown.Contains(q)).ToList();
                var question = open[i % open.Count];
                var answer = told.TryGetValue(question, out var before) && before.Answer == "no" ? "yes" : "no";
                var key = Guid.CreateVersion7();
                var sending = PutAsync(phone, question, answer, key, told.ContainsKey(question) ? before.Key : null);
                if (i == saves)
                {
                    process.Kill();
                    if (await IsToldAsync(sending))
                        told[question] = (answer, key);
                    else if (unknown.Add(question))
                        told.Remove(question);
                    break;
                }

                Assert.Equal(HttpStatusCode.OK, (await sending).Status);
                told[question] = (answer, key);
            }

            await process.WaitForExitAsync(Cancel);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static async Task<bool> IsToldAsync(Task<Answered> sending)
    {
        try
        {
            return (await sending).Status == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private static Task<Answered> PutAsync(ClinicBrowser phone, string question, string answer, Guid key, Guid? over)
    {
        var request = phone.Form("/en/intake/answers/" + question, ("a-" + question, answer), ("key-" + question, key.ToString("D")), ("over-" + question, over?.ToString("D") ?? ""));
        request.Method = HttpMethod.Put;
        request.Headers.Add("X-Request-Token", phone.Token);
        request.Headers.Add("Accept", "application/json");
        return phone.SendAsync(request);
    }

    /// <summary>A clinic with one person whose phone has opened its link.</summary>
    private static async Task<(Guid Clinic, Guid Intake, string Secret)> FoundAsync(string data, string? connection)
    {
        await using var database = await Database.OpenAsync(connection, data, TimeProvider.System, cancel: Cancel);
        await using var db = database.NewContext();
        db.Act(Actor.Program);
        var (now, secret) = (TimeProvider.System.GetUtcNow(), HeldSecret.New());
        var clinic = new Clinic { Id = Guid.CreateVersion7(), Name = "Ring Clinic", TimeZone = "Europe/London", Language = "en", CreatedAt = now };
        db.Clinics.Add(clinic);
        await db.SaveChangesAsync(Cancel);
        db.Enter(clinic.Id, Actor.Program);
        var (patient, intake) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        db.Patients.Add(new() { ClinicId = clinic.Id, Id = patient, Name = "Anna Berg", CreatedAt = now });
        await db.SaveChangesAsync(Cancel);
        db.Intakes.Add(new()
        {
            ClinicId = clinic.Id, Id = intake, PatientId = patient, Pathway = "sciatica", Kind = IntakeKind.Full, Language = "en", StartedAt = now, SavedAt = now,
            Answers = Care.Intake.IntakeDraftJson.Write(Care.Intake.IntakeDraft.Empty), SchemaVersion = Care.Intake.AnswersJson.Version,
        });
        db.IntakeLinks.Add(new()
        {
            ClinicId = clinic.Id, Id = Guid.CreateVersion7(), PatientId = patient, IntakeId = intake, TokenHash = HeldSecret.Hash(HeldSecret.New()), DeviceHash = HeldSecret.Hash(secret),
            CreatedAt = now, ExpiresAt = now.AddDays(1), UsedAt = now,
        });
        await db.SaveChangesAsync(Cancel);
        return (clinic.Id, intake, secret);
    }
}
