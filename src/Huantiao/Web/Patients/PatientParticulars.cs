using System.Globalization;
using Huantiao.Records.Model;
using Huantiao.Records.Patients;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Patients;

/// <summary>Who somebody is and how to reach them, as the forms take it. Only the name is needed; what is left open stays unknown.</summary>
internal sealed record PatientParticulars(
    string Name, string? OtherName, DateOnly? BirthDate, Sex Sex, string? Phone, string? Email, string? Language, string? Address, string? GeneralPractitioner, string? HealthNumber)
{
    private static readonly DateOnly Oldest = new(1900, 1, 1);

    /// <summary>Reads and checks what was typed.</summary>
    public static PatientParticulars Read(ClinicRequest request)
    {
        var form = request.Form;
        var name = form.Text("name");
        var other = form.Text("other", required: false);
        var born = form.Date("born", required: false);
        if (born is { } day && (day > request.Today || day < Oldest))
            form.Refuse("born", "Patient.BornWhen");
        var sex = form.OneOf("sex", EnumWords.All<Sex>(), required: false);
        var phone = form.Text("phone", 100, required: false);
        var email = form.Email("email", required: false);
        var language = form.OneOf("language", Languages.Language.All.Select(l => l.Tag), required: false);
        return new(
            name, OrNull(other), born, sex is null ? Sex.Unknown : EnumWords.Find<Sex>(sex) ?? Sex.Unknown, OrNull(phone), OrNull(email), language,
            OrNull(form.Text("address", 400, required: false, lines: true)), OrNull(form.Text("gp", 400, required: false, lines: true)), OrNull(form.Text("number", 100, required: false)));
    }

    /// <summary>The form that shows a patient as they are.</summary>
    public static Form Shown(Patient patient) => Form.Showing(
        ("version", patient.Version.ToString(CultureInfo.InvariantCulture)), ("name", patient.Name), ("other", patient.OtherName), ("born", patient.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("sex", EnumWords.Of(patient.Sex)), ("phone", patient.Phone), ("email", patient.Email), ("language", patient.Language), ("address", patient.Address),
        ("gp", patient.GeneralPractitioner), ("number", patient.HealthNumber));

    public Patient New(Guid clinic, Guid id, bool invented, DateTimeOffset now)
    {
        var patient = new Patient { ClinicId = clinic, Id = id, Name = Name, Invented = invented, CreatedAt = now };
        Apply(patient);
        return patient;
    }

    public void Apply(Patient patient)
    {
        (patient.Name, patient.OtherName, patient.BirthDate, patient.Sex) = (Name, OtherName, BirthDate, Sex);
        (patient.Phone, patient.Email, patient.Language) = (Phone, Email, Language);
        (patient.Address, patient.GeneralPractitioner, patient.HealthNumber) = (Address, GeneralPractitioner, HealthNumber);
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
