using Huantiao.Knowledge;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Web.Treat;

/// <summary>What the clinic examines and treats by: a pathway's own tables, read when the clinic first needs them.</summary>
internal static class TreatmentBook
{
    /// <summary>Null where the pathway does not treat.</summary>
    /// <exception cref="CannotServeException">The tables are broken; <c>huantiao verify</c> says where.</exception>
    public static TreatmentKnowledge? Load(string folder)
    {
        if (!TreatmentLoader.IsThere(folder))
            return null;
        var (knowledge, problems) = TreatmentLoader.Load(folder);
        var errors = problems.Where(p => p.Severity == Severity.Error).ToArray();
        return knowledge ?? throw new CannotServeException($"The protocols of {folder} cannot be served. {errors[0].File}:{errors[0].Line}: {errors[0].Message}", [.. errors]);
    }
}
