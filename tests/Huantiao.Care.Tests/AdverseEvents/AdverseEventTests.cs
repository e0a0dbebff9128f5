using Huantiao.Care.AdverseEvents;
using Huantiao.Care.Needling;
using Huantiao.Care.Tests.Needling;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Atlas;

namespace Huantiao.Care.Tests.AdverseEvents;

/// <summary>Adverse events, near misses, duties, counts.</summary>
public class AdverseEventTests
{
    private static readonly AdverseEventKinds Kinds = Situation.Atlas.AdverseEvents;

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryNearMiss_OfAKindThatIsHarmByItself_IsNone()
    {
        Assert.Null(AdverseEvent.TryNearMiss(Kinds, Guid.CreateVersion7(), "faint", Noon));
        Assert.Equal(EventSeverity.NoHarm, AdverseEvent.TryNearMiss(Kinds, Guid.CreateVersion7(), "retained_needle", Noon)!.Severity);
    }

    [Fact]
    public void OfHarm_WithNoHarmOrAnUnknownKind_Throws()
    {
        Assert.Throws<ArgumentException>(() => AdverseEvent.OfHarm(Kinds, Guid.CreateVersion7(), "faint", EventSeverity.NoHarm, Noon));
        Assert.Throws<ArgumentException>(() => AdverseEvent.OfHarm(Kinds, Guid.CreateVersion7(), "hiccups", EventSeverity.Mild, Noon));
        Assert.Throws<ArgumentException>(() => AdverseEvent.OfHarm(Kinds, Guid.Empty, "faint", EventSeverity.Mild, Noon));
    }

    [Fact]
    public void StillToSay_OfAFreshReport_NamesEverythingUntilItIsSaid()
    {
        var fresh = AdverseEvent.OfHarm(Kinds, Guid.CreateVersion7(), "faint", EventSeverity.Unknown, Noon);
        var told = AdverseEvent.OfHarm(Kinds, Guid.CreateVersion7(), "faint", EventSeverity.Mild, Noon) with
        {
            What = "fainted", Site = "none", Harm = "none that stayed", ActionTaken = "laid flat", PersonTold = Answer.Yes, PersonToldAt = Noon, Notified = [],
        };

        Assert.Equal(["What", "ActionTaken", "Site", "Harm", "Severity", "PersonTold", "Notified"], fresh.StillToSay);
        Assert.Empty(told.StillToSay);
        Assert.Equal(["PersonToldAt"], (told with { PersonToldAt = null }).StillToSay);
        Assert.Empty((told with { PersonTold = Answer.No, PersonToldAt = null }).StillToSay);
        Assert.Equal(["What", "ActionTaken", "PersonTold", "Notified"], AdverseEvent.TryNearMiss(Kinds, Guid.CreateVersion7(), "wrong_point", Noon)!.StillToSay);
    }

    [Theory]
    [InlineData("broken_needle", "US-CA", "record us_ca_broken")]
    [InlineData("broken_needle", "US-FL", "record")]
    [InlineData("broken_needle", "GB", "record gb_voluntary")]
    [InlineData("unsafe_material", "GB-SCT", "record gb_device gb_voluntary")]
    [InlineData("faint", "DE", "record")]
    public void Duties_OfHarm_AreThoseOfThePlaceAndKind(string kind, string place, string ids) =>
        Assert.Equal(ids.Split(' '), EventRules.Duties(Kinds, AdverseEvent.OfHarm(Kinds, Guid.CreateVersion7(), kind, EventSeverity.Mild, Noon), place).Select(d => d.Duty.Id));

    [Fact]
    public void Duties_OfANearMiss_AreThoseThatAskForNearMisses() =>
        Assert.Equal(["gb_device", "gb_voluntary"], EventRules.Duties(Kinds, AdverseEvent.TryNearMiss(Kinds, Guid.CreateVersion7(), "unsafe_material", Noon)!, "GB").Select(d => d.Duty.Id));

    [Theory]
    [InlineData(EventSeverity.Unknown, Answer.Unknown)]
    [InlineData(EventSeverity.Moderate, null)]
    [InlineData(EventSeverity.Severe, Answer.Yes)]
    [InlineData(EventSeverity.Death, Answer.Yes)]
    public void Duties_FromASeverityOn_AreOpenWhileItIsUnknown(EventSeverity severity, Answer? holds)
    {
        var kinds = Kinds with { Duties = [Kinds.Duties[0] with { From = EventSeverity.Severe }] };

        var duties = EventRules.Duties(kinds, AdverseEvent.OfHarm(kinds, Guid.CreateVersion7(), "faint", severity, Noon), "GB");

        Assert.Equal(holds, duties.IsEmpty ? null : Assert.Single(duties).Holds);
    }

    [Fact]
    public void Count_SessionsWithEvents_CountsEachOnceAndNoNearMiss()
    {
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        AdverseEvent Bleeding(Guid? session) => AdverseEvent.OfHarm(Kinds, Guid.CreateVersion7(), "bleeding", EventSeverity.Mild, Noon) with { Session = session };

        var counts = EventRules.Count([Bleeding(one), Bleeding(one), Bleeding(two), Bleeding(null), AdverseEvent.TryNearMiss(Kinds, Guid.CreateVersion7(), "wrong_point", Noon)! with { Session = one }], 50);

        Assert.Equal(new EventCount("bleeding", 2, 50), Assert.Single(counts));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventRules.Count([Bleeding(one), Bleeding(two)], 1));
    }

    [Fact]
    public void FollowUp_OfASession_IsOneToThreeDaysLater() => Assert.Equal((Noon.AddDays(1), Noon.AddDays(3)), EventRules.FollowUp(Noon));

    /// <summary>Figures stand only where a source was seen; what is from memory or our own says so.</summary>
    [Fact]
    public void Kinds_OfTheAtlas_SayHowSureTheyAre()
    {
        Assert.All(Kinds.Kinds.Where(k => k.Published is not null), k => Assert.Equal(FactStatus.Verified, k.Provenance.Status));
        Assert.All(Kinds.Kinds.Where(k => k.Published is null && k.Key != "other"), k => Assert.NotEqual(FactStatus.Verified, k.Provenance.Status));
        Assert.All(Kinds.Severities.Values, s => Assert.Equal(FactStatus.Assumed, s.Provenance.Status));
        Assert.Equal(5, Kinds.Severities.Count);
    }
}
