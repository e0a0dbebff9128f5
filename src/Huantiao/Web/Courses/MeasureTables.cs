using Huantiao.Knowledge.Measures;
using Huantiao.Web.Treat;

namespace Huantiao.Web.Courses;

/// <summary>What the pathway measures and when, for what runs beside the pages; read when it is first needed.</summary>
internal sealed class MeasureTables(string pathwayDirectory)
{
    private readonly Lazy<MeasureKnowledge> _measures = new(() => TreatmentBook.Load(pathwayDirectory)?.Measures ?? MeasureKnowledge.None);

    public MeasureKnowledge Measures => _measures.Value;
}
