using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Pathways;

/// <summary>Loads and checks what a pathway's folder holds about examining and treating. Apart from the pathway itself: an answer need not wait for it.</summary>
public static class TreatmentLoader
{
    /// <summary>Whether the pathway treats at all: it has any of the tables. Then it must have all.</summary>
    public static bool IsThere(string directory) => TreatmentSheets.Files.Any(f => File.Exists(Path.Combine(directory, f)));

    /// <summary>Nothing is thrown for what the files hold or for their absence: every problem is returned with file, line and column.</summary>
    /// <returns>The knowledge, null where any problem is an error; and all problems in the order of files and lines.</returns>
    public static (TreatmentKnowledge? Knowledge, ImmutableArray<Problem> Problems) Load(string directory)
    {
        var problems = new ProblemList();
        var safety = AdviceSheets.Safety(directory, problems);
        var knowledge = TreatmentSheets.Read(directory, problems);
        TreatmentChecks.Run(knowledge, safety, problems);
        return (problems.HasErrors ? null : knowledge, problems.InOrder());
    }

    /// <summary>Checks what only the two together can show: that every point the tables name is a point of the atlas, on a side that it has.</summary>
    public static ImmutableArray<Problem> CheckPoints(TreatmentKnowledge knowledge, PointAtlas atlas)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(atlas);
        var problems = new ProblemList();
        TreatmentChecks.AgainstAtlas(knowledge, atlas, problems);
        return problems.InOrder();
    }
}
