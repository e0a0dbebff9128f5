using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Retention;

/// <summary>A record that a rule no longer asks to keep, or of which that cannot be told.</summary>
/// <param name="DueOn">First day; null: it cannot be known, and nothing should be done.</param>
public sealed record DueRecord(Guid Patient, DateOnly? LastVisit, DateOnly? DueOn);

/// <summary>Lists records whose time is over. It never deletes: that is a decision of people, who may have reasons to keep.</summary>
public static class RecordsDue
{
    /// <summary>The records of the entered clinic that the rule lets go on that day, oldest first; with those that it cannot judge at the end.</summary>
    public static async Task<IReadOnlyList<DueRecord>> ListAsync(HuantiaoDb db, RetentionRule rule, DateOnly today, CancellationToken cancel = default)
    {
        var visits = await db.Appointments.Where(a => a.State == Diary.AppointmentState.Done)
            .GroupBy(a => a.PatientId).Select(g => new { Patient = g.Key, First = g.Min(a => a.StartsAt), Last = g.Max(a => a.StartsAt) }).ToDictionaryAsync(g => g.Patient, cancel);
        var due = new List<DueRecord>();
        await foreach (var patient in db.Patients.AsNoTracking().Select(p => new { p.Id, p.BirthDate }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var seen = visits.GetValueOrDefault(patient.Id);
            var (first, last) = (Day(seen?.First), Day(seen?.Last));
            var on = rule.DueOn(first, last, patient.BirthDate);
            if (on is null || on <= today)
                due.Add(new(patient.Id, last, on));
        }

        return [.. due.OrderBy(d => d.DueOn ?? DateOnly.MaxValue).ThenBy(d => d.Patient)];
    }

    private static DateOnly? Day(DateTimeOffset? at) => at is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : null;
}
