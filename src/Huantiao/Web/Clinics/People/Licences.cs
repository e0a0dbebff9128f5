using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics.People;

/// <summary>The licences of a practitioner as this clinic has seen them. What follows from them is said by <c>Care/Licences</c>.</summary>
internal static class Licences
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Post("/clinic/people/{member:guid}/licences", Capability.ManagePeople, AddAsync);
        routes.Post("/clinic/people/{member:guid}/licences/{licence:guid}", Capability.ManagePeople, RenewAsync);
    }

    private static async Task AddAsync(ClinicRequest request)
    {
        if (await MemberList.FindAsync(request, request.Id("member")) is not { } member)
        {
            await request.NothingAsync();
            return;
        }

        var form = request.Form;
        var key = form.Key();
        var authority = form.Text("authority");
        var number = form.Text("number");
        var expires = form.Date("expires");
        if (!form.IsGood)
        {
            await MemberCard.PageAsync(request, member, licence: form);
            return;
        }

        if (!await request.Db.Licences.AnyAsync(l => l.Id == key, request.Cancel))
            request.Db.Licences.Add(new() { ClinicId = request.Clinic.Id, Id = key, AccountId = member.Account, Authority = authority, Number = number, Expires = expires!.Value });
        await request.SeeAsync($"/clinic/people/{member.Account}", "saved");
    }

    /// <summary>Another last day, or taken away because it was entered wrongly; the trail keeps both.</summary>
    private static async Task RenewAsync(ClinicRequest request)
    {
        var (member, id) = (request.Id("member"), request.Id("licence"));
        if (await request.Db.Licences.FirstOrDefaultAsync(l => l.Id == id && l.AccountId == member, request.Cancel) is not { } licence)
        {
            await request.NothingAsync();
            return;
        }

        var version = request.Form.Whole("version", 1, int.MaxValue);
        if (request.Form.Ticked("remove"))
            request.Db.Licences.Remove(licence);
        else if (request.Form.Date("expires") is { } expires)
            licence.Expires = expires;
        if (!request.Form.IsGood)
        {
            request.Db.ChangeTracker.Clear();
            await MemberCard.PageAsync(request, (await MemberList.FindAsync(request, member))!, licence: request.Form);
            return;
        }

        request.Db.Expect(licence, version!.Value);
        await request.SeeAsync($"/clinic/people/{member}", "saved");
    }
}
