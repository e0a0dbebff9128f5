using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Patients;

/// <summary>Why two records may be one person's.</summary>
public enum Likeness
{
    SameName,

    /// <summary>The words of the names differ by a letter or two, or stand the other way round.</summary>
    SimilarName,
    SameBirthDate,

    /// <summary>Day and month the other way round, or one digit different.</summary>
    SimilarBirthDate,
    SamePhone,
}

/// <summary>A patient who may be the same person, and why.</summary>
public sealed record LikelyDuplicate(Patient Patient, ImmutableArray<Likeness> Why);

/// <summary>Finds people who are perhaps in the clinic's records already. It only shows: whether two are one, people decide.</summary>
public static class Duplicates
{
    private const int DigitsOfAPhone = 8;

    /// <summary>Those who may be the person described, the likeliest first.</summary>
    /// <param name="except">The record being looked at; null: a new person.</param>
    public static async Task<IReadOnlyList<LikelyDuplicate>> LikelyDuplicatesAsync(
        this HuantiaoDb db, string name, DateOnly? birthDate, string? phone, Guid? except = null, CancellationToken cancel = default)
    {
        var beginnings = PatientKeys.Words(name).ToList();
        var digits = PatientKeys.Digits(phone ?? "");
        if (digits.Length >= DigitsOfAPhone)
            beginnings.Add(digits[^DigitsOfAPhone..]);
        if (birthDate is { } born)
        {
            beginnings.Add(born.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            beginnings.Add(born.ToString("yyyyddMM", CultureInfo.InvariantCulture));
        }

        var ids = new HashSet<Guid>();
        foreach (var beginning in beginnings.Distinct())
            ids.UnionWith(await PatientSearch.BeginningAsync(db, beginning, cancel));
        var candidates = ids.ToList();
        var patients = await db.Patients.AsNoTracking().Where(p => candidates.Contains(p.Id) && p.MergedInto == null).ToListAsync(cancel);
        return
        [
            .. patients.Where(p => p.Id != except)
                .Select(p => new LikelyDuplicate(p, Compare(name, birthDate, phone, p)))
                .Where(d => IsLikely(d, birthDate))
                .OrderBy(d => Distance(d.Why)).ThenBy(d => d.Patient.Name, StringComparer.Ordinal).ThenBy(d => d.Patient.Id)
                .Take(10),
        ];
    }

    internal static ImmutableArray<Likeness> Compare(string name, DateOnly? birthDate, string? phone, Patient other)
    {
        var why = ImmutableArray.CreateBuilder<Likeness>();
        if (NameLikeness(name, other.Name) is { } likeness)
            why.Add(likeness);
        else if (other.OtherName is { } second && NameLikeness(name, second) is { } likenessOfSecond)
            why.Add(likenessOfSecond);
        if (birthDate is { } a && other.BirthDate is { } b)
        {
            if (a == b)
                why.Add(Likeness.SameBirthDate);
            else if (IsSimilar(a, b))
                why.Add(Likeness.SimilarBirthDate);
        }

        var (mine, theirs) = (PatientKeys.Digits(phone ?? ""), PatientKeys.Digits(other.Phone ?? ""));
        if (mine.Length >= DigitsOfAPhone && theirs.Length >= DigitsOfAPhone && mine[^DigitsOfAPhone..] == theirs[^DigitsOfAPhone..])
            why.Add(Likeness.SamePhone);
        return why.ToImmutable();
    }

    /// <summary>One sign is none, but for a name where a birth date is not known: families share phones, and many people a day of birth.</summary>
    private static bool IsLikely(LikelyDuplicate duplicate, DateOnly? birthDate)
    {
        var why = duplicate.Why;
        // Two that are only similar are two people more often than one.
        var exact = why.Any(w => w is not (Likeness.SimilarName or Likeness.SimilarBirthDate));
        return (why.Length >= 2 && exact) || (why.Contains(Likeness.SameName) && (birthDate is null || duplicate.Patient.BirthDate is null));
    }

    private static int Distance(ImmutableArray<Likeness> why) =>
        (why.Contains(Likeness.SameName) ? 0 : why.Contains(Likeness.SimilarName) ? 2 : 5)
        + (why.Contains(Likeness.SameBirthDate) ? 0 : why.Contains(Likeness.SimilarBirthDate) ? 2 : 4)
        + (why.Contains(Likeness.SamePhone) ? 0 : 1);

    private static Likeness? NameLikeness(string one, string two)
    {
        var (a, b) = (PatientKeys.Words(one), PatientKeys.Words(two));
        // However the words are parted: Xiaoming and Xiao Ming are written by the same person.
        if (string.Concat(a) == string.Concat(b))
            return a.Count == 0 ? null : Likeness.SameName;
        var (x, y) = (string.Concat(a.Order(StringComparer.Ordinal)), string.Concat(b.Order(StringComparer.Ordinal)));
        // In a name of two characters one other character is another name.
        var allowed = Math.Min(x.Length, y.Length) switch { < 4 => 0, < 8 => 1, _ => 2 };
        return EditDistance(x, y) <= allowed ? Likeness.SimilarName : null;
    }

    private static bool IsSimilar(DateOnly a, DateOnly b)
    {
        if (a.Year == b.Year && a.Month == b.Day && a.Day == b.Month)
            return true;
        var (x, y) = (a.ToString("yyyyMMdd", CultureInfo.InvariantCulture), b.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        return x.Zip(y).Count(p => p.First != p.Second) == 1;
    }

    /// <summary>Letters put in, left out, exchanged, or two neighbours swapped (optimal string alignment).</summary>
    private static int EditDistance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
