namespace Huantiao.Cli;

/// <summary>The folder of the clinic's data: the one that was given, else the one that <c>./huantiao</c> names, else the user's own.</summary>
internal static class DataPlace
{
    public static string Find(string? given)
    {
        if (given is not null)
            return given;
        if (Environment.GetEnvironmentVariable("HUANTIAO_DATA") is { Length: > 0 } named)
            return named;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(home.Length > 0 ? home : AppContext.BaseDirectory, "huantiao");
    }
}
