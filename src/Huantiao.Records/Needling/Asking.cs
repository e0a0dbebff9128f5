using Huantiao.Records.Diary;
using Huantiao.Records.Mail;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Needling;

/// <summary>A question whose time has come, to somebody who can be written to.</summary>
/// <param name="Patient">The record that stands, where the session was held for one that is now part of it.</param>
public sealed record DueQuestion(AfterQuestion Question, Patient Patient);

/// <summary>
/// Asking the person after a session, by letter. What is due is worked out at every round; the row of the question, which each session has once, says whether a letter has been written, so that
/// however many nodes look, one is.
/// </summary>
public static class Asking
{
    /// <summary>So long after the time for asking the link still takes an answer: letters are read late.</summary>
    public static readonly TimeSpan AnswersFor = TimeSpan.FromDays(7);

    /// <summary>Questions to be asked now. Those that cannot be asked by letter, or whose time went by, are dropped with the next save: they stay in the list for the telephone.</summary>
    public static async Task<IReadOnlyList<DueQuestion>> DueQuestionsAsync(this HuantiaoDb db, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var waiting = await db.AfterQuestions.Where(q => q.State == AskingState.Waiting && q.AskFrom <= now).OrderBy(q => q.AskFrom).ThenBy(q => q.SessionId).ToListAsync(cancel);
        var due = new List<DueQuestion>();
        foreach (var question in waiting)
        {
            if (question.Address is not null && question.AskUntil > now && question.AnsweredAt is null && await Reminding.WantsAsync(db, question.PatientId, cancel) is { } patient)
                due.Add(new(question, patient));
            else
                (question.State, question.SettledAt) = (AskingState.Dropped, now);
        }

        return due;
    }

    /// <summary>Writes the letter, its link, and that both have been written, in one.</summary>
    /// <param name="tokenHash">SHA-256 of the secret in the letter, in hexadecimal.</param>
    /// <returns>False: another node was first.</returns>
    public static async Task<bool> QueueAsync(this HuantiaoDb db, DueQuestion due, string tokenHash, string subject, string body, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(due);
        // Tracked, unless a save before it failed; then it is looked at anew.
        if (await db.AfterQuestions.FirstOrDefaultAsync(q => q.SessionId == due.Question.SessionId, cancel) is not { State: AskingState.Waiting } question)
            return false;
        (question.State, question.SettledAt) = (AskingState.Queued, now);
        db.Add(new AfterLink { ClinicId = db.Clinic, SessionId = question.SessionId, TokenHash = tokenHash, ExpiresAt = question.AskUntil + AnswersFor });
        db.Add(new OutboxMail
        {
            ClinicId = db.Clinic,
            Id = Reminding.LetterOf(db.Clinic, question.SessionId, question.AskFrom),
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
            if (await db.AfterQuestions.AsNoTracking().AnyAsync(q => q.SessionId == question.SessionId && q.State != AskingState.Waiting, cancel))
                return false;
            throw;
        }
    }

    /// <summary>Is a waiting letter that asks still wanted? One about anything else is.</summary>
    public static async Task<bool> StillAsksAsync(this HuantiaoDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(mail);
        var written = mail.CreatedAt;
        var asked = await db.AfterQuestions.AsNoTracking().Where(q => q.State == AskingState.Queued && q.SettledAt == written).ToListAsync(cancel);
        return asked.Find(q => Reminding.LetterOf(q.ClinicId, q.SessionId, q.AskFrom) == mail.Id) is not { } question
            || (question.AskUntil > now && question.AnsweredAt is null && await Reminding.WantsAsync(db, question.PatientId, cancel) is { } patient && patient.Email == mail.Recipient);
    }
}
