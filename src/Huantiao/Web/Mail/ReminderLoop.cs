using Huantiao.Records;
using Huantiao.Web.Clinics;
using Huantiao.Web.Courses;
using Microsoft.AspNetCore.DataProtection;

namespace Huantiao.Web.Mail;

/// <summary>Looks every minute whether somebody is to be reminded. On every node: that each letter goes out once is the database's doing, not this clock's.</summary>
internal sealed class ReminderLoop(OpeningDatabase opening, TimeProvider clock, IServiceProvider services, ILogger<ReminderLoop> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Beside the start, not before it; and after a minute, when whoever started the program has seen it answer.
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    var round = new ReminderRound(await opening.Ready.WaitAsync(stoppingToken), clock, services.GetRequiredService<IDataProtectionProvider>(), services.GetRequiredService<MeasureTables>(), log);
                    await round.RunAsync(stoppingToken);
                }
#pragma warning disable CA1031 // A round that fails, whatever the reason, must not be the last one.
                catch (Exception e) when (e is not RecordsException && !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    log.LogError(e, "A round of reminders failed; the next one catches up.");
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RecordsException)
        {
            // The program ends, or has no database: whoever started it is told elsewhere.
        }
    }
}
