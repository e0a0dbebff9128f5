using System.Collections.Immutable;
using Huantiao.Care.Medicines;
using Huantiao.Web.Words;

namespace Huantiao.Web.Intakes;

/// <summary>How a text about medicines was understood, piece by piece, in words for the person who wrote it.</summary>
internal static class MedicineWords
{
    public static ImmutableArray<MedicineLine> Of(Wording words, ScreeningBook book, string text)
    {
        var reading = MedicineRecogniser.For(book.Knowledge.Medicines).Read(text);
        return
        [
            .. reading.Recognised.Select(m => new MedicineLine(
                m.Text, "recognised", words.Format("IntakeMedicine." + m.Use, string.Join(" + ", m.Ingredients.Select(i => i.Ingredient).Distinct(StringComparer.Ordinal))))),
            .. reading.Negated.Select(m => new MedicineLine(m.Text, "dismissed", words["IntakeMedicine.Negated"])),
            .. reading.Past.Select(m => new MedicineLine(m.Text, "dismissed", words["IntakeMedicine.Past"])),
            .. reading.NotRecognised.Select(piece => new MedicineLine(piece, "unknown", words["IntakeMedicine.NotRecognised"])),
        ];
    }
}
