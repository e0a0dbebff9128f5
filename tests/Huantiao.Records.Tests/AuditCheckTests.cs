using Huantiao.Records.Auditing;

namespace Huantiao.Records.Tests;

/// <summary>Somebody with the database's own password, who takes the guards away first, is still found out.</summary>
public class AuditCheckTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task RunAsync_OfAnHonestTrail_FindsNothing(string kind)
    {
        await using var place = await WithLinesAsync(kind);

        var report = await AuditCheck.RunAsync(place.Database, Cancel);

        Assert.Empty(report.Problems);
        Assert.Equal(9, report.Trails.Single(t => t.Clinic == place.Clinic).Lines);
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET reason = 'nothing' WHERE sequence = 4", TrailFault.Changed, 4)]
    [InlineData("UPDATE audit_entry SET account_id = NULL WHERE sequence = 4", TrailFault.Changed, 4)]
    [InlineData("UPDATE audit_entry SET at = at + 1 WHERE sequence = 9", TrailFault.Changed, 9)]
    [InlineData("DELETE FROM audit_entry WHERE sequence = 4", TrailFault.Missing, 4)]
    [InlineData("DELETE FROM audit_entry WHERE sequence = 1", TrailFault.Missing, 1)]
    [InlineData("DELETE FROM audit_entry WHERE sequence >= 8", TrailFault.Truncated, 8)]
    [InlineData("DELETE FROM audit_entry; DELETE FROM audit_head", TrailFault.Truncated, null)]
    [InlineData("UPDATE audit_entry SET sequence = 99 WHERE sequence = 4; UPDATE audit_entry SET sequence = 4 WHERE sequence = 5; UPDATE audit_entry SET sequence = 5 WHERE sequence = 99", TrailFault.Moved, 4)]
    [InlineData("DELETE FROM audit_entry WHERE sequence >= 8; UPDATE audit_head SET sequence = 7, hash = (SELECT hash FROM audit_entry e WHERE e.sequence = 7)", TrailFault.Seal, 7)]
    public async Task RunAsync_OfATrailChangedByHand_SaysWhichLine(string sql, TrailFault fault, int? line)
    {
        foreach (var kind in (string[])[Databases.Sqlite, Databases.PostgreSql])
        {
            await using var place = await WithLinesAsync(kind);
            await WithoutGuardsAsync(place, kind, sql.Replace("WHERE", $"WHERE {Of(place, kind)} AND", StringComparison.Ordinal));

            var report = await AuditCheck.RunAsync(place.Database, Cancel);

            Assert.Contains(report.Problems, p => p.Fault == fault && p.Clinic == place.Clinic && p.Line == line);
            // What is right is not blamed: a swap touches two lines and what follows the second.
            Assert.True(report.Problems.Count <= 4, string.Join('\n', report.Problems));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task RunAsync_OfATrailWrittenAnewFromTheMiddle_IsHeldByTheSeals(string kind)
    {
        await using var place = await WithLinesAsync(kind);
        var lines = await LinesAsync(place);
        var sql = "";
        var previous = lines[4].Hash;
        foreach (var line in lines.Skip(5))
        {
            // The forger knows how lines are bound, and binds his own; only the key he has not.
            var draft = new AuditDraft(line.ClinicId, line.At, new(line.Actor, line.AccountId, line.Origin), line.Action, line.Kind, "forged", line.PatientId, line.Reason);
            previous = AuditChain.Bind(draft, line.Sequence, previous).Hash;
            sql += $"UPDATE audit_entry SET record_key = 'forged', hash = '{previous}' WHERE {Of(place, kind)} AND sequence = {line.Sequence}; ";
        }

        await WithoutGuardsAsync(place, kind, sql + $"UPDATE audit_head SET hash = '{previous}' WHERE {Of(place, kind)}");
        var report = await AuditCheck.RunAsync(place.Database, Cancel);

        Assert.Contains(report.Problems, p => p.Fault == TrailFault.Seal && p.Line == 9);
        // The first day ended with line 7, within what was forged.
        Assert.Contains(report.Problems, p => p.Fault == TrailFault.Anchor && p.Line == 7);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task RunAsync_WithoutTheGuards_SaysSo(string kind)
    {
        await using var place = await WithLinesAsync(kind);
        await place.SqlAsync(kind == Databases.PostgreSql ? "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_delete" : "DROP TRIGGER audit_entry_no_delete");

        var problem = Assert.Single((await AuditCheck.RunAsync(place.Database, Cancel)).Problems);

        Assert.Equal(TrailFault.Guard, problem.Fault);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task OfPatientAsync_ShowsWhoOpenedTheRecord_NewestFirst(string kind)
    {
        await using var place = await WithLinesAsync(kind);
        await using var db = place.Context();
        var patient = db.Patients.Select(p => p.Id).First();

        var lines = await db.Audit.OfPatientAsync(patient, limit: 3, cancel: Cancel);

        Assert.Equal([9L, 8, 7], lines.Select(l => l.Sequence));
        Assert.All(lines, l => Assert.Equal((AuditAction.Read, place.Account, "192.0.2.7"), (l.Action, l.AccountId, l.Origin)));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Trail_OfTwoNodesAtOnce_IsOneTrail(string kind)
    {
        await using var place = await WithLinesAsync(kind);
        await using var second = await place.OpenAgainAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            async () =>
            {
                await using var db = (i % 2 == 0 ? place.Database : second).NewContext(place.Clinic, place.Staff);
                db.Audit.Read("chart", $"{i}");
                await db.SaveChangesAsync(Cancel);
            },
            Cancel)));

        var report = await AuditCheck.RunAsync(place.Database, Cancel);
        Assert.Empty(report.Problems);
        Assert.Equal(49, report.Trails.Single(t => t.Clinic == place.Clinic).Lines);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Errors_OfASaveThatFails_HoldNothingOfThePatient(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = place.NewPatient("Canary Zeisig", "+44 7700 900123");
        patient.Address = new string('x', 10);
        patient.MergedInto = Guid.CreateVersion7();
        await using var db = place.Context();
        db.Add(patient);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync(Cancel));

        Assert.DoesNotContain("Canary", error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("900123", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A clinic with nine lines in its trail over two days: the clinic, the membership, a patient and six readings of the chart; the first day ends with the seventh.</summary>
    private static async Task<Place> WithLinesAsync(string kind)
    {
        var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        for (var i = 0; i < 6; i++)
        {
            if (i == 4)
                place.Clock.Advance(TimeSpan.FromDays(1));
            await using var db = place.Context();
            db.Audit.Read("chart", patient.Id.ToString(), patient.Id, $"reading {i}");
            await db.SaveChangesAsync(Cancel);
        }

        return place;
    }

    private static async Task<List<AuditEntry>> LinesAsync(Place place)
    {
        await using var db = place.Context();
        return [.. db.AuditEntries.OrderBy(e => e.Sequence)];
    }

    private static string Of(Place place, string kind) =>
        $"clinic_id = '{(kind == Databases.Sqlite ? place.Clinic.ToString().ToUpperInvariant() : place.Clinic.ToString())}'";

    private static async Task WithoutGuardsAsync(Place place, string kind, string sql)
    {
        if (kind == Databases.PostgreSql)
        {
            await place.SqlAsync($"ALTER TABLE audit_entry DISABLE TRIGGER USER; {sql}; ALTER TABLE audit_entry ENABLE TRIGGER USER");
            return;
        }

        string[] verbs = ["UPDATE", "DELETE"];
        await place.SqlAsync(string.Concat(verbs.Select(v => $"DROP TRIGGER audit_entry_no_{v.ToLowerInvariant()}; ")) + sql + "; "
            + string.Join("; ", verbs.Select(v => $"CREATE TRIGGER audit_entry_no_{v.ToLowerInvariant()} BEFORE {v} ON audit_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END")));
    }
}
