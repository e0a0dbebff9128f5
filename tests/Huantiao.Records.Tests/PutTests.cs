using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Tests;

/// <summary>A request that is sent twice, or late, does no harm.</summary>
public class PutTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task PutAsync_SameReadingTwice_StoresItOnce(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var id = Guid.CreateVersion7();

        Assert.Equal(PutOutcome.Created, await PutAsync(place, Reading(place, patient.Id, id, 37)));
        place.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(PutOutcome.Same, await PutAsync(place, Reading(place, patient.Id, id, 37)));
        Assert.Equal(PutOutcome.Conflict, await PutAsync(place, Reading(place, patient.Id, id, 38)));

        await using var db = place.Context();
        var stored = await db.Measurements.SingleAsync(Cancel);
        Assert.Equal((37, Place.Start), (stored.Value, stored.RecordedAt));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task PutAsync_SameReadingManyTimesAtOnce_StoresItOnce(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var id = Guid.CreateVersion7();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => PutAsync(place, Reading(place, patient.Id, id, 37)), Cancel)));

        Assert.Single(outcomes, o => o == PutOutcome.Created);
        Assert.Equal(11, outcomes.Count(o => o == PutOutcome.Same));
        Assert.Equal(1, await place.CountAsync("measurement"));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task PutAsync_OverTheVersionSeen_ChangesIt(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var id = Guid.CreateVersion7();
        Assert.Equal(PutOutcome.Created, await PutAsync(place, Draft(place, patient.Id, id, "a")));

        Assert.Equal(PutOutcome.Changed, await PutAsync(place, Draft(place, patient.Id, id, "b"), 1));
        // The answer was lost on the way; the phone sends it again.
        Assert.Equal(PutOutcome.Same, await PutAsync(place, Draft(place, patient.Id, id, "b"), 1));
        Assert.Equal(PutOutcome.Stale, await PutAsync(place, Draft(place, patient.Id, id, "c"), 1));
        Assert.Equal(PutOutcome.Changed, await PutAsync(place, Draft(place, patient.Id, id, "c"), 2));

        await using var db = place.Context();
        Assert.Equal(("c", 3), await db.Intakes.Select(i => new ValueTuple<string, int>(i.Answers, i.Version)).SingleAsync(Cancel));
        Assert.Equal([1, 2], await db.EarlierVersions.OrderBy(v => v.Version).Select(v => v.Version).ToListAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task PutAsync_ManyOverTheSameVersionAtOnce_OneWinsAndTheOthersAreTold(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var id = Guid.CreateVersion7();
        await PutAsync(place, Draft(place, patient.Id, id, "0"));

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(() => PutAsync(place, Draft(place, patient.Id, id, $"{i}"), 1), Cancel)));

        Assert.Single(outcomes, o => o == PutOutcome.Changed);
        Assert.Equal(11, outcomes.Count(o => o == PutOutcome.Stale));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task PutAsync_OfManyDraftsAtOnceByTheirOwnWriters_KeepsEachOnesNewest(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var patient = await place.AddPatientAsync();
        var ids = Enumerable.Range(0, 24).Select(_ => Guid.CreateVersion7()).ToList();

        await Task.WhenAll(ids.Select(id => Task.Run(
            async () =>
            {
                Assert.Equal(PutOutcome.Created, await PutAsync(place, Draft(place, patient.Id, id, "1")));
                for (var version = 1; version < 6; version++)
                    Assert.Equal(PutOutcome.Changed, await PutAsync(place, Draft(place, patient.Id, id, $"{version + 1}"), version));
            },
            Cancel)));

        await using var db = place.Context();
        Assert.All(await db.Intakes.ToListAsync(Cancel), i => Assert.Equal(("6", 6), (i.Answers, i.Version)));
        Assert.Equal(24 * 5, await place.CountAsync("earlier_version"));
        Assert.Equal(24 * 6, await db.AuditEntries.CountAsync(e => e.Kind == "intake", Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task PutAsync_OfAPatientWhoIsNotThere_ThrowsAndLeavesNothing(string kind)
    {
        await using var place = await Place.OpenAsync(kind);

        await Assert.ThrowsAsync<DbUpdateException>(() => PutAsync(place, Reading(place, Guid.CreateVersion7(), Guid.CreateVersion7(), 37)));

        Assert.Equal(0, await place.CountAsync("measurement"));
    }

    private static async Task<PutOutcome> PutAsync<T>(Place place, T row, int? expected = null)
        where T : class, Model.IClinicRow
    {
        await using var db = place.Context();
        return await db.PutAsync(row, expected, Cancel);
    }

    private static Measurement Reading(Place place, Guid patient, Guid id, double value) => new()
    {
        ClinicId = place.Clinic,
        Id = id,
        PatientId = patient,
        Instrument = "nrs",
        Item = "leg",
        Value = value,
        Unit = "{score}",
        At = Place.Start.AddTicks(5),
        Source = MeasurementSource.Visit,
        RecordedAt = place.Clock.GetUtcNow(),
        RecordedBy = place.Account,
    };

    private static Intake Draft(Place place, Guid patient, Guid id, string answers) => new()
    {
        ClinicId = place.Clinic,
        Id = id,
        PatientId = patient,
        Pathway = "any",
        Kind = IntakeKind.Full,
        Language = "en",
        Answers = answers,
        SchemaVersion = 1,
        StartedAt = place.Clock.GetUtcNow(),
        SavedAt = place.Clock.GetUtcNow(),
    };
}
