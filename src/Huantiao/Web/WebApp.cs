using Huantiao.Web.Decide;
using Huantiao.Web.Languages;
using Huantiao.Web.Serving;

namespace Huantiao.Web;

/// <summary>The web server: which addresses there are, and what every answer passes through.</summary>
internal static class WebApp
{
    /// <summary>A server that is ready to start.</summary>
    internal static WebApplication Build(WebOptions options, Site site)
    {
        if (options.DataDirectory is { } data)
            DataFolder.Check(data);

        // Empty: no settings files, environment or providers that nobody asked for, hence a quick start.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "huantiao" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(options.Urls.Split(';'));
        if (options.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase))
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();

        var app = builder.Build();
        var pages = new Pages(site);
        app.Use(SecurityHeaders.Invoke);
        app.Use(LanguagePrefix.Invoke);
        app.UseRouting();
        SiteFiles.Map(app);
        DecidePages.Map(app, pages, site);
        app.UseEndpoints(static _ => { });
        app.Run(context => pages.SendAsync<NotFoundPage>(context, "/", status: StatusCodes.Status404NotFound));
        return app;
    }
}
