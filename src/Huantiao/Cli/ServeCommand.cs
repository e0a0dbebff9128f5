using System.CommandLine;
using System.Net.Sockets;
using Huantiao.Evidence;
using Huantiao.Web;

namespace Huantiao.Cli;

/// <summary><c>huantiao serve</c>: the pages, until Ctrl-C.</summary>
internal static class ServeCommand
{
    private const string DefaultUrls = "http://127.0.0.1:5080";

    public static Command Build(Terminal terminal)
    {
        Argument<string?> pathway = new("PATHWAY") { Arity = ArgumentArity.ZeroOrOne };
        Option<string?> urls = new("--urls");
        Option<string?> data = new("--data");
        Option<string?> database = new("--database") { Hidden = true };
        Option<bool> demo = new("--demo") { Hidden = true };
        var command = new Command("serve") { pathway, urls, data, database, demo };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetResult(database) is { Implicit: false })
                throw new BadInputException(Words.Format("Usage_Unavailable", "--database"));
            if (parsed.GetResult(demo) is { Implicit: false })
                throw new BadInputException(Words.Format("Usage_Unavailable", "--demo"));
            return await RunAsync(new WebOptions(parsed.GetValue(urls) ?? DefaultUrls, PathwayFolder.Find(parsed.GetValue(pathway)), parsed.GetValue(data)), terminal, cancel);
        });
        return command;
    }

    private static Site Load(string directory)
    {
        var pathway = PathwayFolder.Load(directory);
        return new Site(pathway, Findings.For(pathway));
    }

    private static async Task<int> RunAsync(WebOptions options, Terminal terminal, CancellationToken cancel)
    {
        // Two halves of the start that do not need each other: the answer is worked out on one core, the server made ready on the other.
        var site = Task.Run(() => Load(options.PathwayDirectory), cancel);
        try
        {
            await using var app = WebApp.Host(options);
            WebApp.Map(app, await site);
            await app.StartAsync(cancel);
            terminal.Out.WriteLine(Words.Format("Serve_Listening", string.Join(' ', app.Urls)));
            terminal.Out.Flush();
            await app.WaitForShutdownAsync(cancel);
            return ExitCode.Done;
        }
        catch (CannotServeException e)
        {
            throw new BadInputException(e.Message, e);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new BadInputException(Words.Format("Serve_PortInUse", options.Urls), e);
        }
        catch (Exception e) when (e is SocketException or FormatException or IOException or InvalidOperationException)
        {
            throw new BadInputException(Words.Format("Serve_CannotListen", options.Urls, e.Message), e);
        }
    }
}
