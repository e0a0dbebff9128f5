using System.Reflection;

namespace Huantiao.Cli;

/// <summary>The version as it was built.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? throw new InvalidOperationException("The program was built without a version.");
}
