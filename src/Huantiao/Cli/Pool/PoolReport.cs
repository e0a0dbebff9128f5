using System.Globalization;
using Huantiao.MetaAnalysis;
using Huantiao.Registry;

namespace Huantiao.Cli.Pool;

/// <summary>The pooled registry for a person to read: whose files, who is missing, what changed, how clinics differ, what was not told.</summary>
internal static class PoolReport
{
    private const int ShownOfKey = 16;

    public static void Write(Terminal terminal, PooledRegistry pooled, bool keysKnown)
    {
        var page = new TextPage(terminal);
        var subject = pooled.Subject;
        page.Add(Words.Format("Pool_Title", Words.Counted("Pool_Clinics", pooled.Clinics), People(pooled.Sources.Sum(s => s.People))), Emphasis.Strong);
        page.Add(Words.Format(
            "Pool_Subject", subject.Instrument, subject.InstrumentVersion, Shown.Significant(subject.ScaleLower), Shown.Significant(subject.ScaleUpper),
            Words.Get(subject.LowerIsBetter ? "Pool_LowerBetter" : "Pool_HigherBetter"), subject.Pathway, subject.PathwayVersion));
        page.Add(Words.Get("Pool_Observed"));
        page.Blank();
        Sources(page, pooled, keysKnown);
        foreach (var group in pooled.Groups)
            Group(page, group, pooled);
        Contrasts(page, pooled);
        page.Write();
    }

    private static void Sources(TextPage page, PooledRegistry pooled, bool keysKnown)
    {
        var table = new Columns(Words.Get("Pool_Clinic"), Words.Get("Pool_People"), Words.Get("Pool_Began"), Words.Get("Pool_Cut"), Words.Get("Pool_Key"));
        foreach (var source in pooled.Sources)
            table.Add(source.Clinic, Count(source.People), $"{Day(source.Cut.From)} – {Day(source.Cut.Until)}", Day(source.Cut.On), source.Fingerprint[..ShownOfKey]);
        page.AddDrawn(table.Lay(2, 3, 4));
        page.Add(Words.Get(keysKnown ? "Pool_KeysKnown" : "Pool_KeysUnknown"));
    }

    private static void Group(TextPage page, PooledGroup group, PooledRegistry pooled)
    {
        page.Blank();
        page.Add(Words.Format("Pool_Group", group.Exposure, Words.Counted("Pool_Clinics", group.Clinics), People(group.People), Count(group.Treatments)), Emphasis.Strong);
        if (group.Silent > 0)
            page.Add(Words.Counted("Pool_Silent", group.Silent));
        if (group.Weeks.IsEmpty)
            return;
        Weeks(page, group, pooled);
        foreach (var week in group.Weeks.Where(w => w.Slope is { }))
            page.AddPairs(Lines(week, pooled));
        Kinds(page, group);
        Harms(page, group);
    }

    private static void Weeks(TextPage page, PooledGroup group, PooledRegistry pooled)
    {
        var level = pooled.Level.ToString("0.##", CultureInfo.InvariantCulture);
        var table = new Columns(
            Words.Get("Pool_Week"), Words.Get("Pool_Due"), Words.Get("Pool_Measured"), Words.Get("Pool_Before"), Words.Get("Pool_After"), Words.Format("Pool_Change", level),
            Words.Format("Pool_Better", Shown.Significant(pooled.Subject.Important)), Words.Get("Pool_IfAllKnown"));
        foreach (var week in group.Weeks)
        {
            var due = week.Measured + week.Missing;
            var told = week.Pairs.N > 0;
            table.Add(
                week.Week.ToString(CultureInfo.InvariantCulture), Count(due), due == 0 ? "–" : $"{Count(week.Measured)} ({Percent((double)week.Measured / due)})",
                told ? Shown.Number(week.Pairs.MeanX, 1) : "–", told ? Shown.Number(week.Pairs.MeanY, 1) : "–",
                week.Change is { } change ? $"{Shown.Number(change.Estimate, 2)} {Shown.Interval(change.Lower, change.Upper, 2)}" : "–", Share(week.Responders),
                week.RespondersAmongDue is { } bounds ? $"{Percent(bounds.Worst)}–{Percent(bounds.Best)}" : "–");
        }

        page.AddDrawn(table.Lay());
        foreach (var week in group.Weeks.Where(w => w.PairsWithheld > 0))
            page.Add(Words.Format("Pool_PairsWithheld", week.Week, Words.Counted("Pool_Summaries", week.PairsWithheld)));
        page.Blank();
    }

