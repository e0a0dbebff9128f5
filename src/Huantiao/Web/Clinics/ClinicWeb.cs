using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics.People;
using Huantiao.Web.Courses;
using Huantiao.Web.Demo;
using Huantiao.Web.Clinics.Settings;
using Huantiao.Web.Treat;
using Huantiao.Web.Diary;
using Huantiao.Web.Mail;
using Huantiao.Web.Patients;
using Huantiao.Web.Reports;
using Huantiao.Web.Intakes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;

namespace Huantiao.Web.Clinics;

/// <summary>The clinic's half of the server: its services, what its answers pass through, and its addresses. The public half knows nothing of it.</summary>
internal static class ClinicWeb
{
    public static void AddServices(IServiceCollection services, WebOptions options)
    {
        Authorisation.Add(services);
        if (options.DataDirectory is not { } data)
            return;
        services.AddSingleton<IAuthorizationHandler, CapabilityHandler>();
        services.AddSingleton(new ScreeningTables(options.PathwayDirectory));
        services.AddSingleton(new MeasureTables(options.PathwayDirectory));
        services.AddSingleton(options.Clock ?? TimeProvider.System);
        services.AddSingleton(provider => new OpeningDatabase(options.Database, data, options.AuditKeyFile, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => provider.GetRequiredService<OpeningDatabase>().Opened.NewContext());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie = new HostCookie.AlwaysSecure();
            antiforgery.FormFieldName = "token";
            antiforgery.HeaderName = "X-Request-Token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        Limits.Add(services, options.TriesPerMinute);
        SealedKeys.Add(services, data);
        Passkeys.Add(services);
        services.AddHostedService<ReminderLoop>();
        if (options.Demo is { } door)
            services.AddSingleton(door);
    }

    /// <summary>Outermost: a proxy on this machine says how the browser really came.</summary>
    public static void UseProxy(WebApplication app) => app.UseForwardedHeaders(new()
    {
        ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
    });

    /// <summary>After routing: what is not open is asked for its capability; the clinic's addresses wait for their database and refuse plain connections.</summary>
    public static void Use(WebApplication app, Site site, bool hasClinic)
    {
        // The host would put both in front of everything by itself, before the language is off the address and before it is known whether anybody is asked for.
        foreach (var own in new[] { "__AuthenticationMiddlewareSet", "__AuthorizationMiddlewareSet" })
            ((IApplicationBuilder)app).Properties[own] = true;
        if (hasClinic)
            app.UseWhen(IsClinic, clinic => UseClinic(clinic, site));
        // The public pages are not even asked whether somebody is signed in: no cookie is read for them.
        // (What routing itself answers, "405 method not allowed", is no address and has nothing to guard.)
        app.UseWhen(static context => context.GetEndpoint() is RouteEndpoint address && address.Metadata.GetMetadata<IAllowAnonymous>() is null, guarded => guarded.UseAuthorization());
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        var routes = new ClinicRoutes(app);
        SignIn.Map(routes);
        CodeSignIn.Map(routes);
        PasskeySignIn.Map(routes);
        SetUp.Map(routes);
        Join.Map(routes);
        Enrolments.Map(routes);
        Switching.Map(routes);
        Leaving.Map(routes);
        OwnClinics.Map(routes);
        OwnAccount.Map(routes);
        OwnPasskeys.Map(routes);
        OwnPassword.Map(routes);
        Start.Map(routes);
        DayList.Map(routes);
        Week.Map(routes);
        BookVisit.Map(routes);
        VisitCard.Map(routes);
        VisitSteps.Map(routes);
        Emergencies.Map(routes);
        FindPatient.Map(routes);
        NewPatient.Map(routes);
        Chart.Map(routes);
        EditPatient.Map(routes);
        RestrictPatient.Map(routes);
        WhoOpened.Map(routes);
        RemindersConsent.Map(routes);
        MergePatients.Map(routes);
        ExportPatient.Map(routes);
        Registries.RegistryPages.Map(routes);
        CalendarFeed.Map(routes);
        MailSettingsPages.Map(routes);
        ReminderList.Map(routes);
        MemberList.Map(routes);
        Invite.Map(routes);
        MemberCard.Map(routes);
        Licences.Map(routes);
        Rooms.Map(routes);
        ClinicDetails.Map(routes);
        ExportClinic.Map(routes);
        Thresholds.Map(routes);
        AuditPages.Map(routes);
        BreakGlass.Map(routes);
        TreatWeb.Map(routes);
        CoursesWeb.Map(routes);
        ReportPages.Map(routes);
        IntakeWeb.Map(routes);
        if (app.ServiceProvider.GetService<DemoDoor>() is not null)
            DemoPages.Map(routes);
    }

    private static void UseClinic(IApplicationBuilder clinic, Site site)
    {
        clinic.Use(async (context, next) =>
        {
            context.Features.Set(site);
            ClinicPages.AddHeaders(context);
            await context.RequestServices.GetRequiredService<OpeningDatabase>().Ready.WaitAsync(context.RequestAborted);
            if (Transport.IsSafe(context))
                await next(context);
            else
                await Refusals.SendAsync(context, StatusCodes.Status403Forbidden, Refusal.PlainHttp);
        });
        clinic.UseRateLimiter();
    }

    private static bool IsClinic(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ClinicAddress>() is not null;
}
