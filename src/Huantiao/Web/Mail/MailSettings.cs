using System.Text.Json;
using System.Text.Json.Serialization;
using Huantiao.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Mail;

/// <summary>How the line to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>From the first byte; usually port 465.</summary>
    Tls,

    /// <summary>After a word in the clear; usually port 587. A server that does not offer it is not spoken to.</summary>
    StartTls,

    /// <summary>Not at all: for a server on this machine or in the clinic's own network.</summary>
    None,
}

/// <summary>A clinic's mail server, and whether and when patients are reminded. Nothing is sent until somebody has set it.</summary>
/// <param name="SealedPassword">Sealed with the installation's key, which is not in the database; null: the server asks for none.</param>
/// <param name="HoursBefore">So long before a visit its reminder is due.</param>
internal sealed record MailSettings(string Host, int Port, MailSecurity Security, string? User, string? SealedPassword, string From, bool RemindersOn, int HoursBefore)
{
    public const string SettingName = "mail";
    public const int UsualHoursBefore = 24;
    public const int LeastHoursBefore = 2;
    public const int MostHoursBefore = 168;

    private const string Purpose = "huantiao.mail.password";

    /// <summary>The settings of the clinic entered; null: none have been made.</summary>
    public static async Task<MailSettings?> ReadAsync(HuantiaoDb db, CancellationToken cancel) =>
        await db.ClinicSettings.AsNoTracking().Where(s => s.Name == SettingName).Select(s => s.Value).FirstOrDefaultAsync(cancel) is { } text
            ? JsonSerializer.Deserialize(text, MailSettingsJson.Default.MailSettings)
            : null;

    public string ToText() => JsonSerializer.Serialize(this, MailSettingsJson.Default.MailSettings);

    public static string Seal(IDataProtectionProvider keys, string password) => keys.CreateProtector(Purpose).Protect(password);

    public string? Password(IDataProtectionProvider keys) => SealedPassword is null ? null : keys.CreateProtector(Purpose).Unprotect(SealedPassword);
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(MailSettings))]
internal sealed partial class MailSettingsJson : JsonSerializerContext;
