using System.IO.Compression;
using System.Net;
using Huantiao.Records.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>Patients: added in one step, found, corrected, joined and taken apart, handed over.</summary>
public sealed class PatientTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_NameAlone_MakesTheRecord_AndTheSameFormTwice_MakesOne()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await desk.GetAsync("/en/clinic/patients/new");
        var key = Guid.CreateVersion7().ToString();

        var first = await desk.PostAsync("/en/clinic/patients/new", ("key", key), ("name", "  Zhang  Wei\u202e "));
        var second = await desk.PostAsync("/en/clinic/patients/new", ("key", key), ("name", "Zhang  Wei"));

        Assert.Equal($"/en/clinic/patients/{key}?done=saved", first.Location);
        Assert.Equal(first.Location, second.Location);
        Assert.Equal("Zhang  Wei", (await desk.GetAsync($"/en/clinic/patients/{key}")).Page.QuerySelector("h1")!.TextContent);
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.StartsWith($"Read patient {key}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_WhatIsWrong_IsSaidBesideItsField_AndWhatWasTypedStays()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await desk.GetAsync("/en/clinic/patients/new");

        var page = await desk.PostAsync("/en/clinic/patients/new", ("key", Guid.CreateVersion7().ToString()), ("name", ""), ("born", "2030-01-01"), ("email", "nonsense"), ("phone", "020 7946 0018"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["This is needed.", "Please check this date: it is in the future, or too long ago.", "This is not an e-mail address."], page.Wrong);
        Assert.Equal("020 7946 0018", page.Page.QuerySelector("#phone")!.GetAttribute("value"));
    }

    [Fact]
    public async Task New_SomebodyWhoIsThere_IsShownFirstWithWhy_AndMayBeSomebodyElse()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await AddAsync(desk, ("name", "Grace Hopper"), ("born", "1906-12-09"));
        var key = Guid.CreateVersion7().ToString();

        var asked = await desk.PostAsync("/en/clinic/patients/new", ("key", key), ("name", "Hopper Grace"), ("born", "1906-12-09"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal(["similar name", "same birth date"], asked.Page.QuerySelectorAll("#likely .chip").Select(c => c.TextContent));
        Assert.Equal(key, asked.Page.QuerySelector("input[name=key]")!.GetAttribute("value"));
        Assert.Equal($"/en/clinic/patients/{key}?done=saved", (await desk.PostAsync("/en/clinic/patients/new", ("key", key), ("name", "Hopper Grace"), ("born", "1906-12-09"), ("another", "yes"))).Location);
    }

    [Theory]
    [InlineData("lovel")]
    [InlineData("1915-12-10")]
    [InlineData("7946 0777")]
    [InlineData("爱达")]
    public async Task Find_AnyPartOfNameBirthDateOrPhone_FindsThem_AndNamesStandInNoAddressOrTrail(string typed)
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        await desk.GetAsync("/en/clinic/patients/new");
        await desk.PostAsync("/en/clinic/patients/new", ("key", Guid.CreateVersion7().ToString()), ("name", "Ada Lovelace"), ("other", "爱达"), ("born", "1915-12-10"), ("phone", "020 7946 0777"), ("another", "yes"));

        var found = await desk.PostAsync("/en/clinic/patients", ("q", typed));

        Assert.Contains("Ada Lovelace", found.Page.QuerySelector("#found li")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await desk.PostAsync("/en/clinic/patients", ("q", "nobody at all"))).Page.QuerySelectorAll("#found li"));
        Assert.DoesNotContain(await clinic.TrailAsync(clinic.Ours), line => line.Contains("lovel", StringComparison.OrdinalIgnoreCase) || line.Contains("爱达", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edit_TwoAtOnce_TheSecondIsRefusedAndLosesNothing()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var id = await AddAsync(desk, ("name", "Emmy Noether"));
        await desk.GetAsync($"/en/clinic/patients/{id}/edit");

        Assert.Equal($"/en/clinic/patients/{id}?done=saved", (await desk.PostAsync($"/en/clinic/patients/{id}/edit", ("version", "1"), ("name", "Emmy Noether"), ("phone", "0123 456789"))).Location);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await desk.PostAsync($"/en/clinic/patients/{id}/edit", ("version", "1"), ("name", "E. N."), ("phone", ""))).Status);
        Assert.Contains("0123 456789", (await desk.GetAsync($"/en/clinic/patients/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_ShowsOneRecord_AndUndone_TwoAgain()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var kept = await AddAsync(desk, ("name", "Sofia Kovalevskaya"), ("born", "1950-01-15"));
        var other = await AddAsync(desk, ("name", "Sofia Kovalevskaya"), ("born", "1950-01-15"), ("another", "yes"));
        var page = await desk.GetAsync($"/en/clinic/patients/{kept}/duplicates");
        Assert.Equal([other], page.Page.QuerySelectorAll("input[name=other]").Select(i => i.GetAttribute("value")!));
        Assert.Equal(["This is needed."], (await desk.PostAsync($"/en/clinic/patients/{kept}/merge", ("key", Guid.CreateVersion7().ToString()), ("other", other))).Wrong);

        Assert.Equal($"/en/clinic/patients/{kept}?done=merged", (await desk.PostAsync($"/en/clinic/patients/{kept}/merge", ("key", Guid.CreateVersion7().ToString()), ("other", other), ("reason", "Same passport"))).Location);

        Assert.Equal($"/en/clinic/patients/{kept}?done=merged-here", (await desk.GetAsync($"/en/clinic/patients/{other}")).Location);
        Assert.Single((await desk.PostAsync("/en/clinic/patients", ("q", "kovalev"))).Page.QuerySelectorAll("#found li"));
        var undo = (await desk.GetAsync($"/en/clinic/patients/{kept}")).Page.QuerySelector("form[action$='/undo']")!.GetAttribute("action")!;
        Assert.Equal($"/en/clinic/patients/{other}?done=merge-undone", (await desk.PostAsync(undo)).Location);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync($"/en/clinic/patients/{other}")).Status);
        Assert.Equal(2, (await desk.PostAsync("/en/clinic/patients", ("q", "kovalev"))).Page.QuerySelectorAll("#found li").Length);
    }

    [Fact]
    public async Task Chart_ForTheDesk_HasNoNotes_ForAPractitionerItHas()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        using var practitioner = await clinic.SignedInAsync(clinic.Ours, Role.Practitioner);
        var id = await AddAsync(desk, ("name", "Chien-Shiung Wu"));
        await using (var db = clinic.NewContext(clinic.Ours))
        {
            db.Screenings.Add(new()
            {
                ClinicId = clinic.Ours.Id, Id = Guid.CreateVersion7(), PatientId = Guid.Parse(id), At = clinic.Clock.GetUtcNow(), Findings = """{"version":1,"decision":"ask-first","findings":[{"rule":"canary-4711","severity":"caution","consequence":"ask-first","because":["a=yes"]}],"unanswered":[],"notRecognised":[]}""", Decision = "ask-first", SchemaVersion = 1, Rules = "test",
            });
            await db.SaveChangesAsync(Cancel);
        }

        var (forDesk, forPractitioner) = (await desk.GetAsync($"/en/clinic/patients/{id}"), await practitioner.GetAsync($"/en/clinic/patients/{id}"));

        Assert.DoesNotContain("Ask first", forDesk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Safety screens", forDesk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", forDesk.Text, StringComparison.Ordinal);
        Assert.Contains("Ask first", forPractitioner.Text, StringComparison.Ordinal);
        Assert.Contains("found: 1; dealt with in this run: 0; open questions: 0", forPractitioner.Text, StringComparison.Ordinal);
        // A reason opens them to the desk for a while.
        await desk.PostAsync($"/en/clinic/emergency/{id}", ("reason", "Collapsed in the waiting room"));
        Assert.Contains("Ask first", (await desk.GetAsync($"/en/clinic/patients/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_SaysWhoOpenedTheRecord()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Curious Colleague", Role.Practitioner);
        using var colleague = await clinic.SignedInAsync(account, clinic.Ours);
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var id = await AddAsync(desk, ("name", "Lise Meitner"));
        await colleague.GetAsync($"/en/clinic/patients/{id}");

        Assert.Contains("Curious Colleague", (await desk.GetAsync($"/en/clinic/patients/{id}/opened")).Page.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfAPerson_IsAFileWithTheirRowsAndNoName_AndInTheTrail()
    {
        using var practitioner = await clinic.SignedInAsync(clinic.Ours, Role.Practitioner);
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var id = await AddAsync(desk, ("name", "Rosalind Franklin"));
        await AddAsync(desk, ("name", "Somebody Other"));
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.PostAsync($"/en/clinic/patients/{id}/export")).Status);
        await practitioner.GetAsync($"/en/clinic/patients/{id}/export");

        var (name, bytes) = await practitioner.DownloadAsync($"/en/clinic/patients/{id}/export");

        Assert.Equal($"record-{Guid.Parse(id):N}.zip", name);
        await using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(await zip.GetEntry("patient.ndjson")!.OpenAsync(Cancel));
        var rows = await reader.ReadToEndAsync(Cancel);
        Assert.Contains("Rosalind Franklin", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody Other", rows, StringComparison.Ordinal);
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.StartsWith($"Export patient {id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reminders_YesAndNoLonger_AreConsentsWithTheirTextAndWhoTookThem()
    {
        using var desk = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var id = await AddAsync(desk, ("name", "Hedy Lamarr"), ("email", "hedy@example.org"));
        Assert.Contains("Not asked yet.", (await desk.GetAsync($"/en/clinic/patients/{id}")).Text, StringComparison.Ordinal);
        var key = Guid.CreateVersion7().ToString();
        await desk.PostAsync($"/en/clinic/patients/{id}/reminders", ("key", key), ("answer", "yes"));
        await desk.PostAsync($"/en/clinic/patients/{id}/reminders", ("key", key), ("answer", "yes"));
        Assert.Contains("This person wants reminders.", (await desk.GetAsync($"/en/clinic/patients/{id}")).Text, StringComparison.Ordinal);
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.PostAsync($"/en/clinic/patients/{id}/reminders", ("key", Guid.CreateVersion7().ToString()), ("answer", "no"));

        Assert.Contains("This person does not want reminders.", (await desk.GetAsync($"/en/clinic/patients/{id}")).Text, StringComparison.Ordinal);
        await using var db = clinic.NewContext(clinic.Ours);
        var patient = Guid.Parse(id);
        var consent = await db.Consents.SingleAsync(c => c.PatientId == patient, Cancel);
        Assert.True(consent is { Given: true, WithdrawnAt: not null, TakenBy: not null, TextVersion: "desk-1" });
    }

    private static async Task<string> AddAsync(ClinicBrowser desk, params (string Name, string Value)[] fields)
    {
        await desk.GetAsync("/en/clinic/patients/new");
        var key = Guid.CreateVersion7().ToString();
        Assert.Equal($"/en/clinic/patients/{key}?done=saved", (await desk.PostAsync("/en/clinic/patients/new", [("key", key), .. fields])).Location);
        return key;
    }
}
