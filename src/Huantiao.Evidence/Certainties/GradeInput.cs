using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence;

/// <summary>All that the rules of certainty look at, for one question with at least one usable trial.</summary>
internal sealed record GradeInput(
    Pathway Pathway, Question Question, ImmutableArray<ChosenRow> Trials, TrialSelection Selection, Synthesis Synthesis, Benefit Benefit)
{
    public int Participants => Trials.Sum(t => t.Effect.Participants);

    /// <summary>A value of the benefit axis as the sentences show it: on the outcome's own scale, natural.</summary>
    public string Shown(double benefit)
    {
        var scale = EffectScales.ScaleOf(Synthesis.Measure);
        return Show.Number(scale.ToNatural(benefit * Question.Direction.Sign()), Synthesis.Decimals);
    }

    /// <summary>The pooled interval, lower end first, as the page prints it.</summary>
    public (string Lower, string Upper) ShownInterval
    {
        get
        {
            var decimals = Synthesis.Decimals;
            return (Show.Number(Synthesis.CiLower, decimals), Show.Number(Synthesis.CiUpper, decimals));
        }
    }
}

/// <summary>What the rules of one domain propose: levels down, the rules that decided, and the numbers in words.</summary>
internal sealed class Proposal(string domain)
{
    private readonly List<LocalText> why = [];
    private readonly List<string> rules = [];

    public int Downgrade { get; private set; }

    /// <summary>A rule that takes levels off. Rules of one domain do not add up: the strictest counts.</summary>
    public void Decide(string rule, int downgrade, LocalText because)
    {
        Downgrade = Math.Max(Downgrade, downgrade);
        rules.Add(rule);
        why.Add(because);
    }

    /// <summary>Something to know that takes nothing off.</summary>
    public void Note(LocalText text) => why.Add(text);

    public bool IsSilent => rules.Count == 0;

    public CertaintyReason ToReason() =>
        new(domain, Downgrade, Computed: true, Words.Join(why), Author: null) { Rules = string.Join(' ', rules) };
}
