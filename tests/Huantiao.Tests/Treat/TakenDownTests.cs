using System.Net;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Tests.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Treat;

/// <summary>Answers that staff take down become the same rows as a person's own, and say who took them down; what was drawn is offered in the examination.</summary>
public sealed class TakenDownTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_TakenDown_BecomeMeasuresConsentsAndADrawing_MarkedWithWhoTookThem()
    {
        using var person = await TreatedPerson.NewAsync(clinic);

        var saved = await person.PostAsync(
            "/screening/answers", ("asked", "leg_now"), ("q.leg_now", "7"), ("asked", "consent_research"), ("q.consent_research", "given"), ("asked", "consent_record"), ("q.consent_record", "refused"),
            ("asked", "consent_signature"), ("q.consent_signature", "I. Person"), ("asked", "pain_drawing"), ("r", "pain:calf:left"));

        Assert.True(saved.Status == HttpStatusCode.SeeOther, saved.Text);
        await using var db = clinic.NewContext(clinic.Ours);
        var measured = await db.Measurements.SingleAsync(m => m.PatientId == person.Id, Now);
        Assert.Equal(("leg_now", 7.0, MeasurementSource.Visit), (measured.Item, measured.Value, measured.Source));
        Assert.NotNull(measured.RecordedBy);
        var consents = await db.Consents.Where(c => c.PatientId == person.Id).ToListAsync(Now);
        Assert.Equal([(ConsentPurpose.Record, false), (ConsentPurpose.Research, true)], consents.Select(c => (c.Purpose, c.Given)).Order());
        Assert.All(consents, c => Assert.Equal(("I. Person", measured.RecordedBy), (c.SignedAs, c.TakenBy)));
        var drawing = await db.PainDrawings.SingleAsync(d => d.PatientId == person.Id, Now);
        Assert.Contains("calf", drawing.Content, StringComparison.Ordinal);
        Assert.Equal(measured.IntakeId, drawing.IntakeId);
    }

    [Fact]
    public async Task Answers_TakenDownLater_DoNotRepeatWhatWasNotAskedAgain()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.PostAsync("/screening/answers", ("asked", "leg_now"), ("q.leg_now", "7"), ("asked", "consent_research"), ("q.consent_research", "given"));

        await person.PostAsync("/screening/answers", ("asked", "leg_now"), ("q.leg_now", "7"), ("asked", "fever"), ("q.fever", "no"));

        await using var db = clinic.NewContext(clinic.Ours);
        Assert.Equal((1, 1), (await db.Measurements.CountAsync(m => m.PatientId == person.Id, Now), await db.Consents.CountAsync(m => m.PatientId == person.Id, Now)));
    }

    [Fact]
    public async Task Drawing_OfThePerson_IsOfferedInTheExamination_AndKeptOnlyWhenSaved()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        await person.NothingNewAsync();
        await person.PostAsync("/screening/answers", ("asked", "pain_drawing"), ("r", "pain:calf:left"), ("r", "tingling:sole:right"));

        var page = (await person.GetAsync("/assessment")).Page;

        Assert.Equal(["calf:left"], page.QuerySelectorAll("input[name=pain][checked]").Select(i => i.GetAttribute("value")));
        Assert.Contains("From the person’s drawing", page.QuerySelector("#pain .notice")!.TextContent, StringComparison.Ordinal);
        await using var db = clinic.NewContext(clinic.Ours);
        Assert.False(await db.Assessments.AnyAsync(a => a.PatientId == person.Id, Now));
    }

    [Fact]
    public async Task Drawing_OnceTheExaminationIsSaved_IsNotOfferedAgain()
    {
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        await person.NothingNewAsync();
        await person.PostAsync("/screening/answers", ("asked", "pain_drawing"), ("r", "pain:calf:left"));
        await person.PostAsync("/assessment", ("version", "0"), ("drawn", "yes"), ("pain", "buttock:left"));

        var page = (await person.GetAsync("/assessment")).Page;

        Assert.Equal(["buttock:left"], page.QuerySelectorAll("input[name=pain][checked]").Select(i => i.GetAttribute("value")));
        Assert.Null(page.QuerySelector("#pain .notice"));
    }
}
