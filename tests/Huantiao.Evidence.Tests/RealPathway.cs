using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Tests;

/// <summary>The pathway that ships, loaded once.</summary>
internal static class RealPathway
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "pathways", "sciatica");

    private static readonly Lazy<Pathway> Loaded = new(() =>
    {
        var (pathway, problems) = PathwayLoader.Load(Folder);
        return pathway ?? throw new InvalidOperationException(string.Join('\n', problems.Where(p => p.Severity == Severity.Error)));
    });

    private static readonly Lazy<Answer> Answered = new(() => Findings.For(Pathway));

    public static Pathway Pathway => Loaded.Value;

    public static Answer Answer => Answered.Value;

    public static Finding Finding(string question) => Answer.Findings.Single(f => f.Question.Id == question);
}
