using System.Globalization;
using Huantiao.Care.Assessment;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Atlas;
using static Huantiao.Care.Tests.Assessment.Examined;
using static Huantiao.Care.Tests.Planning.PlanSample;

namespace Huantiao.Care.Tests.Planning;

public class ResearchRowTests
{
    private static readonly ResearchConsent Consented = ResearchConsent.TryFrom(Monday, null)!;

    private static readonly DateOnly FirstVisit = new(2026, 2, 27);

    [Fact]
    public void Columns_OfTheRow_AreThoseThatTheDataDescribe() => Assert.Equal(Treatment.ResearchColumns.Select(c => c.Column), ResearchRow.Columns);

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(0, null, true)]
    [InlineData(0, 5, false)]
    [InlineData(5, 5, false)]
    [InlineData(5, 0, true)] // withdrawn, then given anew
    public void TryFrom_ConsentNeverGivenOrTakenBack_IsNone(int? given, int? withdrawn, bool stands) =>
        Assert.Equal(stands, ResearchConsent.TryFrom(given is { } g ? Monday.AddDays(g) : null, withdrawn is { } w ? Monday.AddDays(w) : null) is not null);

    [Fact]
    public void Of_WholePerson_TellsWhatIsDocumented()
    {
        var examination = Healthy("pain:calf:Right", "pain:low-back:Midline", "SLR:Right:45 known-pain", "SLR:Left:20 known-pain", "MY4:Right:4-", "DE2:Right:reduced", "HX2::14");

        var row = Row(examination, new(1980, 3, 3));

        Assert.Equal("40-49", row["age_band"]);
        Assert.Equal("12-51", row["weeks_since_onset"]);
        Assert.Equal(("right", "yes", "taiyang"), (row["painful_side"], row["pain_below_knee"], row["channel"]));
        Assert.Equal(("45", "yes"), (row["leg_raise_degrees"], row["leg_raise_known_pain"])); // of the leg that hurts
        Assert.Equal(("4-", "16", "1"), (row["lowest_strength"], row["strength_tests"], row["reduced_feeling"]));
        Assert.Equal(("BL57-L GB39-L", "2", "manual", "30"), (row["points"], row["needles"], row["stimulation"], row["retention_minutes"]));
        Assert.Equal(("10", "4", "7", "4"), (row["sessions_planned"], row["weeks_planned"], row["baseline_leg_pain"], row["target_leg_pain"]));
        Assert.Equal(("none", "3", "31"), (row["other_care"], row["agreed_day"], row["review_day"]));
    }

    [Fact]
    public void Of_NothingKnown_IsEmptyAndNeitherNoNorNought()
    {
        var row = Row(Examination.Begin(Treatment), null);

        foreach (var column in (string[])["age_band", "weeks_since_onset", "painful_side", "pain_below_knee", "channel", "leg_raise_degrees", "leg_raise_known_pain", "lowest_strength", "reduced_feeling", "protocol", "response_sought"])
            Assert.Equal("", row[column]);
        Assert.Equal("0", row["strength_tests"]); // a count of what was examined
    }

    [Fact]
    public void Of_PlanFullOfWordsAndDates_LetsNoneOfThemThrough()
    {
        const string Secret = "Maria Huber, 12 Elm Street";
        var plan = Agreed(Draft(
        [
            .. Whole, new PlanChange.PutGoal(PlanGoal.TrySet(Activity, Secret, 2, 8, 4)!), new PlanChange.SetOtherCare([new(OtherCareKind.Medicine, Secret, false)]),
            new PlanChange.SetStyle(CareWords.Same(Secret)), new PlanChange.SetSetting(new(Secret, Secret)), new PlanChange.SetPractitioner(new(Secret, 3, Secret)),
            new PlanChange.SetNeedleType(new(0.3, 40, Secret)), new PlanChange.PutNeedle(new("BL60", BodySide.Left, new(5, 10), new(0.2, 25, Secret))),
        ]));

        var row = ResearchRow.Of(Consented, Sciatica, Guid.Parse("0199a000-0000-7000-8000-00000000ffff"), plan, Healthy(), new(1980, 3, 3), FirstVisit);

        Assert.Equal(ResearchRow.Columns.Length, row.Cells.Length);
        foreach (var cell in row.Cells)
        {
            Assert.DoesNotContain("Huber", cell, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\d{4}-\d{2}-\d{2}|1980", cell);
            Assert.DoesNotContain(plan.Id.ToString("N", CultureInfo.InvariantCulture), cell, StringComparison.Ordinal);
            Assert.DoesNotContain(Practitioner.ToString("N", CultureInfo.InvariantCulture), cell, StringComparison.Ordinal);
        }

        Assert.Contains("medicine", row.Cells);
    }

    [Theory]
    [InlineData("2008-03-02", "18-29")]
    [InlineData("2008-03-03", "")] // 18 tomorrow
    [InlineData("1996-03-03", "18-29")]
    [InlineData("1996-03-02", "30-39")]
    [InlineData("1946-03-03", "70-79")]
    [InlineData("1946-03-02", "80+")]
    [InlineData("1920-01-01", "80+")]
    [InlineData("2030-01-01", "")]
    [InlineData("2004-02-29", "18-29")]
    public void AgeBand_Birthday_ChangesItOnTheDay(string born, string band) =>
        Assert.Equal(band, ResearchRow.AgeBand(DateOnly.ParseExact(born, "yyyy-MM-dd", CultureInfo.InvariantCulture), new(2026, 3, 2)));

    private static Dictionary<string, string> Row(Examination examination, DateOnly? born)
    {
        var row = ResearchRow.Of(Consented, Sciatica, Guid.CreateVersion7(), Agreed(Draft(Whole)), examination, born, FirstVisit);
        return ResearchRow.Columns.Zip(row.Cells).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
    }
}
