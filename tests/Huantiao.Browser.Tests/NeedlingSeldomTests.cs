using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>What is seldom and must go right: a needle that goes home, one that is not found, a stop that is lifted, a lot past its day, a note put right, a session left open over night.</summary>
[Collection(nameof(Browser))]
public sealed class NeedlingSeldomTests(TreatedClinic treated) : IClassFixture<TreatedClinic>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PressNeedle_WithConsentAndInstructions_GoesHomeAndIsInTheSummary()
    {
        var (phone, session) = await treated.OpenAsync();
        await TreatedClinic.PutInAsync(phone);
        await phone.TapAsync("li[data-at='BL60:left'] [data-about]");
        await NeedlingTests.LooksRightAsync(phone, "about-390", 390);
        // An ordinary needle goes nowhere.
        await Assertions.Expect(phone.Locator("#about [data-press]")).ToBeHiddenAsync();
        await phone.TapAsync("#about .describe label:has(input[name=kind][value=press])");
        await phone.TapAsync("#about .describe > p button, #about .describe button >> nth=-1");
        await Assertions.Expect(phone.Locator("#about")).ToBeHiddenAsync();
        await TreatedClinic.SavedAsync(phone);
        await phone.TapAsync("li[data-at='BL60:left'] [data-about]");
        await phone.TapAsync("#about [data-press] > summary");

        // Without the person's yes it stays.
        await phone.FillAsync("#about [data-press] [name=because]", "Take the plaster off on Friday; wash your hands.");
        await phone.TapAsync("#about [data-press] form button >> nth=-1");
        await Assertions.Expect(phone.Locator("#refused")).ToBeVisibleAsync();
        await NeedlingTests.ReadyAsync(phone);
        Assert.Equal(SessionPhase.Retaining, (await treated.Visitor.StoredAsync(session)).Record.Phase);
        Assert.Equal(0, await phone.Locator("li[data-fate=home]").CountAsync());
        await phone.TapAsync("#about [data-press] label:has(input[name=agrees])");
        Assert.Contains("wash your hands", await phone.InputValueAsync("#about [data-press] [name=because]"), StringComparison.Ordinal);
        await NeedlingTests.LooksRightAsync(phone, "home-390", 390);
        await phone.TapAsync("#about [data-press] form button >> nth=-1");
        await Assertions.Expect(phone.Locator("li[data-at='BL60:left']")).ToHaveAttributeAsync("data-fate", "home");

        await phone.TapAsync("[data-next=begin-removing] button");
        await phone.TapAsync("#count button[value='2']");
        await phone.TapAsync("[data-next=sign] button");
        await phone.WaitForSelectorAsync("main.session:not(:has(needling-session))");
        var signed = Assert.IsType<NeedlingSession.Signed>(await treated.Visitor.StoredAsync(session));
        var home = Assert.IsType<NeedleFate.Home>(Assert.Single(signed.Record.Needles, n => n.Now.Point == "BL60").Fate);
        await phone.GotoAsync(treated.Visitor.Address(session) + "/summary");
        await Assertions.Expect(phone.Locator("article.letter")).ToContainTextAsync("wash your hands");
        await Assertions.Expect(phone.Locator("article.letter")).ToContainTextAsync(home.RemoveBy.Year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await using var db = await treated.Visitor.EnterAsync();
        Assert.True(await db.Consents.AnyAsync(c => c.PatientId == treated.Visitor.Id && c.TextVersion == "a press needle goes home" && c.Given, Now));
        await phone.Context.CloseAsync();
    }

    /// <summary>One too few, looked for twice: the report settles it, and without it nobody signs.</summary>
    [Fact]
    public async Task Needle_NotFoundAfterASecondLook_IsSettledByTheReportAlone()
    {
        var (phone, session) = await treated.OpenAsync();
        await TreatedClinic.PutInAsync(phone);
        await phone.TapAsync("[data-next=begin-removing] button");
        await TreatedClinic.TakeOutAsync(phone, "GB30:left");
        await TreatedClinic.TakeOutAsync(phone, "BL40:left");
        await phone.TapAsync("#count button[value='2']");
        await Assertions.Expect(phone.Locator("[data-counted].wrong")).ToBeVisibleAsync();
        await TreatedClinic.SavedAsync(phone);
        Assert.Equal(0, await phone.Locator("#open a[href*='settles=']").CountAsync());
        await phone.TapAsync("#count button[value='2']");
        await Assertions.Expect(phone.Locator("#open li[data-open=needle-open]")).ToBeVisibleAsync();
        await NeedlingTests.LooksRightAsync(phone, "not-found-390", 390);

        await phone.TapAsync("#open li[data-open=needle-open] summary:has-text('not found')");
        await phone.TapAsync("#open li[data-open=needle-open] a[href*='settles=not-found']");
        await phone.SelectOptionAsync("[name=kind]", "retained_needle");
        await NeedlingTests.LooksRightAsync(phone, "report-form-390", 390);
        await phone.TapAsync("main form button >> nth=-1");
        await Assertions.Expect(phone.Locator(".done")).ToBeVisibleAsync();
        await NeedlingTests.LooksRightAsync(phone, "report-saved-390", 390);
        await phone.GotoAsync(treated.Visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        await Assertions.Expect(phone.Locator("li[data-at='BL60:left']")).ToHaveAttributeAsync("data-fate", "settled");
        await phone.TapAsync("[data-next=sign] button");
        await phone.WaitForSelectorAsync("main.session:not(:has(needling-session))");

        var signed = Assert.IsType<NeedlingSession.Signed>(await treated.Visitor.StoredAsync(session));
        Assert.Single(signed.Record.Needles, n => n.Fate is NeedleFate.SettledAs { How: Settlement.NotFound });
        await phone.Context.CloseAsync();
    }

    [Fact]
    public async Task Stop_Standing_LetsNoNeedleIn_AndIsLiftedWithAReason()
    {
        var (phone, session) = await treated.OpenAsync();
        await TreatedClinic.PutInAsync(phone, "GB30:left");
        await phone.TapAsync("details:has([value=stop]) > summary");
        await phone.FillAsync("form:has([value=stop]) [name=because]", "Numb foot");
        await phone.TapAsync("form:has([value=stop]) button");
        await Assertions.Expect(phone.Locator("#stops")).ToContainTextAsync("Numb foot");
        await Assertions.Expect(phone.Locator("li[data-at='BL40:left'] button.needle")).ToBeDisabledAsync();
        await Assertions.Expect(phone.Locator("[data-next=begin-removing]")).ToBeVisibleAsync();
        await NeedlingTests.LooksRightAsync(phone, "stopped-390", 390);

        await phone.TapAsync("#stops summary");
        await phone.TapAsync("#stops button");
        await Assertions.Expect(phone.Locator("#refused")).ToBeVisibleAsync();
        await NeedlingTests.ReadyAsync(phone);
        Assert.Single((await treated.Visitor.StoredAsync(session)).Record.Stops);
        await phone.FillAsync("#stops [name=because]", "Passed off when the leg was moved");
        await phone.TapAsync("#stops button");
        await NeedlingTests.ReadyAsync(phone);
        await Assertions.Expect(phone.Locator("#stops .stop")).ToHaveCountAsync(0);
        if (await phone.Locator("[data-next=resume]").IsVisibleAsync())
            await phone.TapAsync("[data-next=resume] button");
        await TreatedClinic.PutInAsync(phone, "BL40:left");

        var record = (await treated.Visitor.StoredAsync(session)).Record;
        Assert.Equal(2, record.Needles.Length);
        Assert.Empty(record.Stops);
        Assert.Empty(record.Conflicts);
        await phone.Context.CloseAsync();
    }

    /// <summary>A packet past its last day is refused wherever it is chosen; one that was used all the same is a fact, shown, and confirmed with words before anybody signs.</summary>
    [Fact]
    public async Task Lot_PastItsDay_IsRefused_AndOneThatWasUsedIsConfirmedWithAReason()
    {
        var (phone, session) = await treated.OpenAsync();
        await phone.GotoAsync(treated.Clinic.Address + "/en/clinic/lots");
        await phone.FillAsync("[name=lot] >> nth=0", "OLD-1");
        await phone.FillAsync("[name=expiry]", "2025-01-31");
        await phone.TapAsync("main form:has([name=label]) button");
        await Assertions.Expect(phone.Locator(".field .wrong")).ToBeVisibleAsync();
        await NeedlingTests.LooksRightAsync(phone, "lots-refused-390", 390);
        Assert.Equal(0, await phone.Locator("ul.list a:has-text('OLD-1')").CountAsync());

        await phone.GotoAsync(treated.Visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        await phone.TapAsync("details:has(form.choose) > summary");
        await phone.FillAsync("form.choose [name=lot]", "OLD-1");
        await phone.FillAsync("form.choose [name=expiry]", "2025-01-31");
        await phone.TapAsync("form.choose > p button");
        await Assertions.Expect(phone.Locator("[data-said].wrong")).ToContainTextAsync("last day");
        await phone.FillAsync("form.choose [name=lot]", "");
        await phone.FillAsync("form.choose [name=expiry]", "");
        await phone.TapAsync("form.choose > p button");

        await TreatedClinic.PutInAsync(phone);
        await phone.TapAsync("li[data-at='GB30:left'] [data-about]");
        await phone.FillAsync("#about .describe [name=lot]", "OLD-1");
        await phone.FillAsync("#about .describe [name=expiry]", "2025-01-31");
        await phone.TapAsync("#about .describe button >> nth=-1");
        await phone.TapAsync("[data-next=begin-removing] button");
        await phone.TapAsync("#count button[value='3']");
        await Assertions.Expect(phone.Locator("#open li[data-open=conflict-open]")).ToContainTextAsync("last day");
        await Assertions.Expect(phone.Locator("[data-next=open]")).ToBeVisibleAsync();
        await phone.TapAsync("#open li[data-open=conflict-open] summary");
        await phone.FillAsync("#open li[data-open=conflict-open] [name=because]", "Packet mixed up; sterile, told the person");
        await phone.TapAsync("#open li[data-open=conflict-open] button");
        await phone.TapAsync("[data-next=sign] button");
        await phone.WaitForSelectorAsync("main.session:not(:has(needling-session))");

        var signed = Assert.IsType<NeedlingSession.Signed>(await treated.Visitor.StoredAsync(session));
        Assert.Single(signed.Record.Conflicts.OfType<Conflict.ExpiredLot>());
        await phone.GotoAsync(treated.Clinic.Address + "/en/clinic/lots/trace?lot=old-1");
        await Assertions.Expect(phone.Locator("tbody")).ToContainTextAsync("Invented Person");
        await phone.Context.CloseAsync();
    }

    /// <summary>Signed is locked: what is put right stands beside it, with its reason, and what stood there can still be read.</summary>
    [Fact]
    public async Task Amendment_WithItsReason_LeavesTheOriginalVisible()
    {
        var session = await treated.Visitor.LastTimeAsync(TreatedClinic.Three);
        var phone = await treated.Visitor.OtherDeviceAsync(390, 844);
        await phone.GotoAsync(treated.Visitor.Address(session));
        var before = await phone.Locator("main table").First.InnerTextAsync();
        await phone.TapAsync("main details.screen > summary");
        await phone.FillAsync("[name=text]", "GB30 was 30 mm deep");
        await phone.TapAsync("main details.screen form button");
        await Assertions.Expect(phone.Locator("#amend-wrong")).ToBeVisibleAsync();
        await NeedlingTests.LooksRightAsync(phone, "amend-390", 390);
        await phone.FillAsync("[name=because]", "Written down wrongly");
        await phone.TapAsync("main details.screen form button");
        await Assertions.Expect(phone.Locator("section[aria-labelledby=amendments]")).ToContainTextAsync("Written down wrongly");

        Assert.Equal(before, await phone.Locator("main table").First.InnerTextAsync());
        Assert.Equal(0, await phone.Locator("needling-session").CountAsync());
        var signed = Assert.IsType<NeedlingSession.Signed>(await treated.Visitor.StoredAsync(session));
        Assert.Equal("GB30 was 30 mm deep", Assert.Single(signed.Record.Amendments).Text);
        await phone.Context.CloseAsync();
    }

    /// <summary>Left open yesterday with needles that nobody took out of the record: it is on the board and in the list, and goes on where it was.</summary>
    [Fact]
    public async Task Session_LeftOpenOverNight_StandsInTheListAndGoesOn()
    {
        var session = await treated.Visitor.OpenAsync(TreatedClinic.Three, TimeSpan.FromHours(-20));
        await treated.Visitor.DoAsync(
            session, (s, m) => ((NeedlingSession.Prepared)s).Begin(m), (s, m) => ((NeedlingSession.Needling)s).Insert(m, new("GB30", BodySide.Left)), (s, m) => ((NeedlingSession.Needling)s).Retain(m, 25, null));
        var phone = await treated.Visitor.OtherDeviceAsync(390, 844);
        await phone.GotoAsync(treated.Clinic.Address + "/en/clinic/board");
        await Assertions.Expect(phone.Locator($"li[data-state=over]:has(#b-{session})")).ToBeVisibleAsync();
        await phone.GotoAsync(treated.Clinic.Address + "/en/clinic/sessions/unsigned");
        await NeedlingTests.LooksRightAsync(phone, "unsigned-390", 390);
        await phone.TapAsync($"main a[href$='{session}']");
        await NeedlingTests.ReadyAsync(phone);
        await Assertions.Expect(phone.Locator("#clock")).ToHaveAttributeAsync("data-time", "over");
        await Assertions.Expect(phone.Locator("li[data-fate=retained]")).ToHaveCountAsync(1);

        await phone.TapAsync("[data-next=begin-removing] button");
        await TreatedClinic.TakeOutAsync(phone, "GB30:left");
        await phone.TapAsync("[data-next=sign] button");
        await phone.WaitForSelectorAsync("main.session:not(:has(needling-session))");
        var signed = Assert.IsType<NeedlingSession.Signed>(await treated.Visitor.StoredAsync(session));
        Assert.True(signed.Signature.Stamp.At - signed.Record.Opening!.Stamp.At > TimeSpan.FromHours(19));
        await phone.Context.CloseAsync();
    }
}
