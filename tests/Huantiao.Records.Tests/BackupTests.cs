using Huantiao.Records.Auditing;
using Huantiao.Records.Backups;
using Huantiao.Records.Patients;
using Huantiao.Records.Portable;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Tests;

/// <summary>What was backed up comes back, on either database; and nothing comes back that is not whole.</summary>
public class BackupTests
{
    private static readonly BackupKey Key = BackupKey.FromPassphrase("correct horse battery");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Databases.Sqlite, Databases.Sqlite)]
    [InlineData(Databases.Sqlite, Databases.PostgreSql)]
    [InlineData(Databases.PostgreSql, Databases.Sqlite)]
    [InlineData(Databases.PostgreSql, Databases.PostgreSql)]
    public async Task ReadAsync_OfABackup_BringsEverythingBack(string from, string to)
    {
        await using var source = await Place.OpenAsync(from);
        var patient = await Sample.FillAsync(source);
        var file = Path.Combine(source.Folder, "backup");
        var written = await Backup.WriteAsync(source.Database, file, Key, Cancel);
        await using var target = await Place.EmptyAsync(to, source);

        var restored = await Restore.ReadAsync(target.Database, file, Key, Cancel);

        Assert.Equal(written.Rows, restored.Rows);
        Assert.All(restored.Rows, table => Assert.True(table.Value > 0, $"{table.Key} is empty: the sample forgets it"));
        foreach (var (table, rows) in restored.Rows.Where(r => r.Key is not ("audit_entry" or "audit_head")))
            Assert.Equal(rows, await target.CountAsync(table));
        Assert.Empty((await AuditCheck.RunAsync(target.Database, Cancel)).Problems);

        await using var db = target.Database.NewContext(source.Clinic, source.Staff);
        var found = Assert.Single((await db.FindPatientsAsync("小明", cancel: Cancel)).Patients);
        Assert.Equal((patient, "=Ada \"Ex\", ample\n王小明", new DateOnly(1984, 3, 17)), (found.Patient.Id, found.Patient.Name, found.Patient.BirthDate));
        Assert.Equal(2, (await db.RecordsOfAsync(patient, Cancel)).Count);
        Assert.Equal(0.1 + 0.2, (await db.Measurements.SingleAsync(Cancel)).Value);
        Assert.Equal("phone", (await db.UserPasskeys.SingleAsync(Cancel)).Data.Name);
        // The database goes on counting where the backup left off.
        db.Add(new DataProtectionKey { Xml = "<second/>" });
        await db.SaveChangesAsync(Cancel);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ReadAsync_OfABackupMadeWhileOthersWrite_IsOneMoment(string kind)
    {
        await using var source = await Place.OpenAsync(kind);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                    await source.AddPatientAsync($"Person {i}");
            },
            Cancel);
        while (await source.CountAsync("patient") < 50)
            await Task.Delay(5, Cancel);
        var file = Path.Combine(source.Folder, "backup");
        await Backup.WriteAsync(source.Database, file, Key, Cancel);
        await stop.CancelAsync();
        await writing;
        await using var target = await Place.EmptyAsync(kind, source);

        var restored = await Restore.ReadAsync(target.Database, file, Key, Cancel);

        // Each patient has one line, the clinic and its member have theirs, and so has the backup.
        Assert.True(restored.Rows["patient"] >= 50);
        Assert.Equal(restored.Rows["patient"] + 3, restored.Rows["audit_entry"]);
        Assert.Empty((await AuditCheck.RunAsync(target.Database, Cancel)).Problems);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ReadAsync_OfADamagedFile_RestoresNothing(string kind)
    {
        await using var source = await Place.OpenAsync(Databases.Sqlite);
        await Sample.FillAsync(source);
        var file = Path.Combine(source.Folder, "backup");
        await Backup.WriteAsync(source.Database, file, Key, Cancel);
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        await using var target = await Place.EmptyAsync(kind, source);
        byte[][] damaged =
        [
            .. ((int[])[0, 9, 20, 46, 60, whole.Length / 2, whole.Length - 1]).Select(at => whole.Select((b, i) => i == at ? (byte)(b ^ 1) : b).ToArray()),
            .. ((int[])[0, 10, 42, 44, whole.Length / 2, whole.Length - 1]).Select(length => whole[..length]),
            [.. whole, 0],
            [.. whole, .. whole],
        ];

        foreach (var bytes in damaged)
        {
            await File.WriteAllBytesAsync(file, bytes, Cancel);
            await Assert.ThrowsAsync<RecordsException>(() => Restore.ReadAsync(target.Database, file, Key, Cancel));
        }

        await File.WriteAllBytesAsync(file, whole, Cancel);
        await Assert.ThrowsAsync<RecordsException>(() => Restore.ReadAsync(target.Database, file, BackupKey.FromPassphrase("another passphrase"), Cancel));
        Assert.Equal(0, await target.CountAsync("patient"));
        Assert.Equal(0, await target.CountAsync("clinic"));
        // Nothing stands in the way of the right one afterwards.
        await Restore.ReadAsync(target.Database, file, Key, Cancel);
        Assert.Equal(2, await target.CountAsync("patient"));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ReadAsync_WhereRecordsAre_Refuses(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var file = Path.Combine(place.Folder, "backup");
        await Backup.WriteAsync(place.Database, file, Key, Cancel);

        await Assert.ThrowsAsync<RecordsException>(() => Restore.ReadAsync(place.Database, file, Key, Cancel));
        await Assert.ThrowsAsync<RecordsException>(() => Backup.WriteAsync(place.Database, file, Key, Cancel));
    }

    [Fact]
    public async Task WriteAsync_OfRecords_LeavesNothingReadableInTheFile()
    {
        await using var place = await Place.OpenAsync(Databases.Sqlite);
        await place.AddPatientAsync("Canary Zeisig");
        var file = Path.Combine(place.Folder, "backup");
        await Backup.WriteAsync(place.Database, file, Key, Cancel);

        var bytes = await File.ReadAllBytesAsync(file, Cancel);

        Assert.Equal(-1, bytes.AsSpan().IndexOf("Zeisig"u8));
        Assert.Equal([file], Directory.GetFiles(place.Folder, "backup*"));
    }

    [Theory]
    [InlineData(Databases.Sqlite, Databases.PostgreSql)]
    [InlineData(Databases.PostgreSql, Databases.Sqlite)]
    public async Task Import_OfAnExportedClinic_IsTheSameClinic(string from, string to)
    {
        await using var source = await Place.OpenAsync(from);
        var patient = await Sample.FillAsync(source);
        using var zip = new MemoryStream();
        var exported = await RecordsExport.ClinicAsync(source.Database, source.Clinic, source.Staff, zip, Cancel);
        await using var target = await Place.EmptyAsync(to);

        var imported = await RecordsImport.ReadAsync(target.Database, zip, Cancel);

        Assert.Equal(exported, imported);
        Assert.Empty((await AuditCheck.RunAsync(target.Database, Cancel)).Problems);
        await using (var db = target.Database.NewContext(source.Clinic, source.Staff))
        {
            Assert.Equal(patient, Assert.Single((await db.FindPatientsAsync("小明", cancel: Cancel)).Patients).Patient.Id);
            Assert.Equal(2, (await db.RecordsOfAsync(patient, Cancel)).Count);
            var account = await db.Users.SingleAsync(Cancel);
            Assert.Equal(("Dr Wen", null, true), (account.DisplayName, account.PasswordHash, account.DisabledAt is not null));
        }

        await Assert.ThrowsAsync<RecordsException>(() => RecordsImport.ReadAsync(target.Database, zip, Cancel));
        // What is exported again is what came.
        using var again = new MemoryStream();
        var second = await RecordsExport.ClinicAsync(target.Database, source.Clinic, source.Staff, again, Cancel);
        Assert.Equal(exported!["audit_entry"] + 2, second!["audit_entry"]);
        Assert.Equal(Text(zip, "plan.ndjson"), Text(again, "plan.ndjson"));
        Assert.Equal(Text(zip, "measurement.csv"), Text(again, "measurement.csv"));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Export_OfOnePerson_HoldsAllOfTheirsAndNothingOfOthersAndNoSecret(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await Sample.FillAsync(place);
        await place.AddPatientAsync("Somebody Else");
        using var zip = new MemoryStream();

        var rows = await RecordsExport.PersonAsync(place.Database, place.Clinic, patient, place.Staff, zip, Cancel);

        Assert.Equal((2, 1, 1, 1), (rows!["patient"], rows["measurement"], rows["plan"], rows["earlier_version"] > 0 ? 1 : 0));
        Assert.DoesNotContain("Somebody Else", Text(zip), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-the-authenticator", Text(zip), StringComparison.Ordinal);
        Assert.DoesNotContain(new string('a', 64), Text(zip), StringComparison.Ordinal);
        // A spreadsheet shows the name and does not compute it.
        Assert.Contains("\"'=Ada \"\"Ex\"\", ample", Text(zip, "patient.csv"), StringComparison.Ordinal);
        await using var db = place.Context();
        Assert.Equal(AuditAction.Export, (await db.Audit.OfPatientAsync(patient, limit: 1, cancel: Cancel))[0].Action);
        Assert.Null(await RecordsExport.PersonAsync(place.Database, place.Clinic, Guid.CreateVersion7(), place.Staff, zip, Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Import_OfAChangedFile_TakesNothingIn(string kind)
    {
        await using var source = await Place.OpenAsync(Databases.Sqlite);
        await Sample.FillAsync(source);
        using var zip = new MemoryStream();
        await RecordsExport.ClinicAsync(source.Database, source.Clinic, source.Staff, zip, Cancel);
        using (var open = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            open.GetEntry("plan.ndjson")!.Delete();
            await using var writer = new StreamWriter(open.CreateEntry("plan.ndjson").Open());
            await writer.WriteLineAsync("{}");
        }

        await using var target = await Place.EmptyAsync(kind);

        await Assert.ThrowsAsync<RecordsException>(() => RecordsImport.ReadAsync(target.Database, zip, Cancel));
        Assert.Equal(0, await target.CountAsync("clinic"));
    }

    private static string Text(Stream zip, string? only = null)
    {
        using var open = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Read, leaveOpen: true);
        return string.Concat(open.Entries.Where(e => only is null || e.Name == only).Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }
}
