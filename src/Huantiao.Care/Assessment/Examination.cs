using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>The side of a finding; a field without sides has <see cref="None"/>.</summary>
public enum FindingSide
{
    None,
    Left,
    Right,
}

/// <summary>What was found in one field on one side.</summary>
public sealed record Finding(ExaminationField Field, FindingSide Side, ExaminationValue Value)
{
    public bool IsExamined => Value is not ExaminationValue.NotExamined;

    /// <summary>"Ankle jerk, left: absent".</summary>
    public LocalText InWords() => Side == FindingSide.None
        ? CareWords.Text("finding", ("field", Field.Label), ("value", Value.InWords()))
        : CareWords.Text("finding.sided", ("field", Field.Label), ("side", CareWords.Text("side." + ExaminationValue.Word(Side))), ("value", Value.InWords()));
}

/// <summary>The answer to a value that is to be recorded.</summary>
public abstract record Recording
{
    private Recording()
    {
    }

    /// <summary>It is in the examination.</summary>
    public sealed record Recorded(Examination Examination) : Recording;

    /// <summary>It does not fit; nothing was changed.</summary>
    public sealed record Refused(LocalText Why) : Recording;
}

/// <summary>An examination of one person on one day. Every field has a finding on each of its sides from the start: not examined.</summary>
public sealed class Examination
{
    private readonly ImmutableSortedDictionary<(int Field, FindingSide Side), Finding> _findings;

    private Examination(TreatmentKnowledge knowledge, ImmutableSortedDictionary<(int, FindingSide), Finding> findings, PainMap pain) =>
        (Knowledge, _findings, Pain) = (knowledge, findings, pain);

    /// <summary>Where it hurts.</summary>
    public PainMap Pain { get; }

    /// <summary>In the order of the pathway's table, left before right.</summary>
    public IEnumerable<Finding> Findings => _findings.Values;

    internal TreatmentKnowledge Knowledge { get; }

    /// <summary>An examination in which nothing has been examined yet.</summary>
    public static Examination Begin(TreatmentKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        var findings = ImmutableSortedDictionary.CreateBuilder<(int, FindingSide), Finding>();
        foreach (var (field, i) in knowledge.Examination.Select((f, i) => (f, i)).Where(f => f.f.Kind != ExaminationKind.PainMap))
        {
            foreach (var side in field.Sided ? (FindingSide[])[FindingSide.Left, FindingSide.Right] : [FindingSide.None])
                findings[(i, side)] = new(field, side, new ExaminationValue.NotExamined());
        }

        return new(knowledge, findings.ToImmutable(), PainMap.NotDrawn);
    }

    /// <summary>The examination with the areas of pain.</summary>
    public Examination WithPain(PainMap pain)
    {
        ArgumentNullException.ThrowIfNull(pain);
        return new(Knowledge, _findings, pain);
    }

    /// <summary>Records what was found, as it was typed or chosen; empty text is "not examined".</summary>
    public Recording Record(string field, FindingSide side, string? text)
    {
        if (Find(field, side) is not { } place)
            return new Recording.Refused(CareWords.Text(Knowledge.Field(field) is null ? "refused.no-field" : "refused.no-side", ("field", field)));
        if (ExaminationValue.TryRead(_findings[place].Field, text) is not { } value)
        {
            return new Recording.Refused(CareWords.Text(
                "refused.no-value", ("text", text ?? ""), ("field", _findings[place].Field.Label), ("offered", Offered(_findings[place].Field))));
        }

        return new Recording.Recorded(new(Knowledge, _findings.SetItem(place, _findings[place] with { Value = value }), Pain));
    }

    /// <summary>Null where the pathway has no such field, or not on that side.</summary>
    public Finding? At(string field, FindingSide side = FindingSide.None) => Find(field, side) is { } place ? _findings[place] : null;

    private (int, FindingSide)? Find(string field, FindingSide side)
    {
        for (var i = 0; i < Knowledge.Examination.Length; i++)
        {
            if (Knowledge.Examination[i].Id == field)
                return _findings.ContainsKey((i, side)) ? (i, side) : null;
        }

        return null;
    }

    private static LocalText Offered(ExaminationField field) => field.Kind switch
    {
        ExaminationKind.Weeks => CareWords.Text("offered.weeks"),
        ExaminationKind.LegRaise => CareWords.Text("offered.leg-raise"),
        _ => CareWords.List(ExaminationValue.Offered(field).Select(v => v is ExaminationValue.Strength ? CareWords.Same(v.Text) : v.InWords())),
    };
}
