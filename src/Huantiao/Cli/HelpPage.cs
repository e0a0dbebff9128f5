using System.CommandLine;

namespace Huantiao.Cli;

/// <summary>Help that teaches by example: what the verb is for, how it is called, examples to copy, then every option.</summary>
internal static class HelpPage
{
    public static void Write(TextWriter to, Command root, Command command)
    {
        if (command == root)
            WriteRoot(to, root);
        else
            WriteVerb(to, command);
        to.Flush();
    }

    private static void WriteRoot(TextWriter to, Command root)
    {
        to.WriteLine(Words.Get("Help_root"));
        to.WriteLine();
        to.WriteLine(Words.Get("Help_Verbs"));
        foreach (var verb in root.Subcommands.Where(c => !c.Hidden))
            to.WriteLine($"  {verb.Name,-10}{Words.Get($"Help_{verb.Name}")}");
        to.WriteLine();
        Section(to, "Help_Examples", "Help_root_examples");
        to.WriteLine(Words.Get("Help_ExitCodes"));
        to.WriteLine(Words.Get("Help_More"));
    }

    private static void WriteVerb(TextWriter to, Command verb)
    {
        to.WriteLine(Words.Get($"Help_{verb.Name}"));
        to.WriteLine();
        Section(to, "Help_Usage", $"Help_{verb.Name}_usage");
        Section(to, "Help_Examples", $"Help_{verb.Name}_examples");
        to.WriteLine(Words.Get("Help_Options"));
        foreach (var option in verb.Options.Where(o => !o.Hidden))
            Option(to, option.Name, Words.Get($"Help_{verb.Name}{option.Name.Replace("--", "_", StringComparison.Ordinal)}"));
        to.WriteLine();
        if (Words.Find($"Help_{verb.Name}_notes") is { } notes)
        {
            to.WriteLine(notes.Trim());
            to.WriteLine();
        }

        to.WriteLine(Words.Get("Help_ExitCodes"));
    }

    private static void Option(TextWriter to, string name, string words)
    {
        var lines = words.Trim().Split('\n');
        to.WriteLine($"  {name,-16}{lines[0].Trim()}");
        foreach (var line in lines.Skip(1))
            to.WriteLine($"  {"",-16}{line.Trim()}");
    }

    private static void Section(TextWriter to, string title, string body)
    {
        to.WriteLine(Words.Get(title));
        foreach (var line in Words.Get(body).Trim().Split('\n'))
            to.WriteLine("  " + line.Trim());
        to.WriteLine();
    }
}
