using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Evidence.Integrity;

/// <summary>One arm of a row as printed; null: not printed.</summary>
internal sealed record PrintedArm(
    int Number, string Label, PrintedNumber? N, PrintedNumber? Mean, PrintedNumber? Sd, PrintedNumber? CiLower, PrintedNumber? CiUpper,
    PrintedNumber? Events, PrintedNumber? Total, PrintedNumber? Percent)
{
    /// <summary>The count as the source has it, where the table corrects it.</summary>
    public PrintedNumber? SourceEvents { get; init; }

    /// <inheritdoc cref="SourceEvents"/>
    public PrintedNumber? SourceTotal { get; init; }

    /// <summary>The group's name as a key; the same for both spellings of a name.</summary>
    public string LabelKey => field ??= SameTrial.Plain(Label);

    /// <summary>People in the arm: the total of a count, else the n of a mean.</summary>
    public double? Size => (Total ?? N)?.Value;

    /// <summary>The count can be computed with: whole, and within its total.</summary>
    public bool HasCount => Events is not null && (Total ?? N) is not null && Size is > 0 and < 1e9 && double.IsInteger(Events.Value)
        && double.IsInteger(Size.Value) && Events.Value >= 0 && Events.Value <= Size.Value;

    /// <summary>People whom the SD or interval of the mean is of.</summary>
    public double? MeanSize => (N ?? Total)?.Value is { } n and >= 2 ? n : null;
}

/// <summary>One row of a trial table as printed: the numbers with their decimals, the words around them.</summary>
internal sealed partial record TrialRow
{
    private bool? _saysAdjusted;
    private bool? _saysAsymmetric;
    private double? _level;
    private double? _week;

    public required string File { get; init; }
    public required int Line { get; init; }
    public required string Study { get; init; }
    public string Trial { get; init; } = "";
    public string Year { get; init; } = "";
    public string Condition { get; init; } = "";
    public string Outcome { get; init; } = "";
    public string TimePoint { get; init; } = "";
    public string Scale { get; init; } = "";
    public string EffectType { get; init; } = "";
    public string Direction { get; init; } = "";
    public string Derivation { get; init; } = "";
    public string Note { get; init; } = "";
    public string SourceUrl { get; init; } = "";

    /// <summary>The trial is known, its result is not: its group sizes are plans.</summary>
    public bool DesignOnly { get; init; }

    /// <summary>Somebody has already said why the row does not count.</summary>
    public bool NotUsed { get; init; }

    /// <summary>People randomised, where the table has a column for it.</summary>
    public PrintedNumber? Enrolled { get; init; }

    public int? Arms { get; init; }
    public required PrintedArm Arm1 { get; init; }
    public required PrintedArm Arm2 { get; init; }
    public PrintedNumber? Difference { get; init; }
    public PrintedNumber? DifferenceLower { get; init; }
    public PrintedNumber? DifferenceUpper { get; init; }
    public string P { get; init; } = "";

    public ImmutableArray<PrintedArm> Both => [Arm1, Arm2];

    public bool HasMeans => Arm1.Mean is not null && Arm2.Mean is not null;

    public bool HasCounts => Arm1.HasCount && Arm2.HasCount;

    public bool HasDifferenceInterval => DifferenceLower is not null && DifferenceUpper is not null;

    public bool HasNumbers => Difference is not null || Both.Any(a => a.Mean is not null || a.Events is not null || a.Percent is not null);

    // Asked for again and again while rows are compared in pairs.
    public string OutcomeKey => field ??= SameTrial.Plain(Outcome);
    public double? Week => (_week ??= SameTrial.Weeks(TimePoint) ?? double.NaN) is var week && double.IsNaN(week) ? null : week;
    public string TimeKey => field ??= SameTrial.Time(this);

    /// <summary>The name of the report: rows of one trial with different names are different reports of it.</summary>
    public string ReportKey => field ??= SameTrial.Plain(Study);

    /// <summary>The words say that the difference is not simply the arms': adjusted, ANCOVA, mixed model …</summary>
    public bool SaysAdjusted => _saysAdjusted ??= Adjusted().IsMatch(Words);

    /// <summary>The words say that intervals need not be centred: medians, bootstrap, Bayes, profile likelihood.</summary>
    public bool SaysAsymmetric => _saysAsymmetric ??= Asymmetric().IsMatch(Words);

    /// <summary>The words say that the effect is a ratio: its interval is centred on the log scale.</summary>
    public bool SaysRatio => Ratio().IsMatch(EffectType) || Ratio().IsMatch(Scale);

    /// <summary>The words say that the effect is in standard deviations, not on the arms' scale.</summary>
    public bool SaysStandardised => Standardised().IsMatch(EffectType) || Standardised().IsMatch(Scale);

    /// <summary>Level of the printed intervals; 95 unless the words say otherwise.</summary>
    public double Level => _level ??= OtherLevel().Match(Words + " " + Note) is { Success: true } other
        ? double.Parse(other.Groups["level"].Value, System.Globalization.CultureInfo.InvariantCulture) / 100 : 0.95;

    // Not the note: there the collector of the data muses ("model-based or a misprint"), which must not silence a check.
    private string Words => field ??= string.Join(" | ", Outcome, Scale, EffectType, Direction, Derivation);

    public static TrialRow From(TrialOutcome row) => new()
    {
        File = row.Provenance.Place.File,
        Line = row.Provenance.Place.Line,
        Study = row.Study,
        Trial = row.Trial,
        Year = row.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        Condition = row.Condition,
        Outcome = row.Outcome,
        TimePoint = row.TimePoint,
        Scale = row.Scale,
        EffectType = row.EffectType,
        Direction = row.DirectionText,
        Derivation = row.Derivation,
        Note = row.Note,
        SourceUrl = row.Provenance.Url ?? "",
        DesignOnly = row.Missing != MissingKind.None,
        NotUsed = row.NotUsedBecause is not null,
        Arm1 = Arm(1, row.Intervention, row.Arm1, row.Count1),
        Arm2 = Arm(2, row.Comparator, row.Arm2, row.Count2),
        Difference = PrintedNumber.From(row.Difference),
        DifferenceLower = PrintedNumber.From(row.DifferenceLower),
        DifferenceUpper = PrintedNumber.From(row.DifferenceUpper),
        P = row.P ?? "",
    };

    private static PrintedArm Arm(int number, string label, ArmSummary mean, ArmCount count) => new(
        number, label, PrintedNumber.From(mean.N), PrintedNumber.From(mean.Mean), PrintedNumber.From(mean.Sd), PrintedNumber.From(mean.CiLower),
        PrintedNumber.From(mean.CiUpper), PrintedNumber.From(count.Events), PrintedNumber.From(count.Total),
        PrintedNumber.TryParse(count.PercentPrinted ?? "", out var percent) ? percent : null);

    [GeneratedRegex(@"(?<!un|un-|not )adjust|ancova|covaria|model|mixed|least[ -]?squares?|\bls[ -]?means?\b|regress|\bgee\b|\bmmrm\b|repeated|imput", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Adjusted();

    [GeneratedRegex(@"median|bootstrap|hodges|bayes|credible|profile|percentile|quantile|geometric|back-?transform", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Asymmetric();

    [GeneratedRegex(@"(?i:ratio)|\b(RR|OR|HR|IRR|ROM)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ratio();

    [GeneratedRegex(@"\bSMD\b|standardi[sz]ed|hedges|cohen|effect size|\bSD units\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Standardised();

    [GeneratedRegex(@"(?<level>80|90|97\.5|98|99|99\.9) ?% ?(ci\b|confidence)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherLevel();
}
