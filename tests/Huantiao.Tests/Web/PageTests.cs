using System.Net;

namespace Huantiao.Tests.Web;

public sealed class PageTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Get_Root_Answers()
    {
        var response = await site.Client.GetAsync("/zh-Hans/", TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Console.WriteLine(html);
        Assert.Contains("网球肘", html, StringComparison.Ordinal);
    }
}
