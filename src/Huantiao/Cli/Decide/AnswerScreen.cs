using System.Globalization;
using Huantiao.Charts;
using Huantiao.Evidence;
using Huantiao.Knowledge.Pathways;
using Spectre.Console;

namespace Huantiao.Cli.Decide;

/// <summary>The answer on one screen of 40 lines at 100 columns: danger first, then the headline with its trials, harms, guidelines, and where the rest is.</summary>
internal sealed class AnswerScreen(Terminal terminal, Evidence.Answer answer, string language)
{
    // The headline's forest and its words take most of the screen; the rest is one line each.
    private const int MostOtherFindings = 3;
    private const int MostHarms = 2;

    private Pathway Pathway => answer.Pathway;

    public void Write()
    {
        var headline = answer.Findings[0];
        var words = Sentences.For(answer, headline, language);
        Title();
        Danger();
        terminal.Out.WriteLine();
        var first = new KeyLines();
        first.Add(Words.Get("Answer_Effect"), Join(words.Effect, words.Numbers));
        first.Add(Words.Get("Answer_People"), words.Absolute);
        first.Add(Words.Get("Answer_Certainty"), words.Certainty);
        if (words.Caution is { } caution)
            first.Add(Words.Get("Answer_Caution"), caution);
        first.Write(terminal);
        terminal.Out.WriteLine();
        terminal.Out.Write(ForestText.Draw(Forest(headline), new TerminalStyle(terminal.Width, Ascii: !terminal.Unicode, terminal.Colour)));
        terminal.Out.WriteLine();
        var rest = new KeyLines();
        Others(rest);
        Harms(rest);
        Guidelines(rest);
        rest.Add(Words.Get("Answer_Next"), Words.Get("Answer_NextText"));
        rest.Write(terminal);
    }

    private void Title()
    {
        var date = Pathway.EvidenceDate.ToString("O", CultureInfo.InvariantCulture);
        var reviewed = Pathway.Stewardship.ReviewedBy is { } name ? Words.Format("Answer_Reviewed", name) : Words.Get("Answer_Unreviewed");
        KeyLines.Write(terminal, new Paragraph()
            .Append(Words.Format("Answer_Title", Capital(Pathway.Intervention.In(language)), Pathway.Condition.In(language)), new Style(decoration: Decoration.Bold))
            .Append($" ({Words.Format("Answer_Date", date)}; {reviewed})"));
    }

    /// <summary>Emergencies in full, because a shortened danger sign is a missed one; how many others there are, and where.</summary>
    private void Danger()
    {
        var signs = Pathway.Safety.Where(s => s.Kind == "red_flag" && s.ForPatients is not null).ToArray();
        var lines = new KeyLines();
        foreach (var sign in signs.Where(s => s.Level == "emergency"))
            lines.Add(Words.Get("Answer_Danger"), sign.ForPatients!.In(language), new Style(Color.Red, decoration: Decoration.Bold));
        var others = signs.Count(s => s.Level is "urgent" or "caution");
        if (others > 0)
            lines.Add("", Words.Format("Answer_DangerMore", others));
        lines.Write(terminal);
    }

    private Forest Forest(Finding finding)
    {
        var (question, synthesis) = (finding.Question, finding.Synthesis);
        var measure = synthesis is null ? question.Measure : Labels.Of(synthesis.Measure).In(language);
        return new Forest
        {
            Words = new ForestWords(
                Words.Get("Answer_Trial"), $"{question.Measure} [95% CI]", null, $"{Capital(measure)}, {question.Outcome.In(language)}, {question.Unit.In(language)}",
                Favours(question, lower: true), Favours(question, lower: false)),
            Rows = [.. finding.Studies.Select(s => new ForestRow(s.Label, s.Estimate, s.CiLower, s.CiUpper, s.WeightPercent))],
            Missing = [.. finding.Missing.Select(m => new ForestMissing(m.Row.Study, Words.Get("Answer_NoNumbers")))],
            Summary = synthesis is null ? null : new ForestSummary(
                Words.Get("Answer_Pooled"), synthesis.Estimate, synthesis.CiLower, synthesis.CiUpper, null,
                synthesis.PiLower, synthesis.PiUpper, Words.Get("Meta_Prediction")),
            Axis = synthesis?.IsRatio == true ? AxisKind.Log : AxisKind.Linear,
            Decimals = synthesis?.IsRatio == true ? 2 : 1,
        };
    }

    /// <summary>The intervention's name on the side that is good for the person, the comparator's on the other.</summary>
    private string Favours(Question question, bool lower)
    {
        var good = question.Direction == Direction.LowerIsBetter == lower;
        return Words.Format("Answer_Favours", (good ? Pathway.Intervention : question.Comparator).In(language));
    }

    private void Others(KeyLines lines)
    {
        var others = answer.Findings.Skip(1).ToArray();
        foreach (var (finding, i) in others.Take(MostOtherFindings).Select((f, i) => (f, i)))
        {
            var more = i == MostOtherFindings - 1 && others.Length > MostOtherFindings ? " " + Words.Format("Answer_OtherMore", others.Length - MostOtherFindings) : "";
            var level = Labels.Of(finding.Certainty.Level).In(language);
            lines.Add(i == 0 ? Words.Get("Answer_Other") : "", $"{Sentences.Effect(answer, finding).In(language)} ({Words.Format("Answer_Level", level)}){more}");
        }
    }

    private void Harms(KeyLines lines)
    {
        foreach (var (harm, i) in Pathway.Harms.Where(h => h is { Headline: not null, Rank: not null }).OrderBy(h => h.Rank).Take(MostHarms).Select((h, i) => (h, i)))
            lines.Add(i == 0 ? Words.Get("Answer_Harms") : "", harm.Headline!.In(language));
    }

    private void Guidelines(KeyLines lines)
    {
        var stances = new[] { "for", "against", "neutral" }
            .Select(stance => (Stance: stance, Names: Pathway.Guidelines.Where(g => g.Stance == stance).Select(g => g.Guideline).ToArray()))
            .Where(s => s.Names.Length > 0)
            .Select(s => $"{Words.Get("Answer_Stance_" + s.Stance)}: {string.Join("; ", s.Names)}");
        lines.Add(Words.Get("Answer_Guidelines"), string.Join(". ", stances) + ".");
    }

    private static string Join(string first, string? second) => second is null ? first : $"{first} {second}";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
