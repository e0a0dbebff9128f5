using Huantiao.Records.Patients;
using Huantiao.Records.Writing;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Diary;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Patients;

/// <summary><c>/clinic/patients/new</c>: one step. Who may be there already is shown first, with why; whether it is the same person, people decide.</summary>
internal static class NewPatient
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/new", Capability.EditPatients, request => PageAsync(request, Form.Showing(), [], BookingWish.Of(request.Query)));
        routes.Post("/clinic/patients/new", Capability.EditPatients, AddAsync);
    }

    private static async Task AddAsync(ClinicRequest request)
    {
        var form = request.Form;
        var key = form.Key();
        var wish = BookingWish.Of(form.Typed);
        var typed = PatientParticulars.Read(request);
        // Sent twice: the first has made the record, which would now be its own duplicate.
        var again = form.IsGood && await request.Db.Patients.AsNoTracking().AnyAsync(p => p.Id == key, request.Cancel);
        IReadOnlyList<LikelyDuplicate> likely = form.IsGood && !again && !form.Ticked("another")
            ? await request.Db.LikelyDuplicatesAsync(typed.Name, typed.BirthDate, typed.Phone, cancel: request.Cancel)
            : [];
        if (likely.Count > 0)
        {
            form.Refuse("another", "Patient.Another");
            request.Db.Audit.Read("patient", "duplicates", why: FormattableString.Invariant($"{likely.Count} shown"));
            await request.Db.SaveChangesAsync(request.Cancel);
        }

        if (!form.IsGood)
        {
            await PageAsync(request, form, likely, wish);
            return;
        }

        var outcome = await request.Db.PutAsync(typed.New(request.Clinic.Id, key, request.Clinic.Invented, request.Now), cancel: request.Cancel);
        if (outcome == PutOutcome.Conflict)
        {
            form.Refuse("key", "Form.Stale");
            await PageAsync(request, form, [], wish);
            return;
        }

        request.Go(wish.IsAny ? "/clinic/visits/new" + wish.With(key) : $"/clinic/patients/{key}", "saved");
    }

    private static Task PageAsync(ClinicRequest request, Form form, IReadOnlyList<LikelyDuplicate> likely, BookingWish wish)
    {
        var parameters = new (string, object?)[] { (nameof(NewPatientPage.Form), form), (nameof(NewPatientPage.Likely), likely), (nameof(NewPatientPage.Wish), wish) };
        return form.IsGood ? request.PageAsync<NewPatientPage>(parameters) : request.AgainAsync<NewPatientPage>(parameters);
    }
}
