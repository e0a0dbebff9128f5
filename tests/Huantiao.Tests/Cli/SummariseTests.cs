using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Huantiao.Registry;
using Microsoft.Data.Sqlite;

namespace Huantiao.Tests.Cli;

/// <summary><c>huantiao summarise</c> on invented clinics of the program's own making, and what <c>pool</c> makes of its files.</summary>
public sealed class SummariseTests : IDisposable
{
    private const double Tolerance = 1e-10;

    private readonly Scratch scratch = new();

    private static string From => TimeProvider.System.GetUtcNow().AddDays(-61 * 7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        scratch.Dispose();
    }

    /// <summary>The rows are read with plain SQL and added up here, without anything of the registry's.</summary>
    [Fact]
    public void Summaries_OfThreeClinics_PoolToWhatTheirRowsSay()
    {
        string[] clinics = [Clinic("a", 90, 1), Clinic("b", 70, 2), Clinic("c", 120, 3)];
        var files = clinics.Select(c => Summarise(c, "summary.json")).ToArray();

        var ran = InProcess.Run(["pool", .. files, "--json"]);

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        using var json = JsonDocument.Parse(ran.Out);
        var group = Assert.Single(json.RootElement.GetProperty("groups").EnumerateArray());
        var (rows, important) = (clinics.SelectMany(Rows).ToList(), json.RootElement.GetProperty("importantChange").GetDouble());
        Assert.Equal(rows.Select(r => r.Person).Distinct().Count(), group.GetProperty("people").GetInt32());
        Assert.Equal(clinics.Sum(Treatments), group.GetProperty("treatments").GetInt32());
        var whole = 0;
        foreach (var week in group.GetProperty("weeks").EnumerateArray())
        {
            var own = rows.Where(r => r.Timepoint == "week-" + week.GetProperty("week").GetInt32().ToString(CultureInfo.InvariantCulture)).ToList();
            var (pairs, waiting) = (own.Where(r => r.Then is not null).Select(r => r.Then!.Value - r.Before).ToList(), own.Count(r => r is { Then: null, IsMissing: false, IsOpen: true }));
            Assert.Equal(waiting, week.GetProperty("notDue").GetInt32());
            Assert.Equal(pairs.Count, week.GetProperty("measured").GetInt32());
            Assert.Equal(own.Count - pairs.Count - waiting, week.GetProperty("missing").GetInt32());
            // Sums that a clinic withholds are in no pooled mean, and the output says of how many.
            if (week.GetProperty("pairsWithheld").GetInt32() > 0)
                continue;
            whole++;
            Assert.Equal(pairs.Count(d => -d >= important), week.GetProperty("responders").GetProperty("some").GetInt32());
            var (mean, change) = (pairs.Average(), week.GetProperty("change"));
            Assert.Equal(mean, change.GetProperty("estimate").GetDouble(), Tolerance);
            Assert.Equal(Math.Sqrt(pairs.Sum(d => (d - mean) * (d - mean)) / (pairs.Count - 1)), change.GetProperty("sd").GetDouble(), Tolerance);
        }

        Assert.InRange(whole, 2, 5);
    }

    [Fact]
    public void Summary_AfterAWithdrawal_LeavesThePersonOutAndWarnsOfTheEarlierFile()
    {
        var clinic = Clinic("a", 60, 1);
        var first = Read(Summarise(clinic, "first.json"));
        var same = Read(Summarise(clinic, "same.json"));
        Execute(clinic, "UPDATE consent SET withdrawn_at = signed_at + 1 WHERE id = (SELECT id FROM consent WHERE given AND withdrawn_at IS NULL ORDER BY id LIMIT 1)");

        var ran = InProcess.Run("summarise", Path.Combine(clinic, "second.json"), "--from", From, "--data", clinic);

        var second = Read(Path.Combine(clinic, "second.json"));
        Assert.Equal(first.Summary.Groups[0].People - 1, second.Summary.Groups[0].People);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal(SealedSummary.DigestOf(first.Summary), SealedSummary.DigestOf(same.Summary));
        Assert.NotEqual(SealedSummary.DigestOf(first.Summary), SealedSummary.DigestOf(second.Summary));
        Assert.Equal(2, ran.Error.Split("Delete it wherever it was sent").Length - 1);
        Assert.Contains(SealedSummary.DigestOf(first.Summary), ran.Error, StringComparison.Ordinal);
        Assert.Equal(3L, Scalar(clinic, "SELECT count(*) FROM registry_cut"));
        Assert.Equal(3L, Scalar(clinic, "SELECT count(*) FROM audit_entry WHERE action = 'export' AND kind = 'registry_summary'"));
        Assert.Equal(2, InProcess.Run("pool", Path.Combine(clinic, "first.json"), Path.Combine(clinic, "second.json")).Code);
        var refused = Assert.Throws<SqliteException>(() => Execute(clinic, "UPDATE registry_cut SET consented = 0"));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Sums and counts: no id, no name, no pseudonym; of fewer people than the rules allow, nothing.</summary>
    [Fact]
    public void Summary_OfPeople_NamesNobodyAndStaysSilentOfAFew()
    {
        var (many, few) = (Clinic("a", 60, 1), Clinic("b", 10, 2));

        var text = File.ReadAllText(Summarise(many, "summary.json"));

        foreach (var row in Rows(many))
            Assert.DoesNotContain(row.Person, text, StringComparison.OrdinalIgnoreCase);
        var silent = Assert.Single(Read(Summarise(few, "summary.json")).Summary.Groups);
        Assert.Null(silent.People);
        Assert.Empty(silent.Weeks);
    }

    /// <summary>The key is made once. An export has none of it; a backup carries it, and opens nothing without the folder's seal.key.</summary>
    [Fact]
    public void Key_OfAClinic_GoesWithTheBackupAndNotWithTheExport()
    {
        var (clinic, second) = (Clinic("a", 30, 1), Path.Combine(scratch.Folder, "second"));
        var before = Read(Summarise(clinic, "summary.json"));
        var phrase = scratch.Write("phrase.txt", "correct horse battery\n");
        var (zip, backup) = (Path.Combine(scratch.Folder, "clinic.zip"), Path.Combine(scratch.Folder, "backup"));
        Assert.Equal(0, InProcess.Run("export", zip, "--data", clinic).Code);
        using (var archive = ZipFile.OpenRead(zip))
            Assert.DoesNotContain(archive.Entries, e => e.FullName.Contains("registry_key", StringComparison.Ordinal));
        Assert.Equal(0, InProcess.Run("backup", backup, "--passphrase", phrase, "--data", clinic).Code);
        Directory.CreateDirectory(Path.Combine(second, "keys"));
        File.Copy(Path.Combine(clinic, "keys", "audit.key"), Path.Combine(second, "keys", "audit.key"));
        Assert.Equal(0, InProcess.Run("restore", backup, "--passphrase", phrase, "--data", second).Code);

        var without = InProcess.Run("summarise", Path.Combine(second, "x.json"), "--from", From, "--data", second);
        File.Copy(Path.Combine(clinic, "keys", "seal.key"), Path.Combine(second, "keys", "seal.key"), overwrite: true);

        Assert.Equal(2, without.Code);
        Assert.Contains("seal.key", without.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(second, "x.json")));
        Assert.Equal(before.Fingerprint, Read(Summarise(second, "summary.json")).Fingerprint);
    }

