using System.Net;
using Huantiao.Records.Needling;
using Huantiao.Tests.Clinics;
using Huantiao.Web;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Treat;

/// <summary>However many open a session of one person at the same moment, one is open, and everybody is sent to it.</summary>
public sealed class OneOpenSessionTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_BySeveralAtTheSameMoment_IsOneSession()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        await person.GetAsync("/sessions");

        await AssertOneAsync(clinic, person, [person.Browser, person.Browser, person.Browser, person.Browser, person.Browser, person.Browser]);
    }

    /// <summary>The same form is the same session, also when that is over by then; the next form is the next.</summary>
    [Fact]
    public async Task Opening_ByTheSameFormAgain_IsTheSessionThatItOpened()
    {
        using var person = await TreatedPerson.AgreedAsync(clinic);
        var key = ("key", Guid.CreateVersion7().ToString());
        var first = await person.PostAsync("/sessions", key);
        var id = Guid.Parse(first.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            // As if it had been signed: the forms of the session are not what is tried here.
            await db.NeedlingSessions.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Phase, SheetPhase.Signed).SetProperty(r => r.SignedAt, clinic.Clock.GetUtcNow()), Now);
        }

        Assert.Equal(first.Location, (await person.PostAsync("/sessions", key)).Location);
        var next = (await person.PostAsync("/sessions")).Location;

        Assert.NotEqual(first.Location, next);
        Assert.Equal([OpenSession.IdOf(person.Id, 0), OpenSession.IdOf(person.Id, 1)], new[] { first.Location, next }.Select(l => Guid.Parse(l!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void IdOf_APersonsSessions_DiffersByPersonAndNumberAndIsNoRandomKey()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Guid[] ids = [.. from patient in new[] { one, other } from number in Enumerable.Range(0, 100) select OpenSession.IdOf(patient, number)];

        Assert.Equal(200, ids.Distinct().Count());
        Assert.Equal(OpenSession.IdOf(one, 7), OpenSession.IdOf(one, 7));
        Assert.All(ids, id => Assert.Equal((8, 2), (id.Version, id.Variant >> 2)));
    }

    internal static async Task AssertOneAsync(RunningClinic clinic, TreatedPerson person, IReadOnlyList<ClinicBrowser> browsers)
    {
        var answers = await Task.WhenAll(browsers.Select(b => b.PostAsync(person.Root + "/sessions", ("key", Guid.CreateVersion7().ToString()))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        var place = Assert.Single(answers.Select(a => a.Location).Distinct(StringComparer.Ordinal));
        await using var db = clinic.NewContext(clinic.Ours);
        var sheet = await db.NeedlingSessions.SingleAsync(s => s.PatientId == person.Id, Now);
        Assert.EndsWith(sheet.Id.ToString(), place, StringComparison.Ordinal);
        Assert.Equal(2, (await db.FindSessionAsync(sheet.Id, Now))!.Log.Events.Length);
        Assert.Equal(HttpStatusCode.OK, (await person.Browser.GetAsync(place!)).Status);
    }
}

/// <summary>The same on PostgreSQL with two servers.</summary>
public sealed class OneOpenSessionOnTwoNodesTests(PostgreSqlClinic clinic) : IClassFixture<PostgreSqlClinic>
{
    [Fact]
    public async Task Opening_OnTwoNodesAtTheSameMoment_IsOneSession()
    {
        await using var second = WebApp.Build(
            new WebOptions("http://127.0.0.1:0", Path.Combine(Repository.Root, "pathways", "sciatica"), clinic.Folder, clinic.Connection) { Clock = clinic.Clock, TriesPerMinute = 100_000 },
            Demo.DemoClinic.Taken);
        await second.StartAsync(TestContext.Current.CancellationToken);
        await second.Services.GetRequiredService<OpeningDatabase>().Ready;
        for (var i = 0; i < 5; i++)
        {
            using var person = await TreatedPerson.AgreedAsync(clinic);
            using var there = new ClinicBrowser(new(second.Urls.First()));
            foreach (var (name, value) in person.Browser.Cookies)
                there.Cookies[name] = value;
            await there.GetAsync(person.Root + "/sessions");
            await person.GetAsync("/sessions");

            await OneOpenSessionTests.AssertOneAsync(clinic, person, [person.Browser, there, person.Browser, there]);
        }
    }
}
