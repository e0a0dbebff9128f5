using Huantiao.Care.Intake;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Interop.Tests;

public class QuestionnaireResponseTests
{
    private static readonly ScreeningKnowledge Pathway = ScreeningLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Knowledge!;

    [Theory]
    [InlineData("fever", """{"valueBoolean":true}""", "yes")]
    [InlineData("fever", """{"valueBoolean":false}""", "no")]
    [InlineData("fever", """{"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/v2-0136","code":"Y"}}""", "yes")]
    [InlineData("fever", """{"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-unknown"}}""", "not sure")]
    [InlineData("fever", """{"valueString":"not sure"}""", "not sure")]
    [InlineData("age", """{"valueInteger":52}""", "52")]
    [InlineData("age", """{"valueQuantity":{"value":52,"unit":"a","system":"http://unitsofmeasure.org","code":"a"}}""", "52")]
    [InlineData("inr", """{"valueDecimal":2.5}""", "2.5")]
    [InlineData("pregnancy_stage", """{"valueCoding":{"code":"first"}}""", "first")]
    [InlineData("medicines", """{"valueString":"Eliquis 5mg"}""", "Eliquis 5mg")]
    [InlineData("consent_date", """{"valueDate":"2026-11-22"}""", "2026-11-22")]
    public void Read_AnswerOfEachKind_IsTheAnswer(string question, string answer, string expected)
    {
        var (document, problems) = Read($$"""{"linkId":"{{question}}","answer":[{{answer}}]}""");

        Assert.Empty(problems);
        Assert.Equal(AnswerText.Parse(Pathway.Question(question)!, expected), document!.Answers[question]);
    }

    [Theory]
    [InlineData("""{"linkId":"fever","answer":[{"valueInteger":1}]}""", "fever", "another kind")]
    [InlineData("""{"linkId":"age","answer":[{"valueInteger":400}]}""", "age", "not from 0 to 120")]
    [InlineData("""{"linkId":"age","answer":[{"valueQuantity":{"value":600,"unit":"mo","code":"mo"}}]}""", "age", "another kind")]
    [InlineData("""{"linkId":"pregnancy_stage","answer":[{"valueCoding":{"code":"third"}}]}""", "pregnancy_stage", "first, later")]
    [InlineData("""{"linkId":"fever","answer":[{"valueBoolean":true},{"valueBoolean":false}]}""", "fever", "takes one answer")]
    [InlineData("""{"linkId":"fever","answer":[{"valueBoolean":false}]},{"linkId":"fever","answer":[{"valueBoolean":true}]}""", "fever", "stands twice")]
    [InlineData("""{"linkId":"fver","answer":[{"valueBoolean":true}]}""", "fver", "no question of this linkId")]
    [InlineData("""{"linkId":"fever","answer":[{"valueBoolean":"yes"}]}""", "", "")]
    [InlineData("""{"linkId":"fever","anwser":[{"valueBoolean":true}]}""", "", "anwser")]
    public void Read_AnswerThatDoesNotFit_IsAProblemAndNeverDropped(string item, string path, string message)
    {
        var (document, problems) = Read(item);

        Assert.Null(document);
        Assert.Contains(problems, p => p.Path == path && p.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ItemWithoutAnswer_IsNotAsked()
    {
        var (document, problems) = Read("""{"linkId":"fever"},{"linkId":"danger","text":"Danger signs","item":[{"linkId":"arms","answer":[{"valueBoolean":true}]}]}""");

        Assert.Empty(problems);
        Assert.Equal(["arms"], document!.Answers.Answered);
        Assert.Equal(Occasion.Intake, document.Occasion);
    }

    [Fact]
    public void Read_AnswersOfAVisit_MakeItAVisit() =>
        Assert.Equal(Occasion.Visit, Read("""{"linkId":"change_body","answer":[{"valueBoolean":false}]}""").Document!.Occasion);

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "QuestionnaireResponse is expected")]
    [InlineData("""{"resourceType":"QuestionnaireResponse","status":"entered-in-error"}""", "entered in error")]
    [InlineData("""{"resourceType":"QuestionnaireResponse"}""", "status")]
    [InlineData("""{"resourceType":"QuestionnaireResponse","status":"done"}""", "done")]
    [InlineData("""{"resourceType":"Questions"}""", "QuestionnaireResponse is expected")]
    [InlineData("{", "")]
    public void Read_OtherDocument_IsRefused(string json, string message)
    {
        var (document, problems) = QuestionnaireResponseReader.Read(Pathway, json);

        Assert.Null(document);
        Assert.Contains(problems, p => p.Message.Contains(message, StringComparison.Ordinal));
    }

    private static (AnswersDocument? Document, IReadOnlyList<ResourceProblem> Problems) Read(string items) =>
        QuestionnaireResponseReader.Read(Pathway, $$"""{"resourceType":"QuestionnaireResponse","status":"completed","item":[{{items}}]}""");
}
