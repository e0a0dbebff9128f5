using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics.Settings;

/// <summary>A threshold of the pathway, and what this clinic has made of it.</summary>
/// <param name="SignedBy">Name of the practitioner who answers for it; null: off.</param>
public sealed record ThresholdRow(ScreeningThreshold Threshold, ClinicSetting? Setting, string? SignedBy);

/// <summary>The screening tables that came with the pathway, read when the clinic first needs them; null where it takes nobody in.</summary>
internal sealed class ScreeningTables(string pathwayDirectory)
{
    private readonly Lazy<ScreeningKnowledge?> _knowledge = new(() => ScreeningLoader.IsThere(pathwayDirectory) ? ScreeningLoader.Load(pathwayDirectory).Knowledge : null);

    public ImmutableArray<ScreeningThreshold> Thresholds => _knowledge.Value?.Thresholds ?? [];
}

/// <summary>
/// <c>/clinic/thresholds</c>: numbers that no guideline gives (an INR, a count of platelets). Each is off until a practitioner with a valid licence signs it
/// off under their own name; changing the number or switching it off takes the signature away.
/// </summary>
internal static class Thresholds
{
    /// <summary>In front of the threshold's id in the name of the setting: "threshold:inr_stop".</summary>
    public const string Prefix = "threshold:";

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/thresholds", Capability.ReadNotes, request => PageAsync(request, null, null));
        routes.Post("/clinic/thresholds/{threshold}", Capability.Sign, SignAsync);
        routes.Post("/clinic/thresholds/{threshold}/off", Capability.Sign, SwitchOffAsync);
    }

    private static async Task SignAsync(ClinicRequest request)
    {
        if (Find(request) is not { } threshold)
        {
            await request.NothingAsync();
            return;
        }

        var form = request.Form;
        var value = form.Number("value", threshold.Least, threshold.Most);
        var version = form.Whole("version", 0, int.MaxValue);
        if (!form.Ticked("answers"))
            form.Refuse("answers", "Thresholds.MustAnswer");
        if (!form.IsGood)
        {
            await PageAsync(request, threshold.Id, form);
            return;
        }

        var setting = await SettingAsync(request, threshold.Id);
        if (setting is null)
        {
            setting = new() { ClinicId = request.Clinic.Id, Name = Prefix + threshold.Id, Value = "" };
            request.Db.ClinicSettings.Add(setting);
        }
        else
        {
            request.Db.Expect(setting, version!.Value);
        }

        setting.Value = value!.Value.ToString(CultureInfo.InvariantCulture);
        (setting.SignedOffBy, setting.SignedOffAt) = (request.Staff.AccountId, request.Now);
        request.Db.Audit.Because($"signed off at {setting.Value}");
        await request.SeeAsync("/clinic/thresholds", "saved");
    }

    private static async Task SwitchOffAsync(ClinicRequest request)
    {
        if (Find(request) is not { } threshold || await SettingAsync(request, threshold.Id) is not { } setting)
        {
            await request.NothingAsync();
            return;
        }

        (setting.SignedOffBy, setting.SignedOffAt) = (null, null);
        request.Db.Audit.Because("switched off");
        await request.SeeAsync("/clinic/thresholds", "saved");
    }

    private static ScreeningThreshold? Find(ClinicRequest request) => All(request).FirstOrDefault(t => t.Id == request.Part("threshold"));

    private static ImmutableArray<ScreeningThreshold> All(ClinicRequest request) => request.Http.RequestServices.GetRequiredService<ScreeningTables>().Thresholds;

    private static Task<ClinicSetting?> SettingAsync(ClinicRequest request, string id)
    {
        var name = Prefix + id;
        return request.Db.ClinicSettings.FirstOrDefaultAsync(s => s.Name == name, request.Cancel);
    }

    private static async Task PageAsync(ClinicRequest request, string? refused, Form? form)
    {
        var settings = await (
            from setting in request.Db.ClinicSettings.AsNoTracking()
            join account in request.Db.Users on setting.SignedOffBy equals account.Id into signers
            from signer in signers.DefaultIfEmpty()
            where setting.Name.StartsWith(Prefix)
            select new { Setting = setting, Signer = signer == null ? null : signer.DisplayName }).ToDictionaryAsync(s => s.Setting.Name, StringComparer.Ordinal, request.Cancel);
        IReadOnlyList<ThresholdRow> rows = [.. All(request).Select(t => settings.TryGetValue(Prefix + t.Id, out var found) ? new ThresholdRow(t, found.Setting, found.Signer) : new ThresholdRow(t, null, null))];
        var parameters = new (string, object?)[] { (nameof(ThresholdsPage.Rows), rows), (nameof(ThresholdsPage.Refused), refused), (nameof(ThresholdsPage.Form), form) };
        await (form is null ? request.PageAsync<ThresholdsPage>(parameters) : request.AgainAsync<ThresholdsPage>(parameters));
    }
}
