using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Care.Assessment;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Pathways;
using Huantiao.Web.Clinics;
using Huantiao.Web.Languages;

namespace Huantiao.Web.Treat.Assessments;

/// <summary>The fields of an assessment's form, both ways. A field that nobody touched is "not examined".</summary>
internal static class AssessmentForm
{
    public const string Angle = "angle.";
    private static readonly (string Word, AreaSide Side)[] Sides = [("left", AreaSide.Left), ("right", AreaSide.Right), ("both", AreaSide.Both), ("midline", AreaSide.Midline)];

    /// <summary>Name of a finding's field.</summary>
    public static string Name(Care.Assessment.Finding finding) => "f." + AssessmentJson.KeyOf(finding.Field.Id, finding.Side);

    /// <summary>What the fields show.</summary>
    /// <param name="isAsked">False: areas of pain are offered from a drawing, and whether the practitioner has asked is still open.</param>
    public static Form Shown(AssessmentRecord record, bool isAsked = true)
    {
        var fields = new List<(string, string?)>();
        foreach (var finding in record.Examination.Findings.Where(f => f.Value.Text != "not-examined"))
        {
            if (finding.Value is ExaminationValue.LegRaise raise)
            {
                fields.Add((Angle + Name(finding), raise.Degrees.ToString(CultureInfo.InvariantCulture)));
                fields.Add((Name(finding), raise.KnownPain switch { Answer.Yes => "known-pain", Answer.No => "other", _ => null }));
            }
            else
            {
                fields.Add((Name(finding), finding.Value.Text));
            }
        }

        var pain = record.Examination.Pain;
        fields.Add(("drawn", pain.IsDrawn && isAsked ? "yes" : null));
        fields.Add(("stature", record.StatureMm is { } mm ? (mm / 10).ToString(CultureInfo.InvariantCulture) : null));
        fields.Add(("note", record.Note));
        fields.AddRange(record.Bedside.Select(b => ("b." + b.Fact, (string?)(b.Answer switch { Answer.Yes => "yes", Answer.No => "no", _ => null }))));
        return new Form(
        [
            .. fields.Where(f => f.Item2 is not null).Select(f => KeyValuePair.Create(f.Item1, new Microsoft.Extensions.Primitives.StringValues(f.Item2))),
            Several("pain", pain.Marks.Select(m => $"{m.Area.Key}:{Word(m.Side)}")),
            Several("code", record.Codes.Codes.Select(c => $"{c.System}:{c.Code}")),
            Several("pattern", record.Patterns),
            .. record.Bedside.Select(b => Several("at." + b.Fact, b.Places.Select(p => $"{p.Region}:{Word(p.Side)}"))),
        ]);
    }

    /// <summary>What was typed; what cannot be read stays in the form with what is wrong beside it.</summary>
    public static AssessmentRecord Read(Form form, TreatmentKnowledge knowledge, PointAtlas atlas, Language language)
    {
        var examination = Examination.Begin(knowledge);
        foreach (var finding in examination.Findings.ToList())
        {
            var name = Name(finding);
            var text = form.Typed(name);
            if (finding.Field.Kind == ExaminationKind.LegRaise)
                text = form.Typed(Angle + name).Trim() is { Length: > 0 } degrees ? $"{degrees} {text}" : text.StartsWith("not-examined", StringComparison.Ordinal) ? text : text.Length == 0 ? "" : "?";
            if (examination.Record(finding.Field.Id, finding.Side, text) is Recording.Recorded recorded)
                examination = recorded.Examination;
            else
                form.Refuse(name, "Assessment.NoValue");
        }

        if (form.Ticked("drawn") || form.All("pain").Length > 0)
        {
            if (PainMap.TryDraw(knowledge, form.All("pain").Select(Mark)) is { } pain)
                examination = examination.WithPain(pain);
            else
                form.Refuse("pain", "Form.Choose");
        }

        var stature = Centimetres(form);
        return new(
            examination, Codes(form, knowledge, language), [.. form.All("pattern").Where(p => knowledge.Patterns.Any(k => k.Key == p)).Distinct(StringComparer.Ordinal)],
            Bedside(form, atlas), stature, form.Text("note", 10_000, required: false, lines: true));
    }

