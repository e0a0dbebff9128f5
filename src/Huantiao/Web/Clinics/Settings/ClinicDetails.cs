using System.Globalization;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Huantiao.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics.Settings;

/// <summary><c>/clinic/settings</c>: what the clinic is called, where it is, which language it speaks, how long a screen may stand idle.</summary>
internal static class ClinicDetails
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/settings", Capability.ManageClinic, async request => await PageAsync(request, await ShownAsync(request)));
        routes.Post("/clinic/settings", Capability.ManageClinic, SaveAsync);
        routes.Post("/clinic/found", Capability.ManageClinic, FoundAsync);
    }

    private static async Task SaveAsync(ClinicRequest request)
    {
        var form = request.Form;
        var version = form.Whole("version", 1, int.MaxValue);
        var name = form.Text("name");
        var zone = form.OneOf("zone", TimeZones.All);
        var language = form.OneOf("language", Language.All.Select(l => l.Tag));
        var jurisdiction = form.Text("jurisdiction", 20, required: false);
        var address = form.Text("address", 400, required: false, lines: true);
        var phone = form.Text("phone", 60, required: false);
        var email = form.Email("email", required: false);
        var idle = form.Whole("idle", ClinicSettings.LeastIdleMinutes, ClinicSettings.MostIdleMinutes);
        if (!form.IsGood)
        {
            await PageAsync(request, form);
            return;
        }

        var clinic = await request.Db.Clinics.FirstAsync(c => c.Id == request.Clinic.Id, request.Cancel);
        (clinic.Name, clinic.TimeZone, clinic.Language) = (name, zone!, language!);
        (clinic.Jurisdiction, clinic.Address, clinic.Phone, clinic.Email) = (OrNull(jurisdiction), OrNull(address), OrNull(phone), OrNull(email));
        request.Db.Expect(clinic, version!.Value);
        await SetAsync(request, ClinicSettings.IdleMinutes, idle!.Value.ToString(CultureInfo.InvariantCulture));
        await SetAsync(request, ClinicSettings.CompareByName, form.Ticked("compare") ? ClinicSettings.Yes : ClinicSettings.No);
        await request.SeeAsync("/clinic/settings", "saved");
    }

    /// <summary>A clinic of its own in the same installation; nothing of this one can be seen from it.</summary>
    private static async Task FoundAsync(ClinicRequest request)
    {
        var form = request.Form;
        var name = form.Text("clinic");
        var zone = form.OneOf("zone", TimeZones.All);
        if (!form.IsGood)
        {
            await PageAsync(request, await ShownAsync(request), form);
            return;
        }

        var clinic = Founding.Add(request.Db, name, zone!, request.Language.Tag, request.Staff.AccountId, form.Ticked("treats"), request.Now, request.Clinic.Invented);
        request.Db.Audit.Because("another clinic founded");
        await request.Db.SaveChangesAsync(request.Cancel);
        await OwnClinics.EnterAsync(request, clinic);
    }

    private static async Task SetAsync(ClinicRequest request, string name, string value)
    {
        if (await request.Db.ClinicSettings.FirstOrDefaultAsync(s => s.Name == name, request.Cancel) is { } setting)
            setting.Value = value;
        else
            request.Db.ClinicSettings.Add(new() { ClinicId = request.Clinic.Id, Name = name, Value = value });
    }

    private static async Task<Form> ShownAsync(ClinicRequest request)
    {
        var clinic = await request.Db.Clinics.AsNoTracking().FirstAsync(c => c.Id == request.Clinic.Id, request.Cancel);
        var compares = await request.Db.ClinicSettings.AsNoTracking().AnyAsync(s => s.Name == ClinicSettings.CompareByName && s.Value == ClinicSettings.Yes, request.Cancel);
        return Form.Showing(
            ("version", clinic.Version.ToString(CultureInfo.InvariantCulture)), ("name", clinic.Name), ("zone", clinic.TimeZone), ("language", clinic.Language), ("jurisdiction", clinic.Jurisdiction),
            ("address", clinic.Address), ("phone", clinic.Phone), ("email", clinic.Email), ("idle", request.Clinic.Idle.TotalMinutes.ToString(CultureInfo.InvariantCulture)),
            ("compare", compares ? "yes" : null));
    }

    private static Task PageAsync(ClinicRequest request, Form form, Form? founding = null)
    {
        var parameters = new (string, object?)[] { (nameof(SettingsPage.Form), form), (nameof(SettingsPage.Founding), founding ?? Form.Showing(("zone", request.Clinic.TimeZone.Id))) };
        return form.IsGood && founding is null ? request.PageAsync<SettingsPage>(parameters) : request.AgainAsync<SettingsPage>(parameters);
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
