using System.Text.Json;
using Huantiao.MetaAnalysis.Tests.Reference;

namespace Huantiao.MetaAnalysis.Tests.EffectSizes;

using EffectSizes = MetaAnalysis.EffectSizes;

public class EscalcTests
{
    // The reference takes Hedges' correction from a difference of log-gammas, which costs it three digits where groups have hundreds of people.
    private const double Relative = 1e-11;

    [Fact]
    public void Compute_EveryRowOfTheEscalcTable_AgreesWithMetafor()
    {
        var rows = ReferenceData.Metafor.GetProperty("escalc").EnumerateArray().ToArray();
        Assert.Equal(264, rows.Length);

        var newer = ReferenceData.Versions.GetProperty("escalc").EnumerateArray().ToDictionary(row => Key(row));
        foreach (var row in rows)
        {
            var measure = Enum.Parse<Measure>(row.GetProperty("measure").GetString()!);
            var what = Key(row);
            var (yi, vi) = newer.TryGetValue(what, out var v51) ? (v51.Number("yi51"), v51.Number("vi51")) : (row.Number("yi"), row.Number("vi"));
            var set = EffectSizes.Compute(measure, row.GetProperty("input").Table(), Options(row.TryGetProperty("opt", out var opt) ? opt.GetString() : null));

            // metafor gives a tetrachoric correlation of ±1 with noise for a variance (43303842, or none) where a cell is empty.
            if (double.IsNaN(yi) || double.IsNaN(vi) || (measure == Measure.RTET && Math.Abs(yi) == 1))
            {
                Assert.Equal([1], set.Dropped);
                continue;
            }

            Assert.True(set.Dropped.Length == 0, $"{what}: dropped");
            
            // Where the minimiser stops, and what differences of differences come to, depends on the noise of the function's last digits.
            var relative = measure == Measure.RTET ? 1e-7 : Relative;
            Close.To(yi, set.Yi[0], relative, $"yi of {what}", near0: 1e-16);
            Close.To(vi, set.Vi[0], relative, $"vi of {what}");
        }
    }

    public static TheoryData<string> DataSets() =>
        [.. ReferenceData.Metafor.GetProperty("datasets").EnumerateObject().Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(DataSets))]
    public void Compute_EveryCaseOfADataSet_AgreesWithMetafor(string name)
    {
        var data = ReferenceData.Metafor.GetProperty("datasets").GetProperty(name);
        foreach (var reference in data.GetProperty("cases").EnumerateArray())
        {
            var parts = reference.GetProperty("measure").GetString()!.Split(';', 2);
            var measure = Enum.Parse<Measure>(parts[0]);
            var what = $"{name} {string.Join(';', parts)}";
            var newer = ReferenceData.Versions.GetProperty("cases").EnumerateArray()
                .FirstOrDefault(c => c.GetProperty("dataset").GetString() == name && c.GetProperty("measure").GetString() == parts[0]);
            var is51 = newer.ValueKind == JsonValueKind.Object && parts.Length == 1;
            var yi = (is51 ? newer.GetProperty("yi51") : reference.GetProperty("yi")).Numbers();
            var vi = (is51 ? newer.GetProperty("vi51") : reference.GetProperty("vi")).Numbers();

            var table = data.TryGetProperty("raw", out var raw) ? RatesOfGroup1(raw.Table(), measure)
                : Studies.Of(("yi", yi), ("vi", vi), ("ni", reference.TryGetProperty("ni", out var given) ? given.Numbers() : [.. yi.Select(_ => double.NaN)]));
            var set = EffectSizes.Compute(measure, table, Options(parts.Length > 1 ? parts[1] : null));

            var dropped = reference.TryGetProperty("dropped", out var rows) ? rows.Numbers() : [];
            Assert.Equal(dropped, set.Dropped.Select(row => (double)row));
            Assert.Equal(yi.Length, set.Yi.Length);
            for (var i = 0; i < yi.Length; i++)
            {
                Close.To(yi[i], set.Yi[i], Relative, $"{what}: yi {i + 1}", near0: 1e-15);
                Close.To(vi[i], set.Vi[i], Relative, $"{what}: vi {i + 1}");
            }

            if (reference.TryGetProperty("ni", out var ni))
                Assert.Equal(ni.Numbers(), set.Ni);
        }
    }

    // The one-group rates of dat.hart1999 are those of its first group.
    private static StudyTable RatesOfGroup1(StudyTable raw, Measure measure) => MeasureInfo.Of(measure).Family == MeasureFamily.Rate && !raw.Has("xi")
        ? Studies.Of(("xi", raw.Find("x1i")!), ("ti", raw.Find("t1i")!))
        : raw;

    private static string Key(JsonElement row) =>
        $"{row.GetProperty("measure").GetString()} {row.GetProperty("input").GetRawText()} {(row.TryGetProperty("opt", out var opt) ? opt.GetString() : null)}".TrimEnd();

    private static EffectSizeOptions Options(string? text)
    {
        var options = new EffectSizeOptions();
        foreach (var part in text?.Split(';') ?? [])
        {
            var (key, value) = (part.Split('=')[0], part.Split('=')[1]);
            options = key switch
            {
                "add" => options with { Add = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
                "to" => options with
                {
                    To = value switch { "all" => ZeroCells.All, "if0all" => ZeroCells.AllIfAnyZero, "none" => ZeroCells.None, "only0" => ZeroCells.OnlyZero, _ => throw new InvalidOperationException(value) },
                },
                "vtype" => options with { SmdVariance = Enum.Parse<SmdVariance>(value) },
                _ => throw new InvalidOperationException(part),
            };
        }

        return options;
    }
}
