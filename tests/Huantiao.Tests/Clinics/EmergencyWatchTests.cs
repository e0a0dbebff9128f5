using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;

namespace Huantiao.Tests.Clinics;

/// <summary>A page that stands open learns of an answer that calls for emergency care, and keeps no session alive by asking.</summary>
public sealed class EmergencyWatchTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    [Fact]
    public async Task Watch_AnAnswerThatCallsForEmergencyCare_IsToldUntilItIsSeen()
    {
        var intake = await EmergencyAsync(clinic.Ours);
        var theirs = await EmergencyAsync(clinic.Theirs);
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        Assert.Equal("/clinic/emergencies.json", (await desk.GetAsync("/en/clinic")).Page.Body!.GetAttribute("data-watch"));

        var waiting = (await desk.GetAsync("/clinic/emergencies.json")).Text;
        await desk.PostAsync($"/en/clinic/emergencies/{intake}/seen");

        Assert.Contains(intake.ToString(), waiting, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.ToString(), waiting, StringComparison.Ordinal);
        Assert.Equal("{\"open\":[]}", (await desk.GetAsync("/clinic/emergencies.json")).Text);
    }

    [Fact]
    public async Task Watch_ByAPageThatNobodyTouches_KeepsNoSessionAlive()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        for (var minutes = 0; minutes < 14; minutes += 2)
        {
            Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/clinic/emergencies.json")).Status);
            clinic.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        clinic.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.SeeOther, (await desk.GetAsync("/clinic/emergencies.json")).Status);
    }

    private async Task<Guid> EmergencyAsync(Clinic where)
    {
        var (now, patient) = (clinic.Clock.GetUtcNow(), await clinic.PatientAsync(where, "Urgent Person"));
        await using var db = clinic.NewContext(where);
        var intake = new Intake
        {
            ClinicId = where.Id, Id = Guid.CreateVersion7(), PatientId = patient, Pathway = "test", Kind = IntakeKind.Full, Language = "en", Answers = "{}", SchemaVersion = 1, StartedAt = now, SavedAt = now,
            EmergencyAt = now,
        };
        db.Intakes.Add(intake);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return intake.Id;
    }
}
