using System.Collections.Immutable;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads what is measured and when. The words of a question stand here alone; the intake asks by them.</summary>
internal static class MeasureSheets
{
    public const string Instruments = "instruments.csv";
    public const string Items = "instrument_items.csv";
    public const string Schedule = "measure_schedule.csv";

    private static readonly string[] Kinds = ["number", "text", "yes-no"];
    private static readonly string[] Scorings = ["none", "item", "mean", "sum", "each"];
    private static readonly string[] Times = ["baseline", "visit", "after-session", "calendar"];

    public static MeasureKnowledge Read(string directory, ProblemList problems)
    {
        var items = Sheet.Open(
            directory, Items, problems, "instrument", "version", "item", "kind", "names", "text*", "short*", "anchors*", "labels*", "least", "most", "unit", "source", "status").Rows()
            .Select(row => (Instrument: row.Required("instrument"), Version: row.Whole("version") ?? 0, Item: Item(row), Row: row)).ToList();
        var sheet = Sheet.Open(
            directory, Instruments, problems, "id", "version", "sha256", "name*", "better", "scoring", "score_item", "least_answered", "missing*", "licence*", "source", "status");
        var seen = new HashSet<(string, int)>();
        var instruments = sheet.Read(row => Instrument(row, seen, items));
        foreach (var (instrument, version, item, row) in items)
        {
            if (!instruments.Any(i => i.Id == instrument && i.Version == version))
                row.Problem("instrument", $"There is no version {version} of \"{instrument}\" in {Instruments}. Correct the id or the version.", instrument);
            else if (items.Count(i => i.Instrument == instrument && i.Version == version && i.Item.Id == item.Id) > 1)
                row.Problem("item", $"The item \"{item.Id}\" of \"{instrument}\" stands twice. Remove one.", item.Id);
            else if (item.Names is { } names && !items.Any(i => i.Instrument == instrument && i.Version == version && i.Item.Id == names && i.Item.Kind == ItemKind.Text))
                row.Problem("names", $"No text of \"{instrument}\" is called \"{names}\". Correct the id.", names);
        }

        return new(instruments, Timepoints(directory, instruments, problems));
    }

    private static InstrumentItem Item(Fields row)
    {
        var kind = (ItemKind)(Array.IndexOf(Kinds, row.OneOf("kind", Kinds)) + 1);
        var (least, most) = (row.Number("least"), row.Number("most"));
        if (kind == ItemKind.Number && !(least < most))
            row.Problem("most", "The scale ends where it begins, or before. Correct one of its ends.", row.Text("most"));
        if (kind != ItemKind.Number && (least is not null || most is not null))
            row.Problem("least", "Only a number has a least and a most. Leave the fields empty.", row.Text("least"));
        var labels = Labels(row);
        if (!labels.IsEmpty && labels.Length != most - least + 1)
            row.Problem("labels_en", "There is to be one label for each number of the scale, divided by \"|\". Correct them.", row.Text("labels_en"));
        return new(
            row.Required("item"), kind, row.Optional("names"), row.Local("text"), row.Local("short"), row.OptionalLocal("anchors"), labels, kind == ItemKind.YesNo ? 0 : least ?? 0,
            kind == ItemKind.YesNo ? 1 : most ?? 0, row.Text("unit"), row.Provenance("source", "source"));
    }

    /// <summary>"worse|the same|better", in each language as many.</summary>
    private static ImmutableArray<LocalText> Labels(Fields row)
    {
        if (row.OptionalLocal("labels") is not { } all)
            return [];
        var parted = all.ByLanguage.ToDictionary(l => l.Key, l => l.Value.Split('|'), StringComparer.Ordinal);
        if (parted.Values.Select(p => p.Length).Distinct().Count() > 1)
        {
            row.Problem("labels_zh_hans", "Each language has as many labels as the others. Correct them.", row.Text("labels_zh_hans"));
            return [];
        }

        return [.. Enumerable.Range(0, parted[Languages.English].Length).Select(i => Languages.Text(parted.ToDictionary(p => p.Key, p => p.Value[i].Trim(), StringComparer.Ordinal)))];
    }

