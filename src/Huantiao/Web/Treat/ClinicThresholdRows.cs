using System.Globalization;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;
using Huantiao.Web.Clinics;
using Huantiao.Web.Clinics.Settings;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat;

/// <summary>The thresholds that a clinic has signed off: settings named "threshold:inr_stop". One without a signature is off.</summary>
internal static class ClinicThresholdRows
{
    public static async Task<ClinicThresholds> OfAsync(ClinicRequest request, ScreeningKnowledge knowledge, IReadOnlyDictionary<Guid, string> names)
    {
        var rows = await request.Db.ClinicSettings.AsNoTracking().Where(s => s.Name.StartsWith(Thresholds.Prefix) && s.SignedOffAt != null).ToListAsync(request.Cancel);
        return rows.Aggregate(ClinicThresholds.Off, (held, row) =>
            double.TryParse(row.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? held.TryWith(knowledge, new(row.Name[Thresholds.Prefix.Length..], value, names.GetValueOrDefault(row.SignedOffBy!.Value, "?"), DateOnly.FromDateTime(row.SignedOffAt!.Value.UtcDateTime))) ?? held
                : held);
    }
}
