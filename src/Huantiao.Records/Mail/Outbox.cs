using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Mail;

/// <summary>Where a letter stands.</summary>
public enum MailState
{
    Waiting,
    Sent,

    /// <summary>It was being handed over when the program or the connection ended: perhaps it arrived. It is not sent again; people see it and may ask.</summary>
    Unknown,

    /// <summary>It was refused too often, or what it says no longer holds.</summary>
    GivenUp,
}

/// <summary>
/// Letters on their way out, each handed over at most once. Before a mail server is given a letter, the row says that nobody else may try; only the server's own "yes" or "no" takes that back.
/// So two nodes, a killed process or a clock that jumps cannot send a letter twice. The price: where no answer came, it is not known whether it arrived, and that is shown and never repaired by guessing.
/// </summary>
public static class Outbox
{
    /// <summary>So often a letter is tried that the server refuses for now.</summary>
    public const int MostAttempts = 5;

    internal const string HandingOver = "handing over";
    internal const string NoLonger = "no longer holds";

    private static readonly int[] MinutesToNextTry = [1, 5, 30, 120];

    /// <summary>Where a letter stands.</summary>
    public static MailState State(this OutboxMail mail) => mail switch
    {
        { SentAt: not null } => MailState.Sent,
        { GivenUpAt: not null, LastError: HandingOver } => MailState.Unknown,
        { GivenUpAt: not null } => MailState.GivenUp,
        _ => MailState.Waiting,
    };

    /// <summary>Letters to be sent now, the oldest first.</summary>
    /// <param name="most">At most so many: a mistake that makes thousands of letters is stopped before they are out.</param>
    public static async Task<IReadOnlyList<OutboxMail>> DueMailAsync(this HuantiaoDb db, DateTimeOffset now, int most, CancellationToken cancel = default) =>
        await db.OutboxMails.Where(m => m.SentAt == null && m.GivenUpAt == null && m.NextTryAt <= now).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Take(most).ToListAsync(cancel);

    /// <summary>Takes a letter before it is handed to the mail server.</summary>
    /// <returns>False: another node was first.</returns>
    public static async Task<bool> TryTakeAsync(this HuantiaoDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel = default)
    {
        (mail.Attempts, mail.GivenUpAt, mail.LastError) = (mail.Attempts + 1, now, HandingOver);
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.Entry(mail).State = EntityState.Detached;
            return false;
        }
    }

    /// <summary>The server has said that it has the letter.</summary>
    public static async Task MarkSentAsync(this HuantiaoDb db, OutboxMail mail, DateTimeOffset now)
    {
        (mail.SentAt, mail.GivenUpAt, mail.LastError) = (now, null, null);
        // Not given up when the program is being ended: it has been sent, and that must be written.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>The server has said that it does not take the letter: it is certain that it was not sent.</summary>
    /// <param name="why">What the server said, without the letter's text.</param>
    /// <param name="forGood">It will not take it later either.</param>
    public static async Task MarkRefusedAsync(this HuantiaoDb db, OutboxMail mail, DateTimeOffset now, string why, bool forGood)
    {
        mail.LastError = why;
        if (!forGood && mail.Attempts < MostAttempts)
            (mail.GivenUpAt, mail.NextTryAt) = (null, now.AddMinutes(MinutesToNextTry[Math.Min(mail.Attempts, MinutesToNextTry.Length) - 1]));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>What the letter says is no longer so.</summary>
    public static async Task DropAsync(this HuantiaoDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel = default)
    {
        (mail.Attempts, mail.GivenUpAt, mail.LastError) = (mail.Attempts + 1, now, NoLonger);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node has dropped or taken it.
            db.Entry(mail).State = EntityState.Detached;
        }
    }
}
