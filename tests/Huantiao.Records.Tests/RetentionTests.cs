using Huantiao.Records.Diary;
using Huantiao.Records.Retention;

namespace Huantiao.Records.Tests;

/// <summary>How long records are kept is a row of a table with its source.</summary>
public class RetentionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void All_Rows_HaveASourceAndAStatus() =>
        Assert.All(RetentionRule.All, r => Assert.True(r.Source.StartsWith("https://", StringComparison.Ordinal) && r.Status.Length > 0 && r.Years > 0, r.Jurisdiction));

    [Theory]
    [InlineData("US-FL", "2015-01-01", "2020-06-01", "1980-01-01", "2025-06-02")]
    [InlineData("US-FL", "2015-01-01", "2020-06-01", null, "2025-06-02")]
    [InlineData("UK", "2015-01-01", "2020-06-01", "1980-01-01", "2027-06-02")]
    [InlineData("UK", "2015-01-01", "2020-06-01", "2010-05-05", "2035-05-06")]
    [InlineData("UK", "2015-01-01", "2020-06-01", null, null)]
    [InlineData("UK", null, null, "1980-01-01", null)]
    [InlineData("UK-CLINIC-8", "2015-01-01", "2020-06-01", "2003-01-01", "2028-06-02")]
    [InlineData("UK-CLINIC-7-FIRST", "2015-01-01", "2020-06-01", "1980-01-01", "2022-01-02")]
    public void DueOn_ByJurisdiction_IsWhatItsRowSays(string jurisdiction, string? first, string? last, string? born, string? expected)
    {
        var rule = RetentionRule.All.Single(r => r.Jurisdiction == jurisdiction);

        Assert.Equal(Day(expected), rule.DueOn(Day(first), Day(last), Day(born)));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task ListAsync_ShowsWhatIsDueAndWhatCannotBeKnown_AndDeletesNothing(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        var (old, recent, never) = (await place.AddPatientAsync("Old"), await place.AddPatientAsync("Recent"), await place.AddPatientAsync("Never came"));
        await using var db = place.Context();
        foreach (var (patient, years) in new[] { (old, -9), (old, -6), (recent, -9), (recent, -1) })
        {
            var at = place.Clock.GetUtcNow().AddYears(years);
            db.Add(new Appointment { ClinicId = place.Clinic, Id = Guid.CreateVersion7(), PatientId = patient.Id, PractitionerId = place.Account, StartsAt = at, EndsAt = at.AddMinutes(30), State = AppointmentState.Done, CreatedAt = at });
        }

        await db.SaveChangesAsync(Cancel);

        var due = await RecordsDue.ListAsync(db, RetentionRule.All.Single(r => r.Jurisdiction == "US-FL"), new DateOnly(2026, 3, 2), Cancel);

        Assert.Equal([(old.Id, new DateOnly(2025, 3, 3)), (never.Id, null)], due.Select(d => (d.Patient, d.DueOn)));
        Assert.Equal(3, await place.CountAsync("patient"));
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
