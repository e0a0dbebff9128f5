using Huantiao.Web.Decide;

namespace Huantiao.Tests.Web;

public class ReadingLevelTests
{
    [Theory]
    [InlineData("pain", 1)]
    [InlineData("needle", 2)]
    [InlineData("acupuncture", 4)]
    [InlineData("helped", 1)]
    [InlineData("wanted", 2)]
    [InlineData("eye", 1)]
    [InlineData("—", 0)]
    [InlineData("2026", 0)]
    public void Syllables_Word_AreCounted(string word, int expected) => Assert.Equal(expected, ReadingLevel.Syllables(word));

    [Fact]
    public void Grade_TwoSentences_IsTheFormulasValue() =>

        // 7 words, 2 sentences, 7 syllables: 0.39 × 3.5 + 11.8 × 1 − 15.59.
        Assert.Equal(-2.425, ReadingLevel.Grade(["Your leg hurts. It may get well."]), 1e-9);

    [Fact]
    public void Grade_NoWords_IsZero() => Assert.Equal(0, ReadingLevel.Grade(["12 – 30"]));
}
