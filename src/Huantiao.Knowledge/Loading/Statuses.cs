namespace Huantiao.Knowledge.Loading;

/// <summary>Reads how far a fact has been confirmed. The weakest word of a mixed status decides: "VERIFIED; thresholds RECALLED" is recalled.</summary>
internal static class Statuses
{
    /// <summary>Null where the text is no status.</summary>
    public static FactStatus? Parse(string text)
    {
        bool Says(string word) => text.Contains(word, StringComparison.Ordinal);
        if (text.StartsWith("not testable", StringComparison.Ordinal))
            return FactStatus.Unknown;
        if (!(text.StartsWith("VERIFIED", StringComparison.Ordinal) || text.StartsWith("SEEN", StringComparison.Ordinal)
            || text.StartsWith("RECALLED", StringComparison.Ordinal) || text.StartsWith("ASSUMED", StringComparison.Ordinal)))
            return null;
        if (text.StartsWith("ASSUMED", StringComparison.Ordinal))
            return FactStatus.Assumed;
        if (Says("RECALLED") || text.StartsWith("SEEN", StringComparison.Ordinal))
            return FactStatus.Recalled;
        return text.StartsWith("VERIFIED-DESIGN-ONLY", StringComparison.Ordinal) ? FactStatus.DesignOnly : FactStatus.Verified;
    }
}
