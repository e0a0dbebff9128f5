using Huantiao.Cli;

using var terminal = Terminal.OfProcess();
return CommandTree.Run(args, terminal);
