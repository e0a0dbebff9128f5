using System.Collections.Immutable;
using System.Globalization;
using Huantiao.Care.Needling;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Assessment;

/// <summary>Strength of a muscle on the scale of the Medical Research Council, from weakest to strongest; not tested is <see cref="Unknown"/>.</summary>
public enum MuscleGrade
{
    Unknown,
    Grade0,
    Grade1,
    Grade2,
    Grade3,
    Grade4Minus,
    Grade4,
    Grade4Plus,
    Grade5,
}

/// <summary>Feeling of an area of skin, against the other side.</summary>
public enum SkinFeeling
{
    Unknown,
    Normal,
    Reduced,
    Absent,
    Increased,
}

/// <summary>A tendon reflex, against the other side.</summary>
public enum ReflexStrength
{
    Unknown,
    Normal,
    Reduced,
    Absent,
    Brisk,
}

/// <summary>What the great toe does when the sole is stroked.</summary>
public enum PlantarResponse
{
    Unknown,
    Down,
    Up,
    None,
}

/// <summary>Why a field was not examined.</summary>
public enum NotExaminedWhy
{
    /// <summary>Nobody has come to it.</summary>
    NotDone,
    Declined,
    TooPainful,

    /// <summary>Outside the competence of the one who examines: ask, or refer.</summary>
    OutsideCompetence,
}

/// <summary>What was found in one field on one side. Not examined is a value of its own: it is never normal and never nought.</summary>
public abstract record ExaminationValue
{
    private static readonly ImmutableArray<string> Grades = ["", "0", "1", "2", "3", "4-", "4", "4+", "5"];

    private ExaminationValue()
    {
    }

    /// <summary>As it is stored and exchanged: "4-", "reduced", "60 known-pain", "yes". <see cref="TryRead"/> reads it back.</summary>
    public abstract string Text { get; }

    /// <summary>Examined, and as in a healthy person; false too where nothing is known.</summary>
    public bool IsUsual => this switch
    {
        Presence presence => !presence.There,
        LegRaise raise => raise.KnownPain == Answer.No,
        Strength strength => strength.Grade == MuscleGrade.Grade5,
        Feeling feeling => feeling.Skin == SkinFeeling.Normal,
        Reflex reflex => reflex.Jerk == ReflexStrength.Normal,
        Plantar plantar => plantar.Toe == PlantarResponse.Down,
        _ => false,
    };

    /// <summary>Nothing is known of it.</summary>
    public sealed record NotExamined(NotExaminedWhy Why = NotExaminedWhy.NotDone) : ExaminationValue
    {
        public override string Text => "not-examined" + (Why == NotExaminedWhy.NotDone ? "" : " " + Word(Why));
    }

    /// <summary>Weeks, 0 to 5,200.</summary>
    public sealed record Weeks : ExaminationValue
    {
        internal Weeks(double count) => Count = count;

        public double Count { get; }

        public override string Text => CareWords.Number(Count);
    }

    /// <summary>Whether it is there: yes or no.</summary>
    public sealed record Presence : ExaminationValue
    {
        internal Presence(bool there) => There = there;

        public bool There { get; }

        public override string Text => There ? "yes" : "no";
    }

    /// <summary>One of the choices of its field.</summary>
    public sealed record Chosen : ExaminationValue
    {
        internal Chosen(ExaminationChoice choice) => Choice = choice;

        public ExaminationChoice Choice { get; }

        public override string Text => Choice.Key;
    }

    /// <summary>The straight leg raise: the angle in degrees, 0 to 90, and whether the pain that came is the known leg pain.</summary>
    public sealed record LegRaise : ExaminationValue
    {
        internal LegRaise(int degrees, Answer knownPain) => (Degrees, KnownPain) = (degrees, knownPain);

        public int Degrees { get; }

        /// <summary>Yes: the test is positive.</summary>
        public Answer KnownPain { get; }

        public override string Text => Degrees.ToString(CultureInfo.InvariantCulture) + KnownPain switch { Answer.Yes => " known-pain", Answer.No => " other", _ => "" };
    }

    /// <summary>Strength of a muscle.</summary>
    public sealed record Strength : ExaminationValue
    {
        internal Strength(MuscleGrade grade) => Grade = grade;

        /// <summary>Never unknown.</summary>
        public MuscleGrade Grade { get; }

        public override string Text => Grades[(int)Grade];
    }

    /// <summary>Feeling of the skin.</summary>
    public sealed record Feeling : ExaminationValue
    {
        internal Feeling(SkinFeeling skin) => Skin = skin;

        /// <summary>Never unknown.</summary>
        public SkinFeeling Skin { get; }

        public override string Text => Word(Skin);
    }

    /// <summary>A tendon reflex.</summary>
    public sealed record Reflex : ExaminationValue
    {
        internal Reflex(ReflexStrength jerk) => Jerk = jerk;

