using FsCheck.Xunit;
using Huantiao.Care.Lots;
using Huantiao.Care.Sessions;

namespace Huantiao.Care.Tests.Lots;

/// <summary>Labels of packets, scanned and typed.</summary>
public class LabelTests
{
    private const char Gs = '\u001D';

    private static readonly DateOnly Today = new(2026, 11, 22);

    /// <summary>The example of the FDA's "UDI formats by FDA-accredited issuing agency" (version 1.3, 27 January 2017), GS1 part.</summary>
    [Fact]
    public void Parse_ExampleOfTheFda_IsReadWhole()
    {
        var label = Read("(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234");

        Assert.Equal("51022222233336", label.Gtin!.Digits);
        Assert.Equal(("A213B1", "1234", new DateOnly(2015, 7, 7), new DateOnly(2014, 12, 31)), (label.Lot, label.Serial, label.Expiry!.LastDay, label.Produced!.LastDay));
        Assert.Equal(new LotUsed("51022222233336", "A213B1", new(2015, 7, 7)), label.Used);
    }

    [Theory]
    [InlineData("]C1")]
    [InlineData("]d2")]
    [InlineData("\u001D")]
    [InlineData("")]
    public void Parse_TheSameScanned_SaysTheSame(string before)
    {
        var scanned = Read($"{before}0151022222233336111412311715070710A213B1{Gs}211234");

        Assert.Equivalent(Read("(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234"), scanned, strict: true);
    }

    [Theory]
    [InlineData("010950600013435210AB-1\u001D17290200\u001D30100", "AB-1", "2029-02-28", 100)] // order is free; a separator after a fixed length does no harm
    [InlineData("0109506000134352172802003010\u001D10AB-1", "AB-1", "2028-02-29", 10)] // day 00, leap year
    [InlineData("0109506000134352<GS>17271231<GS>10AB-1", "AB-1", "2027-12-31", null)]
    [InlineData("(01) 09506000134352 (17) 271231 (10) AB-1", "AB-1", "2027-12-31", null)]
    [InlineData("0109506000134352172712312406789\u001D10AB-1", "AB-1", "2027-12-31", null)] // (240) is passed over
    public void Parse_OtherForms_AreRead(string text, string lot, string expiry, int? count)
    {
        var label = Read(text);

        Assert.Equal(("09506000134352", lot, expiry, count), (label.Gtin!.Digits, label.Lot, label.Expiry!.LastDay.ToString("O"), label.Count));
    }

    [Theory]
    [InlineData("", LabelFault.Empty, null)]
    [InlineData("  \u001D ", LabelFault.Empty, null)]
    [InlineData("ABC-123", LabelFault.NotGs1, null)]
    [InlineData("+A99912345/$$52001510X3", LabelFault.NotGs1, null)] // HIBC
    [InlineData("0109506000134353", LabelFault.WrongCheckDigit, "01")]
    [InlineData("01095060001343", LabelFault.BadElement, "01")]
    [InlineData("010950600013435217271331", LabelFault.NoDate, "17")]
    [InlineData("010950600013435217270230", LabelFault.NoDate, "17")]
    [InlineData("0109506000134352172712", LabelFault.NoDate, "17")]
    [InlineData("010950600013435210ABCDEFGHIJKLMNOPQRSTU", LabelFault.BadElement, "10")] // 21 characters: a separator is missing
    [InlineData("010950600013435210", LabelFault.BadElement, "10")]
    [InlineData("010950600013435210批号", LabelFault.BadElement, "10")]
    [InlineData("0109506000134352301a", LabelFault.BadElement, "30")]
    [InlineData("(01)09506000134352(01)51022222233336", LabelFault.Contradiction, "01")]
    public void Parse_WhatCannotBeTrusted_IsRefusedWithAReason(string text, LabelFault fault, string? element) =>
        Assert.Equal(new LabelReading.Refused(fault, element), LabelParser.Parse(text, Today));

    [Theory]
    [InlineData("51022222233336", true)]
    [InlineData("9506000134352", true)] // GTIN-13
    [InlineData("96385074", true)] // GTIN-8
    [InlineData("614141000036", true)] // GTIN-12
    [InlineData("51022222233337", false)]
    [InlineData("15022222233336", false)] // two digits exchanged
    [InlineData("5102222223333", false)]
    [InlineData("5102222223333X", false)]
    public void Gtin_CheckDigit_Decides(string digits, bool isRight) => Assert.Equal(isRight, Gtin.TryParse(digits) is not null);

    [Theory]
    [InlineData(26, 2026, 2026)]
    [InlineData(76, 2026, 2076)] // 50 ahead
    [InlineData(77, 2026, 1977)] // 51 ahead
    [InlineData(0, 2026, 2000)]
    [InlineData(0, 2049, 2000)] // 49 behind
    [InlineData(0, 2050, 2100)] // 50 behind
    [InlineData(99, 2100, 2099)]
    public void YearOf_TwoDigits_FollowsTheCenturyRule(int digits, int now, int year) => Assert.Equal(year, LabelDate.YearOf(digits, now));

    [Theory]
    [InlineData(null, LotStanding.Unknown)]
    [InlineData("2026-11-21", LotStanding.Past)]
    [InlineData("2026-11-22", LotStanding.EndsSoon)]
    [InlineData("2026-12-22", LotStanding.EndsSoon)]
    [InlineData("2026-12-23", LotStanding.Good)]
    public void On_ADay_TellsWhetherTheLotIsGood(string? expiry, LotStanding standing) =>
        Assert.Equal(standing, LotExpiry.On(expiry is null ? null : DateOnly.ParseExact(expiry, "O", System.Globalization.CultureInfo.InvariantCulture), Today));

    [Property(MaxTest = 10_000)]
    public bool Parse_AnyText_NeverThrowsAndTrustsNoWrongNumber(string? text) =>
        LabelParser.Parse(text ?? "", Today) is not LabelReading.Read { Label.Gtin: { } gtin } || Gtin.TryParse(gtin.Digits) is not null;

    [Property(MaxTest = 10_000)]
    public bool Gtin_OneDigitChanged_IsAlwaysFound(uint number, byte at, byte by)
    {
        var body = number.ToString("D13", System.Globalization.CultureInfo.InvariantCulture);
        var right = body + (char)('0' + Gtin.CheckDigit(body));
        var (place, change) = (at % 14, 1 + (by % 9));
        var wrong = right[..place] + (char)('0' + ((right[place] - '0' + change) % 10)) + right[(place + 1)..];
        return Gtin.TryParse(right) is not null && Gtin.TryParse(wrong) is null;
    }

    private static LotLabel Read(string text) => Assert.IsType<LabelReading.Read>(LabelParser.Parse(text, Today)).Label;
}
