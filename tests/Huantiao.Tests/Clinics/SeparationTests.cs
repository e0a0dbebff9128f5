using System.Net;
using System.Text.RegularExpressions;
using Huantiao.Records;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;

namespace Huantiao.Tests.Clinics;

/// <summary>
/// Clinics do not meet: for every address with an id in it, somebody of one clinic who may use that address asks for a thing of the other and gets the same
/// "not found" as for a thing that is nowhere. Made from the server's own list of addresses: a new one with a parameter nobody here can make fails.
/// </summary>
public sealed partial class SeparationTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    /// <summary>By the name of a parameter, how to make such a thing in the other clinic. A room adds its own; parameters of no thing stand in <see cref="Harmless"/>.</summary>
    private static readonly Dictionary<string, Func<RunningClinic, HuantiaoDb, Task<string>>> Makers = new(StringComparer.Ordinal)
    {
        ["member"] = async (clinic, _) => (await clinic.MemberAsync(clinic.Theirs, "Their Person", Role.Practitioner)).Id.ToString(),
        ["licence"] = async (clinic, db) =>
        {
            var licence = new Licence
            {
                ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), AccountId = (await clinic.MemberAsync(clinic.Theirs, "Their Person", Role.Practitioner)).Id,
                Authority = "A", Number = "1", Expires = new(2030, 1, 1),
            };
            db.Licences.Add(licence);
            await db.SaveChangesAsync();
            return licence.Id.ToString();
        },
        ["room"] = async (clinic, db) =>
        {
            var room = new Huantiao.Records.Diary.Room { ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), Name = "Theirs" };
            db.Rooms.Add(room);
            await db.SaveChangesAsync();
            return room.Id.ToString();
        },
        ["intake"] = async (clinic, db) =>
        {
            var intake = new Huantiao.Records.Intakes.Intake
            {
                ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), PatientId = await clinic.PatientAsync(clinic.Theirs, "Their Patient"), Pathway = "p",
                Kind = Huantiao.Records.Intakes.IntakeKind.Full, Language = "en", Answers = "{}", SchemaVersion = 1, StartedAt = clinic.Clock.GetUtcNow(), SavedAt = clinic.Clock.GetUtcNow(),
            };
            db.Intakes.Add(intake);
            await db.SaveChangesAsync();
            return intake.Id.ToString();
        },
        ["consent"] = async (clinic, db) =>
        {
            var consent = new Huantiao.Records.Intakes.Consent
            {
                ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), PatientId = await clinic.PatientAsync(clinic.Theirs, "Their Patient"),
                Purpose = Huantiao.Records.Intakes.ConsentPurpose.Research, TextVersion = "1", Language = "en", Given = true, SignedAs = "T. P.", SignedAt = clinic.Clock.GetUtcNow(),
            };
            db.Consents.Add(consent);
            await db.SaveChangesAsync();
            return consent.Id.ToString();
        },
        ["patient"] = async (clinic, _) => (await clinic.PatientAsync(clinic.Theirs, "Their Patient")).ToString(),
        ["visit"] = async (clinic, db) =>
        {
            var at = clinic.Clock.GetUtcNow().AddDays(1);
            var visit = new Huantiao.Records.Diary.Appointment
            {
                ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), PatientId = await clinic.PatientAsync(clinic.Theirs, "Their Patient"),
                PractitionerId = (await clinic.MemberAsync(clinic.Theirs, "Their Person", Role.Practitioner)).Id, SeriesId = Guid.CreateVersion7(), StartsAt = at, EndsAt = at.AddMinutes(40), CreatedAt = at,
            };
            db.Appointments.Add(visit);
            await db.SaveChangesAsync();
            return visit.Id.ToString();
        },
        ["intake"] = async (clinic, db) =>
        {
            var now = clinic.Clock.GetUtcNow();
            var intake = new Huantiao.Records.Intakes.Intake
            {
                ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), PatientId = await clinic.PatientAsync(clinic.Theirs, "Their Patient"), Pathway = "test", Kind = Huantiao.Records.Intakes.IntakeKind.Full,
                Language = "en", Answers = "{}", SchemaVersion = 1, StartedAt = now, SavedAt = now, EmergencyAt = now,
            };
            db.Intakes.Add(intake);
            await db.SaveChangesAsync();
            return intake.Id.ToString();
        },
        ["session"] = async (clinic, db) => (await SessionAsync(clinic, db)).ToString(),
        ["lot"] = async (clinic, db) =>
        {
            var lot = new Huantiao.Records.Needling.NeedleLot { ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), Lot = "Theirs", OpenedAt = clinic.Clock.GetUtcNow(), OpenedBy = Guid.CreateVersion7() };
            db.NeedleLots.Add(lot);
            await db.SaveChangesAsync();
            return lot.Id.ToString();
        },
        ["group"] = async (clinic, db) =>
        {
            var group = new Huantiao.Records.Needling.PointGroup
            {
                ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), AccountId = (await clinic.MemberAsync(clinic.Theirs, "Their Person", Role.Practitioner)).Id, Name = "Theirs", Points = "GB30 left",
            };
            db.PointGroups.Add(group);
            await db.SaveChangesAsync();
            return group.Id.ToString();
        },
        ["adverse"] = async (clinic, db) =>
        {
            var happened = new Huantiao.Records.Needling.AdverseEventReport
            {
                ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), SessionId = await SessionAsync(clinic, db), Kind = "bleeding", NoticedAt = clinic.Clock.GetUtcNow(),
                RecordedAt = clinic.Clock.GetUtcNow(), RecordedBy = Guid.CreateVersion7(),
            };
            db.AdverseEvents.Add(happened);
            await db.SaveChangesAsync();
            return happened.Id.ToString();
        },
        ["merge"] = async (clinic, db) =>
        {
            var id = Guid.CreateVersion7();
            await Huantiao.Records.Patients.PatientMerging.MergeAsync(db, id, await clinic.PatientAsync(clinic.Theirs, "One"), await clinic.PatientAsync(clinic.Theirs, "Two"), "same");
            return id.ToString();
        },
    };

    /// <summary>A session of the other clinic, with an answer that is waited for.</summary>
    private static async Task<Guid> SessionAsync(RunningClinic clinic, HuantiaoDb db)
    {
        var (patient, now, session) = (await clinic.PatientAsync(clinic.Theirs, "Their Patient"), clinic.Clock.GetUtcNow(), Guid.CreateVersion7());
        var practitioner = (await clinic.MemberAsync(clinic.Theirs, "Their Person", Role.Practitioner)).Id;
        var plan = new Huantiao.Records.Clinical.Plan { ClinicId = clinic.Theirs.Id, Id = Guid.CreateVersion7(), PatientId = patient, Content = "{}", SchemaVersion = 1, CreatedAt = now, By = practitioner };
        db.Plans.Add(plan);
        await db.SaveChangesAsync();
        await Huantiao.Records.Needling.SessionBook.BeginAsync(
            db,
            new() { ClinicId = clinic.Theirs.Id, Id = session, PatientId = patient, PlanId = plan.Id, PractitionerId = practitioner, OpenedAt = now, OpenedBy = practitioner },
            [.. Huantiao.Records.Invented.InventedSession.Events(session, patient, Guid.Empty, practitioner, now, 1, "L", isFinished: false)],
            practitioner);
        db.AfterQuestions.Add(new() { ClinicId = clinic.Theirs.Id, SessionId = session, PatientId = patient, AskFrom = now, AskUntil = now.AddDays(1) });
        await db.SaveChangesAsync();
        return session;
    }

    /// <summary>Parameters that name nothing of a clinic: a row of the pathway, a day.</summary>
    private static readonly HashSet<string> Harmless = new(["threshold"], StringComparer.Ordinal);

    /// <summary>What forms ask for, filled as well as can be, so that only the missing thing is left to refuse for.</summary>
    private static readonly (string, string)[] Fields =
    [
        ("name", "Changed"), ("roles", "practitioner"), ("version", "1"), ("expires", "2030-01-01"), ("authority", "A"), ("number", "1"), ("reason", "Found on the floor, not answering"), ("key", "0193a3c2-7b1e-7000-8000-000000000001"),
    ];

    [Fact]
    public async Task EveryAddressWithAnId_OfAnotherClinic_IsNotFound()
    {
        var checkedAddresses = 0;
        foreach (var (address, needs, method) in RouteTests.Guarded(clinic).Where(g => g.Address.RoutePattern.Parameters.Any(p => !Harmless.Contains(p.Name))))
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            await using var db = clinic.NewContext(clinic.Theirs);
            foreach (var parameter in address.RoutePattern.Parameters.Select(p => p.Name).Where(p => !Harmless.Contains(p)))
            {
                Assert.True(Makers.TryGetValue(parameter, out var make), $"{address.RoutePattern.RawText}: nobody knows how to make a {parameter}; add it to the makers.");
                values[parameter] = await make(clinic, db);
            }

            var account = await clinic.MemberAsync(clinic.Ours, "Asker", Capabilities.RolesWith(needs)[0]);
            if (needs == Capability.Sign)
                await clinic.LicenceAsync(clinic.Ours, account, new(2030, 1, 1));
            using var browser = await clinic.SignedInAsync(account, clinic.Ours);
            await browser.GetAsync("/en/clinic");
            var theirs = await AskAsync(browser, address, method, name => values[name]);
            var nowhere = await AskAsync(browser, address, method, _ => Guid.CreateVersion7().ToString());

            Assert.True(theirs.Status == HttpStatusCode.NotFound, $"{method} {address.RoutePattern.RawText}: {theirs.Status}");
            Assert.Equal(Bare(nowhere.Text), Bare(theirs.Text));
            checkedAddresses++;
        }

        Assert.True(checkedAddresses > 0);
    }

    /// <summary>The other clinic's rows as they were: nothing that was sent has reached them.</summary>
    [Fact]
    public async Task Rooms_OfAnotherClinic_AreNeitherSeenNorChanged()
    {
        await using var db = clinic.NewContext(clinic.Theirs);
        var id = Guid.Parse(await Makers["room"](clinic, db));
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        var page = await browser.GetAsync("/en/clinic/rooms");

        await browser.PostAsync($"/en/clinic/rooms/{id}", ("name", "Taken"), ("version", "1"));

        Assert.DoesNotContain("Theirs", page.Text, StringComparison.Ordinal);
        await using var again = clinic.NewContext(clinic.Theirs);
        Assert.Equal("Theirs", again.Rooms.Single(r => r.Id == id).Name);
    }

    internal static string Fill(RouteEndpoint address, Func<string, string> value) => Parameter().Replace(address.RoutePattern.RawText!, match => value(match.Groups["name"].Value));

    private static Task<Answered> AskAsync(ClinicBrowser browser, RouteEndpoint address, string method, Func<string, string> value)
    {
        var path = "/en" + Fill(address, value);
        if (method == "GET")
            return browser.GetAsync(path);
        var request = browser.Form(path, [("token", browser.Token!), .. Fields]);
        request.Method = new(method);
        request.Headers.Add("X-Request-Token", browser.Token);
        return browser.SendAsync(request);
    }

    private static string Bare(string html) => Token().Replace(Address().Replace(html, ""), "");

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("value=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("href=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
