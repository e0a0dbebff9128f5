using Huantiao.Care.Medicines;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Screening;

namespace Huantiao.Cli.Screen;

/// <summary>The screen in 80 columns of plain text.</summary>
internal static class ScreenReport
{
    private const int Columns = 80;

    public static void Write(Terminal terminal, ScreenOutcome outcome, string language)
    {
        var page = new TextPage(terminal, Columns);
        page.Add(Words.Get("Screen_Decision_" + outcome.Decision.Consequence), outcome.Decision.Consequence >= ScreenConsequence.Stop ? Emphasis.Danger : Emphasis.Strong);
        foreach (var finding in outcome.Findings)
        {
            page.Blank();
            var rule = finding.Rule;
            page.Add($"{rule.Id}  {Words.Get("Screen_Severity_" + rule.Severity)}  {rule.Reason.In(language)}", rule.Severity >= ScreenSeverity.Urgent ? Emphasis.Danger : Emphasis.Strong);
            List<(string, string)> pairs = [("  " + Words.Get("Screen_Action"), rule.Action.In(language))];
            if (rule.Message is { } message)
                pairs.Add(("  " + Words.Get("Screen_Message"), message.In(language)));
            if (rule.Settling != Settling.None)
                pairs.Add(("  " + Words.Get("Screen_Settled"), rule.Document?.In(language) ?? Words.Get("Screen_Settling_" + rule.Settling)));
            pairs.Add(("  " + Words.Get("Screen_Because"), string.Join(", ", finding.Because)));
            pairs.Add(("  " + Words.Get("Screen_Source"), $"{rule.Basis.Provenance.Source} [{rule.Basis.Provenance.StatusText}{(rule.IsProvisional ? Words.Get("ListSeparator") + Words.Get("Screen_Provisional") : "")}]"));
            page.AddPairs([.. pairs.Where(p => p.Item2.Length > 0)]);
        }

        if (!outcome.Unanswered.IsEmpty)
        {
            page.Blank();
            page.Add(Words.Counted("Screen_Open", outcome.Unanswered.Length), Emphasis.Strong);
            page.AddPairs([.. outcome.Unanswered.Select(q => ("  " + q.Question.Id, $"{q.Question.Text.In(language)} ({Words.Get("Screen_Why_" + q.Why)})"))]);
        }

        if (outcome.Medicines != MedicineReading.Empty)
        {
            page.Blank();
            AddMedicines(page, outcome.Medicines);
        }

        if (!outcome.ThresholdsOff.IsEmpty)
        {
            page.Blank();
            page.Add(Words.Format("Screen_ThresholdsOff", string.Join(Words.Get("ListSeparator"), outcome.ThresholdsOff.Select(t => t.Name.In(language)))));
        }

        page.Blank();
        page.Add(Words.Get("Screen_NotReviewed"));
        page.Write();
    }

    public static void WriteMedicines(Terminal terminal, MedicineReading reading)
    {
        var page = new TextPage(terminal, Columns);
        AddMedicines(page, reading);
        page.Write();
    }

    public static void WriteQuestions(Terminal terminal, ScreeningKnowledge knowledge, string language)
    {
        var page = new TextPage(terminal, Columns);
        page.Add(Words.Get("Screen_QuestionsIntro"));
        foreach (var section in knowledge.Sections)
        {
            page.Blank();
            page.Add($"{section.Title.In(language)} ({Words.Get("Screen_Occasion_" + section.AskedAt)})", Emphasis.Strong);
            page.AddPairs([.. knowledge.Questions.Where(q => q.Section == section.Id).Select(q => ("  " + q.Id, $"{q.Text.In(language)} [{Form(q)}]"))]);
        }

        page.Write();
    }

    private static string Form(IntakeQuestion question) => question.Kind switch
    {
        QuestionKind.YesNo or QuestionKind.Choice => string.Join(" | ", ScreenNames.AnswersOf(question)),
        QuestionKind.Number => $"{Shown.Number(question.Least!.Value, question.Least % 1 == 0 ? 0 : 1)} .. {Shown.Number(question.Most!.Value, 0)} {question.Unit}".TrimEnd(),
        _ => Words.Get("Screen_Kind_" + question.Kind),
    };

    private static void AddMedicines(TextPage page, MedicineReading reading)
    {
        Add("Screen_Recognised", reading.Recognised.Select(m => (m.Text, $"{string.Join(" + ", m.Ingredients.Select(i => i.Ingredient))} ({m.Ingredients[0].Class}; {Words.Get("Screen_Use_" + m.Use)}{Rules(m)})")));
        Add("Screen_Negated", reading.Negated.Select(m => (m.Text, Ingredients(m))));
        Add("Screen_Past", reading.Past.Select(m => (m.Text, Ingredients(m))));
        Add("Screen_NotRecognised", reading.NotRecognised.Select(t => (t, "")));

        void Add(string heading, IEnumerable<(string Text, string Meaning)> items)
        {
            var list = items.Select(i => ("  " + i.Text.ReplaceLineEndings(" "), i.Meaning)).ToList();
            if (list.Count == 0)
                return;
            page.Add(Words.Get(heading), Emphasis.Strong);
            foreach (var (text, meaning) in list)
                page.Add(meaning.Length > 0 ? $"{text}: {meaning}" : text);
        }
    }

    private static string Rules(RecognisedMedicine medicine) => medicine.SafetyIds.Any() ? "; " + string.Join(' ', medicine.SafetyIds) : "";

    private static string Ingredients(DismissedMedicine medicine) =>
        medicine.Ingredients.IsEmpty ? Words.Get("Screen_AnyMedicine") : string.Join(" + ", medicine.Ingredients.Select(i => i.Ingredient));
}
