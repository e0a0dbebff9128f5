using System.Globalization;
using Huantiao.Web.Languages;

namespace Huantiao.Web.Demo;

/// <summary>Somebody who does not exist: ordinary words for a name, a telephone number of the range kept for drama, an address of example.org.</summary>
internal sealed record DemoPerson(int Number, string Name, string? OtherName, DateOnly Born, string Sex, Language Language)
{
    // Common words as names, so that nobody takes them for somebody.
    private static readonly string[] First = ["Alder", "Birch", "Cedar", "Fern", "Hazel", "Ivy", "Juniper", "Laurel", "Maple", "Poppy", "Rowan", "Sage", "Willow", "Aspen", "Clover", "Dale", "Ember", "Flint", "Heath", "Bramble"];
    private static readonly string[] Last = ["River", "Stone", "Meadow", "Hill", "Brook", "Field", "Marsh", "Lake", "Moor", "Dune", "Glen", "Shore", "Vale", "Bridge", "Mill", "Gate", "Harbour", "Orchard", "Lantern"];
    private static readonly (string Written, string Spoken)[] Chinese =
        [("云小山", "Yun Xiaoshan"), ("江春水", "Jiang Chunshui"), ("石晨星", "Shi Chenxing"), ("林秋月", "Lin Qiuyue"), ("田雪松", "Tian Xuesong"), ("白川", "Bai Chuan"), ("金竹", "Jin Zhu"), ("雷雨虹", "Lei Yuhong"), ("于海峰", "Yu Haifeng")];

    public string Phone => string.Create(CultureInfo.InvariantCulture, $"07700 900{100 + Number:000}");

    public string Email => string.Create(CultureInfo.InvariantCulture, $"person{Number}@example.org");

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Number} Example Street");

    public string GeneralPractitioner => Number % 2 == 0 ? "Dr Sample, Example Surgery, 1 Example Square" : "Dr Pattern, Model Practice, 2 Example Square";

    /// <summary>The person of a number: the same always, and no two have one name.</summary>
    /// <param name="oldest">How old they may be at most; who has passed an age may be asked more.</param>
    public static DemoPerson Of(int number, DateOnly today, int oldest = 48)
    {
        var born = today.AddYears(-(22 + (number * 7 % (oldest - 22)))).AddDays(-(number * 37 % 360));
        var sex = number % 3 == 0 ? "male" : "female";
        return number % 7 == 3
            ? new(number, Chinese[number / 7 % Chinese.Length].Written, Chinese[number / 7 % Chinese.Length].Spoken, born, sex, Language.Chinese)
            : new(number, $"{First[number % First.Length]} {Last[number % Last.Length]}", null, born, sex, Language.English);
    }
}
