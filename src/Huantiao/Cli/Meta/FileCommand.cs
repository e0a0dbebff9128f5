using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>What was typed behind <c>huantiao meta</c>; null: not given.</summary>
internal sealed record FileChoices(
    string Path, string? Measure, string? Method, string? Test, string? Level, string? Add, string? To, string? Forest, string? Funnel, bool Json);

/// <summary><c>huantiao meta FILE</c>: one analysis, for a person to read or as one line of JSON.</summary>
internal static class FileCommand
{
    // What refits once a study takes time with the square of their number.
    private const int MostStudiesForRefits = 5000;

    public static int Run(FileChoices choices, Terminal terminal)
    {
        var file = StudyFile.Load(choices.Path);
        var request = Request(choices, file);
        var result = Analyse(choices.Path, file, request);
        var shown = new ShownAnalysis(Path.GetFileName(choices.Path), file, result);
        if (choices.Forest is { } forest)
            AtomicFile.Write(forest, shown.ForestSvg());
        if (choices.Funnel is { } funnel)
            AtomicFile.Write(funnel, shown.FunnelSvg());
        if (choices.Json)
            WriteJson(choices.Path, result, request, terminal);
        else
            MetaReport.Write(terminal, shown);
        return ExitCode.Done;
    }

    private static AnalysisRequest Request(FileChoices choices, StudyFile file)
    {
        var measure = MeasureOf(choices, file);
        var request = new AnalysisRequest
        {
            Measure = measure.Measure,
            Data = file.Numbers(measure),
            Include = file.Count <= MostStudiesForRefits ? OptionNames.Everything : Include.Weights | Include.ConfInt | Include.RegTest,
        };
        if (choices.Add is { } add)
            request = request with { EffectSizes = request.EffectSizes with { Add = Number("--add", add) } };
        if (choices.To is { } to)
            request = request with { EffectSizes = request.EffectSizes with { To = OptionNames.To("--to", to) } };
        if (choices.Method is { } method)
            request = request with { Method = OptionNames.Method("--method", method) };
        if (choices.Test is { } test)
            request = request with { Test = OptionNames.Test("--test", test) };
        if (choices.Level is { } level)
            request = request with { Level = OptionNames.Level(Number("--level", level)) };
        return request;
    }

    private static MeasureInfo MeasureOf(FileChoices choices, StudyFile file)
    {
        var allowed = file.Allowed;
        var columns = string.Join(", ", file.Columns);
        if (choices.Measure is not { } name)
        {
            if (allowed.Contains(Measure.GEN))
                return MeasureInfo.Of(Measure.GEN);
            throw new BadInputException(allowed.IsEmpty
                ? Words.Format("Meta_NoUsableColumns", choices.Path, columns)
                : Words.Format("Meta_WhichMeasure", choices.Path, string.Join(", ", allowed)));
        }

        var measure = MeasureInfo.Of(OptionNames.Measure("--measure", name));
        if (file.Allows(measure) || allowed.Contains(Measure.GEN))
            return measure;
        var needs = Words.Format("Meta_MeasureNeeds", choices.Path, measure.Measure, measure.Needs, columns);
        throw new BadInputException(allowed.IsEmpty ? needs : $"{needs} {Words.Format("Meta_ColumnsAllow", string.Join(", ", allowed))}");
    }

    private static AnalysisResult Analyse(string path, StudyFile file, AnalysisRequest request)
    {
        try
        {
            return Analysis.Run(request);
        }
        catch (AnalysisException e)
        {
            var place = e.Row is { } row ? $"{path}:{file.LineOf(row)}" : path;
            throw new AnalysisException(e.Failure, $"{place}: {e.Message}", e.Row);
        }
    }

    private static double Number(string option, string given) =>
        double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new BadInputException(Words.Format("Usage_NotANumber", option, given));

    private static void WriteJson(string path, AnalysisResult result, AnalysisRequest request, Terminal terminal)
    {
        using (var json = new Utf8JsonWriter(terminal.Output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            List<string>? notes = request.Include == OptionNames.Everything ? null : [Words.Format("Meta_TooManyForRefits", MostStudiesForRefits)];
            var id = JsonEncodedText.Encode(path, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
            new ResultJson(json).Write(Encoding.UTF8.GetBytes($"\"{id}\""), result, notes);
        }

        terminal.Output.Write("\n"u8);
    }
}
