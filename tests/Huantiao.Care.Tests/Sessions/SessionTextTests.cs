using Huantiao.Care.Sessions;
using static Huantiao.Care.Sessions.NeedlingSession;

namespace Huantiao.Care.Tests.Sessions;

/// <summary>Events are sent and kept as text: nothing of them may be lost, and nothing else may be taken for one.</summary>
public class SessionTextTests
{
    [Fact]
    public void Read_OfWhatWasWritten_IsTheSameSession()
    {
        var tablet = Tablet.WithNeedles(0);
        var full = Tablet.Point(0) with
        {
            Kind = NeedleKind.Filiform, Size = new(0.25, 40), Lot = new("04012345678901", "L/1\"", new(2028, 2, 29)), DepthMillimetres = 25.5, Angle = InsertionAngle.Oblique,
            Response = NeedleResponse.DeQi, Stimulation = Stimulation.Electrical, Electro = new(2, 100, 1.5, 20, Guid.CreateVersion7()), Note = "环跳",
        };
        tablet.Do<NeedlingSession.Needling>((s, m) => s.Insert(m, full));
        tablet.BeginRemoving();
        tablet.Count(0);
        tablet.Count(0);
        tablet.Do<TakingOut>((s, m) => s.Settle(m, s.Record.Needles[0].Key, new Settlement.NotFound(Guid.CreateVersion7())));
        tablet.Sign();

        var again = SessionLog.Empty.With(tablet.Log.Events.Select(e => SessionText.Read(SessionText.Write(e))));

        Assert.Equal(tablet.Log.Events.Select(SessionText.Write), again.Events.Select(SessionText.Write));
        Assert.Equal(full, Assert.IsType<Signed>(again.Session).Record.Needles[0].Now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"kind":"forgotten"}""")]
    [InlineData("""{"kind":"begun"}""")]
    [InlineData("""{"kind":"begun","stamp":null}""")]
    [InlineData("""{"kind":"begun","stamp":{"key":"00000000-0000-0000-0000-000000000000","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]}}""")]
    [InlineData("""{"kind":"begun","stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":0,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]}}""")]
    [InlineData("""{"kind":"begun","stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002"}}""")]
    [InlineData("""{"kind":"begun","more":1,"stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]}}""")]
    [InlineData("""{"kind":"counted","stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]}}""")]
    [InlineData("""{"kind":"described","needle":"0193b5a0-0000-7000-8000-000000000004","as":{"point":"GB30","side":"upside"},"stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]}}""")]
    [InlineData("""{"kind":"described","needle":"0193b5a0-0000-7000-8000-000000000004","as":{"point":"GB30","side":"left","depthMillimetres":-3},"stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]}}""")]
    [InlineData("""{"kind":"described","needle":"0193b5a0-0000-7000-8000-000000000004","as":{"point":"GB30"},"stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]}}""")]
    public void Read_OfWhatIsNoEvent_SaysSo(string text) => Assert.Throws<FormatException>(() => SessionText.Read(text));

    [Fact]
    public void Read_KindBehindTheRest_IsRead()
    {
        const string Text = """{"stamp":{"key":"0193b5a0-0000-7000-8000-000000000003","device":"0193b5a0-0000-7000-8000-000000000001","sequence":1,"at":"2026-11-22T12:00:00+01:00","by":"0193b5a0-0000-7000-8000-000000000002","seen":{},"lacking":[]},"kind":"begun"}""";

        Assert.IsType<SessionEvent.Begun>(SessionText.Read(Text));
    }
}
