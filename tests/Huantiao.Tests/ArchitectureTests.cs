using System.Reflection;
using System.Xml.Linq;

namespace Huantiao.Tests;

/// <summary>The rooms and their doors: who may use whom, and what none of them may do. The table is that of docs/decisions/0001-rooms.md.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Huantiao.MetaAnalysis"] = ["MathNet.Numerics"],
        ["Huantiao.Prognosis"] = ["MathNet.Numerics"],
        ["Huantiao.Registry"] = ["Huantiao.MetaAnalysis", "MathNet.Numerics"],
        ["Huantiao.Knowledge"] = ["CsvHelper", "YamlDotNet"],
        ["Huantiao.Evidence"] = ["Huantiao.MetaAnalysis", "Huantiao.Knowledge"],
        ["Huantiao.Care"] = ["Huantiao.MetaAnalysis", "Huantiao.Knowledge", "Huantiao.Evidence", "Huantiao.Prognosis"],
        ["Huantiao.Charts"] = ["Huantiao.MetaAnalysis", "Huantiao.Prognosis", "Huantiao.Knowledge"],
        ["Huantiao.Interop"] = ["Huantiao.Care", "Huantiao.Evidence", "Huantiao.Knowledge", "Hl7.Fhir.R4", "Hl7.Fhir.Base", "Hl7.Fhir.Conformance"],
        ["Huantiao.Records"] =
        [
            "Huantiao.Care", "Huantiao.Knowledge", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.Sqlite",
            "Microsoft.Data.Sqlite", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL",
        ],
        ["Huantiao.Records.Sqlite"] =
            ["Huantiao.Records", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.Design"],
        ["Huantiao.Records.PostgreSql"] =
            ["Huantiao.Records", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.Design"],
        ["huantiao"] =
        [
            "Huantiao.MetaAnalysis", "Huantiao.Prognosis", "Huantiao.Knowledge", "Huantiao.Evidence", "Huantiao.Care", "Huantiao.Charts", "Huantiao.Registry", "Huantiao.Interop",
            "Huantiao.Records", "Huantiao.Records.Sqlite", "Huantiao.Records.PostgreSql",
            // The context is the unit of work that pages and verbs ask and save by.
            "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational",
            "QRCoder", "System.CommandLine", "Spectre.Console", "Spectre.Console.Ansi", "Microsoft.OpenApi", "MailKit", "MimeKit",
        ],
    };

    public static TheoryData<string> Rooms => [.. MayUse.Keys];

    /// <summary>The migrations are written by dotnet-ef, for it and for nobody else.</summary>
    public static TheoryData<string> Libraries => [.. MayUse.Keys.Where(r => r is not ("huantiao" or "Huantiao.Records.Sqlite" or "Huantiao.Records.PostgreSql"))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void References_OfARoom_AreThoseItMayUse(string room)
    {
        var used = Assembly.Load(room).GetReferencedAssemblies().Select(a => a.Name!).Where(name => !IsFramework(name));

        Assert.Empty(used.Except(MayUse[room], StringComparer.Ordinal));
    }

    /// <summary>The compiler drops references that code does not use; the project file is where a wrong door is first cut.</summary>
    [Theory]
    [MemberData(nameof(Rooms))]
    public void ProjectFile_OfARoom_NamesOnlyWhatItMayUse(string room)
    {
        var name = room == "huantiao" ? "Huantiao" : room;
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", name, name + ".csproj"));
        var packages = project.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value).Where(p => !IsFramework(p));
        var rooms = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

        Assert.Empty(packages.Concat(rooms).Except(MayUse[room], StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Huantiao.MetaAnalysis", "System.IO.FileSystem", "System.Net.Http", "System.Console")]
    [InlineData("Huantiao.Prognosis", "System.IO.FileSystem", "System.Net.Http", "System.Console")]
    [InlineData("Huantiao.Registry", "System.IO.FileSystem", "System.Net.Http", "System.Console", "System.Data.Common", "Microsoft.AspNetCore.Http")]
    [InlineData("Huantiao.Evidence", "System.Net.Http", "System.Console", "Microsoft.AspNetCore.Http")]
    [InlineData("Huantiao.Care", "System.IO.FileSystem", "System.Net.Http", "System.Console", "System.Data.Common", "Microsoft.AspNetCore.Http")]
    [InlineData("Huantiao.Interop", "System.IO.FileSystem", "System.Net.Http", "System.Console", "System.Data.Common", "Microsoft.AspNetCore.Http")]
    [InlineData("Huantiao.Charts", "System.IO.FileSystem", "System.Net.Http", "System.Console")]
    [InlineData("Huantiao.Knowledge", "System.Net.Http", "System.Console", "Microsoft.AspNetCore.Http")]
    public void References_OfALibrary_LeaveTheOutsideAlone(string room, params string[] forbidden) =>
        Assert.Empty(Assembly.Load(room).GetReferencedAssemblies().Select(a => a.Name!).Intersect(forbidden, StringComparer.Ordinal));

    [Theory]
    [InlineData("Huantiao.MetaAnalysis", "File.", "Directory.", "TimeProvider", "Console.", "Random.Shared")]
    [InlineData("Huantiao.Prognosis", "File.", "Directory.", "TimeProvider", "Console.", "Random")]
    [InlineData("Huantiao.Registry", "File.", "Directory.", "TimeProvider", "Console.", "Random(", "Random.Shared")]
    [InlineData("Huantiao.Care", "File.", "Directory.", "Console.", "Random.Shared")]
    [InlineData("Huantiao.Charts", "File.", "Directory.", "TimeProvider", "Console.", "Random.Shared")]
    public void Sources_OfRoomsThatMustNotKnowTheWorld_DoNotNameIt(string room, params string[] words) =>
        Assert.Empty(Sources(Path.Combine("src", room)).SelectMany(file => CodeLines(file)
            .Where(l => words.Any(w => l.Text.Contains($" {w}", StringComparison.Ordinal) || l.Text.Contains($"({w}", StringComparison.Ordinal)))
            .Select(l => $"{file}:{l.Number}")));

    [Fact]
    public void Sources_Everywhere_KnowNoCondition() =>
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories),
            f => f.Contains("sciatica", StringComparison.OrdinalIgnoreCase) || File.ReadAllText(f).Contains("sciatica", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Sources_Everywhere_StayUnderFiveHundredLines() =>
        Assert.DoesNotContain(Sources("src"), f => File.ReadLines(f).Count() > 500);

    [Theory]
    [InlineData("pathways")]
    [InlineData("atlas")]
    public void Data_Folders_HoldNoCode(string folder)
    {
        var path = Path.Combine(Repository.Root, folder);
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [];

        Assert.All(files, f => Assert.Contains(Path.GetExtension(f), (string[])[".csv", ".yaml", ".md", ".json", ".svg"]));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void PublicTypes_OfALibrary_SayWhatTheyAre(string room)
    {
        var documented = XDocument.Load(Path.ChangeExtension(Assembly.Load(room).Location, ".xml")).Descendants("member")
            .Where(m => m.Element("summary") is { } s && !string.IsNullOrWhiteSpace(s.Value)).Select(m => m.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);

        var silent = Assembly.Load(room).GetExportedTypes().Where(t => !t.IsEnum && !documented.Contains($"T:{t.FullName!.Replace('+', '.')}")).Select(t => t.FullName);

        Assert.Empty(silent);
    }

    [Fact]
    public void Rooms_InTheSourceTree_AreAllInTheTable() =>
        Assert.Equal(
            MayUse.Keys.Order(StringComparer.OrdinalIgnoreCase),
            Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    private static bool IsFramework(string name) => name is "mscorlib" or "netstandard"
        || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.Net.Http", StringComparison.Ordinal)
        || (name.StartsWith("System.", StringComparison.Ordinal) && name != "System.CommandLine");

    private static IEnumerable<string> Sources(string folder) => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories)
        .Where(f => Path.GetExtension(f) is ".cs" or ".razor" && !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations"));

    private static IEnumerable<(int Number, string Text)> CodeLines(string file) =>
        File.ReadLines(file).Select((text, i) => (Number: i + 1, Text: text)).Where(l => !l.Text.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
