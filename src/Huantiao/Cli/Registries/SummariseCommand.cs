using System.CommandLine;
using System.Globalization;
using Huantiao.Cli.Records;
using Huantiao.Records;
using Huantiao.Registries;
using Huantiao.Registry;
using Huantiao.Web;
using Huantiao.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Cli.Registries;

/// <summary><c>huantiao summarise</c>: a clinic's signed summary of who began in a period and has consented, for <c>huantiao pool</c>. No person's row is in it.</summary>
internal static class SummariseCommand
{
    public static Command Build(Terminal terminal)
    {
        Argument<string> file = new("FILE");
        Option<string> from = new("--from") { Required = true };
        Option<string?> until = new("--until");
        Option<Guid?> clinic = new("--clinic");
        Option<string?> pathway = new("--pathway");
        Option<bool> replace = new("--replace");
        var records = new StoredRecords();
        var command = new Command("summarise") { file, from, until, clinic, pathway, replace };
        records.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var target = parsed.GetValue(file)!;
            if (File.Exists(target) && !parsed.GetValue(replace))
                throw new BadInputException(Words.Format("Summarise_IsThere", target));
            var site = Load(PathwayFolder.Find(parsed.GetValue(pathway)));
            var subject = RegistrySubject.Of(site) ?? throw new BadInputException(Words.Get("Summarise_NoSubject"));
            await using var database = await records.OpenAsync(parsed, cancel);
            await using var db = database.NewContext(await ExportCommands.ClinicAsync(database, parsed.GetValue(clinic), cancel), Actor.Program);
            var found = await db.Clinics.AsNoTracking().FirstOrDefaultAsync(c => c.Id == db.Clinic, cancel) ?? throw new BadInputException(Words.Get("Export_NoClinic"));
            var now = TimeProvider.System.GetUtcNow();
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(found.TimeZone)).DateTime);
            var cut = new Cut(Day("--from", parsed.GetValue(from)!), parsed.GetValue(until) is { } last ? Day("--until", last) : today, today);
            if (cut.Until < cut.From || cut.Until > today)
                throw new BadInputException(Words.Format("Summarise_Period", Text(cut.From), Text(cut.Until), Text(today)));

            using var keys = await StoredRecords.TellAsync(RegistryKeys.FindOrMakeAsync(db, new SealedKeys(records.Folder(parsed)), now, cancel));
            var draft = await RegistryExport.DraftAsync(db, site, subject, found, keys, cut, now, cancel);
            var earlier = await RegistryExport.EarlierAsync(db, cut, cancel);
            var bytes = await RegistryExport.TakeOutAsync(db, draft, keys, Guid.CreateVersion7(), null, now, cancel);
            AtomicFile.Write(target, to => to.Write(bytes));
            terminal.Out.WriteLine(Words.Format("Summarise_Done", draft.Consented, draft.Began, Text(cut.From), Text(cut.Until), target));
            terminal.Out.WriteLine(Words.Format("Summarise_Digest", draft.Digest));
            terminal.Out.WriteLine(Words.Format("Summarise_Key", keys.Fingerprint));
            foreach (var before in earlier)
                terminal.Error.WriteLine(Words.Format("Summarise_Earlier", Text(before.FirstDay), Text(before.LastDay), Text(before.CutOn), before.Digest));
            return ExitCode.Done;
        });
        return command;
    }

    private static Site Load(string folder)
    {
        try
        {
            return Site.Load(folder);
        }
        catch (CannotServeException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    private static DateOnly Day(string option, string given) => DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day : throw new BadInputException(Words.Format("Summarise_Day", option, given));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
