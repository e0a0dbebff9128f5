using Huantiao.Knowledge.Atlas;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>A clinic with one person whose plan is agreed, for tests that each open a session of their own.</summary>
public sealed class TreatedClinic(Browser browser) : IAsyncLifetime
{
    internal static readonly (string Point, BodySide Side)[] Three = [("GB30", BodySide.Left), ("BL40", BodySide.Left), ("BL60", BodySide.Left)];

    internal RunningClinic Clinic { get; private set; } = null!;

    internal IPage Desk { get; private set; } = null!;

    internal TreatedVisitor Visitor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Clinic = await RunningClinic.StartAsync(browser);
        Desk = await Clinic.OpenAsync(1440);
        Visitor = await TreatedVisitor.WithAPlanAsync(Clinic, Desk, "en");
    }

    /// <summary>A new session with these needles planned, open on a phone.</summary>
    internal async Task<(IPage Phone, Guid Session)> OpenAsync(params (string Point, BodySide Side)[] needles)
    {
        var session = await Visitor.OpenAsync(needles.Length == 0 ? Three : needles);
        return (await ShowAsync(session), session);
    }

    internal async Task<IPage> ShowAsync(Guid session)
    {
        var phone = await Visitor.OtherDeviceAsync(390, 844);
        await phone.GotoAsync(Visitor.Address(session));
        await NeedlingTests.ReadyAsync(phone);
        return phone;
    }

    /// <summary>All needles in, and the time runs.</summary>
    internal static async Task PutInAsync(IPage phone, int needles = 3)
    {
        await phone.TapAsync("[data-next=as-planned] button");
        await Assertions.Expect(phone.Locator("li[data-fate=retained]")).ToHaveCountAsync(needles);
        await SavedAsync(phone);
    }

    /// <summary>Taps a needle in, and waits until the server has it.</summary>
    internal static async Task PutInAsync(IPage phone, string at)
    {
        await phone.TapAsync($"li[data-at='{at}'] button.needle");
        await Assertions.Expect(phone.Locator($"li[data-at='{at}']")).Not.ToHaveAttributeAsync("data-fate", "planned");
        await SavedAsync(phone);
    }

    /// <summary>Taps it out.</summary>
    internal static async Task TakeOutAsync(IPage phone, string at)
    {
        await phone.TapAsync($"li[data-at='{at}'] button.needle");
        await Assertions.Expect(phone.Locator($"li[data-at='{at}']")).ToHaveAttributeAsync("data-fate", "out");
        await SavedAsync(phone);
    }

    internal static Task SavedAsync(IPage phone) => Assertions.Expect(phone.Locator("[data-line]")).ToHaveAttributeAsync("data-line", "saved");

    public async ValueTask DisposeAsync()
    {
        await Desk.Context.CloseAsync();
        await Clinic.DisposeAsync();
    }
}
