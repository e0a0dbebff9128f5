using Huantiao.Evidence;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Web;

/// <summary>What the pages show: one pathway and its answer, worked out once when the program starts.</summary>
internal sealed record Site(Pathway Pathway, Answer Answer)
{
    /// <summary>The finding of a question; null: no such question.</summary>
    public Finding? Finding(string id) => Answer.Findings.FirstOrDefault(finding => finding.Question.Id == id);
}
