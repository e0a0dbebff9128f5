using System.Text.Json;

namespace Huantiao.Evidence.Tests.Answers;

public class AnswerJsonTests
{
    private static JsonElement Parse(string language) => JsonDocument.Parse(AnswerJson.From(RealPathway.Answer, language).Serialize()).RootElement;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void From_Answer_HasEveryFieldOfTheContract(string language)
    {
        var answer = Parse(language);

        Assert.Equal(language, answer.GetProperty("lang").GetString());
        Assert.Equal("2026-11-22", answer.GetProperty("evidenceDate").GetString());
        Assert.NotEqual(0, answer.GetProperty("harms").GetArrayLength());
        Assert.NotEqual(0, answer.GetProperty("guidelines").GetArrayLength());
        Assert.Equal(RealPathway.Pathway.Questions.Length, answer.GetProperty("findings").GetArrayLength());
        foreach (var finding in answer.GetProperty("findings").EnumerateArray())
        {
            foreach (var name in new[] { "id", "outcome", "comparator", "window", "trials", "missingTrials", "participants", "effect", "certainty", "per100", "sentence" })
                Assert.True(finding.TryGetProperty(name, out _), name);
            Assert.Contains(finding.GetProperty("certainty").GetProperty("level").GetString(), new[] { "high", "moderate", "low", "very low" });
            foreach (var reason in finding.GetProperty("certainty").GetProperty("reasons").EnumerateArray())
            {
                Assert.InRange(reason.GetProperty("downgrade").GetInt32(), 0, 2);
                Assert.NotEqual("", reason.GetProperty("why").GetString());
                Assert.True(reason.TryGetProperty("domain", out _) && reason.TryGetProperty("computed", out _));
            }
        }
    }

    [Fact]
    public void From_Effect_KeepsFullPrecision()
    {
        var effect = Parse("en").GetProperty("findings")[0].GetProperty("effect");
        var synthesis = RealPathway.Answer.Findings[0].Synthesis!;

        Assert.Equal(synthesis.Estimate, effect.GetProperty("estimate").GetDouble());
        Assert.Equal(synthesis.CiLower, effect.GetProperty("ciLower").GetDouble());
        Assert.Equal(JsonValueKind.Null, effect.GetProperty("piLower").ValueKind);
        Assert.Equal("MD", effect.GetProperty("measure").GetString());
    }

    [Fact]
    public void From_NothingToSay_IsNullWithANote()
    {
        var late = Parse("en").GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "leg-pain-sham-late");

        Assert.Equal(JsonValueKind.Null, late.GetProperty("effect").ValueKind);
        Assert.Equal(JsonValueKind.Null, late.GetProperty("per100").ValueKind);
        Assert.NotEqual(0, late.GetProperty("notes").GetArrayLength());
        Assert.NotEqual(0, late.GetProperty("missingTrials").GetArrayLength());
    }

    [Fact]
    public void Serialize_Chinese_StandsAsItself() => Assert.Contains("针刺", AnswerJson.From(RealPathway.Answer, "zh-Hans").Serialize(), StringComparison.Ordinal);
}