    private static Instrument Instrument(
        Fields row, HashSet<(string, int)> seen, List<(string Instrument, int Version, InstrumentItem Item, Fields Row)> items)
    {
        var (id, version) = (row.Required("id"), row.Whole("version") ?? 0);
        if (version < 1)
            row.Problem("version", "Versions count from 1. Write one.", row.Text("version"));
        if (!seen.Add((id, version)))
            row.Problem("version", $"Version {version} of \"{id}\" stands twice. A changed text is a new version.", row.Text("version"));
        ImmutableArray<InstrumentItem> own = [.. items.Where(i => i.Instrument == id && i.Version == version).Select(i => i.Item)];
        var scoring = (Scoring)Array.IndexOf(Scorings, row.OneOf("scoring", Scorings));
        var score = row.Optional("score_item");
        if (own.IsEmpty)
            row.Problem("id", $"\"{id}\" asks nothing in version {version}. Add its items to {Items}.", id);
        if ((scoring == Scoring.Item) != (score is not null) || (score is not null && own.All(i => i.Id != score || i.Kind != ItemKind.Number)))
            row.Problem("score_item", "Name the number that is the score where the scoring is \"item\", and none otherwise.", row.Text("score_item"));
        var least = row.Whole("least_answered") ?? 0;
        if (least < 1 || (!own.IsEmpty && least > own.Length))
            row.Problem("least_answered", "Say how many numbers a score needs: 1 or more, and no more than are asked.", row.Text("least_answered"));
        var instrument = new Instrument(
            id, version, row.Text("sha256"), row.Local("name"),
            row.OneOf("better", "lower", "higher", "none") switch { "lower" => Direction.LowerIsBetter, "higher" => Direction.HigherIsBetter, _ => Direction.Unknown },
            scoring, score, least, row.Local("missing"), row.Local("licence"), own, row.Provenance("source", "source"));
        if (InstrumentLock.HashOf(instrument) is var hash && hash != instrument.Hash)
        {
            row.Problem(
                "sha256", $"The words or the scoring of \"{id}\" are not those that version {version} was locked with. Take the change back, or write it as a new version; its hash is then {hash}.",
                instrument.Hash);
        }

        return instrument;
    }

    private static ImmutableArray<MeasureTimepoint> Timepoints(string directory, ImmutableArray<Instrument> instruments, ProblemList problems)
    {
        var sheet = Sheet.Open(
            directory, Schedule, problems, "timepoint", "kind", "week", "from_day", "on_time_to_day", "to_day", "instruments", "main", "name*", "source", "status");
        sheet.RequireUnique("timepoint");
        var last = 0;
        return sheet.Read(row =>
        {
            var kind = (TimepointKind)(Array.IndexOf(Times, row.OneOf("kind", Times)) + 1);
            var (week, from, onTime, to) = (row.Number("week"), row.Whole("from_day"), row.Whole("on_time_to_day"), row.Whole("to_day"));
            var window = from is { } a && onTime is { } b && to is { } c ? new ReadingWindow(a, b, c) : null;
            if (kind == TimepointKind.Calendar)
            {
                if (window is null || !(week > 0) || window.FromDay > week * 7 || window.OnTimeToDay < week * 7 || window.ToDay < window.OnTimeToDay)
                    row.Problem("from_day", "A time of the calendar has a week, and days around it: from, on time to, to. Fill them in, in this order.", row.Text("from_day"));
                else if (window.FromDay <= last)
                    row.Problem("from_day", "Its days begin before those of the time before have ended: nobody could tell which reading it is. Move one of them.", row.Text("from_day"));
                last = window?.ToDay ?? last;
            }
            else if (window is not null)
            {
                row.Problem("from_day", "Only a time of the calendar has days. Leave the fields empty.", row.Text("from_day"));
            }

            ImmutableArray<string> asked = [.. row.Required("instruments").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            foreach (var unknown in asked.Where(id => instruments.All(i => i.Id != id)))
                row.Problem("instruments", $"There is no instrument \"{unknown}\" in {Instruments}. Correct its id.", unknown);
            return new MeasureTimepoint(row.Required("timepoint"), kind, week, window, asked, row.YesNo("main"), row.Local("name"), row.Provenance("source", "source"));
        });
    }
}
