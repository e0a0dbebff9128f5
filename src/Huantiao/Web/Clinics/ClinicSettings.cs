using System.Globalization;

namespace Huantiao.Web.Clinics;

/// <summary>The settings of a clinic that the program itself knows, by the names they are stored under.</summary>
internal static class ClinicSettings
{
    /// <summary>Minutes without a request after which a session is over.</summary>
    public const string IdleMinutes = "idle-minutes";

    /// <summary>Whether the clinic's report compares practitioners by name; not there: no.</summary>
    public const string CompareByName = "report-by-name";

    public const string Yes = "yes";
    public const string No = "no";

    public const int LeastIdleMinutes = 5;
    public const int MostIdleMinutes = 60;

    /// <summary>Until a clinic decides otherwise, and before one is chosen.</summary>
    public static readonly TimeSpan IdleAtFirst = TimeSpan.FromMinutes(15);

    /// <param name="minutes">As stored; null where the clinic has not said.</param>
    public static TimeSpan Idle(string? minutes) =>
        int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said is >= LeastIdleMinutes and <= MostIdleMinutes ? TimeSpan.FromMinutes(said) : IdleAtFirst;
}
