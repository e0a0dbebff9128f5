namespace Huantiao.Prognosis;

/// <summary>What should be known beside a reading's number.</summary>
[Flags]
public enum ReadingMarks
{
    /// <summary>Taken when due, by the person.</summary>
    None = 0,

    /// <summary>Given some time after it was due.</summary>
    Late = 1,

    /// <summary>Typed by staff, not by the person.</summary>
    StaffEntered = 2,

    /// <summary>Taken after the person stopped the treatment or added another one: it no longer speaks of the course that is modelled.</summary>
    TreatmentChanged = 4,
}

/// <summary>One reading of one person on one scale. A reading that was not taken does not exist here: nothing is filled in.</summary>
/// <remarks>A class, not a struct: the default of a struct would be a reading of 0, and "not asked" must never read as "no pain".</remarks>
public sealed record Reading
{
    /// <param name="week">Weeks since the first treatment; before and at it is 0 or less.</param>
    /// <param name="value">On the scale of the prior.</param>
    /// <exception cref="ArgumentOutOfRangeException">Either is not a finite number.</exception>
    public Reading(double week, double value, ReadingMarks marks = ReadingMarks.None)
    {
        if (!double.IsFinite(week))
            throw new ArgumentOutOfRangeException(nameof(week), week, "The week is a finite number.");
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A reading is a finite number; leave out one that was not taken.");
        (Week, Value, Marks) = (week, value, marks);
    }

    /// <summary>Weeks since the first treatment; 0 or less is before it.</summary>
    public double Week { get; }

    public double Value { get; }

    public ReadingMarks Marks { get; }

    /// <summary>Taken before the treatment could have acted.</summary>
    public bool IsBaseline => Week <= 0;
}
