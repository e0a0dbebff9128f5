namespace Huantiao.Tests;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Huantiao.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run from the repository's own artifacts folder.");
    }
}
