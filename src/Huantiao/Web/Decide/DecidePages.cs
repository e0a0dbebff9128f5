using Huantiao.Web.Serving;

namespace Huantiao.Web.Decide;

/// <summary>The addresses of the pages that help to decide.</summary>
internal static class DecidePages
{
    public static void Map(IEndpointRouteBuilder app, Pages pages, Site site)
    {
        Page("/", context => pages.SendAsync<DecisionAid>(context, "/"));
        _ = site;

        void Page(string path, RequestDelegate handler) => app.MapMethods(path, Reading.Methods, handler).ExcludeFromDescription();
    }
}
