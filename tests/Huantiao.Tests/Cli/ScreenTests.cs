using System.Text.Json;
using Huantiao.Charts;

namespace Huantiao.Tests.Cli;

public class ScreenTests
{
    [Theory]
    [InlineData("""{"bladder_bowel":"yes"}""", 1, "refer-now", "R01")]
    [InlineData("""{"foot_drop":true}""", 1, "stop", "R02")]
    [InlineData("""{"answers":{"medicines":"Eliquis 5mg bd"}}""", 1, "ask-first", "P01")]
    [InlineData("{}", 1, "ask-first", "R11")]
    public void Screen_Answers_GiveTheContractsDecisionAndExitCode(string answers, int code, string decision, string rule)
    {
        using var scratch = new Scratch();

        var ran = InProcess.Run("screen", scratch.Write("a.json", answers), "--json");

        Assert.Equal((code, ""), (ran.Code, ran.Error));
        using var json = JsonDocument.Parse(ran.Out);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(decision, json.RootElement.GetProperty("decision").GetString());
        Assert.Contains(findings, f => f.GetProperty("rule").GetString() == rule);
        Assert.All(findings, f => Assert.All((string[])["severity", "trigger", "action", "source", "status"], name => Assert.NotEmpty(f.GetProperty(name).GetString()!)));
        Assert.NotEmpty(json.RootElement.GetProperty("unanswered").EnumerateArray());
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("medicines").GetProperty("notRecognised").ValueKind);
    }

    [Fact]
    public void Screen_EverythingAnsweredHarmlessly_ProceedsWithExitCodeZero()
    {
        using var scratch = new Scratch();
        using var questions = JsonDocument.Parse(InProcess.Run("screen", "--questions", "--json").Out);
        var answers = questions.RootElement.GetProperty("questions").EnumerateArray().Where(q => q.GetProperty("askedAt").GetString() == "intake")
            .Select(q => (Id: q.GetProperty("id").GetString()!, Kind: q.GetProperty("kind").GetString()))
            .Where(q => q.Kind is "yes-no" or "number" || q.Id == "consent_treatment")
            .ToDictionary(q => q.Id, q => (object)(q.Kind == "yes-no" ? "no" : q.Kind == "number" ? q.Id == "age" ? 40 : 9 : "given"), StringComparer.Ordinal);

        var proceeds = InProcess.Run("screen", scratch.Write("a.json", JsonSerializer.Serialize(answers)));
        answers["anticoagulant"] = "yes";
        answers["inr_trouble"] = "no";
        var care = InProcess.Run("screen", scratch.Write("b.json", JsonSerializer.Serialize(answers)));

        Assert.Equal((0, ""), (proceeds.Code, proceeds.Error));
        Assert.StartsWith("PROCEED: ", proceeds.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (care.Code, care.Error));
        Assert.StartsWith("PROCEED WITH CARE.", care.Out, StringComparison.Ordinal);
        Assert.Contains("NEVER advise", care.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Screen_Medicines_AreInFourLists()
    {
        using var json = JsonDocument.Parse(InProcess.Run("screen", "--medicines", "Eliquis 5mg bd, no warfarin, stopped apixaban 2019, zolpimist", "--json").Out);

        var recognised = json.RootElement.GetProperty("recognised").EnumerateArray().Single();
        Assert.Equal("Eliquis 5mg bd", recognised.GetProperty("text").GetString());
        Assert.Equal("apixaban", recognised.GetProperty("ingredient").GetString());
        Assert.Equal("direct oral anticoagulant", recognised.GetProperty("class").GetString());
        Assert.True(recognised.GetProperty("current").GetBoolean());
        Assert.Equal("P01", recognised.GetProperty("rule").GetString());
        Assert.Equal("warfarin", json.RootElement.GetProperty("negated").EnumerateArray().Single().GetProperty("ingredient").GetString());
        Assert.Equal("apixaban", json.RootElement.GetProperty("past").EnumerateArray().Single().GetProperty("ingredient").GetString());
        Assert.Equal("zolpimist", json.RootElement.GetProperty("notRecognised").EnumerateArray().Single().GetString());
    }

    [Theory]
    [InlineData("en", "Not recognised: ask what it is")]
    [InlineData("zh-Hans", "未能识别")]
    public void Screen_Text_FitsEightyColumnsInBothLanguages(string language, string said)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.json", """{"saddle_numb":"not sure","hard_fall":"yes","medicines":"艾乐妥, zolpimist"}""");

        var (ran, questions) = (InProcess.Run(["screen", file, "--lang", language], "", width: 120), InProcess.Run(["screen", "--questions", "--lang", language], "", width: 120));

        Assert.Equal((1, 0, "", ""), (ran.Code, questions.Code, ran.Error, questions.Error));
        Assert.Contains(said, ran.Out, StringComparison.Ordinal);
        Assert.All(ran.Lines.Concat(questions.Lines), line => Assert.InRange(TerminalText.Cells(line), 0, 80));
    }

    [Theory]
    [InlineData("{", "not well-formed JSON")]
    [InlineData("[]", "one JSON object")]
    [InlineData("""{"fver":"no"}""", "Did you mean fever?")]
    [InlineData("""{"fever":"perhaps"}""", "Write \"yes\", \"no\", \"not sure\" or null")]
    [InlineData("""{"fever":1}""", "Write \"yes\", \"no\", \"not sure\" or null")]
    [InlineData("""{"age":"old"}""", "is not a number")]
    [InlineData("""{"age":999}""", "not from 0 to 120")]
    [InlineData("""{"pregnancy_stage":"blue"}""", "first, later")]
    [InlineData("""{"fever":"no","fever":"yes"}""", "stands twice")]
    [InlineData("""{"answers":{},"when":"now"}""", "not known here")]
    [InlineData("""{"answers":{},"occasion":"christmas"}""", "is no occasion")]
    [InlineData("""{"resourceType":"Patient"}""", "QuestionnaireResponse is expected")]
    [InlineData("""{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"fver","answer":[{"valueBoolean":true}]}]}""", "no question of this linkId")]
    public void Screen_BadAnswers_AreOneClearMessageAndExitCodeTwo(string answers, string said)
    {
        using var scratch = new Scratch();

        var ran = InProcess.Run("screen", scratch.Write("a.json", answers));

        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData]
    [InlineData("--questions", "--medicines", "x")]
    [InlineData("no-such-file.json")]
    [InlineData("--questions", "--pathway", "migraine")]
    public void Screen_WrongUse_ExitsWithTwo(params string[] args) => Assert.Equal(2, InProcess.Run(["screen", .. args]).Code);

    [Fact]
    public void Screen_StandardInput_IsReadAsAFile()
    {
        var ran = InProcess.Run(["screen", "-", "--json"], """{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"danger","item":[{"linkId":"cold_leg","answer":[{"valueBoolean":true}]}]}]}""");

        Assert.Equal((1, ""), (ran.Code, ran.Error));
        Assert.Contains("\"decision\": \"refer-now\"", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_BrokenRule_IsTold()
    {
        using var scratch = new Scratch();
        var folder = scratch.BrokenPathway();
        var file = Path.Combine(folder, "screening.csv");
        File.WriteAllText(file, File.ReadAllText(file).Replace("both_legs_pain,urgent", "both_legs_pian,urgent", StringComparison.Ordinal));

        var ran = InProcess.Run("verify", folder);

        Assert.Equal(1, ran.Code);
        Assert.Contains("screening.csv:", ran.Out, StringComparison.Ordinal);
        Assert.Contains("There is no question \"both_legs_pian\"", ran.Out, StringComparison.Ordinal);
    }
}
