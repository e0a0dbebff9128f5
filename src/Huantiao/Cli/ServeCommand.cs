using System.CommandLine;
using System.Net.Sockets;
using Huantiao.Evidence;
using Huantiao.Records;
using Huantiao.Web;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics;

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
        Option<string?> database = new("--database");
        Option<string?> auditKey = new("--audit-key");
        Option<bool> demo = new("--demo") { Hidden = true };
        var command = new Command("serve") { pathway, urls, data, database, auditKey, demo };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetResult(demo) is { Implicit: false })
                throw new BadInputException(Words.Format("Usage_Unavailable", "--demo"));
            return await RunAsync(
                new WebOptions(parsed.GetValue(urls) ?? DefaultUrls, PathwayFolder.Find(parsed.GetValue(pathway)), DataPlace.Find(parsed.GetValue(data)), parsed.GetValue(database)) { AuditKeyFile = parsed.GetValue(auditKey) }, terminal, cancel);
        });
        return command;
    }

    /// <summary>The clinic's database is opened when the public pages answer already. The first start shows how to set the clinic up.</summary>
    /// <exception cref="RecordsException">It cannot be opened; the server then ends.</exception>
    private static async Task OpenClinicAsync(WebApplication app, Terminal terminal, CancellationToken cancel)
    {
        var database = await app.Services.GetRequiredService<OpeningDatabase>().Ready.WaitAsync(cancel);
        if (await SetupLinks.ForFirstStartAsync(database, TimeProvider.System, cancel) is { } code)
        {
            terminal.Out.WriteLine(Words.Format("Serve_SetUp", $"{ByName(app.Urls.First())}/account/set-up#{code}"));
            terminal.Out.Flush();
        }
    }

    /// <summary>This machine under its name: passkeys are bound to names, not to numbers.</summary>
    private static string ByName(string url) =>
        url.Replace("//127.0.0.1:", "//localhost:", StringComparison.Ordinal).Replace("//[::1]:", "//localhost:", StringComparison.Ordinal)
            .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal).Replace("//[::]:", "//localhost:", StringComparison.Ordinal).TrimEnd('/');

    private static Site Load(string directory)
    {
        var pathway = PathwayFolder.Load(directory);
        return new Site(pathway, Findings.For(pathway), PathwayFolder: directory);
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
            await OpenClinicAsync(app, terminal, cancel);
            await app.WaitForShutdownAsync(cancel);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is CannotServeException or RecordsException)
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