    /// <summary>Every field with the words before it, in the order of the page: for showing two versions.</summary>
    public static IEnumerable<(string Name, string Label)> Labels(Examination examination, Language language)
    {
        foreach (var finding in examination.Findings)
        {
            var words = Words.Wording.In(language);
            var label = finding.Field.Label.In(language.Tag) + finding.Side switch { FindingSide.Left => ", " + words["Side.left"], FindingSide.Right => ", " + words["Side.right"], _ => "" };
            if (finding.Field.Kind == ExaminationKind.LegRaise)
                yield return (Angle + Name(finding), label + ", °");
            yield return (Name(finding), label);
        }

        foreach (var (name, word) in new[] { ("pain", "Assessment.Pain"), ("code", "Assessment.Codes"), ("pattern", "Assessment.Patterns"), ("stature", "Assessment.Stature"), ("note", "Assessment.Note") })
            yield return (name, Words.Wording.In(language)[word]);
    }

    private static DiagnosisCodes Codes(Form form, TreatmentKnowledge knowledge, Language language)
    {
        var codes = DiagnosisCodes.None(knowledge);
        foreach (var parts in form.All("code").Select(c => c.Split(':', 2)).Where(p => p.Length == 2))
        {
            // Codes that need a licence are never offered, so none is accepted.
            switch (codes.Add(parts[0], parts[1], licensed: false))
            {
                case Coding.Added added:
                    codes = added.Codes;
                    break;
                case Coding.Refused refused:
                    form.Refuse("code", "Assessment.CodeRefused", refused.Why.In(language.Tag));
                    break;
            }
        }

        return codes;
    }

    private static ImmutableArray<BedsideAnswer> Bedside(Form form, PointAtlas atlas)
    {
        var answers = ImmutableArray.CreateBuilder<BedsideAnswer>();
        foreach (var question in BedsideFacts.Questions(atlas))
        {
            var answer = form.Typed("b." + question.Key) switch { "yes" => Answer.Yes, "no" => Answer.No, _ => Answer.Unknown };
            if (answer == Answer.Unknown)
                continue;
            var places = form.All("at." + question.Key).Select(p => p.Split(':', 2)).Where(p => p.Length == 2 && atlas.Words.Regions.ContainsKey(p[0]))
                .Select(p => new BedsidePlace(p[0], Sides.FirstOrDefault(s => s.Word == p[1]).Side)).Where(p => p.Side != AreaSide.Unknown);
            answers.Add(new(question.Key, answer, answer == Answer.Yes ? [.. places] : []));
        }

        return answers.ToImmutable();
    }

    private static double? Centimetres(Form form)
    {
        var text = form.Typed("stature").Trim();
        if (text.Length == 0)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cm) && Stature.TryFromMillimetres(cm * 10) is { } stature)
            return stature.Millimetres;
        form.Refuse("stature", "Form.NotBetween", 50, 250);
        return null;
    }

    private static (string, PainSide) Mark(string value) => value.Split(':', 2) switch
    {
        [var area, "left"] => (area, PainSide.Left),
        [var area, "right"] => (area, PainSide.Right),
        [var area, "midline"] => (area, PainSide.Midline),
        [var area, ..] => (area, PainSide.Unknown),
        _ => ("", PainSide.Unknown),
    };

    private static string Word(PainSide side) => side switch { PainSide.Left => "left", PainSide.Right => "right", _ => "midline" };

    private static string Word(AreaSide side) => Sides.FirstOrDefault(s => s.Side == side).Word ?? "";

    private static KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> Several(string name, IEnumerable<string> values) => KeyValuePair.Create(name, new Microsoft.Extensions.Primitives.StringValues([.. values]));
}
