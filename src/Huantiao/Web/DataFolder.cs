namespace Huantiao.Web;

/// <summary>The folder that was given for data: a folder that cannot be written is found out at the start, not at the first save.</summary>
internal static class DataFolder
{
    /// <exception cref="CannotServeException">The folder cannot be made or written.</exception>
    public static void Check(string directory)
    {
        try
        {
            // Nobody else on the machine has anything to look for there.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(directory, $".writable-{Guid.CreateVersion7():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                // Creating it is the whole test; it is gone when it is closed.
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CannotServeException($"The data folder {directory} cannot be written: {e.Message}", inner: e);
        }
    }
}
