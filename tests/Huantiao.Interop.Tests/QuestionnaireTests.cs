using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Interop.Tests;

/// <summary>A clinic's own instrument is taken as it is written or refused with the item named; nothing is left out in silence.</summary>
public class QuestionnaireTests
{
    private static readonly DeclaredScoring Sum = new(Scoring.Sum, null, Direction.LowerIsBetter);

    [Fact]
    public void Read_ChoicesNumbersAndYesNo_BecomeItemsWithTheirRange()
    {
        var (instrument, problems) = QuestionnaireReader.Read("X-IDX", 2, Questionnaire(
            """{"linkId":"g","type":"group","text":"Part","item":[{"linkId":"d","type":"display","text":"Read this"},{"linkId":"q1","type":"choice","text":"How often?","answerOption":[""" + Option("Never", 0) + "," + Option("Sometimes", 1) + "," + Option("Always", 2) + "]}]}",
            """{"linkId":"q2","type":"integer","text":"How many?","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":6}]}""",
            """{"linkId":"q3","type":"boolean","text":"Any?"}"""), Sum, "licence 7");

        Assert.Empty(problems);
        Assert.Equal(["q1", "q2", "q3"], instrument!.Items.Select(i => i.Id));
        Assert.Equal(["Never", "Sometimes", "Always"], instrument.Items[0].Labels.Select(l => l.In("en")));
        Assert.Equal((0.0, 9.0), instrument.Range);
        Assert.Equal(("X-IDX", 2, 3, Scoring.Sum), (instrument.Id, instrument.Version, instrument.LeastAnswered, instrument.Scoring));
        Assert.Equal(InstrumentLock.HashOf(instrument), instrument.Hash);
    }

    [Theory]
    [InlineData("""{"linkId":"q","type":"string","text":"Say"}""", "q", "\"string\" are not known here")]
    [InlineData("""{"linkId":"q","type":"open-choice","text":"Say"}""", "q", "are not known here")]
    [InlineData("""{"linkId":"q","type":"integer","text":"How many?"}""", "q", "minValue and maxValue")]
    [InlineData("""{"linkId":"q","type":"choice","text":"Which?","answerOption":[{"valueString":"a"},{"valueString":"b"}]}""", "q", "ordinalValue")]
    [InlineData("""{"linkId":"q","type":"boolean"}""", "q", "no text")]
    [InlineData("""{"linkId":"a b","type":"boolean","text":"Any?"}""", "a b", "A linkId is")]
    [InlineData("""{"linkId":"q","type":"boolean","text":"Any?","repeats":true}""", "q", "several answers")]
    [InlineData("""{"linkId":"q","type":"boolean","text":"Any?","enableWhen":[{"question":"p","operator":"exists","answerBoolean":true}]}""", "q", "only sometimes")]
    [InlineData("""{"linkId":"d","type":"display","text":"Read"}""", "Questionnaire.item", "asks nothing")]
    public void Read_WhatCannotBeAskedAsWritten_IsRefusedByName(string item, string path, string message)
    {
        var (instrument, problems) = QuestionnaireReader.Read("X-IDX", 1, Questionnaire(item), Sum, "licence 7");

        Assert.Null(instrument);
        Assert.Contains(problems, p => p.Path == path && p.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "well-formed")]
    [InlineData("""{"resourceType":"Patient"}""", "Questionnaire is expected")]
    [InlineData("[]", "Questionnaire is expected")]
    public void Read_NoQuestionnaire_IsRefused(string json, string message) =>
        Assert.Contains(message, Assert.Single(QuestionnaireReader.Read("X-IDX", 1, json, Sum, "licence 7").Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_OptionsWithAGap_AreRefused() => Assert.Contains(
        QuestionnaireReader.Read("X-IDX", 1, Questionnaire("""{"linkId":"q","type":"choice","text":"Which?","answerOption":[""" + Option("a", 0) + "," + Option("b", 2) + "]}"), Sum, "licence 7").Problems,
        p => p.Message.Contains("one after the other", StringComparison.Ordinal));

    private static string Questionnaire(params string[] items) => $$"""{"resourceType":"Questionnaire","status":"active","title":"Index","item":[{{string.Join(',', items)}}]}""";

    private static string Option(string text, int number) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $$$"""{"valueCoding":{"code":"{{{text}}}","display":"{{{text}}}","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":{{{number}}} }]}}""");
}
