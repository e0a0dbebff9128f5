using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records.Patients;

/// <summary>Patients that a search found.</summary>
/// <param name="More">There may be others: what was typed is too common to look through all of them.</param>
public sealed record FoundPatients(IReadOnlyList<FoundPatient> Patients, bool More);

/// <summary>A patient, and the merged record through which they were found; null: found as they are.</summary>
public sealed record FoundPatient(Patient Patient, Patient? FoundAs);

/// <summary>Finds patients by any part of the name in any script, of the birth date or of the phone number. The work is bounded, whatever is typed and however many patients there are.</summary>
public static class PatientSearch
{
    /// <summary>So many keys are looked through for each word.</summary>
    private const int MostKeys = 120;

    /// <summary>The patients that everything typed fits, those whose name begins with it first.</summary>
    /// <param name="db">A context in a clinic.</param>
    /// <param name="typed">Words, digits or a date in any order ("wen 1984", "17/3/84" is not one: years have four digits).</param>
    /// <param name="limit">At most so many.</param>
    public static async Task<FoundPatients> FindPatientsAsync(this HuantiaoDb db, string typed, int limit = 20, CancellationToken cancel = default)
    {
        var query = SearchQuery.Parse(typed);
        if (query.IsEmpty)
            return new([], More: false);

        List<Guid>? fewest = null;
        var complete = false;
        foreach (var part in query.Parts)
        {
            var having = new List<Guid>();
            var all = true;
            foreach (var beginning in part)
            {
                var ids = await BeginningAsync(db, beginning, cancel);
                all &= ids.Count <= MostKeys;
                having.AddRange(ids);
            }

            // One part that few people have is enough: the others are looked at among those few.
            if (fewest is null || (all && !complete) || (all == complete && having.Count < fewest.Count))
                (fewest, complete) = (having, all);
        }

        var found = fewest!.Distinct().ToList();
        // A single part fits all that it found; there is no need to read more than can be shown.
        var candidates = query.Parts.Count == 1 ? found.Take(limit * 3).ToList() : found;
        // Many may have each of two words, and few both: those in whose name they stand side by side are found by one key.
        if (!complete)
        {
            foreach (var phrase in query.Phrases)
                candidates = [.. candidates.Union(await BeginningAsync(db, phrase, cancel))];
        }

        var patients = await db.Patients.AsNoTracking().Where(p => candidates.Contains(p.Id)).ToListAsync(cancel);
        var fitting = patients.Where(query.Fits).OrderBy(p => query.Rank(p)).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id).ToList();
        var shown = await AsTheyStandAsync(db, fitting.Take(limit), cancel);
        return new(shown, More: !complete || fitting.Count > limit || found.Count > candidates.Count);
    }

    /// <summary>Everybody who has exactly this key in front of theirs; for looking for duplicates.</summary>
    internal static async Task<List<Guid>> BeginningAsync(HuantiaoDb db, string beginning, CancellationToken cancel)
    {
        // The last code point there is sorts after everything that can follow.
        var end = beginning + "\U0010FFFF";
        return await db.PatientKeys.Where(k => string.Compare(k.Key, beginning) >= 0 && string.Compare(k.Key, end) < 0)
            .OrderBy(k => k.Key).Take(MostKeys + 1).Select(k => k.PatientId).ToListAsync(cancel);
    }

    /// <summary>A record that is part of another is shown as that other one, once.</summary>
    private static async Task<IReadOnlyList<FoundPatient>> AsTheyStandAsync(HuantiaoDb db, IEnumerable<Patient> found, CancellationToken cancel)
    {
        var shown = new List<FoundPatient>();
        foreach (var patient in found)
        {
            var stands = patient;
            while (stands.MergedInto is { } kept)
                stands = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == kept, cancel);
            if (shown.TrueForAll(s => s.Patient.Id != stands.Id))
                shown.Add(new(stands, stands == patient ? null : patient));
        }

        return shown;
    }
}

/// <summary>What was typed, as beginnings of keys.</summary>
/// <param name="Parts">Everything that must fit; each by one of its beginnings.</param>
/// <param name="Phrases">Its words side by side, in the order typed and the other way round.</param>
internal sealed record SearchQuery(IReadOnlyList<IReadOnlyList<string>> Parts, IReadOnlyList<string> Phrases)
{
    private static readonly string[] DatesWithYear = ["yyyy-M-d", "d/M/yyyy", "M/d/yyyy", "d.M.yyyy", "yyyy/M/d", "yyyy.M.d", "d-M-yyyy", "yyyy年M月d日"];

    public bool IsEmpty => Parts.Count == 0;

    public static SearchQuery Parse(string typed)
    {
        var parts = new List<IReadOnlyList<string>>();
        var words = new List<string>();
        var digits = "";
        foreach (var piece in typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Dates(piece) is { Count: > 0 } dates)
            {
                parts.Add(dates);
                continue;
            }

            if (piece.All(c => char.IsAsciiDigit(c) || c is '+' or '(' or ')' or '-' or '.' or '/'))
            {
                // A phone number typed in groups is one number.
                digits += new string([.. piece.Where(char.IsAsciiDigit)]);
                continue;
            }

            words.AddRange(PatientKeys.Words(piece));
        }

        parts.InsertRange(0, words.Select(word => (IReadOnlyList<string>)[Cut(word)]));
        // As typed, for a part from within a number; and without the zeros in front, which depend on where one dials from.
        if (digits.Length > 0)
            parts.Add([.. ((string[])[Cut(digits), Cut(PatientKeys.Digits(digits))]).Where(d => d.Length > 0).Distinct()]);
        return new(parts, words.Count < 2 ? [] : [Cut(string.Join(' ', words)), Cut(string.Join(' ', words.AsEnumerable().Reverse()))]);
    }

    public bool Fits(Patient patient)
    {
        var keys = PatientKeys.Of(patient.Name, patient.OtherName, patient.BirthDate, patient.Phone);
        return Parts.All(part => part.Any(beginning => keys.Any(k => k.StartsWith(beginning, StringComparison.Ordinal))));
    }

    /// <summary>0 where the name begins with what was typed, 1 where a word of it does, 2 elsewhere.</summary>
    public int Rank(Patient patient)
    {
        var words = PatientKeys.Words(patient.Name);
        var first = Parts[0];
        if (words.Count > 0 && first.Any(b => words[0].StartsWith(b, StringComparison.Ordinal)))
            return 0;
        return words.Any(w => first.Any(b => w.StartsWith(b, StringComparison.Ordinal))) ? 1 : 2;
    }

    /// <summary>The dates that a piece can mean: day and month may stand either way round.</summary>
    private static List<string> Dates(string piece)
    {
        var dates = new List<string>();
        foreach (var format in DatesWithYear)
        {
            if (DateOnly.TryParseExact(piece, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add(date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        }

        if (dates.Count == 0 && piece.Split('/', '.') is [{ Length: 1 or 2 } one, { Length: 1 or 2 } two]
            && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var a) && int.TryParse(two, NumberStyles.None, CultureInfo.InvariantCulture, out var b))
        {
            dates.Add(string.Create(CultureInfo.InvariantCulture, $"{b:00}{a:00}"));
            dates.Add(string.Create(CultureInfo.InvariantCulture, $"{a:00}{b:00}"));
        }

        return [.. dates.Distinct()];
    }

    private static string Cut(string word) => word.Length <= PatientKeys.LongestKey ? word : word[..PatientKeys.LongestKey];
}
