using Huantiao.Records;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Demo;

/// <summary>
/// The folder of the invented clinic: its own, beside the clinic's. It is made whole under another name and then moved, so that a start that was broken off
/// leaves no half of it; what is there already is used again, unless anything in it is not invented.
/// </summary>
internal static class DemoFolder
{
    /// <summary>The folder beside that of the clinic's own data.</summary>
    public static string Beside(string data) => Path.TrimEndingDirectorySeparator(data) + "-demo";

    /// <summary>Makes the invented clinic, or finds it.</summary>
    /// <param name="making">Told before it is made, which takes a while.</param>
    /// <returns>When it was made.</returns>
    /// <exception cref="CannotServeException">The folder holds something else.</exception>
    public static async Task<DateTimeOffset> ReadyAsync(string folder, string pathway, Site site, TimeProvider clock, Action making, CancellationToken cancel)
    {
        if (File.Exists(Path.Combine(folder, Database.FileName)))
            return await CheckAsync(folder, clock, cancel);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new CannotServeException($"{folder} is not empty and holds no invented clinic. --demo needs a folder of its own: leave out --data, or name a new folder.");
        making();
        var building = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + ".building";
        try
        {
            if (Directory.Exists(building))
                Directory.Delete(building, recursive: true);
            await DemoYear.LiveAsync(pathway, building, site, clock, cancel);
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            Directory.Move(building, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotServeException($"The invented clinic cannot be made in {folder}: {e.Message}", inner: e);
        }

        return clock.GetUtcNow();
    }

    /// <summary>Nothing but invented clinics, and nobody who works elsewhere.</summary>
    private static async Task<DateTimeOffset> CheckAsync(string folder, TimeProvider clock, CancellationToken cancel)
    {
        await using var database = await Database.OpenAsync(null, folder, clock, cancel: cancel);
        await using var db = database.NewContext();
        var clinics = await db.Clinics.Select(c => new { c.Invented, c.CreatedAt }).ToListAsync(cancel);
        var outside = await db.Users.AnyAsync(u => !db.Memberships.Any(m => m.AccountId == u.Id && db.Clinics.Any(c => c.Id == m.ClinicId && c.Invented)), cancel);
        if (clinics.Count == 0 || !clinics.TrueForAll(c => c.Invented) || outside)
            throw new CannotServeException($"{folder} holds a clinic that is not invented. --demo opens no such folder: leave out --data, or name a new folder.");
        return clinics.Min(c => c.CreatedAt) + DemoYear.Lasts;
    }
}
