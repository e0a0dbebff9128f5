using Huantiao.Web.Api;
using Huantiao.Web.Clinics;
using Huantiao.Web.Decide;
using Huantiao.Web.Languages;
using Huantiao.Web.Pain;
using Huantiao.Web.Points;
using Huantiao.Web.Serving;

namespace Huantiao.Web;

/// <summary>The web server: which addresses there are, and what every answer passes through.</summary>
internal static class WebApp
{
    /// <summary>A server for the pathway that the options name, ready to start.</summary>
    /// <exception cref="CannotServeException">The pathway is broken, or the data folder cannot be written.</exception>
    public static WebApplication Build(WebOptions options) => Build(options, Site.Load(options.PathwayDirectory));

    /// <summary>A server for that site, ready to start.</summary>
    /// <exception cref="CannotServeException">The data folder cannot be written.</exception>
    internal static WebApplication Build(WebOptions options, Site site)
    {
        var app = Host(options);
        Map(app, site);
        return app;
    }

    /// <summary>The server without its addresses: what can be made ready while the site is still being worked out.</summary>
    /// <exception cref="CannotServeException">The data folder cannot be written.</exception>
    internal static WebApplication Host(WebOptions options)
    {
        if (options.DataDirectory is { } data)
            DataFolder.Check(data);

        // Empty: no settings files, environment or providers that nobody asked for, hence a quick start.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "huantiao" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(options.Urls.Split(';'));
        if (options.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase))
            builder.WebHost.UseKestrelHttpsConfiguration();
        // A start that fails is told once, by whoever started it.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore().AddOpenApi("v1", Description.Describe);
        ClinicWeb.AddServices(builder.Services, options);

        return builder.Build();
    }

    /// <summary>The addresses, and what every answer passes through.</summary>
    internal static void Map(WebApplication app, Site site)
    {
        var pages = new Pages(site);
        var failures = new Failures(pages, app.Services.GetRequiredService<ILogger<Failures>>());
        var hasClinic = app.Services.GetService<OpeningDatabase>() is not null;
        if (hasClinic)
            ClinicWeb.UseProxy(app);
        app.Use(SecurityHeaders.Invoke);
        app.Use(LanguagePrefix.Invoke);
        app.Use(failures.Catch);
        app.UseRouting();
        ClinicWeb.Use(app, site, hasClinic);
        var open = app.MapGroup("").AllowAnonymous();
        SiteFiles.Map(open);
        DecidePages.Map(open, pages, site);
        new PointPages(pages, failures, site).Map(open);
        new PickPages(pages, site).Map(open);
        new PainPages(pages, site).Map(open);
        new DataApi(site).Map(open);
        new PointApi(site).Map(open);
        Health.Map(open, site);
        open.MapOpenApi();
        if (hasClinic)
            ClinicWeb.Map(app);
        app.UseEndpoints(static _ => { });
        app.Run(failures.NotFound);

        // The first reader should not wait for the first rendering: another core does it while the address is being bound.
        _ = Task.Run(() => pages.Get<DecisionAid>("/", Language.English));
    }
}
