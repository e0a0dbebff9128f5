using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Tests;

/// <summary>People are found as they are spoken of at a front desk.</summary>
public class PatientSearchTests
{
    private static readonly (string Name, string? Other, string? Born, string? Phone)[] People =
    [
        ("Ada Example", null, "1984-03-17", "+44 20 7946 0018"),
        ("王小明", "Wang Xiaoming", "1990-12-01", "138 0013 8000"),
        ("Zoë O'Brien-Müller", null, "1951-07-04", null),
        ("Łukasz Straße", null, null, "020 7946 0777"),
        ("Adam Sample", null, "1984-03-18", null),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task FindPatientsAsync_ByWhatPeopleType_FindsThem(string kind)
    {
        await using var place = await WithPeopleAsync(kind);
        await using var db = place.Context();
        (string Typed, string[] Names)[] cases =
        [
            ("ada", ["Ada Example", "Adam Sample"]),
            ("ADA EX", ["Ada Example"]),
            ("example ad", ["Ada Example"]),
            ("xamp", ["Ada Example"]),
            ("ample", ["Ada Example", "Adam Sample"]),
            ("小明", ["王小明"]),
            ("明", ["王小明"]),
            ("王", ["王小明"]),
            ("xiao", ["王小明"]),
            ("ｗａｎｇ", ["王小明"]),
            ("obrien", ["Zoë O'Brien-Müller"]),
            ("o’brien", ["Zoë O'Brien-Müller"]),
            ("zoe mull", ["Zoë O'Brien-Müller"]),
            ("zoe obrienmul", ["Zoë O'Brien-Müller"]),
            ("muller", ["Zoë O'Brien-Müller"]),
            ("lukasz", ["Łukasz Straße"]),
            ("strasse", ["Łukasz Straße"]),
            ("1984-03-17", ["Ada Example"]),
            ("17/3/1984", ["Ada Example"]),
            ("17.03.1984", ["Ada Example"]),
            ("3/17/1984", ["Ada Example"]),
            ("1984", ["Ada Example", "Adam Sample"]),
            ("17.3", ["Ada Example"]),
            ("adam 1984", ["Adam Sample"]),
            ("020 7946 0018", ["Ada Example"]),
            ("+44 20 7946", ["Ada Example"]),
            ("7946", ["Ada Example", "Łukasz Straße"]),
            ("0777", ["Łukasz Straße"]),
            ("nobody", []),
            ("ada 7777", []),
            ("%", []),
            ("' OR 1=1 --", []),
            ("   ", []),
        ];

        foreach (var (typed, names) in cases)
        {
            var found = await db.FindPatientsAsync(typed, cancel: Cancel);
            Assert.Equal((typed, string.Join(", ", names)), (typed, string.Join(", ", found.Patients.Select(f => f.Patient.Name))));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task FindPatientsAsync_TwoWordsThatManyHave_FindsWhoHasBoth(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await using (var db = place.Context())
        {
            db.AddRange(Enumerable.Range(0, 200).Select(i => place.NewPatient($"Ada {(char)('A' + (i / 26))}{(char)('a' + (i % 26))}")));
            db.AddRange(Enumerable.Range(0, 200).Select(i => place.NewPatient($"{(char)('A' + (i / 26))}{(char)('a' + (i % 26))} Wilson")));
            db.Add(place.NewPatient("Ada Wilson"));
            await db.SaveChangesAsync(Cancel);
        }

        await using var read = place.Context();
        foreach (var typed in new[] { "ada wil", "wil ada", "wilson ada", "ADA WILSON" })
            Assert.Equal("Ada Wilson", Assert.Single((await read.FindPatientsAsync(typed, cancel: Cancel)).Patients).Patient.Name);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task FindPatientsAsync_AfterAChangeOfName_FindsTheNewOneOnly(string kind)
    {
        await using var place = await WithPeopleAsync(kind);
        await using (var db = place.Context())
        {
            var ada = await db.Patients.SingleAsync(p => p.Name == "Ada Example", Cancel);
            ada.Name = "Ada Byron";
            await db.SaveChangesAsync(Cancel);
        }

        await using var read = place.Context();
        Assert.Equal("Ada Byron", Assert.Single((await read.FindPatientsAsync("byr", cancel: Cancel)).Patients).Patient.Name);
        Assert.Empty((await read.FindPatientsAsync("example", cancel: Cancel)).Patients);
        Assert.Equal("Ada Byron", Assert.Single((await read.FindPatientsAsync("0018", cancel: Cancel)).Patients).Patient.Name);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task FindPatientsAsync_OfACommonNameWithARareOne_FindsThePersonAmongMany(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await using (var db = place.Context())
        {
            db.AddRange(Enumerable.Range(0, 700).Select(i => place.NewPatient($"John Smith {(char)('a' + (i % 26))}{i}")));
            db.Add(place.NewPatient("Smith Ygritte John"));
            await db.SaveChangesAsync(Cancel);
        }

        await using var read = place.Context();
        Assert.Equal("Smith Ygritte John", Assert.Single((await read.FindPatientsAsync("john ygr smi", cancel: Cancel)).Patients).Patient.Name);
        var common = await read.FindPatientsAsync("smith", cancel: Cancel);
        Assert.True(common.More);
        Assert.Equal(20, common.Patients.Count);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task FindPatientsAsync_InAnotherClinic_FindsNobody(string kind)
    {
        await using var place = await WithPeopleAsync(kind);
        await using var db = place.Database.NewContext(Guid.CreateVersion7(), place.Staff);

        Assert.Empty((await db.FindPatientsAsync("ada", cancel: Cancel)).Patients);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task LikelyDuplicatesAsync_OfSomebodyWhoIsThere_ShowsThemAndWhy(string kind)
    {
        await using var place = await WithPeopleAsync(kind);
        await using var db = place.Context();
        (string Name, string? Born, string? Phone, string Expected)[] cases =
        [
            ("Ada Example", "1984-03-17", null, "Ada Example: SameName SameBirthDate"),
            ("Exampel Ada", "1984-03-17", null, "Ada Example: SimilarName SameBirthDate"),
            ("Ada Example", null, null, "Ada Example: SameName"),
            ("Ada Example", "1984-03-19", null, "Ada Example: SameName SimilarBirthDate"),
            ("A. Example", "1984-03-17", "020 7946 0018", "Ada Example: SimilarName SameBirthDate SamePhone"),
            ("Wang Xiao Ming", "1990-01-12", null, "王小明: SameName SimilarBirthDate"),
            ("王小红", "1971-01-01", null, ""),
            ("Somebody Else", "1984-03-17", null, ""),
            ("Somebody Else", null, "020 7946 0018", ""),
        ];

        foreach (var (name, born, phone, expected) in cases)
        {
            var likely = await db.LikelyDuplicatesAsync(name, born is null ? null : DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture), phone, cancel: Cancel);
            Assert.Equal((name, expected), (name, string.Join("; ", likely.Select(l => $"{l.Patient.Name}: {string.Join(' ', l.Why)}"))));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task MergeAsync_AndUndone_LeavesEverythingAsItWas(string kind)
    {
        await using var place = await WithPeopleAsync(kind);
        var (id, ada, adam) = (Guid.CreateVersion7(), await IdAsync(place, "Ada Example"), await IdAsync(place, "Adam Sample"));
        await using (var db = place.Context())
        {
            Assert.Equal(MergeOutcome.Done, await db.MergeAsync(id, ada, adam, "the same passport", Cancel));
            Assert.Equal(MergeOutcome.Same, await db.MergeAsync(id, ada, adam, "the same passport", Cancel));
            Assert.Equal(MergeOutcome.AlreadyMerged, await db.MergeAsync(Guid.CreateVersion7(), adam, ada, "a circle", Cancel));
            Assert.Equal([ada, adam], await db.RecordsOfAsync(ada, Cancel));
            var found = Assert.Single((await db.FindPatientsAsync("adam", cancel: Cancel)).Patients);
            Assert.Equal(("Ada Example", "Adam Sample"), (found.Patient.Name, found.FoundAs?.Name));
        }

        await using (var db = place.Context())
        {
            Assert.Equal(MergeOutcome.Done, await db.UndoMergeAsync(id, Cancel));
            Assert.Equal(MergeOutcome.Same, await db.UndoMergeAsync(id, Cancel));
            Assert.Equal([ada], await db.RecordsOfAsync(ada, Cancel));
            Assert.Null(Assert.Single((await db.FindPatientsAsync("adam", cancel: Cancel)).Patients).FoundAs);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task MergeAsync_OfTwoCrosswiseAtOnce_MakesNoCircle(string kind)
    {
        await using var place = await WithPeopleAsync(kind);
        var (ada, adam) = (await IdAsync(place, "Ada Example"), await IdAsync(place, "Adam Sample"));
        await using var one = place.Context();
        await using var two = place.Context();
        // Both have read before either writes.
        _ = (await one.Patients.ToListAsync(Cancel), await two.Patients.ToListAsync(Cancel));

        Assert.Equal(MergeOutcome.Done, await one.MergeAsync(Guid.CreateVersion7(), ada, adam, "same", Cancel));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.MergeAsync(Guid.CreateVersion7(), adam, ada, "same", Cancel));
    }

    private static async Task<Guid> IdAsync(Place place, string name)
    {
        await using var db = place.Context();
        return await db.Patients.Where(p => p.Name == name).Select(p => p.Id).SingleAsync(Cancel);
    }

    private static async Task<Place> WithPeopleAsync(string kind)
    {
        var place = await Place.OpenAsync(kind);
        await using var db = place.Context();
        foreach (var (name, other, born, phone) in People)
        {
            var patient = place.NewPatient(name, phone);
            patient.OtherName = other;
            patient.BirthDate = born is null ? null : DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture);
            db.Add(patient);
        }

        await db.SaveChangesAsync(Cancel);
        return place;
    }
}
