using System.CommandLine;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Huantiao.Cli;

namespace Huantiao.Tests.Cli;

public partial class HelpAndWordsTests
{
    private static readonly ResourceManager Resources = new("Huantiao.Cli.Words", typeof(Terminal).Assembly);

    public static TheoryData<string> Verbs => ["answer", "meta", "verify", "points", "screen", "pool", "serve", "backup", "restore", "export", "import", "audit", "records", "generate"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_EveryVerb_HasExamplesThatParseAndNamesEveryOption(string verb)
    {
        foreach (var language in (string[])["en", "zh-Hans"])
        {
            var ran = InProcess.Run([verb, "--help"], "", language);

            Assert.Equal((0, ""), (ran.Code, ran.Error));
            var examples = Examples(ran.Out);
            Assert.InRange(examples.Length, 2, 4);
            Assert.All(examples, e => Assert.Empty(Tree().Parse(e).Errors));
            Assert.All(Tree().Subcommands.Single(c => c.Name == verb).Options.Where(o => !o.Hidden), o => Assert.Contains($"  {o.Name} ", ran.Out, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Help_OfTheProgram_NamesEveryVerbAndShowsExamples()
    {
        var ran = InProcess.Run("--help");

        Assert.All(Verbs, verb => Assert.Contains($"  {verb.Data} ", ran.Out, StringComparison.Ordinal));
        Assert.All(Examples(ran.Out), e => Assert.Empty(Tree().Parse(e).Errors));
    }

    [Fact]
    public void Run_NothingTyped_ShowsHelpOnErrorAndExitsWithTwo()
    {
        var ran = InProcess.Run();

        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Contains("huantiao serve", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mta x.csv", "There is no verb \"mta\". Did you mean meta? See huantiao --help.")]
    [InlineData("frobnicate", "There is no verb \"frobnicate\". See huantiao --help.")]
    [InlineData("meta x.csv --mesure RR", "meta has no option --mesure. Did you mean --measure? See huantiao meta --help.")]
    [InlineData("meta --bach x", "meta has no option --bach. Did you mean --batch? See huantiao meta --help.")]
    [InlineData("answer one two", "answer does not know what to do with \"two\". See huantiao answer --help.")]
    [InlineData("serve --demo --database x", "--demo keeps its invented data in a folder of its own: it goes with neither --database nor --audit-key.")]
    [InlineData("meta --batch x --measure RR", "--measure does not go with --batch: each line of a batch carries its own choices.")]
    public void Run_MistakeInTyping_IsOneClearLine(string typed, string said)
    {
        var ran = InProcess.Run(typed.Split(' '));

        Assert.Equal((2, "", $"huantiao: {said}\n"), (ran.Code, ran.Out, ran.Error));
    }

    [Fact]
    public void Run_Version_IsOneLine()
    {
        var ran = InProcess.Run("--version");

        Assert.Equal(0, ran.Code);
        Assert.Matches("^huantiao [0-9]+\\.[0-9]+\\.[0-9]+\n$", ran.Out);
    }

    [Fact]
    public void Words_EveryKey_IsThereInBothLanguagesWithTheSamePlaces()
    {
        var english = All(CultureInfo.InvariantCulture);
        var chinese = All(CultureInfo.GetCultureInfo("zh-Hans"));

        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, word => Assert.Equal(Places(word.Value), Places(chinese[word.Key])));
    }

    [Theory]
    [InlineData("meta", "meta", 0)]
    [InlineData("mta", "meta", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_TwoWords_CountsLettersToChange(string a, string b, int distance) => Assert.Equal(distance, Misspelling.Distance(a, b));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_Colour_IsUsedOnlyWhereTheTerminalHasIt(bool colour)
    {
        using var scratch = new Scratch();

        var ran = InProcess.Run(["meta", scratch.Write("t.csv", "yi,vi\n1,1\n2,1\n")], "", colour: colour);

        Assert.Equal(colour, ran.Out.Contains('\e', StringComparison.Ordinal));
    }

    private static Command Tree() => CommandTree.Build(new Terminal(Stream.Null, Stream.Null, TextWriter.Null));

    /// <summary>The commands that a help page shows, without "huantiao", the comment behind and what they are piped into.</summary>
    private static string[] Examples(string help) =>
    [
        .. help.Split('\n').SkipWhile(l => l is not ("Examples" or "示例")).TakeWhile(l => l.Length > 0).Skip(1)
            .Select(l => l.Trim().Split(["  ", " | "], StringSplitOptions.None)[0]["huantiao ".Length..]),
    ];

    private static Dictionary<string, string> All(CultureInfo culture) => Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static string[] Places(string words) => [.. Place().Matches(words).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("\\{[0-9]+\\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();
}
