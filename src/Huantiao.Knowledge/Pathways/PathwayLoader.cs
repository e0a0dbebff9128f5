using System.Collections.Immutable;
using Huantiao.Knowledge.Loading;

namespace Huantiao.Knowledge.Pathways;

/// <summary>Loads a pathway's folder and checks it.</summary>
public static class PathwayLoader
{
    /// <summary>
    /// Reads <c>pathway.yaml</c>, the tables and <c>texts/</c> of a folder. Nothing is thrown for what the files hold or for their absence:
    /// every problem is returned, each with file (relative to the folder), line, column, what is wrong and what to do.
    /// </summary>
    /// <returns>The pathway, null where any problem is an error; and all problems in the order of files and lines.</returns>
    public static (Pathway? Pathway, ImmutableArray<Problem> Problems) Load(string directory)
    {
        var problems = new ProblemList();
        if (!Directory.Exists(directory))
        {
            problems.Schema(PathwayManifest.File, 0, null, $"There is no folder \"{directory}\". Name the folder of a pathway.");
            return (null, problems.InOrder());
        }

        // The YAML reader is slow to wake: it does so beside the tables.
        var manifestProblems = new ProblemList();
        var reading = Task.Run(() => PathwayManifest.Read(directory, manifestProblems));
        var trials = TrialSheet.Read(directory, problems);
        var differences = JudgementSheets.Differences(directory, problems);
        var judgements = JudgementSheets.Judgements(directory, problems);
        var published = FactSheets.Published(directory, problems);
        var harms = FactSheets.Harms(directory, problems);
        var context = FactSheets.Context(directory, problems);
        var recalled = FactSheets.Recalled(directory, problems);
        var guidelines = AdviceSheets.Guidelines(directory, problems);
        var claims = AdviceSheets.Claims(directory, problems);
        var safety = AdviceSheets.Safety(directory, problems);
        var texts = TextFiles.Read(directory, problems);
        var manifest = reading.GetAwaiter().GetResult();
        problems.AddRange(manifestProblems);
        if (manifest is null)
            return (null, problems.InOrder());

        var pathway = new Pathway
        {
            Name = manifest.Name,
            Condition = manifest.Condition,
            Intervention = manifest.Intervention,
            EvidenceDate = manifest.EvidenceDate,
            Stewardship = manifest.Stewardship,
            Questions = [.. manifest.Questions.OrderBy(q => q.Rank)],
            Expectation = manifest.Expectation,
            Registry = manifest.Registry,
            RegistryResults = RegistryFiles.Results(directory, manifest.Name, problems),
            Differences = differences,
            Judgements = judgements,
            Trials = trials,
            PublishedSyntheses = published,
            Harms = harms,
            Guidelines = guidelines,
            Claims = claims,
            Safety = safety,
            Context = context,
            Recalled = recalled,
            Texts = texts,
        };
        new CrossChecks(pathway, problems).Run();
        return (problems.HasErrors ? null : pathway, problems.InOrder());
    }
}
