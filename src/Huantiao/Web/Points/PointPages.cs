using Huantiao.Web.Serving;

namespace Huantiao.Web.Points;

/// <summary>The addresses of the atlas: the charts with the list, what a search found, a page a point.</summary>
internal sealed class PointPages(Pages pages, Failures failures, Site site)
{
    public void Map(IEndpointRouteBuilder app)
    {
        Page("/points", AllAsync);
        Page("/points/view/{id}", ViewAsync);
        Page("/points/{code}", PointAsync);

        void Page(string path, RequestDelegate answer) => app.MapMethods(path, Reading.Methods, answer).ExcludeFromDescription();
    }

    private Task AllAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.WithForm;
        var query = context.Request.Query["q"].ToString().Trim();
        if (query.Length == 0)
            return ChartAsync(context, "/points", site.Points.Atlas.Body.Views[0]);
        if (query.Length > Knowledge.Atlas.PointSearch.LongestQuery)
            query = query[..Knowledge.Atlas.PointSearch.LongestQuery];
        return pages.SendOnceAsync<FoundPage>(context, "/points?q=" + Uri.EscapeDataString(query), new Dictionary<string, object?>
        {
            [nameof(FoundPage.Query)] = query,
            [nameof(FoundPage.Found)] = site.Points.Search.Find(query),
        });
    }

    private Task ViewAsync(HttpContext context)
    {
        var id = context.Request.RouteValues["id"] as string;
        if (site.Points.Atlas.Body.Views.FirstOrDefault(v => v.Id == id) is not { } view)
            return failures.NotFound(context);
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.WithForm;
        return ChartAsync(context, "/points/view/" + view.Id, view);
    }

    private Task ChartAsync(HttpContext context, string path, Knowledge.Atlas.BodyView view) =>
        pages.SendAsync<PointsPage>(context, path, new Dictionary<string, object?> { [nameof(PointsPage.Shown)] = view });

    /// <summary>A point has one address: its code as the WHO writes it.</summary>
    private Task PointAsync(HttpContext context)
    {
        var code = context.Request.RouteValues["code"] as string ?? "";
        if (site.Points.Atlas.Find(code) is not { } point)
            return failures.NotFound(context);
        if (point.Code != code)
        {
            context.Response.Redirect(context.Request.PathBase + "/points/" + point.Code, permanent: true);
            return Task.CompletedTask;
        }

        return pages.SendAsync<PointPage>(context, "/points/" + point.Code, new Dictionary<string, object?> { [nameof(PointPage.Point)] = point });
    }
}
