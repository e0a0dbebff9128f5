using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Huantiao.Care.Intake;
using Huantiao.Care.Medicines;
using Huantiao.Care.Screening;
using Huantiao.Interop;
using Huantiao.Knowledge;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Cli.Screen;

/// <summary><c>huantiao screen</c>: a person's answers held against the safety rules, or a text about medicines taken apart.</summary>
internal static class ScreenCommand
{
    private const long LargestFile = 4 * 1024 * 1024;

    public static Command Build(Terminal terminal)
    {
        Argument<string?> file = new("ANSWERS") { Arity = ArgumentArity.ZeroOrOne };
        Option<string?> medicines = new("--medicines");
        Option<bool> questions = new("--questions");
        Option<string?> pathway = new("--pathway");
        Option<string?> lang = new("--lang");
        Option<bool> json = new("--json");
        var command = new Command("screen") { file, medicines, questions, pathway, lang, json };
        command.SetAction(parsed =>
        {
            var language = SpokenLanguage.Use(parsed.GetValue(lang));
            var (answers, text, ask) = (parsed.GetValue(file), parsed.GetValue(medicines), parsed.GetValue(questions));
            if ((answers is null ? 0 : 1) + (text is null ? 0 : 1) + (ask ? 1 : 0) != 1)
                throw new BadInputException(Words.Get("Screen_OneOfThree"));
            var knowledge = Load(parsed.GetValue(pathway));
            var isJson = parsed.GetValue(json);
            if (ask)
                return Questions(terminal, knowledge, language, isJson);
            return text is not null ? Medicines(terminal, knowledge, text, isJson) : Answers(terminal, knowledge, answers!, language, isJson);
        });
        return command;
    }

    private static int Questions(Terminal terminal, ScreeningKnowledge knowledge, string language, bool json)
    {
        if (json)
            ScreenJson.WriteQuestions(terminal, knowledge, language);
        else
            ScreenReport.WriteQuestions(terminal, knowledge, language);
        return ExitCode.Done;
    }

    private static int Medicines(Terminal terminal, ScreeningKnowledge knowledge, string text, bool json)
    {
        var reading = MedicineRecogniser.For(knowledge.Medicines).Read(text);
        if (json)
            ScreenJson.WriteMedicines(terminal, reading);
        else
            ScreenReport.WriteMedicines(terminal, reading);
        return ExitCode.Done;
    }

    private static int Answers(Terminal terminal, ScreeningKnowledge knowledge, string file, string language, bool json)
    {
        var document = ReadAnswers(knowledge, file, ReadText(terminal, file));
        var outcome = SafetyScreen.Run(knowledge, document.Answers, ClinicThresholds.Off, document.Occasion);
        if (json)
            ScreenJson.Write(terminal, outcome, language);
        else
            ScreenReport.Write(terminal, outcome, language);
        var goesOn = outcome.Decision is ScreenDecision.Proceed or ScreenDecision.ProceedWithCare && !outcome.Findings.Any(f => f.Rule.Blocks) && outcome.Unanswered.IsEmpty;
        return goesOn ? ExitCode.Done : ExitCode.ProblemFound;
    }

    private static ScreeningKnowledge Load(string? pathway)
    {
        var folder = PathwayFolder.Find(pathway);
        if (!ScreeningLoader.IsThere(folder))
            throw new BadInputException(Words.Format("Screen_NoRules", folder));
        var (knowledge, problems) = ScreeningLoader.Load(folder);
        if (knowledge is not null)
            return knowledge;
        var first = problems.First(p => p.Severity == Severity.Error);
        throw new BadInputException($"{PathwayFolder.Place(folder, first)}: {first.Message}");
    }

    private static string ReadText(Terminal terminal, string file)
    {
        try
        {
            if (file == "-")
            {
                using var reader = new StreamReader(terminal.Input, Encoding.UTF8, leaveOpen: true);
                return reader.ReadToEnd();
            }

            if (Directory.Exists(file))
                throw new BadInputException(Words.Format("Read_IsFolder", file));
            if (new FileInfo(file) is { Exists: true, Length: > LargestFile })
                throw new BadInputException(Words.Format("Screen_TooLarge", file));
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: {e.Message}", e);
        }
    }

    private static AnswersDocument ReadAnswers(ScreeningKnowledge knowledge, string file, string text)
    {
        if (IsResource(text))
            return ReadResource(knowledge, file, text);
        var (document, problems) = AnswersJson.Read(knowledge, text);
        return document ?? throw new BadInputException(string.Join('\n', problems.Select(p => Say(knowledge, file, p))));
    }

    /// <summary>FHIR names the type of every resource at its top.</summary>
    private static bool IsResource(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("resourceType"u8, out _);
        }
        catch (JsonException)
        {
            return false; // the reader of answers says where
        }
    }

    /// <summary>Apart, so that the FHIR library is loaded only for a FHIR file.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AnswersDocument ReadResource(ScreeningKnowledge knowledge, string file, string text)
    {
        var (document, problems) = QuestionnaireResponseReader.Read(knowledge, text);
        return document ?? throw new BadInputException(string.Join('\n', problems.Select(p => p.Path.Length > 0 ? $"{file} ({p.Path}): {p.Message}" : $"{file}: {p.Message}")));
    }

    private static string Say(ScreeningKnowledge knowledge, string file, AnswersProblem problem)
    {
        var place = problem.Path.Length > 0 ? $"{file} ({problem.Path})" : problem.Line > 0 ? $"{file}:{problem.Line}" : file;
        var id = problem.Path[(problem.Path.LastIndexOf('.') + 1)..];
        var question = knowledge.Question(id);
        var what = problem.Fault switch
        {
            AnswersFault.NoSuchQuestion => Words.Format("Screen_Fault_NoSuchQuestion", Nearest(knowledge, id)),
            AnswersFault.OtherKind when question is not null => Words.Format("Screen_Fault_Kind_" + question.Kind, problem.Given),
            AnswersFault.OutOfRange => Words.Format("Screen_Fault_OutOfRange", problem.Given, question!.Least, question.Most),
            AnswersFault.NoSuchChoice when question is not null => Words.Format("Screen_Fault_NoSuchChoice", problem.Given, string.Join(", ", question.Choices.Select(c => c.Value))),
            var fault => Words.Format("Screen_Fault_" + fault, problem.Given),
        };
        return $"{place}: {what}";
    }

    private static string Nearest(ScreeningKnowledge knowledge, string id) => knowledge.Questions.Select(q => q.Id).MinBy(q => Misspelling.Distance(q, id))!;
}
