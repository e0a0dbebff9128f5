using System.CommandLine;
using System.Net.Sockets;
using Huantiao.Evidence;
using Huantiao.Records;
using Huantiao.Web;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics;
using Huantiao.Web.Demo;

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
        Option<bool> demo = new("--demo");
        var command = new Command("serve") { pathway, urls, data, database, auditKey, demo };
        command.SetAction(async (parsed, cancel) =>
        {
            var isDemo = parsed.GetValue(demo);
            if (isDemo && (parsed.GetValue(database) ?? parsed.GetValue(auditKey)) is not null)
                throw new BadInputException(Words.Get("Serve_DemoAlone"));
            var folder = isDemo && parsed.GetValue(data) is null ? DemoFolder.Beside(DataPlace.Find(null)) : DataPlace.Find(parsed.GetValue(data));
            return await RunAsync(
                new WebOptions(parsed.GetValue(urls) ?? DefaultUrls, PathwayFolder.Find(parsed.GetValue(pathway)), folder, parsed.GetValue(database))
                {
                    AuditKeyFile = parsed.GetValue(auditKey),
                    Demo = isDemo ? new() : null,
                },
                terminal, cancel);
        });
        return command;
    }

    /// <summary>The invented clinic is made or found before anything is served: it says on its own terminal how to come in.</summary>
    /// <exception cref="CannotServeException">The folder holds something else.</exception>
    private static async Task PrepareDemoAsync(WebOptions options, Site site, Terminal terminal, CancellationToken cancel)
    {
        var made = await DemoFolder.ReadyAsync(options.DataDirectory!, options.PathwayDirectory, site, TimeProvider.System, () => Say(terminal, Words.Get("Serve_DemoMaking")), cancel);
        Say(terminal, Words.Format("Serve_DemoMade", made.ToLocalTime().ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), Path.GetFullPath(options.DataDirectory!)));
    }

    private static void Say(Terminal terminal, string line)
    {
        terminal.Out.WriteLine(line);
        terminal.Out.Flush();
    }

    /// <summary>The clinic's database is opened when the public pages answer already. The first start shows how to set the clinic up.</summary>
    /// <exception cref="RecordsException">It cannot be opened; the server then ends.</exception>
    private static async Task OpenClinicAsync(WebApplication app, WebOptions options, Terminal terminal, CancellationToken cancel)
    {
        var database = await app.Services.GetRequiredService<OpeningDatabase>().Ready.WaitAsync(cancel);
        if (options.Demo is { } door)
            Say(terminal, Words.Format("Serve_DemoDoor", $"{ByName(app.Urls.First())}/demo#{door.Code}"));
        else if (await SetupLinks.ForFirstStartAsync(database, TimeProvider.System, cancel) is { } code)
            Say(terminal, Words.Format("Serve_SetUp", $"{ByName(app.Urls.First())}/account/set-up#{code}"));
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
            if (options.Demo is not null)
                await PrepareDemoAsync(options, await site, terminal, cancel);
            await using var app = WebApp.Host(options);
            WebApp.Map(app, await site);
            await app.StartAsync(cancel);
            Say(terminal, Words.Format("Serve_Listening", string.Join(' ', app.Urls)));
            await OpenClinicAsync(app, options, terminal, cancel);
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
