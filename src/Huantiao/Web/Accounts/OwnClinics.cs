using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Accounts;

/// <summary>A clinic that somebody works in, or is invited to.</summary>
public sealed record OwnClinic(Guid Id, string Name, bool Invited);

/// <summary><c>/account/clinics</c>: choosing the clinic of this session, and taking up an invitation. One clinic at a time; changing it is a new session.</summary>
internal static class OwnClinics
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/account/clinics", Capability.OwnAccount, ShowAsync);
        routes.Post("/account/clinics", Capability.OwnAccount, ChooseAsync);
        routes.Post("/account/clinics/accept", Capability.OwnAccount, AcceptAsync);
    }

    private static async Task ShowAsync(ClinicRequest request) => await request.PageAsync<OwnClinicsPage>((nameof(OwnClinicsPage.Clinics), await AllAsync(request)));

    private static async Task ChooseAsync(ClinicRequest request)
    {
        var clinics = await AllAsync(request);
        if (request.Form.OneOf("clinic", clinics.Where(c => !c.Invited).Select(c => c.Id.ToString())) is not { } chosen)
        {
            await request.NothingAsync();
            return;
        }

        await EnterAsync(request, Guid.Parse(chosen));
    }

    private static async Task AcceptAsync(ClinicRequest request)
    {
        if (!Guid.TryParse(request.Form.Typed("clinic"), out var clinic)
            || !await Invitations.AcceptAsync(request.Db, request.Staff.AccountId, clinic, request.Now, request.Cancel))
        {
            await request.NothingAsync();
            return;
        }

        foreach (var link in await request.Db.SetupLinks.Where(l => l.AccountId == request.Staff.AccountId && l.ClinicId == clinic && l.UsedAt == null).ToListAsync(request.Cancel))
            link.UsedAt = request.Now;
        await request.Db.SaveChangesAsync(request.Cancel);
        await EnterAsync(request, clinic);
    }

    /// <summary>A context of the database works in one clinic; going to another is a new one, and a new session.</summary>
    public static async Task EnterAsync(ClinicRequest request, Guid clinic)
    {
        var database = request.Http.RequestServices.GetRequiredService<OpeningDatabase>().Opened;
        await using var db = database.NewContext();
        var hash = request.Staff.SessionHash;
        var account = await db.Users.FirstAsync(a => a.Id == request.Staff.AccountId, request.Cancel);
        var strongAt = await db.Sessions.Where(s => s.IdHash == hash).Select(s => s.StrongAt).FirstOrDefaultAsync(request.Cancel);
        await Sessions.BeginAsync(request.Http, db, account, clinic, strongAt, "choice of clinic", request.Staff.SessionSince);
        request.Go("/clinic");
    }

    private static async Task<IReadOnlyList<OwnClinic>> AllAsync(ClinicRequest request)
    {
        var mine = await (
            from membership in request.Db.Memberships.AsNoTracking()
            join clinic in request.Db.Clinics on membership.ClinicId equals clinic.Id
            where membership.AccountId == request.Staff.AccountId && (membership.Active || membership.EndedAt == null)
            select new { clinic.Id, clinic.Name, membership.Active }).ToListAsync(request.Cancel);
        return [.. mine.GroupBy(m => (m.Id, m.Name)).Select(g => new OwnClinic(g.Key.Id, g.Key.Name, !g.Any(m => m.Active))).OrderBy(c => c.Name, StringComparer.CurrentCulture)];
    }
}
