using Huantiao.Records;
using Huantiao.Records.Clinics;
using Huantiao.Records.Registries;
using Huantiao.Registry;
using Huantiao.Web;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Registries;

/// <summary>A summary before it leaves the clinic.</summary>
/// <param name="Began">People who began in the period.</param>
/// <param name="Consented">Of those, who is in the summary.</param>
/// <param name="Digest">The same for the same numbers, whenever it is signed.</param>
public sealed record DraftSummary(Summary Summary, int Began, int Consented, string Digest);

/// <summary>One way for the page and for the command line: a summary is worked out from the stored rows, recorded, audited, and only then handed out.</summary>
internal static class RegistryExport
{
    /// <summary>The summary of a period as known now.</summary>
    public static async Task<DraftSummary> DraftAsync(HuantiaoDb db, Site site, RegistrySubject subject, Clinic clinic, RegistryKeys keys, Cut cut, DateTimeOffset now, CancellationToken cancel)
    {
        var people = await RegistryRows.ReadAsync(db, site, subject, keys.Pseudonyms, now, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone), cancel);
        var summary = Summarising.Of(clinic.Name, cut, subject.Subject, subject.Rules, people.Rows, people.Withdrawn);
        return new(summary, people.BeganIn(cut), cut.Take(people.Rows, people.Withdrawn).Length, SealedSummary.DigestOf(summary));
    }

    /// <summary>Records that it leaves, and signs it: the file.</summary>
    /// <param name="by">Null: the command line.</param>
    public static async Task<byte[]> TakeOutAsync(HuantiaoDb db, DraftSummary draft, RegistryKeys keys, Guid id, Guid? by, DateTimeOffset now, CancellationToken cancel)
    {
        var cut = draft.Summary.Cut;
        db.RegistryCuts.Add(new()
        {
            ClinicId = db.Clinic, Id = id, FirstDay = cut.From, LastDay = cut.Until, CutOn = cut.On, Began = draft.Began, Consented = draft.Consented, Digest = draft.Digest,
            Fingerprint = keys.Fingerprint, MadeAt = now, MadeBy = by,
        });
        db.Audit.Export("registry_summary", id.ToString());
        await db.SaveChangesAsync(cancel);
        return SealedSummary.Write(draft.Summary, keys.Signing);
    }

    /// <summary>Files that left before and count people of the same days: beside them this one could not be pooled, and the two together would show who came and who withdrew.</summary>
    public static async Task<IReadOnlyList<RegistryCut>> EarlierAsync(HuantiaoDb db, Cut cut, CancellationToken cancel) =>
        await db.RegistryCuts.AsNoTracking().Where(c => c.FirstDay <= cut.Until && c.LastDay >= cut.From).OrderByDescending(c => c.MadeAt).ToListAsync(cancel);
}
