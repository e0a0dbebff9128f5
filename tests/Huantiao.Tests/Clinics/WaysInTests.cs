using System.Text;
using Huantiao.Web.Access;
using Huantiao.Web.Accounts;
using Huantiao.Web.Clinics;

namespace Huantiao.Tests.Clinics;

/// <summary>Codes, passwords, secrets and forms, piece by piece.</summary>
public class WaysInTests
{
    /// <summary>RFC 6238, appendix B: the last six of its eight digits for SHA-1.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_OfTheStandardsExample_IsItsNumber(long seconds, string expected) =>
        Assert.Equal(expected, Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Step_OfAClockThatDiffers_IsForgivenHalfAMinute(int seconds, bool taken)
    {
        var (secret, now) = (Totp.NewSecret(), DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

        Assert.Equal(taken, Totp.Step(secret, Totp.Code(secret, now.AddSeconds(seconds)), now, 0) is not null);
    }

    [Fact]
    public void Step_UsedOrEarlier_IsNotTaken()
    {
        var (secret, now) = (Totp.NewSecret(), DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        var step = Totp.Step(secret, Totp.Code(secret, now), now, 0)!.Value;

        Assert.Null(Totp.Step(secret, Totp.Code(secret, now), now, step));
        Assert.Null(Totp.Step(secret, Totp.Code(secret, now.AddSeconds(-30)), now, step));
        Assert.Equal(step + 1, Totp.Step(secret, Totp.Code(secret, now.AddSeconds(30)), now, step));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_OfTheStandardsExample_IsItsText(string bytes, string expected) => Assert.Equal(expected, Totp.ToBase32(Encoding.ASCII.GetBytes(bytes)));

    [Theory]
    [InlineData("short", "Password.TooShort")]
    [InlineData("password", "Password.Common")]
    [InlineData("P@ssw0rd2024!", "Password.Common")]
    [InlineData("Qwertyuiop1", "Password.Common")]
    [InlineData("12345678", "Password.Common")]
    [InlineData("aaaaaaaaaaaa", "Password.Common")]
    [InlineData("Acupuncture1", "Password.Common")]
    [InlineData("LiWei2026!", "Password.Known")]
    [InlineData("ringclinic", "Password.Known")]
    [InlineData("seven quiet herons", null)]
    [InlineData("tr0ub4dor&3", null)]
    [InlineData("环跳委中承山阳陵泉", null)]
    public void Problem_OfAPassword_IsSaid(string password, string? expected) => Assert.Equal(expected, Passwords.Problem(password, "Dr LiWei", "li@example.org", "Ringclinic"));

    [Fact]
    public void Problem_OfLength_IsOnlyAtTheEnds()
    {
        var random = new Random(7);
        string Of(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "abcdefghkmnprstuvwxyz"[random.Next(21)]));

        Assert.Equal("Password.TooShort", Passwords.Problem(Of(7)));
        Assert.Null(Passwords.Problem(Of(8)));
        Assert.Null(Passwords.Problem(Of(64)));
        Assert.Null(Passwords.Problem(Of(128)));
        Assert.Equal("Password.TooLong", Passwords.Problem(Of(129)));
    }

    [Fact]
    public void Verify_AnyHash_TakesOnlyItsPassword()
    {
        var hash = Passwords.Hash("seven quiet herons");

        Assert.True(Passwords.Verify(hash, "seven quiet herons"));
        Assert.False(Passwords.Verify(hash, "Seven quiet herons"));
        Assert.False(Passwords.Verify(null, "seven quiet herons"));
        Assert.NotEqual(hash, Passwords.Hash("seven quiet herons"));
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, 1)]
    [InlineData(7, 4)]
    [InlineData(11, 60)]
    [InlineData(1000, 60)]
    public void Pause_AfterWrongTries_DoublesUpToAnHour(int failed, int? minutes) => Assert.Equal(minutes, (int?)Lockout.Pause(failed)?.TotalMinutes);

    [Theory]
    [InlineData("482915", true)]
    [InlineData("123456", false)]
    [InlineData("654321", false)]
    [InlineData("777777", false)]
    [InlineData("121212", false)]
    [InlineData("483483", false)]
    [InlineData("48291", false)]
    [InlineData("48291a", false)]
    public void ShortCode_ThatIsTriedFirst_IsRefused(string code, bool good) => Assert.Equal(good, OwnAccount.IsGoodShortCode(code));

    [Fact]
    public void Typable_Secrets_AreReadBackHoweverTyped()
    {
        var secret = HeldSecret.Typable(24);

        Assert.Matches("^([A-Z2-9]{4}-){5}[A-Z2-9]{4}$", secret);
        Assert.Equal(HeldSecret.Bare(secret), HeldSecret.Bare(" " + secret.ToLowerInvariant().Replace('-', ' ')));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => HeldSecret.New()).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("  a\u0000b\u202ec\td ", "abc d")]
    [InlineData("e\u0301", "é")]
    [InlineData("张\r\n三", "张 三")]
    public void Text_AsTyped_IsCleanedOfWhatNobodySees(string typed, string expected) => Assert.Equal(expected, Form.Showing(("name", typed)).Text("name"));

    [Fact]
    public void Fields_ThatCannotBeRead_SayWhyAndKeepWhatWasTyped()
    {
        var form = Form.Showing(("day", "31/12/2026"), ("number", "12.5"), ("choice", "none of them"), ("long", new string('x', 11)), ("key", Guid.Empty.ToString()));

        Assert.Null(form.Date("day"));
        Assert.Null(form.Whole("number", 0, 100));
        Assert.Null(form.OneOf("choice", ["a", "b"]));
        form.Text("long", 10);
        form.Text("missing");
        form.Key();
        Assert.False(form.IsGood);
        Assert.Equal(
            ["Form.NotADate", "Form.NotBetween", "Form.Choose", "Form.TooLong", "Form.Missing", "Form.Stale"],
            new[] { "day", "number", "choice", "long", "missing", "key" }.Select(name => form.Problem(name)!.Key));
        Assert.Equal("31/12/2026", form.Typed("day"));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36", "Chrome · Android")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/604.1", "Safari · iPad")]
    [InlineData("curl/8", "")]
    public void Browser_InAFewWords_IsRecognisable(string agent, string expected) => Assert.Equal(expected, Browsers.InAFewWords(agent));
}