        /// <summary>Never unknown.</summary>
        public ReflexStrength Jerk { get; }

        public override string Text => Word(Jerk);
    }

    /// <summary>The plantar response.</summary>
    public sealed record Plantar : ExaminationValue
    {
        internal Plantar(PlantarResponse toe) => Toe = toe;

        /// <summary>Never unknown.</summary>
        public PlantarResponse Toe { get; }

        public override string Text => Word(Toe);
    }

    /// <summary>The value as it was typed, chosen or stored; null where it is none of the field's kind. An empty text is "not examined".</summary>
    public static ExaminationValue? TryRead(ExaminationField field, string? text)
    {
        ArgumentNullException.ThrowIfNull(field);
        text = (text ?? "").Trim();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return new NotExamined();
        if (words[0] == "not-examined")
            return words.Length == 1 ? new NotExamined() : words.Length == 2 && Read<NotExaminedWhy>(words[1]) is { } why ? new NotExamined(why) : null;
        return field.Kind switch
        {
            ExaminationKind.Weeks => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weeks) && weeks is >= 0 and <= 5200
                ? new Weeks(weeks)
                : null,
            ExaminationKind.Present => text switch { "yes" => new Presence(true), "no" => new Presence(false), _ => null },
            ExaminationKind.Choice => field.Choices.FirstOrDefault(c => c.Key == text) is { } choice ? new Chosen(choice) : null,
            ExaminationKind.LegRaise => ReadLegRaise(words),
            ExaminationKind.Strength => Grades.IndexOf(text) is > 0 and var grade ? new Strength((MuscleGrade)grade) : null,
            ExaminationKind.Sensation => Read<SkinFeeling>(text) is { } skin && skin != SkinFeeling.Unknown ? new Feeling(skin) : null,
            ExaminationKind.Reflex => Read<ReflexStrength>(text) is { } jerk && jerk != ReflexStrength.Unknown ? new Reflex(jerk) : null,
            ExaminationKind.Plantar => Read<PlantarResponse>(text) is { } toe && toe != PlantarResponse.Unknown ? new Plantar(toe) : null,
            _ => null, // areas of pain are marked in a PainMap
        };
    }

    /// <summary>The answers that a form offers for the field, "not examined" apart; none where a number is typed.</summary>
    public static ImmutableArray<ExaminationValue> Offered(ExaminationField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        IEnumerable<string> words = field.Kind switch
        {
            ExaminationKind.Present => ["no", "yes"],
            ExaminationKind.Choice => field.Choices.Select(c => c.Key),
            ExaminationKind.Strength => Grades.Skip(1).Reverse(),
            ExaminationKind.Sensation => Enum.GetValues<SkinFeeling>().Skip(1).Select(Word),
            ExaminationKind.Reflex => Enum.GetValues<ReflexStrength>().Skip(1).Select(Word),
            ExaminationKind.Plantar => Enum.GetValues<PlantarResponse>().Skip(1).Select(Word),
            _ => [],
        };
        return [.. words.Select(w => TryRead(field, w)!)];
    }

    /// <summary>In words.</summary>
    public LocalText InWords() => this switch
    {
        NotExamined no => CareWords.Text("value.not-examined." + Word(no.Why)),
        Weeks weeks => weeks.Count == 1 ? CareWords.Text("value.weeks.one", ("n", "1")) : CareWords.Text("value.weeks.other", ("n", CareWords.Number(weeks.Count))),
        Presence there => CareWords.Text(there.There ? "value.yes" : "value.no"),
        Chosen chosen => chosen.Choice.Label,
        LegRaise raise => CareWords.Text("value.leg-raise." + Word(raise.KnownPain), ("degrees", raise.Degrees.ToString(CultureInfo.InvariantCulture))),
        Strength strength => CareWords.Text("value.strength", ("grade", strength.Text)),
        Feeling feeling => CareWords.Text("value.feeling." + feeling.Text),
        Reflex reflex => CareWords.Text("value.reflex." + reflex.Text),
        Plantar plantar => CareWords.Text("value.plantar." + plantar.Text),
        _ => throw new InvalidOperationException("A value without words."),
    };

    private static LegRaise? ReadLegRaise(string[] words)
    {
        if (words.Length > 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var degrees) || degrees > 90)
            return null;
        return words.ElementAtOrDefault(1) switch
        {
            null => new(degrees, Answer.Unknown),
            "known-pain" => new(degrees, Answer.Yes),
            "other" => new(degrees, Answer.No),
            _ => null,
        };
    }

    /// <summary>A member's name in small letters with hyphens.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum
        => string.Concat(value.ToString().Select((c, i) => (char.IsUpper(c) && i > 0 ? "-" : "") + char.ToLowerInvariant(c)));

    private static T? Read<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == word)
                return value;
        }

        return null;
    }
}