    private static List<(string Name, string Text)> Lines(PooledWeek week, PooledRegistry pooled)
    {
        var name = Words.Format("Pool_WeekName", week.Week);
        var lines = new List<(string, string)>
        {
            (name, Words.Format("Pool_Slope", Shown.Number(week.Slope!.Estimate, 2), Shown.Interval(week.Slope.Lower, week.Slope.Upper, 2), Shown.Number(week.AdjustedAt!.Value, 1), Estimate(week.Adjusted!))),
        };
        if (week.BetweenClinics is { } between)
            lines.Add(("", Words.Format("Pool_Between", Spread(between))));
        if (week.AdjustedBetweenClinics is { } adjusted)
            lines.Add(("", Words.Format("Pool_AdjustedBetween", Spread(adjusted))));
        if (pooled.Clinics > 1 && week.BetweenClinics is null)
            lines.Add(("", Words.Get("Pool_NoBetween")));
        return lines;
    }

    private static void Kinds(TextPage page, PooledGroup group)
    {
        if (group.Strata.IsEmpty)
            return;
        var week = group.Weeks.MaxBy(w => w.Pairs.N)!;
        var table = new Columns(Words.Get("Pool_Kind"), Words.Get("Pool_People"), Words.Format("Pool_KindChange", week.Week), Words.Get("Pool_NotTold"));
        foreach (var (stratum, at) in group.Strata.Zip(week.Strata))
            table.Add(stratum.Stratum, stratum.People is { } people ? Count(people) : "–", at.Change is { } change ? Estimate(change) : "–", at.Withheld > 0 ? Words.Counted("Pool_Summaries", at.Withheld) : "");
        page.Blank();
        page.AddDrawn(table.Lay(3));
    }

    private static void Harms(TextPage page, PooledGroup group)
    {
        if (group.Harms.IsEmpty)
            return;
        var table = new Columns(Words.Get("Pool_Harm"), Words.Get("Pool_Affected"), Words.Get("Pool_Events"), Words.Get("Pool_PerThousand"));
        foreach (var harm in group.Harms)
        {
            table.Add(
                harm.Kind, harm.Affected is { } some ? $"{Count(some.Some)}/{Count(some.People)} = {Rare(some.Share.Estimate)} [{Rare(some.Share.Lower)}, {Rare(some.Share.Upper)}]" : "–",
                harm.Events is { } events ? Count(events) : "–", harm.PerThousandTreatments is { } rate ? Shown.Number(rate, 1) : "–");
        }

        page.Blank();
        page.AddDrawn(table.Lay());
    }

    private static void Contrasts(TextPage page, PooledRegistry pooled)
    {
        if (pooled.Contrasts.IsEmpty)
            return;
        page.Blank();
        page.Add(Words.Get("Pool_Contrasts"), Emphasis.Strong);
        page.AddPairs([.. pooled.Contrasts.Select(c => (Words.Format("Pool_WeekName", c.Week), Words.Format("Pool_Contrast", c.Exposure, c.Against, Estimate(c.Difference))))]);
        page.Add(Words.Get("Pool_NoLots"));
    }

    private static string Estimate(PooledMean mean) => $"{Shown.Number(mean.Estimate, 2)} {Shown.Interval(mean.Lower, mean.Upper, 2)}";

    private static string Spread(PooledEstimate fit)
    {
        var text = $"{Shown.Number(fit.Estimate, 2)} {Shown.Interval(fit.CiLower, fit.CiUpper, 2)}";
        if (fit is { PiLower: { } lower, PiUpper: { } upper })
            text += Words.Format("Pool_NextClinic", Shown.Interval(lower, upper, 2));
        return $"{text}; τ² {Shown.Significant(fit.Tau2)}{(fit.I2 is { } i2 ? $", I² {Shown.Number(i2, 0)}%" : "")}, Q({fit.QDf.ToString(CultureInfo.InvariantCulture)}) = {Shown.Number(fit.Q, 1)}, {Shown.P(fit.QPValue)}";
    }

    private static string Share(PooledShare? share) =>
        share is null ? "–" : $"{Percent(share.Share.Estimate)} [{Percent(share.Share.Lower)}, {Percent(share.Share.Upper)}]";

    private static string Percent(double share) => Shown.Number(100 * share, 0) + "%";

    private static string Rare(double share) => Shown.Number(100 * share, 2) + "%";

    private static string People(int people) => Words.Counted("Pool_PeopleCount", people);

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
