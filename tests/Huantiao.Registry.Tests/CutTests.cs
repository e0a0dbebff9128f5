using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Huantiao.Registry.Tests;

public class CutTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly Guid Clinic = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private static readonly Guid Person = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8058");

    /// <summary>The value of another program: openssl dgst -mac HMAC over length, purpose, clinic and person.</summary>
    [Fact]
    public void Pseudonym_OfAPerson_IsTheHmacThatOthersCompute() =>
        Assert.Equal("d74f551dcf09fd068d3b75e2612a0ce1", Pseudonym.Of(Key, "registry", Clinic, Person));

    [Fact]
    public void Pseudonym_WithAnotherKeyPurposeClinicOrPerson_IsAnother()
    {
        byte[] otherKey = [.. Key.Reverse()];
        string[] all =
        [
            Pseudonym.Of(Key, "registry", Clinic, Person), Pseudonym.Of(otherKey, "registry", Clinic, Person), Pseudonym.Of(Key, "report", Clinic, Person),
            Pseudonym.Of(Key, "registry", Person, Clinic), Pseudonym.Of(Key, "registry", Clinic, Clinic),
        ];

        Assert.Equal(5, all.Distinct().Count());
        Assert.All(all, p => Assert.Matches("^[0-9a-f]{32}$", p));
        Assert.DoesNotContain(all, p => p.Contains(Person.ToString("N")[..8], StringComparison.Ordinal));
    }

    [Fact]
    public void Pseudonym_WithAKeyThatCouldBeTried_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Pseudonym.Of(RandomNumberGenerator.GetBytes(31), "registry", Clinic, Person));

    [Fact]
    public void Take_AfterAWithdrawal_IsAsIfThePersonHadNeverBeenThere()
    {
        var rows = Invented.People(80, 3);
        var gone = rows[17].Person;

        var with = Summarising.Of("a", Invented.Cut, Invented.Subject, Invented.Rules, rows, ImmutableHashSet.Create(gone));
        var without = Summarising.Of("a", Invented.Cut, Invented.Subject, Invented.Rules, rows.Where(r => r.Person != gone), Invented.Nobody);

        Assert.Equal(Written.Text(without), Written.Text(with));
        Assert.NotEqual(Written.Text(Invented.Summary("a", rows, Invented.Rules)), Written.Text(with));
        Assert.Equal(79, with.Groups[0].People);
    }

    [Fact]
    public void Take_RowsInAnotherOrder_GivesTheSameSummaryToTheLastDigit() =>
        Assert.Equal(Written.Text(Invented.Summary("a", Invented.People(200, 4))), Written.Text(Invented.Summary("a", [.. Invented.People(200, 4).Reverse()])));

    [Fact]
    public void Take_FirstAndLastDay_AreOfThePeriod()
    {
        var row = Invented.People(1, 1)[0];
        DateOnly[] days = [Invented.Cut.From.AddDays(-1), Invented.Cut.From, Invented.Cut.Until, Invented.Cut.Until.AddDays(1)];

        var taken = Invented.Cut.Take(days.Select((d, i) => row with { Person = $"p{i}", Began = d }), Invented.Nobody);

        Assert.Equal(["p1", "p2"], taken.Select(r => r.Person));
    }

    [Fact]
    public void Take_APersonTwice_IsRefused()
    {
        var row = Invented.People(1, 1)[0];
        Assert.Throws<ArgumentException>(() => Invented.Cut.Take([row, row with { Treatments = 3 }], Invented.Nobody));
    }

    [Fact]
    public void Check_DaysInTheWrongOrder_AreRefused()
    {
        Assert.Throws<ArgumentException>((Invented.Cut with { Until = Invented.Cut.From.AddDays(-1) }).Check);
        Assert.Throws<ArgumentException>((Invented.Cut with { On = Invented.Cut.Until.AddDays(-1) }).Check);
    }
}
