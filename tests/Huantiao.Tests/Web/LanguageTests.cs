using Huantiao.Web.Languages;

namespace Huantiao.Tests.Web;

public class LanguageTests
{
    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("fr-FR, de;q=0.5", "en")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData("en-GB,zh-Hans;q=0.9", "en")]
    [InlineData("en;q=0.2, zh;q=0.7", "zh-Hans")]
    [InlineData("zh;q=0, en;q=0.1", "en")]
    [InlineData("zho", "en")]
    [InlineData("*", "en")]
    [InlineData("zh;q=nonsense", "en")]
    public void Preferred_WishesOfABrowser_TakesTheBestOfOurs(string? wish, string expected) =>
        Assert.Equal(expected, Language.Preferred(wish).Tag);
}
