using System.Globalization;
using Huantiao.Records;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics;

/// <summary>The settings of a clinic that the program itself knows, by the names they are stored under.</summary>
internal static class ClinicSettings
{
    /// <summary>Minutes without a request after which a session is over.</summary>
    public const string IdleMinutes = "idle-minutes";

    public const int LeastIdleMinutes = 5;
    public const int MostIdleMinutes = 60;

    /// <summary>Until a clinic decides otherwise, and before one is chosen.</summary>
    public static readonly TimeSpan IdleAtFirst = TimeSpan.FromMinutes(15);

    public static async Task<TimeSpan> IdleAsync(HuantiaoDb db, Guid clinic, CancellationToken cancel)
    {
        // Asked while it is being found out who asks, before any clinic is entered: hence the clinic by name.
        var text = await db.ClinicSettings.IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.ClinicId == clinic && s.Name == IdleMinutes).Select(s => s.Value).FirstOrDefaultAsync(cancel);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= LeastIdleMinutes and <= MostIdleMinutes
            ? TimeSpan.FromMinutes(minutes)
            : IdleAtFirst;
    }
}
