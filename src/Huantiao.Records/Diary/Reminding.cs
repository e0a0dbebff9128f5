using System.Security.Cryptography;
using Huantiao.Records.Intakes;
using Huantiao.Records.Mail;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Diary;

/// <summary>A visit that its patient is to be reminded of now.</summary>
/// <param name="Patient">The record that stands, where the visit was booked for one that is now part of it.</param>
public sealed record DueReminder(Appointment Visit, Patient Patient);

/// <summary>
/// Reminders before visits. What is due is worked out from the diary at every round, so a round that was missed is caught up by the next; the key of <see cref="Reminder"/> lets each visit,
/// at each time it is booked for, have one letter by each channel, however many nodes look.
/// </summary>
public static class Reminding
{
    /// <summary>Later than so long before the visit nobody is reminded: the letter would be read afterwards.</summary>
    public static readonly TimeSpan LeastNotice = TimeSpan.FromHours(1);

    /// <summary>Visits that begin within the lead time, whose patients want reminders, and that none has been made for.</summary>
    public static async Task<IReadOnlyList<DueReminder>> DueRemindersAsync(this HuantiaoDb db, DateTimeOffset now, TimeSpan lead, CancellationToken cancel = default)
    {
        var (from, to) = (now + LeastNotice, now + lead);
        var visits = await db.Appointments.AsNoTracking()
            .Where(a => a.State == AppointmentState.Booked && a.StartsAt > from && a.StartsAt <= to
                && !db.Reminders.Any(r => r.AppointmentId == a.Id && r.Occurrence == a.StartsAt && r.Channel == ReminderChannel.Email))
            .OrderBy(a => a.StartsAt).ThenBy(a => a.Id).ToListAsync(cancel);
        var due = new List<DueReminder>();
        foreach (var visit in visits)
        {
            if (await WantsAsync(db, visit.PatientId, cancel) is { } patient)
                due.Add(new(visit, patient));
        }

        return due;
    }

    /// <summary>Writes the letter and that it has been written, in one.</summary>
    /// <returns>False: another node was first.</returns>
    public static async Task<bool> QueueAsync(this HuantiaoDb db, DueReminder due, string subject, string body, DateTimeOffset now, CancellationToken cancel = default)
    {
        var visit = due.Visit;
        db.Add(new Reminder
        {
            ClinicId = db.Clinic,
            AppointmentId = visit.Id,
            Occurrence = visit.StartsAt,
            Channel = ReminderChannel.Email,
            DueAt = now,
            State = ReminderState.Queued,
            SettledAt = now,
        });
        db.Add(new OutboxMail
        {
            ClinicId = db.Clinic,
            Id = LetterOf(db.Clinic, visit.Id, visit.StartsAt),
            Recipient = due.Patient.Email!,
            Subject = subject,
            Body = body,
            CreatedAt = now,
            NextTryAt = now,
        });
        db.Audit.Write("reminder", visit.Id.ToString(), due.Patient.Id, "queued");
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await db.Reminders.AsNoTracking().AnyAsync(r => r.AppointmentId == visit.Id && r.Occurrence == visit.StartsAt && r.Channel == ReminderChannel.Email, cancel))
                return false;
            throw;
        }
    }

    /// <summary>Key of the letter about a visit at the time it was booked for: the same wherever it is worked out.</summary>
    public static Guid LetterOf(Guid clinic, Guid visit, DateTimeOffset occurrence)
    {
        Span<byte> bytes = stackalloc byte[40];
        clinic.TryWriteBytes(bytes, bigEndian: true, out _);
        visit.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[32..], occurrence.ToUnixTimeMilliseconds());
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        // RFC 9562, version 8: bits of one's own.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }

    /// <summary>Is what a waiting letter says still so? A visit that has moved, fallen out or is about to begin, or a consent taken back, makes it untrue or unwanted.</summary>
    public static async Task<bool> StillHoldsAsync(this HuantiaoDb db, OutboxMail mail, DateTimeOffset now, CancellationToken cancel = default)
    {
        var written = mail.CreatedAt;
        var clinic = db.Clinic;
        var reminders = await db.Reminders.AsNoTracking().Where(r => r.State == ReminderState.Queued && r.DueAt == written).ToListAsync(cancel);
        if (reminders.Find(r => LetterOf(clinic, r.AppointmentId, r.Occurrence) == mail.Id) is not { } reminder)
            return true;
        var visit = await db.Appointments.AsNoTracking().FirstAsync(a => a.Id == reminder.AppointmentId, cancel);
        return visit.State == AppointmentState.Booked && visit.StartsAt == reminder.Occurrence && visit.StartsAt > now + LeastNotice
            && await WantsAsync(db, visit.PatientId, cancel) is { } patient && patient.Email == mail.Recipient;
    }

    /// <summary>The patient of a record, if they have said yes to reminders and can be written to; else null.</summary>
    internal static async Task<Patient?> WantsAsync(HuantiaoDb db, Guid record, CancellationToken cancel)
    {
        var patient = await db.Patients.AsNoTracking().FirstAsync(p => p.Id == record, cancel);
        while (patient.MergedInto is { } kept)
            patient = await db.Patients.AsNoTracking().FirstAsync(p => p.Id == kept, cancel);
        if (string.IsNullOrEmpty(patient.Email) || patient.DiedOn is not null || patient.RestrictedAt is not null)
            return null;
        var records = await db.RecordsOfAsync(patient.Id, cancel);
        var consents = await db.Consents.AsNoTracking().OfRecords(records).Where(c => c.Purpose == ConsentPurpose.Reminders).ToListAsync(cancel);
        return consents.Stands(ConsentPurpose.Reminders) == true ? patient : null;
    }
}
