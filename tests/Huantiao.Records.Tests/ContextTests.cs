using Huantiao.Records.Auditing;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Huantiao.Records.Tests;

/// <summary>What the database context promises to whoever writes a page on it.</summary>
public class ContextTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Model_AgainstItsMigrations_HasNothingPending(string kind)
    {
        await using var place = await Place.EmptyAsync(kind);
        await using var db = place.Database.NewContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task OpenAsync_ByManyAtOnce_MigratesOnce(string kind)
    {
        await using var place = await Place.EmptyAsync(kind);
        await place.SqlAsync(kind == Databases.PostgreSql
            ? "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
            : "PRAGMA foreign_keys = OFF; " + string.Concat((await TablesAsync(place)).Select(t => $"DROP TABLE \"{t}\"; ")));

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(place.OpenAgainAsync, Cancel)));

        foreach (var database in opened)
        {
            await using (var db = database.NewContext())
                Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
            await database.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Query_WithoutAClinic_Throws(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await using var db = place.Database.NewContext();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Patients.ToListAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Query_InAClinic_SeesNothingOfAnother(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var other = await AddClinicAsync(place);

        await using var db = place.Database.NewContext(other, place.Staff);
        Assert.Empty(await db.Patients.ToListAsync(Cancel));
        Assert.Null(await db.Patients.FirstOrDefaultAsync(p => p.Id == patient.Id, Cancel));
        Assert.Null(await db.FindAsync<Patient>([place.Clinic, patient.Id], Cancel));
        Assert.Empty(await db.Audit.OfPatientAsync(patient.Id, cancel: Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_OfARowOfAnotherClinic_Throws(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var other = await AddClinicAsync(place);
        await using var db = place.Database.NewContext(other, place.Staff);
        db.Add(place.NewPatient());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancel));
        Assert.Equal(0, await place.CountAsync("patient"));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_OfADocumentOfAnotherClinicsPatient_IsRefusedByTheDatabase(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var other = await AddClinicAsync(place);
        await using var db = place.Database.NewContext(other, place.Staff);
        db.Add(new PainDrawing { ClinicId = other, Id = Guid.CreateVersion7(), PatientId = patient.Id, Content = "{}", SchemaVersion = 1, At = Place.Start });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_WithoutAnActor_Throws(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await using var db = place.Database.NewContext();
        db.Add(place.NewPatient());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_OverAStaleVersion_IsRefusedAndLosesNothing(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        await using (var first = place.Context())
        {
            var row = await first.Patients.SingleAsync(Cancel);
            row.Phone = "+44 20 7946 0000";
            await first.SaveChangesAsync(Cancel);
        }

        await using var second = place.Context();
        var stale = await second.Patients.SingleAsync(Cancel);
        second.Expect(stale, 1);
        stale.Phone = "+44 20 7946 0999";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync(Cancel));

        await using var db = place.Context();
        var kept = await db.Patients.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal(("+44 20 7946 0000", 2), (kept.Phone, kept.Version));
        Assert.Equal(2, (await db.Audit.OfPatientAsync(patient.Id, cancel: Cancel)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_OfAChangedDocument_KeepsWhatItWas(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        await using var db = place.Context();
        var plan = new Plan { ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, Content = """{"visits":6}""", SchemaVersion = 1, CreatedAt = Place.Start, By = place.Account };
        db.Add(plan);
        await db.SaveChangesAsync(Cancel);

        plan.Content = """{"visits":8}""";
        await db.SaveChangesAsync(Cancel);

        var earlier = await db.EarlierVersions.SingleAsync(Cancel);
        Assert.Equal(("plan", plan.Id, 1), (earlier.Kind, earlier.DocumentId, earlier.Version));
        Assert.Contains("""{\"visits\":6}""", earlier.Content, StringComparison.Ordinal);
        Assert.Equal(2, plan.Version);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_OfChanges_EntersTheTrailWithThem(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        await using var db = place.Context();
        (await db.Patients.SingleAsync(Cancel)).Phone = "1";
        db.Audit.Because("asked by telephone");
        db.Audit.Read("chart", patient.Id.ToString(), patient.Id);
        await db.SaveChangesAsync(Cancel);

        var lines = await db.Audit.OfPatientAsync(patient.Id, cancel: Cancel);

        Assert.Equal(
            [(AuditAction.Write, "patient", "changed phone: asked by telephone"), (AuditAction.Read, "chart", null), (AuditAction.Write, "patient", "new")],
            lines.Select(l => (l.Action, l.Kind, l.Reason)));
        Assert.All(lines, l => Assert.Equal((place.Account, "192.0.2.7", Place.Start), (l.AccountId, l.Origin, l.At)));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_ByManyAtOnceWithOneThatCannot_KeepsTheOthers(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patients = Enumerable.Range(0, 60).Select(i => place.NewPatient($"Person {i}")).ToList();

        var saves = patients.Select((p, i) => Task.Run(
            async () =>
            {
                await using var db = place.Context();
                db.Add(i % 20 == 7 ? new Consent { ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = Guid.CreateVersion7(), Purpose = ConsentPurpose.Record, TextVersion = "1", Language = "en", Given = true, SignedAs = "X", SignedAt = Place.Start } : p);
                try
                {
                    await db.SaveChangesAsync(Cancel);
                    return true;
                }
                catch (DbUpdateException)
                {
                    return false;
                }
            },
            Cancel));
        var saved = await Task.WhenAll(saves);

        Assert.Equal(57, saved.Count(s => s));
        Assert.Equal(57, await place.CountAsync("patient"));
        Assert.Equal(0, await place.CountAsync("consent"));
        await using var read = place.Context();
        Assert.Equal(Enumerable.Range(1, 2 + 57).Select(i => (long)i), await read.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Save_ByManyAtOnce_KeepsEveryValueOfEach(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patients = Enumerable.Range(0, 40).Select(i => place.NewPatient($"王 \"Person\", {i}", i % 3 == 0 ? null : $"+44 20 7946 {i:0000}")).ToList();
        foreach (var (i, patient) in patients.Index())
            (patient.BirthDate, patient.Email) = (i % 4 == 0 ? null : new DateOnly(1950 + i, 2, 28), i % 5 == 0 ? null : "a@example.org");
        var readings = patients.ConvertAll(p => new Measurement
        {
            ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = p.Id, Instrument = "nrs", Item = "leg", Value = 0.1 + 0.2, Unit = "{score}", At = Place.Start.AddDays(-1), Source = MeasurementSource.Remote, RecordedAt = Place.Start,
        });

        await Task.WhenAll(patients.Zip(readings).Select(pair => Task.Run(
            async () =>
            {
                await using var db = place.Context();
                db.Add(pair.First);
                await db.SaveChangesAsync(Cancel);
                db.Add(pair.Second);
                await db.SaveChangesAsync(Cancel);
            },
            Cancel)));

        await using var read = place.Context();
        Assert.All(patients, p => Assert.Equivalent(p, read.Patients.AsNoTracking().Single(s => s.Id == p.Id), strict: true));
        Assert.All(readings, r => Assert.Equivalent(r, read.Measurements.AsNoTracking().Single(s => s.Id == r.Id), strict: true));
        Assert.All(patients, p => Assert.Contains(read.PatientKeys, k => k.PatientId == p.Id));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Trail_ChangedByHand_IsRefusedByTheDatabase(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await place.AddPatientAsync();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => place.SqlAsync("UPDATE audit_entry SET reason = 'x'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => place.SqlAsync("DELETE FROM audit_entry"));
    }

    private static async Task<Guid> AddClinicAsync(Place place)
    {
        var other = Guid.CreateVersion7();
        await using var db = place.Database.NewContext(other, Actor.Program);
        db.Add(Place.NewClinic(other, "Elsewhere"));
        await db.SaveChangesAsync(Cancel);
        return other;
    }

    private static async Task<List<string>> TablesAsync(Place place)
    {
        await using var db = place.Database.NewContext();
        return [.. db.GetService<Microsoft.EntityFrameworkCore.Metadata.IDesignTimeModel>().Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct(), "__EFMigrationsHistory"];
    }
}
