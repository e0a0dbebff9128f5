using System.Globalization;
using Huantiao.Records.Model;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Mail;

/// <summary><c>/clinic/settings/mail</c>: which mail server the clinic writes through, and whether patients are reminded. A letter to oneself shows whether it works.</summary>
internal static class MailSettingsPages
{
    private const string Path = "/clinic/settings/mail";

    public static void Map(ClinicRoutes routes)
    {
        routes.Get(Path, Capability.ManageClinic, async request => await PageAsync(request, Shown(await MailSettings.ReadAsync(request.Db, request.Cancel))));
        routes.Post(Path, Capability.ManageClinic, SaveAsync);
        routes.Post(Path + "/try", Capability.ManageClinic, TryAsync);
    }

    private static async Task SaveAsync(ClinicRequest request)
    {
        var form = request.Form;
        var before = await MailSettings.ReadAsync(request.Db, request.Cancel);
        var host = form.Text("host", 253);
        var port = form.Whole("port", 1, 65535);
        var security = EnumWords.Find<MailSecurity>(form.OneOf("security", EnumWords.All<MailSecurity>()) ?? "");
        var user = form.Text("user", 254, required: false);
        var from = form.Email("from");
        var hours = form.Whole("hours", MailSettings.LeastHoursBefore, MailSettings.MostHoursBefore);
        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            form.Refuse("host", "Mail.NoHost");
        if (security == MailSecurity.None && user.Length > 0 && host is not ("localhost" or "127.0.0.1" or "::1"))
            form.Refuse("security", "Mail.PasswordInTheClear");
        if (!form.IsGood)
        {
            await PageAsync(request, form);
            return;
        }

        // Left empty, the password stays, but only for the server and the name it was meant for: it must not be sent to another.
        var password = form.Typed("password");
        var stays = user.Length > 0 && password.Length == 0 && before is not null && before.Host == host && before.User == user && before.Security == security;
        var keys = request.Http.RequestServices.GetRequiredService<IDataProtectionProvider>();
        var settings = new MailSettings(
            host, port!.Value, security!.Value, user.Length == 0 ? null : user, user.Length == 0 ? null : password.Length > 0 ? MailSettings.Seal(keys, password) : stays ? before!.SealedPassword : null,
            from, form.Ticked("on"), hours!.Value);
        if (await request.Db.ClinicSettings.FirstOrDefaultAsync(s => s.Name == MailSettings.SettingName, request.Cancel) is { } row)
            row.Value = settings.ToText();
        else
            request.Db.ClinicSettings.Add(new() { ClinicId = request.Clinic.Id, Name = MailSettings.SettingName, Value = settings.ToText() });
        await request.SeeAsync(Path, "saved");
    }

    /// <summary>A letter to the address of whoever asks: what the server says to it is shown.</summary>
    private static async Task TryAsync(ClinicRequest request)
    {
        if (await MailSettings.ReadAsync(request.Db, request.Cancel) is not { } settings)
        {
            request.Go(Path);
            return;
        }

        string? problem = null;
        try
        {
            var keys = request.Http.RequestServices.GetRequiredService<IDataProtectionProvider>();
            await using var server = await MailServer.OpenAsync(settings, settings.Password(keys), request.Cancel);
            var delivery = await server.SendAsync(
                Guid.CreateVersion7(), request.Clinic.Name, settings.From, request.Staff.Email, request.Words["MailTry.Subject"], request.Words["MailTry.Body"], request.Now, request.Cancel);
            problem = delivery switch { Delivery.Taken => null, Delivery.Refused refused => refused.Why, _ => request.Words["MailTry.NoAnswer"] };
        }
        catch (MailServerException e)
        {
            problem = e.Message;
        }

        request.Db.Audit.Write("clinic_setting", MailSettings.SettingName, why: problem is null ? "tried: taken" : "tried: not taken");
        if (problem is null)
            await request.SeeAsync(Path, "mail-taken");
        else
            await request.PageAsync<MailSettingsPage>((nameof(MailSettingsPage.Form), Shown(settings)), (nameof(MailSettingsPage.Problem), problem));
    }

    private static Form Shown(MailSettings? settings) => settings is null
        ? Form.Showing(("port", "587"), ("security", EnumWords.Of(MailSecurity.StartTls)), ("hours", Text(MailSettings.UsualHoursBefore)))
        : Form.Showing(
            ("host", settings.Host), ("port", Text(settings.Port)), ("security", EnumWords.Of(settings.Security)), ("user", settings.User), ("from", settings.From),
            ("on", settings.RemindersOn ? "yes" : null), ("hours", Text(settings.HoursBefore)), ("set", "yes"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task PageAsync(ClinicRequest request, Form form) =>
        form.IsGood ? request.PageAsync<MailSettingsPage>((nameof(MailSettingsPage.Form), form)) : request.AgainAsync<MailSettingsPage>((nameof(MailSettingsPage.Form), form));
}
