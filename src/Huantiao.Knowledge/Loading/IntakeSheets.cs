using System.Collections.Immutable;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Knowledge.Loading;

/// <summary>Reads the questions of the intake, what is consented to, and the taps of the re-screen.</summary>
internal static class IntakeSheets
{
    public const string Questions = "intake.csv";
    public const string Choices = "intake_choices.csv";
    public const string Sections = "intake_sections.csv";
    public const string Groups = "intake_groups.csv";
    public const string Consents = "consents.csv";
    public const string Recheck = "recheck.csv";

    private static readonly string[] Kinds = ["yes-no", "number", "choice", "text", "medicines", "drawing", "date", "signature"];
    private static readonly string[] Repeated = ["text_en", "text_zh_hans", "help_en", "help_zh_hans", "least", "most", "unit"];
    private static readonly string[] Occasions = ["intake", "visit", "examination"];

    public static ImmutableArray<IntakeSection> ReadSections(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, Sections, problems, "id", "asked_at", "title*", "intro*", "source", "status");
        sheet.RequireUnique("id");
        return sheet.Read(row => new IntakeSection(
            row.Required("id"), (Occasion)(Array.IndexOf(Occasions, row.OneOf("asked_at", Occasions)) + 1), row.Local("title"), row.OptionalLocal("intro"),
            row.Provenance("source", "source")));
    }

    public static ImmutableArray<IntakeGroup> ReadGroups(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, Groups, problems, "id", "title*", "source", "status");
        sheet.RequireUnique("id");
        return sheet.Read(row => new IntakeGroup(row.Required("id"), row.Local("title"), row.Provenance("source", "source")));
    }

    public static ImmutableArray<IntakeQuestion> ReadQuestions(
        string directory, ImmutableArray<IntakeSection> sections, ImmutableArray<IntakeGroup> groups, MeasureKnowledge measures, ProblemList problems)
    {
        var listed = Sheet.Open(directory, Choices, problems, "question", "value", "text*", "source", "status");
        var choices = listed.Rows().Select(row =>
        {
            row.Provenance("source", "source");
            return (Question: row.Required("question"), Choice: new IntakeChoice(row.Required("value"), row.Local("text")), Row: row);
        }).ToList();

        var sheet = Sheet.Open(
            directory, Questions, problems, "id", "section", "kind", "group", "text*", "help*", "shown_when", "may_skip", "lasting", "least", "most", "unit", "measure",
            "source", "status");
        sheet.RequireUnique("id");
        var last = (Id: (string?)null, Section: "");
        var closed = new HashSet<string>(StringComparer.Ordinal);
        var questions = sheet.Rows().Select(row => Grouped(row, Question(row, sections, measures, choices.Where(c => c.Question == row.Text("id")).Select(c => c.Choice)))).ToImmutableArray();
        foreach (var (question, choice, row) in choices)
        {
            if (!questions.Any(q => q.Id == question && q.Kind == QuestionKind.Choice))
                row.Problem("question", $"There is no question of choice \"{question}\" in {Questions}. Correct its id.", question);
            if (choices.Count(c => c.Question == question && c.Choice.Value == choice.Value) > 1)
                row.Problem("value", $"The choice \"{choice.Value}\" of \"{question}\" stands twice. Remove one.", choice.Value);
        }

        foreach (var unused in groups.Where(g => questions.All(q => q.Group != g.Id)))
            problems.Schema(Groups, 1, "id", $"No question of {Questions} is of the group \"{unused.Id}\". Name it there, or remove it.");
        return questions;

        IntakeQuestion Grouped(Fields row, IntakeQuestion question)
        {
            if (question.Group is not { } group)
            {
                last = default;
                return question;
            }

            if (groups.All(g => g.Id != group))
                row.Problem("group", $"There is no group \"{group}\" in {Groups}. Add it or correct its id.", group);
            if (question.Kind != QuestionKind.YesNo || question.ShownWhen is not null || question.MaySkip)
                row.Problem("group", "\"None of these\" answers a whole group: only questions of yes and no, asked of everybody and not to be skipped, can be in one.", group);
            if (last != (group, question.Section) && !closed.Add(group))
                row.Problem("group", $"The questions of \"{group}\" do not stand together in one section. Move them.", group);
            last = (group, question.Section);
            return question;
        }
    }

    public static ImmutableArray<ConsentText> ReadConsents(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, Consents, problems, "purpose", "version", "from", "required", "title*", "key_facts*", "text*", "source", "status");
        var seen = new HashSet<(string, int)>();
        return sheet.Read(row =>
        {
            var version = row.Whole("version") ?? 0;
            if (version < 1)
                row.Problem("version", "Versions count from 1. Write one.", row.Text("version"));
            var consent = new ConsentText(
                row.OneOf("purpose", "treatment", "record", "research", "reminders"), version, row.Date("from"), row.YesNo("required"), row.Local("title"), row.OptionalLocal("key_facts"), row.Local("text"),
                row.Provenance("source", "source"));
            if (!seen.Add((consent.Purpose, version)))
                row.Problem("version", $"Version {version} of \"{consent.Purpose}\" stands twice. A changed text is a new version.", row.Text("version"));
            return consent;
        });
    }

    public static ImmutableArray<RecheckTap> ReadRecheck(string directory, ProblemList problems)
    {
        var sheet = Sheet.Open(directory, Recheck, problems, "question", "reopens", "source", "status");
        sheet.RequireUnique("question");
        return sheet.Read(row => new RecheckTap(
            row.Required("question"), [.. row.Text("reopens").Split(' ', StringSplitOptions.RemoveEmptyEntries)], row.Provenance("source", "source")));
    }

    private static IntakeQuestion Question(Fields row, ImmutableArray<IntakeSection> sections, MeasureKnowledge measures, IEnumerable<IntakeChoice> choices)
    {
        if (row.Optional("measure") is { } measure)
            return Measured(row, measure, sections, measures);
        var (id, section, kind) = (row.Required("id"), row.Required("section"), (QuestionKind)(Array.IndexOf(Kinds, row.OneOf("kind", Kinds)) + 1));
        var (least, most) = (row.Number("least"), row.Number("most"));
        if (id.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) || id is "always" or "takes" or "rule" or "and" or "or" or "threshold")
            row.Problem("id", $"\"{id}\" is no id: small letters, digits and \"_\", and no word of conditions. Rename it.", id);
        SectionOf(row, sections);
        if (kind == QuestionKind.Number && !(least < most))
            row.Problem("least", "A number has a least and a most, which tell a slip of the finger. Fill in both.", row.Text("least"));
        if (kind != QuestionKind.Number && (least is not null || most is not null))
            row.Problem("least", "Only a number has a least and a most. Leave the fields empty.", row.Text("least"));
        ImmutableArray<IntakeChoice> offered = [.. choices];
        if (kind == QuestionKind.Choice && offered.Length < 2)
            row.Problem("kind", $"A choice has at least two answers in {Choices}. Add them.");
        return new(
            id, section, kind, row.Optional("group"), row.Local("text"), row.OptionalLocal("help"), offered, ScreeningSheets.Condition(row, "shown_when"), row.YesNo("may_skip"), row.YesNo("lasting"),
            least, most, row.Text("unit"), null, row.Provenance("source", "source"));
    }

    private static void SectionOf(Fields row, ImmutableArray<IntakeSection> sections)
    {
        var section = row.Text("section");
        if (!sections.Any(s => s.Id == section))
            row.Problem("section", $"There is no section \"{section}\" in {Sections}. Add it or correct its id.", section);
    }

    /// <summary>A question that takes the baseline of an instrument: its words, its range and its unit are the instrument's and stand nowhere else.</summary>
    private static IntakeQuestion Measured(Fields row, string measure, ImmutableArray<IntakeSection> sections, MeasureKnowledge measures)
    {
        var (id, kind) = (row.Required("id"), (QuestionKind)(Array.IndexOf(Kinds, row.OneOf("kind", Kinds)) + 1));
        var item = measures.Find(measure)?.Item(id);
        SectionOf(row, sections);
        if (item is null)
            row.Problem("measure", $"\"{measure}\" has no item \"{id}\" in {MeasureSheets.Items}. Correct one of the two.", measure);
        else if (kind.ToString() != item.Kind.ToString())
            row.Problem("kind", $"The item takes another kind of answer in {MeasureSheets.Items}. Write the same in both.", row.Text("kind"));
        foreach (var column in Repeated.Where(c => row.Text(c).Length > 0))
            row.Problem(column, $"The words and the range of \"{id}\" stand in {MeasureSheets.Items}. Leave the field empty here.", row.Text(column));
        return new(
            id, row.Required("section"), kind, row.Optional("group"), item?.Text ?? LocalText.Empty, item?.Anchors, [], ScreeningSheets.Condition(row, "shown_when"), row.YesNo("may_skip"),
            row.YesNo("lasting"), kind == QuestionKind.Number ? item?.Least : null, kind == QuestionKind.Number ? item?.Most : null, item?.Unit ?? "", measure, row.Provenance("source", "source"));
    }
}
