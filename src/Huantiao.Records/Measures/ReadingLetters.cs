using Huantiao.Care.Measures;
using Huantiao.Records.Diary;
using Huantiao.Records.Mail;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Measures;

/// <summary>A reading that its person is to be asked for now.</summary>
/// <param name="Patient">The record that stands, where the reading is of one that is now part of it.</param>
public sealed record DueReading(ReadingRequest Request, Patient Patient);

/// <summary>
/// Asking for readings by letter: once when due, once more where nothing came. The row of the reading counts its letters, and its version lets only one node count each:
/// however many look, each letter is written once.
/// </summary>
public static class ReadingLetters
{
    private const int MostLetters = 2;

    /// <summary>A link shows the course for so long after the reading can no longer be given.</summary>
    public static readonly TimeSpan ShowsFor = TimeSpan.FromDays(7);

    /// <summary>Readings to be asked for now. Where no letter can be written none is tried again: they stay in the list for the telephone. Saved with the next save.</summary>
    public static async Task<IReadOnlyList<DueReading>> DueReadingsAsync(this HuantiaoDb db, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var waiting = await db.ReadingRequests.Where(r => r.NextLetterAt != null && r.NextLetterAt <= now).OrderBy(r => r.NextLetterAt).ThenBy(r => r.Id).ToListAsync(cancel);
        var due = new List<DueReading>();
        foreach (var request in waiting)
        {
            if (request.Address is not null && request.MissingAt is null && request.IsOpen(now) && await Reminding.WantsAsync(db, request.PatientId, cancel) is { } patient)
                due.Add(new(request, patient));
            else
                request.NextLetterAt = null;
        }

        return due;
    }

    /// <summary>Writes the letter, its link, and that both have been written, in one.</summary>
    /// <param name="tokenHash">SHA-256 of the secret in the letter, in hexadecimal.</param>
    /// <returns>False: another node was first.</returns>
    public static async Task<bool> QueueAsync(this HuantiaoDb db, DueReading due, string tokenHash, string subject, string body, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(due);
        var seen = due.Request.Letters;
        if (await db.ReadingRequests.FirstOrDefaultAsync(r => r.Id == due.Request.Id, cancel) is not { NextLetterAt: not null } request || request.Letters != seen)
            return false;
        request.Letters++;
        request.LastLetterAt = now;
        var again = request.DueAt + ReadingSchedule.RemindAfter;
        request.NextLetterAt = request.Letters < MostLetters && again > now && again < request.ClosesAt ? again : null;
        var link = new ReadingLink { ClinicId = db.Clinic, Id = Guid.CreateVersion7(), RequestId = request.Id, TokenHash = tokenHash, ExpiresAt = request.ClosesAt + ShowsFor };
        db.Add(link);
        db.Add(new OutboxMail
        {
            ClinicId = db.Clinic,
            Id = LetterOf(request, request.Letters),
            Recipient = due.Patient.Email!,
            Subject = subject,
            Body = body,
            CreatedAt = now,
            NextTryAt = now,
        });
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await db.ReadingRequests.AsNoTracking().AnyAsync(r => r.Id == request.Id && r.Letters != seen, cancel))
                return false;
            throw;
        }
    }

    /// <summary>Is a waiting letter that asks for a reading still wanted? One about anything else is.</summary>
    public static async Task<bool> StillAsksForReadingAsync(this HuantiaoDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(mail);
        var written = mail.CreatedAt;
        var asked = await db.ReadingRequests.AsNoTracking().Where(r => r.LastLetterAt == written).ToListAsync(cancel);
        return asked.Find(r => LetterOf(r, r.Letters) == mail.Id) is not { } request
            || (request.MissingAt is null && request.IsOpen(now) && await Reminding.WantsAsync(db, request.PatientId, cancel) is { } patient && patient.Email == mail.Recipient);
    }

    private static Guid LetterOf(ReadingRequest request, int letter) => Reminding.LetterOf(request.ClinicId, request.Id, request.DueAt.AddMilliseconds(letter));
}
