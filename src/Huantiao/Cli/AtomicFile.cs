using System.Runtime.InteropServices;
using System.Text;

namespace Huantiao.Cli;

/// <summary>Writes a file whole or not at all: into a neighbour first, then moved into place.</summary>
internal static class AtomicFile
{
    /// <exception cref="BadInputException">The place cannot be written to.</exception>
    public static void Write(string path, string text) => Write(path, to => to.Write(Encoding.UTF8.GetBytes(text)));

    /// <exception cref="BadInputException">The place cannot be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string? draft = null;
        try
        {
            var target = Path.GetFullPath(path);
            if (Directory.Exists(target))
                throw new BadInputException(Words.Format("Write_IsFolder", path));
            draft = $"{target}.{Guid.CreateVersion7():N}.part";
            using var interrupted = RemoveWhenInterrupted(draft);
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
                write(stream);
            File.Move(draft, target, overwrite: true);
            draft = null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or NotSupportedException or ArgumentException)
        {
            throw new BadInputException(Words.Format("Write_Failed", path, e.Message), e);
        }
        finally
        {
            if (File.Exists(draft))
                File.Delete(draft);
        }
    }

    /// <summary>Ctrl-C ends the process as it always does, after the draft is gone.</summary>
    private static PosixSignalRegistration RemoveWhenInterrupted(string draft) => PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => File.Delete(draft));
}
