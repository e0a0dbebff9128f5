using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the folder <c>registry/</c>, which a pathway may leave out or empty: pooled results of clinics, and nothing of them goes into the tables of trials.</summary>
internal static class RegistryFiles
{
    private const string Folder = "registry";
    private const string Format = "huantiao-registry-pool";

    /// <summary>The section <c>registry</c> of <c>pathway.yaml</c>; null: the pathway has no registry.</summary>
    public static RegistryPolicy? Policy(YamlMap top)
    {
        if (!top.Keys.Contains("registry") || top.Map("registry") is not { } map)
            return null;
        var (people, peopleFrom) = Part(map, "small-cells", m => m.Whole("least-people", 1, 1000));
        var (difference, differenceFrom) = Part(map, "differences", m => m.Whole("least-people", 1, 1000));
        var (charts, chartsFrom) = Part(map, "charts", m => (People: m.Whole("least-people", 1, 1000), Periods: m.Whole("least-periods", 2, 1000), Expected: m.Whole("least-expected", 1, 1000)));
        map.RefuseOthers();
        return new(people, peopleFrom, difference, differenceFrom, charts.People, charts.Periods, charts.Expected, chartsFrom);
    }

    public static ImmutableArray<RegistryResult> Results(string directory, string pathway, ProblemList problems)
    {
        var folder = Path.Combine(directory, Folder);
        if (!Directory.Exists(folder))
            return [];
        var results = ImmutableArray.CreateBuilder<RegistryResult>();
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var file = $"{Folder}/{Path.GetFileName(path)}";
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                results.Add(Read(document.RootElement, file, pathway));
            }
            catch (JsonException broken)
            {
                problems.Schema(file, (int)(broken.LineNumber ?? -1) + 1, null, "This is not well-formed JSON. Write it anew with huantiao pool --json.");
            }
            catch (WrongFieldException wrong)
            {
                problems.Schema(file, 0, wrong.Field, wrong.Message + " Write the file anew with huantiao pool --json.");
            }
            catch (IOException cause)
            {
                problems.Schema(file, 0, null, "The file cannot be read: " + cause.Message);
            }
        }

        return results.ToImmutable();
    }

    private static (T Value, Provenance From) Part<T>(YamlMap map, string key, Func<YamlMap, T> read)
    {
        if (map.Map(key) is not { } part)
            return (default!, new("", null, FactStatus.Unknown, "", map.Place));
        var value = read(part);
        var status = part.Text("status");
        var known = Statuses.Parse(status);
        if (known is null && status.Length > 0)
            part.Problem("status", $"\"{status}\" is not a status. Begin with VERIFIED, SEEN, RECALLED or ASSUMED.", status);
        var from = new Provenance(part.Text("source"), part.OptionalText("url"), known ?? FactStatus.Unknown, status, part.Place);
        part.RefuseOthers();
        return (value, from);
    }

    private static RegistryResult Read(JsonElement top, string file, string pathway)
    {
        if (Text(top, "format") != Format || Whole(top, "formatVersion") != 1)
            throw new WrongFieldException("format", $"This is not version 1 of \"{Format}\".");
        if (Text(top, "pathway") != pathway)
            throw new WrongFieldException("pathway", $"These results are of another pathway than \"{pathway}\".");
        var sources = Items(top, "sources").ToArray();
        if (sources.Length == 0)
            throw new WrongFieldException("sources", "No clinic is named.");
        return new(
            Text(top, "instrument"), Text(top, "instrumentVersion"), Number(top, "scaleLower"), Number(top, "scaleUpper"),
            Text(top, "better") switch { "lower" => Direction.LowerIsBetter, "higher" => Direction.HigherIsBetter, _ => throw new WrongFieldException("better", "Write \"lower\" or \"higher\".") },
            Number(top, "importantChange"), Number(top, "level"), Whole(top, "clinics"), Whole(top, "people"),
            sources.Min(s => Day(s, "from")), sources.Max(s => Day(s, "until")), sources.Max(s => Day(s, "cut")), [.. Items(top, "groups").Select(Group)], new(file, 1));
    }

    private static RegistryGroup Group(JsonElement group) => new(
        Text(group, "exposure"), Whole(group, "clinics"), Whole(group, "people"), Whole(group, "treatments"),
        [
            .. Items(group, "weeks").Select(w => new RegistryWeek(
                Whole(w, "week"), Whole(w, "due"), Whole(w, "measured"), Estimate(w, "change"), Estimate(w, "responders"), OptionalNumber(w, "respondersWorst"), OptionalNumber(w, "respondersBest"))),
        ],
        [.. Items(group, "harms").Select(h => new RegistryHarm(Text(h, "kind"), Estimate(h, "affected"), OptionalWhole(h, "events"), OptionalWhole(h, "treatments")))]);

    private static RegistryEstimate? Estimate(JsonElement of, string name) => Find(of, name) is { ValueKind: JsonValueKind.Null }
        ? null : Find(of, name) is var e ? new(Number(e, "estimate"), Number(e, "ciLower"), Number(e, "ciUpper"), Whole(e, "people")) : null;

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        Find(of, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw new WrongFieldException(name, $"\"{name}\" is not a list.");

    private static string Text(JsonElement of, string name) =>
        Find(of, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : throw new WrongFieldException(name, $"\"{name}\" is not a text.");

    private static int Whole(JsonElement of, string name) =>
        Find(of, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= 0 ? value : throw new WrongFieldException(name, $"\"{name}\" is not a whole number, 0 or more.");

    private static int? OptionalWhole(JsonElement of, string name) => Find(of, name) is { ValueKind: JsonValueKind.Null } ? null : Whole(of, name);

    private static double Number(JsonElement of, string name) => OptionalNumber(of, name) ?? throw new WrongFieldException(name, $"\"{name}\" is not a number.");

    private static double? OptionalNumber(JsonElement of, string name) => Find(of, name) switch
    {
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && double.IsFinite(value) => value,
        _ => throw new WrongFieldException(name, $"\"{name}\" is not a number."),
    };

    private static DateOnly Day(JsonElement of, string name) =>
        DateOnly.TryParseExact(Text(of, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new WrongFieldException(name, $"\"{name}\" is not a day, as 2026-11-23.");

    private static JsonElement Find(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : throw new WrongFieldException(name, $"\"{name}\" is missing.");

    private sealed class WrongFieldException(string where, string message) : Exception(message)
    {
        public string Field { get; } = where;
    }
}
