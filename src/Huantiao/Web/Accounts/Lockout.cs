using Huantiao.Records.Accounts;
using Huantiao.Records;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>
/// How often one account may be tried, wherever from: five wrong passwords or codes, then a pause that doubles up to an hour. Long enough to make guessing
/// hopeless, short enough that nobody can shut a colleague out for a day; a passkey is not guessed and passes.
/// </summary>
internal static class Lockout
{
    public const int Tries = 5;

    public static bool IsPaused(Account account, DateTimeOffset now) => account.LockoutEnd > now;

    /// <summary>Counts a wrong try, in one statement: two at once are two.</summary>
    public static async Task FailedAsync(HuantiaoDb db, Guid account, DateTimeOffset now, CancellationToken cancel)
    {
        await db.Users.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1), cancel);
        var failed = await db.Users.Where(a => a.Id == account).Select(a => a.AccessFailedCount).FirstAsync(cancel);
        if (Pause(failed) is { } pause)
        {
            var end = now + pause;
            await db.Users.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.LockoutEnd, end), cancel);
        }
    }

    public static void Succeeded(Account account) => (account.AccessFailedCount, account.LockoutEnd) = (0, null);

    /// <summary>Null while tries are left; else how long to wait.</summary>
    internal static TimeSpan? Pause(int failed) =>
        failed < Tries ? null : TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Min(10, failed - Tries))));
}
