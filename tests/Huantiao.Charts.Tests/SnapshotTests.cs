namespace Huantiao.Charts.Tests;

public class SnapshotTests
{
    [Fact]
    public void Draw_EachChart_IsAsItWasLookedAt()
    {
        Snapshots.Check("forest-wide.svg", ForestPlot.Draw(Examples.LegPain, Examples.Frame()));
        Snapshots.Check("forest-compact.svg", ForestPlot.Draw(Examples.LegPain, Examples.Frame(), ForestForm.Compact));
        Snapshots.Check("forest-wide-zh.svg", ForestPlot.Draw(Examples.LegPainChinese, Examples.Frame()));
        Snapshots.Check("forest-compact-zh.svg", ForestPlot.Draw(Examples.LegPainChinese, Examples.Frame(), ForestForm.Compact));
        Snapshots.Check("forest-ratios.svg", ForestPlot.Draw(Examples.Ratios, Examples.Frame()));
        Snapshots.Check("forest-ratios-compact.svg", ForestPlot.Draw(Examples.Ratios, Examples.Frame(), ForestForm.Compact));
        Snapshots.Check("forest-nothing-usable.svg", ForestPlot.Draw(Examples.NothingUsable, Examples.Frame()));
        Snapshots.Check("funnel.svg", FunnelPlot.Draw(Examples.Funnel, Examples.Frame()));
        Snapshots.Check("control.svg", ControlPlot.Draw(Examples.Control, Examples.Frame()));
        Snapshots.Check("units.svg", UnitFunnelPlot.Draw(Examples.Units, Examples.Frame()));
        Snapshots.Check("people.svg", IconArray.Draw(Examples.WithNeedling, Examples.Frame()));
        Snapshots.Check("people-pair.svg", IconArray.DrawPair(Examples.WithNeedling, Examples.WithSham, Examples.Frame()));
        Snapshots.Check("people-pair-inline.svg", IconArray.DrawPair(Examples.WithNeedling, Examples.WithSham, Examples.Frame("pair", false)));
        Snapshots.Check("certainty.svg", CertaintyMark.Draw(2, Examples.Frame()));
        Snapshots.Check("frequencies.svg", FrequencyBars.Draw(Examples.Harms, "Each whole bar is 10,000 people. A ring marks a dot of the true size.", Examples.Frame()));
        Snapshots.Check("forest-80.txt", ForestText.Draw(Examples.LegPain, new()));
        Snapshots.Check("forest-100-ratios.txt", ForestText.Draw(Examples.Ratios, new(100)));
        Snapshots.Check("forest-80-ascii.txt", ForestText.Draw(Examples.Ratios, new(80, Ascii: true)));
        Snapshots.Check("forest-80-zh.txt", ForestText.Draw(Examples.LegPainChinese, new()));
    }
}