    [Theory]
    [InlineData("--from 2026-13-01", "is no day")]
    [InlineData("--from 2026-02-01 --until 2026-01-01", "No period")]
    [InlineData("--from 2026-01-01 --until 2999-01-01", "not after today")]
    [InlineData("--from 2026-01-01 --clinic 00000000-0000-0000-0000-000000000001", "no such clinic")]
    [InlineData("--until 2026-01-01", "--from")]
    public void Summarise_WhatCannotBe_ExitsWithTwoAndWritesNothing(string options, string said)
    {
        var clinic = Clinic("a", 5, 1);
        var file = Path.Combine(clinic, "summary.json");

        var ran = InProcess.Run(["summarise", file, "--data", clinic, .. options.Split(' ')]);

        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Equal(0L, Scalar(clinic, "SELECT count(*) FROM registry_cut"));
    }

    [Fact]
    public void Summarise_OverAFileThatIsThere_LeavesItUnlessTold()
    {
        var clinic = Clinic("a", 30, 1);
        var file = scratch.Write("there.json", "mine");

        Assert.Equal(2, InProcess.Run("summarise", file, "--from", From, "--data", clinic).Code);
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal(0, InProcess.Run("summarise", file, "--from", From, "--replace", "--data", clinic).Code);
        Assert.Equal(3, Read(file).Summary.Rules.LeastDifference);
    }

    private string Clinic(string name, int patients, int seed)
    {
        var folder = Path.Combine(scratch.Folder, name);
        var ran = InProcess.Run("generate", "--patients", patients.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture), "--courses", "--data", folder);
        Assert.True(ran.Code == 0, ran.Error);
        return folder;
    }

    private static string Summarise(string clinic, string name)
    {
        var file = Path.Combine(clinic, name);
        var ran = InProcess.Run("summarise", file, "--from", From, "--data", clinic);
        Assert.True(ran.Code == 0, ran.Error);
        return file;
    }

    private static SealedSummary Read(string file)
    {
        var (summary, problem) = SealedSummary.Read(File.ReadAllBytes(file));
        Assert.True(summary is not null, problem?.Message);
        return summary;
    }

    /// <summary>A reading of the calendar of somebody who has consented.</summary>
    private sealed record Row(string Person, string Timepoint, double Before, double? Then, bool IsMissing, bool IsOpen);

    private static List<Row> Rows(string clinic)
    {
        using var connection = Open(clinic);
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT c.patient_id, r.timepoint, b.value, m.value, r.missing_at IS NOT NULL, r.closes_at > $now
            FROM measured_course c
            JOIN consent k ON k.patient_id = c.patient_id AND k.purpose = 'research' AND k.given AND k.withdrawn_at IS NULL
            JOIN reading_request r ON r.course_id = c.course_id
            JOIN measurement b ON b.patient_id = c.patient_id AND b.instrument = 'HT_LEG_NRS' AND b.request_id IS NULL
            LEFT JOIN measurement m ON m.request_id = r.id
            """;
        command.Parameters.AddWithValue("$now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetDouble(2), reader.IsDBNull(3) ? null : reader.GetDouble(3), reader.GetBoolean(4), reader.GetBoolean(5)));
        return rows;
    }

    private static int Treatments(string clinic) => (int)(long)Scalar(
        clinic,
        "SELECT count(*) FROM needling_session s JOIN consent k ON k.patient_id = s.patient_id AND k.purpose = 'research' AND k.given AND k.withdrawn_at IS NULL WHERE s.ended_at IS NOT NULL");

    private static object Scalar(string clinic, string sql)
    {
        using var connection = Open(clinic);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static void Execute(string clinic, string sql)
    {
        using var connection = Open(clinic);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string clinic)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(clinic, "huantiao.db")}");
        connection.Open();
        return connection;
    }
}
