using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Access;

/// <summary>How often one address of the network may try what can be guessed: passwords, codes, links. Per account there is a limit of its own: see <c>Lockout</c>.</summary>
internal static class Limits
{
    public const string Tries = "tries";

    /// <summary>For whoever holds a questionnaire open: a whole waiting room may answer from one address of the network.</summary>
    public const string Answers = "answers";
    private const int AnswersPerMinute = 1200;

    public static void Add(IServiceCollection services, int triesPerMinute) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(Tries, context => RateLimitPartition.GetSlidingWindowLimiter(
            Whence(context.Connection.RemoteIpAddress),
            _ => new() { PermitLimit = triesPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 }));
        options.AddPolicy(Answers, context => RateLimitPartition.GetSlidingWindowLimiter(
            Whence(context.Connection.RemoteIpAddress),
            _ => new() { PermitLimit = AnswersPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 }));
        options.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            await Refusals.SendAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, Refusal.TooMany);
        };
    });

    /// <summary>An IPv6 customer has a whole /64 to try from; an IPv4 address written as IPv6 is that address.</summary>
    internal static string Whence(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }
}
