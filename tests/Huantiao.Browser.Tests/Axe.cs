using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Huantiao.Browser.Tests;

/// <summary>axe-core in the page itself: our pages have no frames, so that the second, empty page that the ready-made runner opens each time is not needed (it took most of the time).</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task<AxeResult> RunAxe(this IPage page, AxeRunOptions? options = null)
    {
        options ??= new();
        options.ResultTypes = [ResultType.Violations];
        // Evaluated by the browser's own console, which the pages' policy does not bind.
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Script);
        var found = await page.EvaluateAsync<string>(
            "async options => JSON.stringify(await axe.run(document, JSON.parse(options)))", JsonConvert.SerializeObject(options, new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore }));
        return new AxeResult(JObject.Parse(found));
    }
}
