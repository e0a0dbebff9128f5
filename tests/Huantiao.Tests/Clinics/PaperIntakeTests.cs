using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Clinics;
using Huantiao.Tests.Treat;

namespace Huantiao.Tests.Clinics;

/// <summary>The questionnaire as a blank form on paper.</summary>
public sealed class PaperIntakeTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Paper_OfAnybody_HasEveryQuestionAndEveryConsent_AndIsInTheTrail(string language)
    {
        var patient = await clinic.PatientAsync(clinic.Ours, "Paper Person");
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);

        var page = (await desk.GetAsync($"/{language}/clinic/patients/{patient}/intake/paper")).Page;

        var text = page.QuerySelector(".paper")!.TextContent;
        var asked = TreatedPerson.Questions.Questions.Where(q => TreatedPerson.Questions.AskedAt(q) == Occasion.Intake).ToList();
        Assert.All(asked, q => Assert.Contains(q.Text.In(language), text, StringComparison.Ordinal));
        foreach (var consent in asked.Select(q => ConsentAnswers.TextOf(TreatedPerson.Questions, q, new(2026, 11, 23))).OfType<ConsentText>())
            Assert.All([consent.Text.In(language), .. consent.KeyFacts!.In(language).Split(ConsentText.FactMark)], said => Assert.Contains(said, text, StringComparison.Ordinal));
        Assert.Contains("Paper Person", text, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".paper input"));
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.StartsWith($"Print intake_form {patient}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paper_OfARecord_IsReachedFromIt()
    {
        var patient = await clinic.PatientAsync(clinic.Ours, "Paper Person");
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);

        Assert.NotNull((await desk.GetAsync($"/en/clinic/patients/{patient}/intake")).Page.QuerySelector($"a[href='/en/clinic/patients/{patient}/intake/paper']"));
    }
}
