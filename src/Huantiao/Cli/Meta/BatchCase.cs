using System.Text.Json;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>A line of a batch that cannot become an analysis.</summary>
internal sealed class BatchLineException(string code, string message, int? row = null) : Exception(message)
{
    public string Code { get; } = code;
    public int? Row { get; } = row;
}

/// <summary>One line of a batch: its id, what to analyse, and what to say about the line itself.</summary>
internal ref struct BatchCase
{
    // Columns of words that travel with the numbers; metafor's own label argument is slab.
    private static readonly string[] Labels = ["slab", "study", "author", "year", "trial", "label", "source", "id", "name"];

    // Columns grow here before they are cut to size; one for each thread that reads lines.
    [ThreadStatic]
    private static double[]? growing;

    /// <summary>The id exactly as it was written (a JSON string or number), empty when there was none or it could not be read.</summary>
    public ReadOnlySpan<byte> RawId { get; private set; }

    public List<string>? Notes { get; private set; }

    /// <exception cref="BatchLineException">The line is not JSON, or a field has the wrong type.</exception>
    /// <exception cref="AnalysisException">A name is unknown, or the columns do not fit together.</exception>
    public AnalysisRequest Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return ReadObject(line);
        }
        catch (JsonException e)
        {
            throw new BatchLineException("broken-json", $"The line is not valid JSON (byte {(e.BytePositionInLine ?? 0) + 1}): {FirstSentence(e.Message)} Write null for a missing number.");
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to text that is not UTF-8 inside a string.
            throw new BatchLineException("broken-json", "The line holds text that is not valid UTF-8.");
        }
    }

    /// <summary>Finds the id in a line that failed before its id was reached, as far as the line can be read.</summary>
    public void SeekId(ReadOnlySpan<byte> line)
    {
        if (!RawId.IsEmpty)
            return;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                if (!reader.Read())
                    return;
                if (isId && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                    RawId = RawToken(line, ref reader);
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // What was found before the break is the answer.
        }
    }

    private AnalysisRequest ReadObject(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new BatchLineException("wrong-type", "A line must be one JSON object, {…}.");

        Measure? measure = null;
        StudyTable? data = null;
        var effectSizes = new EffectSizeOptions();
        var request = new AnalysisRequest { Measure = Measure.GEN, Data = Nothing };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            switch (name)
            {
                case "id":
                    if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                        throw WrongType("id", "a string or a number");
                    RawId = RawToken(line, ref reader);
                    break;
                case "measure":
                    measure = OptionNames.Measure("measure", Text(ref reader, name));
                    break;
                case "data":
                    data = ReadData(ref reader);
                    break;
                case "method":
                    request = request with { Method = OptionNames.Method("method", Text(ref reader, name)) };
                    break;
                case "test":
                    request = request with { Test = OptionNames.Test("test", Text(ref reader, name)) };
                    break;
                case "level":
                    request = request with { Level = OptionNames.Level(Number(ref reader, name)) };
                    break;
                case "add":
                    effectSizes = effectSizes with { Add = Number(ref reader, name) };
                    break;
                case "to":
                    effectSizes = effectSizes with { To = OptionNames.To("to", Text(ref reader, name)) };
                    break;
                case "drop00":
                    effectSizes = effectSizes with { DropDoubleZero = Truth(ref reader, name) };
                    break;
                case "vtype":
                    effectSizes = effectSizes with { SmdVariance = OptionNames.SmdVariance("vtype", Text(ref reader, name)) };
                    break;
                case "include":
                    request = request with { Include = ReadInclude(ref reader) };
                    break;
                case "regtest":
                    request = ReadRegTest(ref reader, request);
                    break;
                case "trimfill":
                    request = ReadTrimFill(ref reader, request);
                    break;
                default:
                    (Notes ??= []).Add($"The field \"{name}\" is not known and was ignored.");
                    reader.Skip();
                    break;
            }
        }

        if (reader.Read())
            throw new BatchLineException("broken-json", "There is more than one JSON object on the line.");
        if (data is null)
            throw new BatchLineException("missing-column", "The field \"data\" is missing: an object of columns, {\"ai\":[…],…}.");
        if (measure is null && !data.Has("yi"))
            throw new BatchLineException("missing-column", "The field \"measure\" is missing; only data with yi (and vi or sei) go without it.");
        return request with { Measure = measure ?? Measure.GEN, Data = data, EffectSizes = effectSizes };
    }

    private static readonly StudyTable Nothing = new(new Dictionary<string, double[]> { ["yi"] = [] });

    private StudyTable ReadData(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw WrongType("data", "an object of columns");
        var columns = new List<KeyValuePair<string, double[]>>(6);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            if (reader.TokenType != JsonTokenType.StartArray)
                throw WrongType($"data.{column}", "an array of numbers");
            if (IsLabel(column))
            {
                reader.Skip();
                continue;
            }

            foreach (var (name, _) in columns)
            {
                if (name.Equals(column, StringComparison.OrdinalIgnoreCase))
                    throw new BatchLineException("wrong-type", $"The column \"{column}\" is there twice.");
            }

            columns.Add(new(column, ReadColumn(ref reader, column)));
        }

        return new StudyTable(columns);
    }

    private static bool IsLabel(string column)
    {
        foreach (var label in Labels)
        {
            if (label.Equals(column, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static double[] ReadColumn(ref Utf8JsonReader reader, string column)
    {
        var values = growing ??= new double[64];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == values.Length)
            {
                var larger = new double[count * 2];
                values.CopyTo(larger, 0);
                growing = values = larger;
            }

            values[count] = reader.TokenType switch
            {
                JsonTokenType.Number => reader.GetDouble(),
                JsonTokenType.Null => double.NaN,
                JsonTokenType.String => FromWord(reader.GetString()!, column, count + 1),
                _ => throw new BatchLineException("wrong-type", $"data.{column}, row {count + 1}: a number was expected.", count + 1),
            };
            count++;
        }

        var exact = new double[count];
        Array.Copy(values, exact, count);
        return exact;
    }

    /// <summary>JSON has no word for infinity or for missing, and R writes them as strings.</summary>
    private static double FromWord(string word, string column, int row) => word.Trim() switch
    {
        "" or "NA" or "NaN" or "na" or "nan" => double.NaN,
        "Inf" or "Infinity" => double.PositiveInfinity,
        "-Inf" or "-Infinity" => double.NegativeInfinity,
        _ => throw new BatchLineException("wrong-type", $"data.{column}, row {row}: \"{word}\" is not a number. Write a number, or null where it is missing.", row),
    };

    private static Include ReadInclude(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw WrongType("include", "an array of names");
        var include = Include.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            include |= OptionNames.Include("include", Text(ref reader, "include"));
        return include;
    }

    private static AnalysisRequest ReadRegTest(ref Utf8JsonReader reader, AnalysisRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw WrongType("regtest", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            request = name switch
            {
                "model" => request with { RegTestModel = OptionNames.RegTestModel("regtest.model", Text(ref reader, name)) },
                "predictor" => request with { RegTestPredictor = OptionNames.RegTestPredictor("regtest.predictor", Text(ref reader, name)) },
                _ => throw new AnalysisException(AnalysisFailure.UnknownOption, $"Unknown field regtest.{name}. One of: model, predictor."),
            };
        }

        return request;
    }

    private static AnalysisRequest ReadTrimFill(ref Utf8JsonReader reader, AnalysisRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw WrongType("trimfill", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            request = name switch
            {
                "estimator" => request with { TrimFillEstimator = OptionNames.TrimFillEstimator("trimfill.estimator", Text(ref reader, name)) },
                "side" => request with { TrimFillSide = OptionNames.TrimFillSide("trimfill.side", Text(ref reader, name)) },
                _ => throw new AnalysisException(AnalysisFailure.UnknownOption, $"Unknown field trimfill.{name}. One of: estimator, side."),
            };
        }

        return request;
    }

    private static string Text(ref Utf8JsonReader reader, string field) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw WrongType(field, "a string");

    private static double Number(ref Utf8JsonReader reader, string field) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw WrongType(field, "a number");

    private static bool Truth(ref Utf8JsonReader reader, string field) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw WrongType(field, "true or false");

    private static BatchLineException WrongType(string field, string expected) => new("wrong-type", $"The field \"{field}\" must be {expected}.");

    private static ReadOnlySpan<byte> RawToken(ReadOnlySpan<byte> line, scoped ref Utf8JsonReader reader) =>
        line[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
