using System.Collections.Immutable;
using Huantiao.Records;
using Huantiao.Records.Accounts;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Languages;

namespace Huantiao.Web.Demo;

/// <summary>An invented clinic and who works there.</summary>
internal sealed record DemoPlace(Guid Clinic, DemoMember Administrator, ImmutableArray<DemoMember> Practitioners, DemoMember Desk, ImmutableArray<Guid> Rooms)
{
    public TimeZoneInfo Zone => Administrator.Zone;
}

/// <summary>
/// Founds the invented clinics. Their accounts have no password, no app and no passkey: the door of the demo lets in who stands before this machine, and there is
/// no other way.
/// </summary>
internal sealed class DemoStaff(DemoDesk desk, string zone, DateOnly today)
{
    private readonly Guid _both = Guid.CreateVersion7(desk.Clock.GetUtcNow());

    /// <summary>The large one: a licence that ends soon and one that has lapsed are among its practitioners'.</summary>
    public async Task<DemoPlace> LargeAsync()
    {
        var clinic = await FoundAsync("Lantern Street Acupuncture", "3 Lantern Street, Exampleton", "07700 900001");
        var administrator = await MemberAsync(clinic, "Ada Ledger", Role.Administrator);
        DemoMember[] practitioners =
        [
            await MemberAsync(clinic, "Wren Needham", _both, Role.Practitioner), await MemberAsync(clinic, "Moss Tillery", Role.Practitioner),
            await MemberAsync(clinic, "Reed Harrow", Role.Practitioner),
        ];
        var front = await MemberAsync(clinic, "Dot Counter", Role.FrontDesk);
        await MemberAsync(clinic, "Quill Tally", Role.Researcher);
        await LicenceAsync(administrator, practitioners[0], today.AddDays(400));
        await LicenceAsync(administrator, practitioners[1], today.AddDays(41));
        await LicenceAsync(administrator, practitioners[2], today.AddDays(-12));
        return new(clinic.Id, administrator, [.. practitioners], front, await RoomsAsync(administrator, "Room 1", "Room 2", "Couch 3"));
    }

    /// <summary>The small one; its practitioner also works in the large one, and sees each clinic's patients in that clinic only.</summary>
    public async Task<DemoPlace> SmallAsync()
    {
        var clinic = await FoundAsync("Harbour Lights Acupuncture", "8 Quay Lane, Exampleton", "07700 900002");
        var administrator = await MemberAsync(clinic, "Ivy Anchor", Role.Administrator);
        var practitioner = await MemberAsync(clinic, "Wren Needham", _both, Role.Practitioner);
        var front = await MemberAsync(clinic, "Pip Latchley", Role.FrontDesk);
        await LicenceAsync(administrator, practitioner, today.AddDays(400));
        return new(clinic.Id, administrator, [practitioner], front, await RoomsAsync(administrator, "Sea room", "Garden room"));
    }

    private async Task<Clinic> FoundAsync(string name, string address, string phone)
    {
        var clinic = new Clinic
        {
            Id = desk.NewKey(), Name = name, TimeZone = zone, Language = Language.English.Tag, Address = address, Phone = phone, Email = "clinic@example.org", Invented = true,
            CreatedAt = desk.Clock.GetUtcNow(),
        };
        await desk.WriteAsync(clinic.Id, Actor.Program, db =>
        {
            db.Clinics.Add(clinic);
            return Task.CompletedTask;
        });
        return clinic;
    }

    private Task<DemoMember> MemberAsync(Clinic clinic, string name, params Role[] roles) => MemberAsync(clinic, name, desk.NewKey(), roles);

    private async Task<DemoMember> MemberAsync(Clinic clinic, string name, Guid account, params Role[] roles)
    {
        var now = desk.Clock.GetUtcNow();
        var email = name.Replace(' ', '.').ToLowerInvariant() + "@example.org";
        await desk.WriteAsync(clinic.Id, Actor.Program, async db =>
        {
            if (await db.FindAsync<Account>(account) is null)
            {
                db.Users.Add(new()
                {
                    Id = account, DisplayName = name, UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(),
                    CreatedAt = now, SecurityStamp = HeldSecret.New(),
                });
            }

            foreach (var role in roles)
                db.Memberships.Add(new() { ClinicId = clinic.Id, AccountId = account, Role = role, Since = now });
        });
        var entered = new ClinicEntered(clinic.Id, clinic.Name, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone), clinic.Language, clinic.Invented, ClinicSettings.IdleAtFirst);
        // Not a session: the name under which this person's forms are signed while the year is lived.
        return new(new(account, name, email, entered, [.. roles], 1, $"demo {account:N} {clinic.Id:N}", now), Language.English);
    }

    private Task<string> LicenceAsync(DemoMember administrator, DemoMember practitioner, DateOnly until) => desk.PostAsync(
        administrator, "/clinic/people/{member:guid}/licences", [("member", practitioner.Account)], ("authority", "Example Council of Acupuncture"),
        ("number", "INVENTED-" + practitioner.Staff.Name.Split(' ')[1].ToUpperInvariant()), ("expires", DemoText.Day(until)));

    private async Task<ImmutableArray<Guid>> RoomsAsync(DemoMember administrator, params string[] names)
    {
        var rooms = ImmutableArray.CreateBuilder<Guid>();
        foreach (var name in names)
        {
            rooms.Add(desk.NewKey());
            await desk.PostAsync(administrator, "/clinic/rooms", [], ("key", rooms[^1].ToString()), ("name", name));
        }

        return rooms.ToImmutable();
    }
}

/// <summary>Values as forms carry them.</summary>
internal static class DemoText
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
