using System.Collections.Immutable;
using Huantiao.Evidence;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;
using Huantiao.Points;
using Huantiao.Web.Intakes;
using Huantiao.Web.Treat;

namespace Huantiao.Web;

/// <summary>What the pages show: one pathway and its answer, worked out once when the program starts, and the atlas, read when a page first needs it.</summary>
/// <param name="AtlasFolder">Null: the atlas that came with the program.</param>
/// <param name="PathwayFolder">Where the questions and rules of the intake lie; null: nobody is taken in.</param>
internal sealed record Site(Pathway Pathway, Answer Answer, string? AtlasFolder = null, string? PathwayFolder = null)
{
    private readonly Lazy<PointBook> _points = new(() => PointBook.Load(AtlasFolder));
    private readonly Lazy<ScreeningBook?> _screening = new(() => PathwayFolder is null ? null : ScreeningBook.Load(PathwayFolder));
    private readonly Lazy<TreatmentKnowledge?> _treatment = new(() => PathwayFolder is null ? null : TreatmentBook.Load(PathwayFolder));

    /// <exception cref="BrokenAtlasException">The atlas cannot be read.</exception>
    public PointBook Points => _points.Value;

    /// <summary>Questions, rules and medicines; null: the pathway has none. Read when the clinic first needs them.</summary>
    public ScreeningBook? Screening => _screening.Value;

    /// <summary>Examination, protocols, codes; null: the pathway does not treat. Read when the clinic first needs them.</summary>
    public TreatmentKnowledge? Treatment => _treatment.Value;

    /// <summary>Reads a pathway and works out its answer.</summary>
    /// <exception cref="CannotServeException">The pathway is broken; the message names the first problem and its place, the rest are in it.</exception>
    public static Site Load(string pathwayDirectory)
    {
        var (pathway, problems) = PathwayLoader.Load(pathwayDirectory);
        var errors = problems.Where(problem => problem.Severity == Severity.Error).ToImmutableArray();
        if (pathway is not null && errors.IsEmpty)
            return new(pathway, Findings.For(pathway), PathwayFolder: pathwayDirectory);
        var first = errors.IsEmpty ? "" : $" {errors[0].File}:{errors[0].Line}: {errors[0].Message}";
        var rest = errors.Length > 1 ? $" ({errors.Length - 1} more: huantiao verify lists them.)" : "";
        throw new CannotServeException($"The pathway {pathwayDirectory} cannot be served.{first}{rest}", errors);
    }

    /// <summary>The finding of a question; null: no such question.</summary>
    public Finding? Finding(string id) => Answer.Findings.FirstOrDefault(finding => finding.Question.Id == id);
}
