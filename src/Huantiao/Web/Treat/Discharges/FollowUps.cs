using Huantiao.Records.Intakes;
using Huantiao.Records.Measures;
using Huantiao.Records.Patients;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Discharges;

/// <summary>The readings that go on after the end.</summary>
internal static class FollowUps
{
    /// <summary>Those of the calendar that can still be given, in order of time.</summary>
    public static IReadOnlyList<ReadingRequest> Coming(IEnumerable<ReadingRequest> requests, DateTimeOffset now) =>
        [.. requests.Where(r => r.CourseId is not null && r.AnsweredAt is null && r.MissingAt is null && r.ClosesAt > now)];

    /// <summary>Whether letters that ask for them may go out: there is an address, and a yes that stands.</summary>
    public static async Task<bool> ByLetterAsync(ClinicRequest request, PatientFile file)
    {
        var consents = await request.Db.Consents.AsNoTracking().OfRecords(file.Records).ToListAsync(request.Cancel);
        return !string.IsNullOrEmpty(file.Patient.Email) && consents.Stands(ConsentPurpose.Reminders) == true;
    }
}
