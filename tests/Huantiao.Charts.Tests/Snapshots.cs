using System.Xml.Linq;

namespace Huantiao.Charts.Tests;

/// <summary>Compares a drawing with the file that a person has looked at. UPDATE_SNAPSHOTS=1 writes the files anew: look at them before committing.</summary>
internal static class Snapshots
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "Huantiao.Charts.Tests", "Snapshots");

    public static void Check(string name, string actual)
    {
        var file = Path.Combine(Folder, name);
        if (string.Equals(Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS"), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(file, actual.TrimEnd('\n') + "\n");
        }

        Assert.True(File.Exists(file), $"{name} has no snapshot: run with UPDATE_SNAPSHOTS=1 and look at it.");
        Assert.Equal(File.ReadAllText(file).TrimEnd('\n'), actual.TrimEnd('\n'));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Huantiao.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}

/// <summary>Reads a drawing back.</summary>
internal static class Drawn
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Read(string svg) => XDocument.Parse(svg).Root!;

    public static IEnumerable<XElement> All(this XElement root, string name) => root.Descendants(Svg + name);

    public static double Number(this XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);
}
