using System.Globalization;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Atlas;
using Huantiao.Points;

namespace Huantiao.Cli.Points;

/// <summary>A point, or a list of points, in 80 columns of plain text.</summary>
internal sealed class PointScreen(Terminal terminal, PointBook book, string language)
{
    private const int Columns = 80;
    private const int MostNeighbours = 6;

    public void Write(AtlasPoint point)
    {
        var page = new TextPage(terminal, Columns);
        page.Add($"{point.Code}  {Names(point)}", Emphasis.Strong);
        page.Blank();
        page.AddPairs(Pairs(point).ToList());
        page.Write();
    }

    public void WriteList(string? query)
    {
        var page = new TextPage(terminal, Columns);
        var found = string.IsNullOrWhiteSpace(query) ? new PointsFound(book.Atlas.Points, null) : book.Search.Find(query);
        page.Add(found.Near is { } near ? Words.Format(found.Points.IsEmpty ? "Points_NearNone" : "Points_Near", near.Code) : Words.Counted("Points_Count", found.Points.Length), Emphasis.Strong);
        page.AddPairs(found.Points.Select(p => (p.Code, $"{Names(p)} ({Region(p)})")).ToList());
        page.Write();
    }

    private string Names(AtlasPoint point) => language == "en"
        ? $"{point.Pinyin}  {point.HanziSimplified}  {point.EnglishName.Value}"
        : $"{point.HanziSimplified}  {point.Pinyin}";

    private string Region(AtlasPoint point) => book.Atlas.Words.Regions[point.Region].In(language);

    private IEnumerable<(string Name, string Text)> Pairs(AtlasPoint point)
    {
        var channel = book.MeridianOf(point);
        yield return (Words.Get("Points_Where"), Told(LocationSentence.Of(book.Atlas, point, language), point.LocationProvenance));
        if (book.Atlas.IsForReview(point))
            yield return ("", Words.Get("Points_Review"));
        yield return (Words.Get("Points_Danger"), Dangers(point));
        if (point.Caution is { } caution)
            yield return (Words.Get("Points_Caution"), Told(caution.Value.In(language), caution.Provenance));
        yield return (Words.Get("Points_Depth"), Depth(point));
        if (point.Angle is { } angle)
            yield return (Words.Get("Points_Angle"), Told(angle.Value.In(language), angle.Provenance));
        yield return (Words.Get("Points_Tradition"), Words.Format("Points_Channel", channel.Name.In(language), channel.Code));
        if (point.PregnancyTradition is { } pregnancy)
            yield return ("", Told(Words.Get("Points_Pregnancy"), pregnancy));
        if (point.Innervation is { } nerves)
            yield return (Words.Get("Points_Nerves"), Told(nerves.Value.In(language), nerves.Provenance));
        yield return (Words.Get("Points_Trials"), point.Trials is { } trials ? Told(trials.Value, trials.Provenance) : Words.Get("Points_TrialsNone"));
        foreach (var one in book.Atlas.Disagreements.Where(d => d.Code == point.Code))
            yield return (Words.Get("Points_Differ"), one.What);
        var near = book.Neighbours.Of(point, MostNeighbours);
        if (!near.IsEmpty)
            yield return (Words.Get("Points_Neighbours"), string.Join(", ", near.Select(n => n.Point.Code)));
    }

    private string Dangers(AtlasPoint point)
    {
        if (point.Hazards is not { } hazards)
            return Words.Get("Points_DangerNone");
        var kinds = string.Join(' ', hazards.Kinds.Select(k => book.Atlas.Words.Risks[k].In(language)));
        return Told($"{Words.Get("Points_Severity_" + hazards.Severity)} {kinds}", hazards.Provenance);
    }

    private static string Depth(AtlasPoint point)
    {
        if (point.Depth is not { MinCun: { } least, MaxCun: { } most } depth)
            return Words.Get("Points_DepthNone");
        var printed = depth.Printed.Length > 0 ? " " + Words.Format("Points_Printed", depth.Printed) : "";
        var note = depth.Note.Length > 0 ? " " + Words.Format("Points_DepthNote", depth.Note) : "";
        return Told(Words.Format("Points_DepthRange", Cun(least), Cun(most)) + printed + note, depth.Provenance);
    }

    /// <summary>With the source, and what is not confirmed said to be so.</summary>
    private static string Told(string text, Provenance from)
    {
        var status = from.Status == FactStatus.Verified ? "" : Words.Get("ListSeparator") + Words.Get("Points_Status_" + from.Status);
        return $"{text} [{from.Source}{status}]";
    }

    private static string Cun(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
