using System.Collections.Immutable;

namespace Huantiao.Knowledge.Pathways;

/// <summary>What may speak for a diagnosis code.</summary>
public enum CodeSign
{
    Unknown,

    /// <summary>Pain is marked in a leg.</summary>
    LegPain,

    /// <summary>Pain is marked in the back.</summary>
    BackPain,

    /// <summary>Pain was marked, and none of it in the back.</summary>
    NoBackPain,

    /// <summary>A sign of a nerve root was found on the side of the pain.</summary>
    RootSign,

    /// <summary>A scan is known to show a disc.</summary>
    Disc,

    /// <summary>No scan is known to show a disc.</summary>
    NoDisc,
}

/// <summary>The side that a code itself tells.</summary>
public enum CodeSide
{
    /// <summary>The code says nothing of a side.</summary>
    None,

    /// <summary>The code says that the side is not stated.</summary>
    Unstated,
    Left,
    Right,
}

/// <summary>A diagnosis code. A clinician decides; it is at most suggested.</summary>
/// <param name="System">icd-10-cm, icd-10, icd-11 or snomed-ct.</param>
/// <param name="Display">Our own words for it.</param>
/// <param name="IsRedFlag">Names an emergency: never suggested.</param>
/// <param name="SuggestedBy">All must hold for it to be suggested.</param>
/// <param name="Why">Said with the suggestion; null where it is never suggested.</param>
/// <param name="Licence">Terms under which the code may be used.</param>
/// <param name="NeedsLicence">Offered only where the clinic has said that its country holds a licence.</param>
public sealed record DiagnosisCode(
    string System, string Code, LocalText Display, CodeSide Side, bool IsRedFlag, ImmutableArray<CodeSign> SuggestedBy, LocalText? Why, string Licence, bool NeedsLicence,
    string Note, Provenance Provenance);

/// <summary>Two groups of codes that may not stand together in one record.</summary>
/// <param name="One">Beginning of the codes: "M54.3".</param>
public sealed record ExclusiveCodes(string System, string One, string Other, LocalText Reason, Provenance Provenance)
{
    /// <summary>Whether both codes of a system may not stand together.</summary>
    public bool Forbids(DiagnosisCode a, DiagnosisCode b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.System == System && b.System == System && (Begin(a, One) && Begin(b, Other) || Begin(a, Other) && Begin(b, One));
    }

    private static bool Begin(DiagnosisCode code, string with) => code.Code.StartsWith(with, StringComparison.Ordinal);
}
