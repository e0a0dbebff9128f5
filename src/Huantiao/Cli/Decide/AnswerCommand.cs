using System.CommandLine;
using Huantiao.Evidence;

namespace Huantiao.Cli.Decide;

/// <summary><c>huantiao answer</c>: what the evidence says, on one screen or as JSON.</summary>
internal static class AnswerCommand
{
    public static Command Build(Terminal terminal)
    {
        Argument<string?> pathway = new("PATHWAY") { Arity = ArgumentArity.ZeroOrOne };
        Option<string?> lang = new("--lang");
        Option<bool> json = new("--json");
        var command = new Command("answer") { pathway, lang, json };
        command.SetAction(parsed =>
        {
            var language = SpokenLanguage.Use(parsed.GetValue(lang));
            var answer = Findings.For(PathwayFolder.Load(parsed.GetValue(pathway)));
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(AnswerJson.From(answer, language).Serialize());
            else
                new AnswerScreen(terminal, answer, language).Write();
            return ExitCode.Done;
        });
        return command;
    }
}
