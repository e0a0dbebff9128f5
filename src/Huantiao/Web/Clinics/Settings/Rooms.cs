using Huantiao.Records.Diary;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics.Settings;

/// <summary><c>/clinic/rooms</c>: rooms, or couches, that one visit at a time can use. A room that is closed keeps its past.</summary>
internal static class Rooms
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/rooms", Capability.ManageClinic, request => PageAsync(request, Form.Showing()));
        routes.Post("/clinic/rooms", Capability.ManageClinic, AddAsync);
        routes.Post("/clinic/rooms/{room:guid}", Capability.ManageClinic, ChangeAsync);
    }

    private static async Task AddAsync(ClinicRequest request)
    {
        var key = request.Form.Key();
        var name = request.Form.Text("name", 100);
        if (request.Form.IsGood && await request.Db.Rooms.AnyAsync(r => r.Name == name && r.Id != key, request.Cancel))
            request.Form.Refuse("name", "Rooms.Same");
        if (!request.Form.IsGood)
        {
            await PageAsync(request, request.Form);
            return;
        }

        if (!await request.Db.Rooms.AnyAsync(r => r.Id == key, request.Cancel))
            request.Db.Rooms.Add(new() { ClinicId = request.Clinic.Id, Id = key, Name = name });
        await request.SeeAsync("/clinic/rooms", "saved");
    }

    private static async Task ChangeAsync(ClinicRequest request)
    {
        var id = request.Id("room");
        if (await request.Db.Rooms.FirstOrDefaultAsync(r => r.Id == id, request.Cancel) is not { } room)
        {
            await request.NothingAsync();
            return;
        }

        var version = request.Form.Whole("version", 1, int.MaxValue);
        var name = request.Form.Text("name", 100);
        if (!request.Form.IsGood)
        {
            await PageAsync(request, Form.Showing(), (id, request.Form));
            return;
        }

        (room.Name, room.Active) = (name, request.Form.Ticked("open"));
        request.Db.Expect(room, version!.Value);
        await request.SeeAsync("/clinic/rooms", "saved");
    }

    private static async Task PageAsync(ClinicRequest request, Form added, (Guid Room, Form Form)? changed = null)
    {
        IReadOnlyList<Room> rooms = await request.Db.Rooms.AsNoTracking().OrderByDescending(r => r.Active).ThenBy(r => r.Name).ToListAsync(request.Cancel);
        var parameters = new (string, object?)[]
        {
            (nameof(RoomsPage.Rooms), rooms), (nameof(RoomsPage.Form), added), (nameof(RoomsPage.Changed), changed?.Form), (nameof(RoomsPage.ChangedRoom), changed?.Room),
        };
        await (added.IsGood && changed is null ? request.PageAsync<RoomsPage>(parameters) : request.AgainAsync<RoomsPage>(parameters));
    }
}
