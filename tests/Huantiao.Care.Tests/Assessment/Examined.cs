using Huantiao.Care.Assessment;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Tests.Assessment;

/// <summary>Examinations of the real pathway, built from words: "MY3:Left:4-", "HX6::mri-disc", "pain:calf:Left".</summary>
internal static class Examined
{
    public static readonly Pathway Sciatica = PathwayLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Pathway
        ?? throw new InvalidOperationException("The pathway has problems.");

    public static readonly TreatmentKnowledge Treatment = TreatmentLoader.Load(Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica")).Knowledge
        ?? throw new InvalidOperationException("The tables on treating have problems.");

    public static Examination With(params string[] words)
    {
        var examination = Examination.Begin(Treatment);
        var marks = words.Where(w => w.StartsWith("pain", StringComparison.Ordinal)).Select(w => w.Split(':')).ToList();
        if (marks.Count > 0)
            examination = examination.WithPain(PainMap.TryDraw(Treatment, marks.Where(m => m.Length == 3).Select(m => (m[1], Enum.Parse<PainSide>(m[2]))))!);
        foreach (var word in words.Where(w => !w.StartsWith("pain", StringComparison.Ordinal)).Select(w => w.Split(':')))
        {
            var recording = examination.Record(word[0], word[1].Length == 0 ? FindingSide.None : Enum.Parse<FindingSide>(word[1]), word[2]);
            examination = Assert.IsType<Recording.Recorded>(recording).Examination;
        }

        return examination;
    }

    /// <summary>Every field on every side, as a healthy person has it; words come on top.</summary>
    public static Examination Healthy(params string[] words) => With(
    [
        .. Treatment.Examination.Where(f => f.Kind is not (ExaminationKind.PainMap or ExaminationKind.Choice or ExaminationKind.Weeks))
            .SelectMany(f => (f.Sided ? (string[])["Left", "Right"] : [""]).Select(s => $"{f.Id}:{s}:{Normal(f.Kind)}")), .. words,
    ]);

    private static string Normal(ExaminationKind kind) => kind switch
    {
        ExaminationKind.LegRaise => "90 other",
        ExaminationKind.Strength => "5",
        ExaminationKind.Sensation or ExaminationKind.Reflex => "normal",
        ExaminationKind.Plantar => "down",
        _ => "no",
    };
}
