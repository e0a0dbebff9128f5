using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.Care.Medicines;
using Huantiao.Knowledge.Screening;
using static Huantiao.Care.Tests.Medicines.RealKnowledge;

namespace Huantiao.Care.Tests.Medicines;

/// <summary>What holds for every text.</summary>
public class PieceProperties
{
    [Property(MaxTest = 2_000, Arbitrary = [typeof(Texts)])]
    public bool Read_AnyText_PutsEveryLetterIntoExactlyOnePiece(MedicineText text)
    {
        var read = Recogniser.Read(text.Text);

        return Letters(string.Concat(Pieces(read))).Order().SequenceEqual(Letters(text.Text).Order());
    }

    /// <summary>Whatever stands before and behind it on other lines, a medicine that thins the blood is found.</summary>
    [Property(MaxTest = 1_000, Arbitrary = [typeof(Texts)])]
    public bool Read_AnticoagulantOnALineOfItsOwn_IsFoundAmongAnything(MedicineText before, MedicineText after) =>
        Recogniser.Read($"{before.Text}\nXarelto 20 mg\n{after.Text}").Recognised.Any(m => m.Counts && m.Ingredients.Any(i => i.Ingredient == "rivaroxaban"));

    [Theory]
    [InlineData("")]
    [InlineData("   \n ,;、 ")]
    [InlineData("()")]
    [InlineData("\ud83d\udc8a")]
    [InlineData("\ud800")]
    public void Read_NothingWritten_IsNothing(string text) => Assert.Empty(Pieces(Recogniser.Read(text)));

    [Theory]
    [InlineData("5 mg")]
    [InlineData("I take")]
    [InlineData("for my heart")]
    public void Read_NoMedicineInIt_IsNotRecognised(string text)
    {
        var read = Recogniser.Read(text);

        Assert.Equal([text], read.NotRecognised);
        Assert.Empty(read.Recognised);
    }

    [Fact]
    public void Read_EveryNameOfTheLists_IsRecognisedAsItsMedicineOrAWeightierOne()
    {
        var places = Known.Medicines.Medicines.Select((m, i) => (m.Ingredient, i)).ToDictionary(m => m.Ingredient, m => m.i, StringComparer.Ordinal);
        foreach (var name in Known.Medicines.Names)
        {
            var read = Recogniser.Read(name.Name);

            Assert.True(read.NotRecognised.IsEmpty && read.Negated.IsEmpty && read.Past.IsEmpty && !read.Recognised.IsEmpty, name.Name);
            Assert.True(read.Recognised.SelectMany(m => m.Ingredients).Min(i => places[i.Ingredient]) <= name.Ingredients.Min(i => places[i.Ingredient]), name.Name);
        }
    }

    private static IEnumerable<string> Pieces(MedicineReading read) =>
        read.Recognised.Select(m => m.Text).Concat(read.Negated.Select(m => m.Text)).Concat(read.Past.Select(m => m.Text)).Concat(read.NotRecognised);

    private static IEnumerable<char> Letters(string text) => text.Where(char.IsLetterOrDigit);
}

/// <summary>A text as somebody may write it.</summary>
public sealed record MedicineText(string Text);

/// <summary>Makes texts of names, words, doses, marks and noise; without words that divide ("and"), which belong to no piece.</summary>
public static class Texts
{
    private static readonly string[] Names = [.. Known.Medicines.Names.Select(n => n.Name)];

    private static readonly string[] Words = [.. Known.Medicines.Words.Where(w => w.Value is not (WordKind.Divider or WordKind.NegationGoesOn)).Select(w => w.Key)];

    private static readonly string[] Marks = [", ", "、", "\n", "; ", ". ", " ", " - ", " (", ") ", "/", " + ", "："];

    public static Arbitrary<MedicineText> MedicineText() => Gen.OneOf(
            Gen.Elements(Names), Gen.Elements(Words), Gen.Elements("5mg", "75", "2.5 mg", "0,4"), Gen.Elements("zolpimist", "qwrtz", "药丸子", "warfarn", "Ξένο"))
        .ArrayOf().Resize(12)
        .SelectMany(words => Gen.Elements(Marks).ArrayOf(words.Length), (words, marks) => new MedicineText(string.Concat(words.Zip(marks, (w, m) => w + m))))
        .ToArbitrary();
}
