using System.CommandLine;

namespace Huantiao.Cli.Meta;

/// <summary><c>huantiao meta</c>: the analysis of one file, or of a stream of cases.</summary>
internal static class MetaCommand
{
    public static Command Build(Terminal terminal)
    {
        Argument<string?> file = new("FILE") { Arity = ArgumentArity.ZeroOrOne };
        Option<string?> measure = new("--measure");
        Option<string?> method = new("--method");
        Option<string?> test = new("--test");
        Option<string?> level = new("--level");
        Option<string?> add = new("--add");
        Option<string?> to = new("--to");
        Option<string?> forest = new("--forest");
        Option<string?> funnel = new("--funnel");
        Option<bool> json = new("--json");
        Option<string?> batch = new("--batch");
        Option<string?> output = new("--out");
        var command = new Command("meta") { file, measure, method, test, level, add, to, forest, funnel, json, batch, output };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(batch) is { } cases)
            {
                foreach (var option in command.Options.Where(o => o != batch && o != output))
                {
                    if (parsed.GetResult(option) is { Implicit: false })
                        throw new BadInputException(Words.Format("Meta_NotWithBatch", option.Name));
                }

                if (parsed.GetValue(file) is { } extra)
                    throw new BadInputException(Words.Format("Meta_NotWithBatch", extra));
                return BatchCommand.Run(cases, parsed.GetValue(output), terminal);
            }

            if (parsed.GetValue(output) is not null)
                throw new BadInputException(Words.Get("Meta_OutWithoutBatch"));
            var path = parsed.GetValue(file) ?? throw new BadInputException(Words.Get("Meta_NoFile"));
            return FileCommand.Run(
                new FileChoices(
                    path, parsed.GetValue(measure), parsed.GetValue(method), parsed.GetValue(test), parsed.GetValue(level), parsed.GetValue(add), parsed.GetValue(to),
                    parsed.GetValue(forest), parsed.GetValue(funnel), parsed.GetValue(json)),
                terminal);
        });
        return command;
    }
}
