using System.Globalization;
using Huantiao.Charts;
using Huantiao.Evidence;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Cli.Decide;

/// <summary>The answer on one screen, 40 lines at 100 columns: danger first, then the headline with its trials, harms, guidelines, and where the rest is.</summary>
internal sealed class AnswerScreen(Terminal terminal, Evidence.Answer answer, string language)
{
    private const int Lines = 40;

    private Pathway Pathway => answer.Pathway;

    public void Write()
    {
        var headline = answer.Findings[0];
        var page = new TextPage(terminal);
        var date = Pathway.EvidenceDate.ToString("O", CultureInfo.InvariantCulture);
        var reviewed = Pathway.Stewardship.ReviewedBy is { } name ? Words.Format("Answer_Reviewed", name) : Words.Get("Answer_Unreviewed");
        page.Add(Words.Format("Answer_Title", Capital(Pathway.Intervention.In(language)), Pathway.Condition.In(language), date, reviewed), Emphasis.Strong);
        page.Add(Danger(), Emphasis.Danger);
        page.Blank();
        page.AddPairs(Headline(headline));
        page.Blank();
        page.AddDrawn(ForestText.Draw(Forest(headline), new TerminalStyle(terminal.Width, Ascii: !terminal.Unicode, terminal.Colour)));
        page.AddPairs(Rest(headline, page.Count));
        page.Write();
    }

    /// <summary>Emergencies in full, because a shortened danger sign is a missed one; then how many others there are, and where.</summary>
    private string Danger()
    {
        var signs = Pathway.Safety.Where(s => s.Kind == "red_flag" && s.ForPatients is not null).ToArray();
        var emergencies = signs.Where(s => s.Level == "emergency").Select(s => s.ForPatients!.In(language));
        var others = signs.Count(s => s.Level is "urgent" or "caution");
        var more = others > 0 ? Words.Format("Answer_DangerMore", others) : "";
        return Words.Format("Answer_Danger", string.Join(' ', emergencies), more).TrimEnd();
    }

    private List<(string Name, string Text)> Headline(Finding finding)
    {
        var words = Sentences.For(answer, finding, language);
        var lines = new List<(string, string)>
        {
            (Words.Get("Answer_Effect"), words.Numbers is null ? words.Effect : $"{words.Effect} {words.Numbers}"),
            (Words.Get("Answer_People"), words.Absolute),
            (Words.Get("Answer_Certainty"), words.Certainty),
        };
        if (words.Caution is { } caution)
            lines.Add((Words.Get("Answer_Caution"), caution));
        return lines;
    }

    private Forest Forest(Finding finding)
    {
        var (question, synthesis) = (finding.Question, finding.Synthesis);
        var rows = finding.Studies.Select(s => new ForestRow(s.Label, s.Estimate, s.CiLower, s.CiUpper, s.WeightPercent)).ToArray();
        return new Forest
        {
            Words = new ForestWords(
                Words.Get("Answer_Trial"), $"{question.Measure} [95% CI]", null, $"{Capital(question.Outcome.In(language))}, {question.Unit.In(language)}",
                Favours(question, lower: true), Favours(question, lower: false)),
            Rows = [.. rows],
            Missing = rows.Length > 0 ? [] : [.. finding.Missing.Take(1).Select(m => new ForestMissing(m.Row.Study, Words.Get("Answer_NoNumbers")))],
            Summary = synthesis is null ? null : new ForestSummary(
                Words.Get("Answer_Pooled"), synthesis.Estimate, synthesis.CiLower, synthesis.CiUpper, null,
                synthesis.PiLower, synthesis.PiUpper, Words.Get("Meta_Prediction")),
            Axis = synthesis?.IsRatio == true ? AxisKind.Log : AxisKind.Linear,
            Decimals = synthesis?.Decimals ?? 1,
        };
    }

    /// <summary>The intervention's name on the side that is good for the person, the comparator's on the other.</summary>
    private string Favours(Question question, bool lower)
    {
        var good = question.Direction == Direction.LowerIsBetter == lower;
        return Words.Format("Answer_Favours", (good ? Pathway.Intervention : question.Comparator).In(language));
    }

    /// <summary>What stands below the drawing. The other questions take the lines that are left; a second harm gives way before the first.</summary>
    private List<(string Name, string Text)> Rest(Finding headline, int used)
    {
        var others = answer.Findings.Skip(1).Select(Line).ToArray();
        foreach (var harms in (int[])[2, 1])
        {
            for (var shown = others.Length; shown >= 0; shown--)
            {
                var lines = Rest(headline, others, shown, harms);
                var trial = new TextPage(terminal);
                trial.AddPairs(lines);
                if (used + trial.Count <= Lines)
                    return lines;
            }
        }

        return Rest(headline, others, shown: 0, harms: 1);
    }

    private List<(string Name, string Text)> Rest(Finding headline, string[] others, int shown, int harms)
    {
        var lines = others.Take(shown).ToList();
        if (shown < others.Length)
        {
            var more = Words.Format(shown == 0 ? "Answer_OtherAll" : "Answer_OtherMore", others.Length - shown);
            if (shown == 0)
                lines.Add(more);
            else
                lines[^1] += more;
        }

        var rest = lines.Select((text, i) => (i == 0 ? Words.Get("Answer_Other") : "", text)).ToList();
        if (!headline.Missing.IsEmpty)
            rest.Add((Words.Get("Answer_MissingName"), Words.Format("Answer_Missing", headline.Missing.Length, Trials(headline.Missing))));
        rest.AddRange(Harms(harms));
        rest.Add((Words.Get("Answer_Guidelines"), Guidelines()));
        rest.Add((Words.Get("Answer_Next"), Words.Get("Answer_NextText")));
        return rest;
    }

    private string Line(Finding finding)
    {
        var (question, level) = (finding.Question, Labels.Of(finding.Certainty.Level).In(language));
        var result = finding.Synthesis is { } s
            ? $"{question.Measure} {Shown.Number(s.Estimate, s.Decimals)} {Shown.Interval(s.CiLower, s.CiUpper, s.Decimals)}"
            : Words.Get("Answer_NoNumbers");
        return Words.Format("Answer_OtherLine", Capital(question.Outcome.In(language)), question.Comparator.In(language), question.Window.In(language), result, level);
    }

    private IEnumerable<(string Name, string Text)> Harms(int most) =>
        Pathway.Harms.Where(h => h is { Headline: not null, Rank: not null }).OrderBy(h => h.Rank).Take(most)
            .Select((h, i) => (i == 0 ? Words.Get("Answer_Harms") : "", h.Headline!.In(language)));

    /// <summary>Only those that speak of this condition; the pages list the others with what they are about.</summary>
    private string Guidelines()
    {
        var own = Pathway.Guidelines.Where(g => !g.AppliesToCondition.StartsWith("no", StringComparison.OrdinalIgnoreCase)).ToArray();
        var stances = new[] { "for", "against", "neutral" }
            .Select(stance => (Stance: stance, Names: own.Where(g => g.Stance == stance).Select(g => g.Guideline).ToArray()))
            .Where(s => s.Names.Length > 0)
            .Select(s => Words.Format("Answer_Stance_" + s.Stance, string.Join(Words.Get("ListSeparator"), s.Names)));
        return string.Join(' ', stances);
    }

    private static string Trials(IEnumerable<LeftOut> missing) => string.Join(Words.Get("ListSeparator"), missing.Select(m => m.Row.Study));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
