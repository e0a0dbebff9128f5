using Huantiao.Records;

namespace Huantiao.Web.Clinics;

/// <summary>What every part that serves the clinic asks of a request.</summary>
internal static class AtRequest
{
    /// <summary>The request's own context of the database; thrown away with it.</summary>
    public static HuantiaoDb Database(this HttpContext context) => context.RequestServices.GetRequiredService<HuantiaoDb>();

    public static TimeProvider Clock(this HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>();

    /// <summary>Network address of whoever asks, for the audit trail and the limits.</summary>
    public static string Origin(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Does a program ask, that wants data and not a page?</summary>
    public static bool WantsJson(this HttpContext context) =>
        context.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        || context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
}
