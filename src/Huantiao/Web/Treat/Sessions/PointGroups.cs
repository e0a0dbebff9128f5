using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A practitioner's own group of points.</summary>
/// <param name="Points">"GB30 left".</param>
public sealed record PointGroupView(Guid Id, int Version, string Name, IReadOnlyList<(string Point, string Side)> Points);

/// <summary><c>POST /clinic/point-groups</c>: points that somebody needles together, kept under a name; <c>…/{group}/remove</c> takes it away. Each sees their own.</summary>
internal static class PointGroups
{
    private const int MostPoints = 60;

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/point-groups", Capability.WriteNotes, request => PageAsync(request, Form.Showing()));
        routes.Post("/clinic/point-groups", Capability.WriteNotes, AddAsync);
        routes.Post("/clinic/point-groups/{group:guid}/remove", Capability.WriteNotes, RemoveAsync);
    }

    public static async Task<IReadOnlyList<PointGroupView>> OwnAsync(ClinicRequest request)
    {
        var account = request.Staff.AccountId;
        var rows = await request.Db.PointGroups.AsNoTracking().Where(g => g.AccountId == account).OrderBy(g => g.Name).ThenBy(g => g.Id).ToListAsync(request.Cancel);
        return [.. rows.Select(g => new PointGroupView(g.Id, g.Version, g.Name, [.. g.Points.Split('\n').Select(p => p.Split(' ')).Where(p => p.Length == 2).Select(p => (p[0], p[1]))]))];
    }

    private static async Task PageAsync(ClinicRequest request, Form form)
    {
        var parameters = new (string, object?)[] { (nameof(PointGroupsPage.Groups), await OwnAsync(request)), (nameof(PointGroupsPage.Form), form) };
        await (form.IsGood ? request.PageAsync<PointGroupsPage>(parameters) : request.AgainAsync<PointGroupsPage>(parameters));
    }

    private static async Task AddAsync(ClinicRequest request)
    {
        var form = request.Form;
        var (key, name) = (form.Key(), form.Text("name"));
        var points = Read(form.Text("points", 2000, lines: true), request.Site.Points.Atlas);
        if (points is null or { Count: 0 or > MostPoints })
            form.Refuse("points", "PointGroups.NotRead", MostPoints);
        if (!form.IsGood)
        {
            await PageAsync(request, form);
            return;
        }

        if (!await request.Db.PointGroups.AnyAsync(g => g.Id == key, request.Cancel))
            request.Db.PointGroups.Add(new() { ClinicId = request.Clinic.Id, Id = key, AccountId = request.Staff.AccountId, Name = name, Points = string.Join('\n', points!) });
        await request.SeeAsync("/clinic/point-groups", "saved");
    }

    private static async Task RemoveAsync(ClinicRequest request)
    {
        var (id, account) = (request.Id("group"), request.Staff.AccountId);
        if (await request.Db.PointGroups.FirstOrDefaultAsync(g => g.Id == id && g.AccountId == account, request.Cancel) is not { } group)
        {
            await request.NothingAsync();
            return;
        }

        request.Db.PointGroups.Remove(group);
        await request.SeeAsync("/clinic/point-groups", "saved");
    }

    /// <summary>"GB30 L, BL40 left, DU4" by commas or lines; a point with two sides and none said is both. Null: something is no point.</summary>
    internal static IReadOnlyList<string>? Read(string typed, PointAtlas atlas)
    {
        var points = new List<string>();
        foreach (var words in typed.Split([',', ';', '\n', '，', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            BodySide? said = words.Length < 2 ? null : words[1].ToUpperInvariant() switch { "L" or "LEFT" => BodySide.Left, "R" or "RIGHT" => BodySide.Right, "M" or "MIDLINE" => BodySide.Midline, _ => (BodySide)(-1) };
            BodySide[] sides = said is { } one ? [one] : Insertion.TryAt(atlas, words[0].ToUpperInvariant(), BodySide.Midline) is not null ? [BodySide.Midline] : [BodySide.Left, BodySide.Right];
            foreach (var side in sides)
            {
                if (words.Length > 2 || Insertion.TryAt(atlas, words[0].ToUpperInvariant(), side) is not { } at)
                    return null;
                points.Add($"{at.Point} {SessionWords.Word(at.Side)}");
            }
        }

        return [.. points.Distinct(StringComparer.Ordinal)];
    }
}
