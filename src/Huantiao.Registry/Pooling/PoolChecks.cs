using System.Collections.Immutable;

namespace Huantiao.Registry;

/// <summary>A file to pool: its name as the caller knows it, and what it holds.</summary>
public sealed record NamedSummary(string Name, SealedSummary Sealed);

/// <summary>Why files are not pooled.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Field">Of it; empty: the file as a whole.</param>
/// <param name="Message">What is wrong, then what to do.</param>
public sealed record PoolProblem(string Name, string Field, string Message);

/// <summary>What must hold of files beside each other: like with like, each person once, and each clinic under its own key.</summary>
internal static class PoolChecks
{
    public static ImmutableArray<PoolProblem> Run(IReadOnlyList<NamedSummary> files)
    {
        var problems = ImmutableArray.CreateBuilder<PoolProblem>();
        for (var i = 1; i < files.Count; i++)
        {
            var earlier = files.Take(i).ToArray();
            if (OtherSubject(files[0], files[i]) is { } unlike)
                problems.Add(unlike);
            if (Key(earlier, files[i]) is { } key)
                problems.Add(key);
            if (Twice(earlier, files[i]) is { } twice)
                problems.Add(twice);
        }

        return problems.ToImmutable();
    }

    private static PoolProblem? OtherSubject(NamedSummary first, NamedSummary file)
    {
        var (a, b) = (first.Sealed.Summary.Subject, file.Sealed.Summary.Subject);
        if (a == b)
            return null;
        var (field, mine, theirs) = true switch
        {
            _ when a.Pathway != b.Pathway => ("pathway", b.Pathway, a.Pathway),
            _ when a.PathwayVersion != b.PathwayVersion => ("pathwayVersion", b.PathwayVersion, a.PathwayVersion),
            _ when a.Instrument != b.Instrument => ("instrument", b.Instrument, a.Instrument),
            _ when a.InstrumentVersion != b.InstrumentVersion => ("instrumentVersion", b.InstrumentVersion, a.InstrumentVersion),
            _ when !a.Weeks.SequenceEqual(b.Weeks) => ("weeks", string.Join(", ", b.Weeks), string.Join(", ", a.Weeks)),
            _ => ("scale", "its scale, direction or important change", "another"),
        };
        return new(file.Name, "summary.subject." + field,
            $"Here it is {mine}, in {first.Name} {theirs}: such scores do not mean the same. Pool them apart, or ask the clinic to export again with the same data.");
    }

    private static PoolProblem? Key(NamedSummary[] earlier, NamedSummary file)
    {
        var (clinic, key) = (file.Sealed.Summary.Clinic, file.Sealed.Fingerprint);
        if (Array.Find(earlier, e => e.Sealed.Summary.Clinic == clinic && e.Sealed.Fingerprint != key) is { } otherKey)
            return new(file.Name, "seal.key", $"The clinic \"{clinic}\" signed {otherKey.Name} with another key. Ask the clinic which key is its own, and to sign again with that one.");
        if (Array.Find(earlier, e => e.Sealed.Summary.Clinic != clinic && e.Sealed.Fingerprint == key) is { } otherClinic)
            return new(file.Name, "summary.clinic",
                $"The key that signed it also signed {otherClinic.Name}, for \"{otherClinic.Sealed.Summary.Clinic}\". One clinic under two names could count people twice. Leave one of the files out.");
        return null;
    }

    private static PoolProblem? Twice(NamedSummary[] earlier, NamedSummary file)
    {
        var (clinic, cut) = (file.Sealed.Summary.Clinic, file.Sealed.Summary.Cut);
        if (Array.Find(earlier, e => e.Sealed.Summary.Clinic == clinic && e.Sealed.Summary.Cut.Overlaps(cut)) is not { } other)
            return null;
        if (other.Sealed.Summary.Cut == cut)
            return new(file.Name, "summary.cut", $"It is of the same clinic, period and cut as {other.Name}: everybody would count twice. Give one of them.");
        var later = other.Sealed.Summary.Cut.On > cut.On ? other.Name : file.Name;
        return new(file.Name, "summary.from",
            $"Its period overlaps with that of {other.Name}, of the same clinic: some people would count twice. Keep the later cut, {later}, which also honours withdrawals since; delete the other.");
    }
}
