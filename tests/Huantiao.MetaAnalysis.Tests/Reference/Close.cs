namespace Huantiao.MetaAnalysis.Tests.Reference;

/// <summary>Agreement with a reference, relative to it.</summary>
internal static class Close
{
    /// <summary>Fails unless actual is within the relative tolerance of expected (or within <paramref name="near0"/> of it, for values that are 0 but for rounding).</summary>
    public static void To(double expected, double actual, double relative, string what, double near0 = 1e-300)
    {
        if (double.IsNaN(expected))
            Assert.True(double.IsNaN(actual), $"{what}: expected no value, got {actual:R}");
        else
            Assert.True(expected == actual || Math.Abs(actual - expected) <= Math.Max(relative * Math.Abs(expected), near0), $"{what}: expected {expected:R}, got {actual:R}");
    }
}
