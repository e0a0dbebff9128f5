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
    // Leaving each study out in turn takes time with the square of their number.
    private const int MostStudiesForRefits = 5000;

    public static int Run(FileChoices choices, Terminal terminal)
    {
        var file = StudyFile.Load(choices.Path);
        var request = Request(choices, file);
        var result = Analyse(choices.Path, file, request);
        if (choices.Forest is { } forest)
            Drawings.Forest(forest, file, result);
        if (choices.Funnel is { } funnel)
            Drawings.Funnel(funnel, file, result);
        if (choices.Json)
            WriteJson(choices.Path, result, request, terminal);
        else
            new MetaReport(terminal, choices.Path, file, result).Write();
        return ExitCode.Done;
    }

    internal static AnalysisRequest Request(FileChoices choices, StudyFile file)
    {
        var measure = MeasureOf(choices, file);
        var everything = file.Data!.Count <= MostStudiesForRefits ? OptionNames.Everything : Include.Weights | Include.ConfInt | Include.RegTest;
        return new AnalysisRequest
        {
            Measure = measure,
            Data = file.Data,
            EffectSizes = new EffectSizeOptions
            {
                Add = choices.Add is { } add ? Number("--add", add) : new EffectSizeOptions().Add,
                To = choices.To is { } to ? OptionNames.Find(OptionNames.To, "--to", to) : ZeroCells.OnlyZero,
            },
            Method = choices.Method is { } method ? OptionNames.Find(OptionNames.Methods, "--method", method) : Method.REML,
            Test = choices.Test is { } test ? OptionNames.Find(OptionNames.Tests, "--test", test) : TestKind.Z,
            Level = choices.Level is { } level ? BatchCase.Level(Number("--level", level)) : 95,
            Include = everything,
        };
    }

    private static Measure MeasureOf(FileChoices choices, StudyFile file)
    {
        bool Has(string column) => file.Data?.Has(column) == true;
        var allowed = MeasureColumns.AllowedBy(Has);
        var columns = string.Join(", ", file.Columns);
        if (choices.Measure is not { } name)
        {
            if (allowed.Contains(Measure.GEN))
                return Measure.GEN;
            throw new BadInputException(allowed.IsEmpty
                ? Words.Format("Meta_NoUsableColumns", choices.Path, columns)
                : Words.Format("Meta_WhichMeasure", choices.Path, string.Join(", ", allowed)));
        }

        var measure = OptionNames.Find(OptionNames.Measures, "--measure", name);
        if (allowed.Contains(measure) || allowed.Contains(Measure.GEN))
            return measure;
        var needs = Words.Format("Meta_MeasureNeeds", choices.Path, measure, MeasureColumns.For(measure).Describe(Words.Get("Or")), columns);
        throw new BadInputException(allowed.IsEmpty ? needs : $"{needs} {Words.Format("Meta_ColumnsAllow", string.Join(", ", allowed))}");
    }

    private static AnalysisResult Analyse(string path, StudyFile file, AnalysisRequest request)
    {
        try
        {
            return Analysis.Run(request);
        }
        catch (AnalysisException e) when (e.Row is { } row)
        {
            throw new AnalysisException(e.Failure, $"{path}:{file.LineOf(row)}: {e.Message}", row);
        }
        catch (AnalysisException e)
        {
            throw new AnalysisException(e.Failure, $"{path}: {e.Message}");
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
