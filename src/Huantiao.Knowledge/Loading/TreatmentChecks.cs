using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Loading;

/// <summary>Checks what no single row of the tables about treatment can tell: that names lead somewhere and that every protocol answers every item.</summary>
internal static class TreatmentChecks
{
    public static void Run(TreatmentKnowledge treatment, ImmutableArray<SafetyItem> safety, ProblemList problems)
    {
        var rules = safety.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var patterns = treatment.Patterns.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var field in treatment.Examination)
        {
            foreach (var route in field.Routes.Where(r => !rules.Contains(r.Rule)))
                Note(field.Provenance, "routes", $"There is no rule \"{route.Rule}\" in safety.csv. Correct its id.", route.Rule);
        }

        foreach (var area in treatment.PainAreas.Where(a => a.Pattern is { } p && !patterns.Contains(p)))
            Note(area.Provenance, "pattern", $"There is no pattern \"{area.Pattern}\" in patterns.csv. Correct its key.", area.Pattern!);
        foreach (var repeated in treatment.Codes.GroupBy(c => (c.System, c.Code)).SelectMany(g => g.Skip(1)))
            Note(repeated.Provenance, "code", $"The code \"{repeated.Code}\" of {repeated.System} stands twice. Keep one row.", repeated.Code);
        foreach (var pair in treatment.ExclusiveCodes.Where(p => !treatment.Codes.Any(c => c.System == p.System && c.Code.StartsWith(p.One, StringComparison.Ordinal))))
            Note(pair.Provenance, "one", $"No code of {pair.System} begins with \"{pair.One}\". Correct it.", pair.One);
        foreach (var protocol in treatment.Protocols)
            CheckProtocol(protocol);

        void CheckProtocol(TreatmentProtocol protocol)
        {
            var answered = protocol.Items.Select(i => i.Item).ToList();
            if (!answered.SequenceEqual(treatment.Stricta.Select(s => s.Item), StringComparer.Ordinal))
            {
                Note(
                    protocol.Provenance, "protocol",
                    $"The protocol \"{protocol.Id}\" must answer each item of stricta.csv once and in that order; what was not seen is \"not-seen\". Correct protocol_items.csv.", protocol.Id);
            }

            foreach (var point in protocol.Points.Where(p => p.Pattern is { } key && !patterns.Contains(key)))
                Note(point.Provenance, "pattern", $"There is no pattern \"{point.Pattern}\" in patterns.csv. Correct its key.", point.Pattern!);
        }

        void Note(Provenance at, string column, string message, string printed) => problems.Schema(at.Place.File, at.Place.Line, column, message, printed);
    }

    /// <summary>Whether the points that the tables name are points of the atlas, and on a side that they have.</summary>
    public static void AgainstAtlas(TreatmentKnowledge treatment, PointAtlas atlas, ProblemList problems)
    {
        foreach (var pattern in treatment.Patterns)
        {
            foreach (var code in pattern.Points.Where(c => atlas.Find(c) is null))
                problems.Schema(pattern.Provenance.Place.File, pattern.Provenance.Place.Line, "points", $"The atlas has no point \"{code}\". Correct the code.", code);
        }

        foreach (var area in treatment.PainAreas.Where(a => a.Region is { } region && atlas.Skin.Region(region) is null))
            problems.Schema(area.Provenance.Place.File, area.Provenance.Place.Line, "region", $"The atlas has no region \"{area.Region}\". Correct it, or leave it empty.", area.Region!);

        foreach (var point in treatment.Protocols.SelectMany(p => p.Points))
        {
            var place = point.Provenance.Place;
            if (atlas.Find(point.Point) is not { } known)
                problems.Schema(place.File, place.Line, "point", $"The atlas has no point \"{point.Point}\". Correct the code.", point.Point);
            else if (point.Side != ProtocolSide.NotSeen && known.Location is not PointLocation.Anywhere && Placement.IsMidline(atlas, known) != (point.Side == ProtocolSide.Midline))
                problems.Schema(place.File, place.Line, "side", $"{point.Point} does not lie on that side. A point on the midline has \"midline\", any other \"both\" or \"painful\".", point.Point);
        }
    }
}
