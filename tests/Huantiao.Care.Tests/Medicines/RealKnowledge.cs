using Huantiao.Care.Medicines;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Care.Tests.Medicines;

/// <summary>The questions, rules and medicines of the pathway that ships.</summary>
internal static class RealKnowledge
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica");

    public static readonly ScreeningKnowledge Known = Load();

    public static readonly MedicineRecogniser Recogniser = MedicineRecogniser.For(Known.Medicines);

    private static ScreeningKnowledge Load()
    {
        var (knowledge, problems) = ScreeningLoader.Load(Folder);
        return knowledge ?? throw new InvalidOperationException(string.Join('\n', problems.Select(p => $"{p.File}:{p.Line} {p.Column}: {p.Message}")));
    }
}
