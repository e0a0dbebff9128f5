using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads one YAML file whose top is a mapping; anything else is a problem with its line.</summary>
internal static class YamlFile
{
    /// <summary>Null where the file is missing, is no YAML or holds something else than a mapping; the problem is noted.</summary>
    public static YamlMap? Open(string directory, string file, ProblemList problems)
    {
        string text;
        try
        {
            text = File.ReadAllText(Path.Combine(directory, file));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            problems.Schema(file, 0, null, cause is FileNotFoundException or DirectoryNotFoundException
                ? "There is no such file. Add it to the pathway's folder."
                : "The file cannot be read: " + cause.Message);
            return null;
        }

        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode top)
                return new(top, file, "", problems);
            problems.Schema(file, 1, null, "The file does not hold one mapping of names to values. Write \"name: value\" lines.");
        }
        catch (Exception bad) when (bad is not OutOfMemoryException)
        {
            // The package lets some of its own slips through as other exceptions, which know no line.
            var line = bad is YamlException placed ? (int)placed.Start.Line : 0;
            problems.Schema(file, line, null, $"This is not well-formed YAML ({bad.Message}). Check indentation, colons and quotes.");
        }

        return null;
    }
}
