using System.Text.Json;
using Huantiao.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace Huantiao.Tests.Storage;

/// <summary>The verbs that work on records, as a script calls them.</summary>
public class RecordsCommandTests
{
    [Fact]
    public void Verbs_FromGenerateToRestore_KeepEverything()
    {
        using var scratch = new Scratch();
        var (one, two) = (Path.Combine(scratch.Folder, "one"), Path.Combine(scratch.Folder, "two"));
        var (backup, zip) = (Path.Combine(scratch.Folder, "backup"), Path.Combine(scratch.Folder, "clinic.zip"));
        var phrase = scratch.Write("phrase.txt", "correct horse battery\n");

        Done(InProcess.Run("generate", "--patients", "30", "--seed", "3", "--data", one));
        Assert.Contains("Every trail is whole.", Done(InProcess.Run("audit", "verify", "--data", one)), StringComparison.Ordinal);
        Assert.Contains("30 of them patients", Done(InProcess.Run("backup", backup, "--passphrase", phrase, "--data", one)), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(two, "keys"));
        File.Copy(Path.Combine(one, "keys", "audit.key"), Path.Combine(two, "keys", "audit.key"));
        Assert.Contains("30 of them patients", Done(InProcess.Run("restore", backup, "--passphrase", phrase, "--data", two)), StringComparison.Ordinal);
        Done(InProcess.Run("audit", "verify", "--data", two));
        Assert.Contains("30 of them patients", Done(InProcess.Run("export", zip, "--data", two)), StringComparison.Ordinal);
        Assert.Contains("30 of them patients", Done(InProcess.Run("import", zip, "--data", Path.Combine(scratch.Folder, "three"))), StringComparison.Ordinal);
        Assert.Contains("Nothing was deleted.", Done(InProcess.Run("records", "due", "--jurisdiction", "UK", "--data", two)), StringComparison.Ordinal);

        var again = InProcess.Run("restore", backup, "--passphrase", phrase, "--data", two);
        Assert.Equal(2, again.Code);
        Assert.Contains("empty place", again.Error, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void AuditVerify_OfAChangedLine_ExitsWithOneAndNamesIt()
    {
        using var scratch = new Scratch();
        Done(InProcess.Run("generate", "--patients", "5", "--data", scratch.Folder));
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(scratch.Folder, "huantiao.db")}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER audit_entry_no_update; UPDATE audit_entry SET reason = 'nothing' WHERE sequence = 1";
            command.ExecuteNonQuery();
        }

        var ran = InProcess.Run("audit", "verify", "--json", "--data", scratch.Folder);

        Assert.Equal(1, ran.Code);
        using var json = JsonDocument.Parse(ran.Out);
        var problems = json.RootElement.GetProperty("problems").EnumerateArray().Select(p => (p.GetProperty("fault").GetString(), p.GetProperty("line").ValueKind == JsonValueKind.Null ? 0 : p.GetProperty("line").GetInt64())).ToList();
        Assert.Contains(("changed", 1), problems);
        Assert.Contains(("guard", 0), problems);
        SqliteConnection.ClearAllPools();
    }

    [Theory]
    [InlineData("audit verify --data /nowhere/at/all", "There are no records in the folder /nowhere/at/all.")]
    [InlineData("audit burn", "audit can verify, not \"burn\"")]
    [InlineData("records burn", "records can list what is due, not \"burn\"")]
    [InlineData("restore /nowhere/at/all.backup --passphrase /nowhere/phrase", "/nowhere/phrase")]
    [InlineData("generate --patients 0", "--patients is a number from 1")]
    [InlineData("import /nowhere/at/all.zip", "There is no file /nowhere/at/all.zip.")]
    public void Verbs_WithBadInput_SayWhatIsWrong(string typed, string said)
    {
        var ran = InProcess.Run(typed.Split(' '));

        Assert.Equal(2, ran.Code);
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    private static string Done(Ran ran)
    {
        Assert.Equal((0, ""), (ran.Code, ran.Error.Contains("not locked", StringComparison.Ordinal) || ran.Error.Contains("not legal advice", StringComparison.Ordinal) ? "" : ran.Error));
        return ran.Out;
    }
}
