using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Huantiao.Care.Assessment;
using static Huantiao.Care.Tests.Assessment.Examined;

namespace Huantiao.Care.Tests.Assessment;

public class DiagnosisTests
{
    [Theory]
    [InlineData("pain:calf:Right", "M54.31")]
    [InlineData("pain:calf:Left", "M54.32")]
    [InlineData("pain:calf:Left pain:calf:Right", "M54.31 M54.32")]
    [InlineData("pain:calf:Right pain:low-back:Midline", "M54.41")]
    [InlineData("pain:calf:Left pain:low-back:Left", "M54.42")]
    [InlineData("pain:calf:Right SLR:Right:40:known", "M54.16 M54.31")]
    [InlineData("pain:calf:Right MY4:Right:4+", "M54.16 M54.31")]
    [InlineData("pain:calf:Right MY4:Left:4+", "M54.31")] // a sign in the leg that does not hurt
    [InlineData("pain:calf:Right DE2:Right:reduced HX6::mri-disc", "M51.16 M54.31")]
    [InlineData("pain:calf:Right HX6::mri-disc", "M54.31")] // a disc on a scan alone is no sign
    [InlineData("pain:calf:Right RX3:Right:brisk", "M54.31")]
    [InlineData("pain:low-back:Midline", "")]
    [InlineData("pain", "")]
    [InlineData("SLR:Right:40:known MY4:Right:3", "")] // where it hurts was never marked
    public void Suggest_Findings_SpeakForTheseCodes(string words, string codes)
    {
        var examination = With([.. words.Split(' ').Select(w => w.Replace(":known", " known-pain", StringComparison.Ordinal))]);

        var suggested = DiagnosisCodes.Suggest(examination, licensed: false).Where(s => s.Code.System == "icd-10-cm").Select(s => s.Code.Code);

        Assert.Equal(codes, string.Join(' ', suggested.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Suggest_EverySuggestion_SaysThatAClinicianDecides()
    {
        var suggestions = DiagnosisCodes.Suggest(With("pain:calf:Right", "MY4:Right:4"), licensed: true);

        Assert.NotEmpty(suggestions);
        Assert.All(suggestions, s => Assert.Contains("a clinician decides", s.Why.In("en"), StringComparison.Ordinal));
        Assert.All(suggestions, s => Assert.False(s.Code.IsRedFlag));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void SuggestAndAdd_SnomedCodes_OnlyWithTheClinicsLicence(bool licensed, bool there)
    {
        Assert.Equal(there, DiagnosisCodes.Suggest(With("pain:calf:Right"), licensed).Any(s => s.Code.System == "snomed-ct"));
        Assert.Equal(there, DiagnosisCodes.None(Treatment).Add("snomed-ct", "23056005", licensed) is Coding.Added);
    }

    [Theory]
    [InlineData("icd-10-cm", "M54.31", "M51.16", false)]
    [InlineData("icd-10-cm", "M54.42", "M51.16", false)]
    [InlineData("icd-10-cm", "M54.16", "M51.16", false)]
    [InlineData("icd-10-cm", "M54.32", "M54.41", false)]
    [InlineData("icd-10-cm", "M54.31", "M54.32", true)] // both legs
    [InlineData("icd-10-cm", "M54.31", "M54.16", true)] // no rule was seen
    [InlineData("icd-10", "M54.3", "M54.4", false)]
    [InlineData("icd-11", "ME84.3", "8B93.6", true)]
    public void Add_Pair_IsRefusedWithTheReasonInEitherOrder(string system, string one, string other, bool together)
    {
        foreach (var (first, second) in new[] { (one, other), (other, one) })
        {
            var codes = Assert.IsType<Coding.Added>(DiagnosisCodes.None(Treatment).Add(system, first, false)).Codes;
            var coding = codes.Add(system, second, false);
            Assert.Equal(together, coding is Coding.Added);
            if (coding is Coding.Refused refused)
                Assert.Contains(first, refused.Why.In("zh-Hans"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Add_SameCodeTwice_ChangesNothing()
    {
        var codes = Assert.IsType<Coding.Added>(DiagnosisCodes.None(Treatment).Add("icd-10-cm", "M54.31", false)).Codes;

        Assert.Same(codes, Assert.IsType<Coding.Added>(codes.Add("icd-10-cm", "M54.31", false)).Codes);
        Assert.IsType<Coding.Refused>(codes.Add("icd-10-cm", "X99.9", false));
    }

    [Property(MaxTest = 2000)]
    public Property Add_AnyCodesInAnyOrder_NeverLeavesAForbiddenPair() => Prop.ForAll(
        Gen.Elements(Treatment.Codes.ToArray()).ArrayOf(6).ToArbitrary(),
        chosen =>
        {
            var codes = chosen.Aggregate(DiagnosisCodes.None(Treatment), (held, c) => held.Add(c.System, c.Code, true) is Coding.Added added ? added.Codes : held);

            return !codes.Codes.Any(a => codes.Codes.Any(b => Treatment.ExclusiveCodes.Any(p => p.Forbids(a, b))));
        });

    [Theory]
    [InlineData("pain:calf:Left", "taiyang")]
    [InlineData("pain:thigh-outer:Left", "shaoyang")]
    [InlineData("pain:thigh-back:Left pain:foot-top:Left", "taiyang shaoyang")]
    [InlineData("pain:thigh-front:Left", "yangming")]
    [InlineData("pain:foot-sole:Left", "none")]
    [InlineData("pain:calf:Right", "none")]
    [InlineData("", "not drawn")]
    public void ChannelPatterns_AreasOfTheLeg_AreNamedAsTradition(string words, string expected)
    {
        var naming = ChannelPatterns.Of(Treatment, With([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Pain, PainSide.Left);

        Assert.Equal(expected, naming switch
        {
            ChannelNaming.Named named => string.Join(' ', named.Patterns.Select(p => p.Key)),
            ChannelNaming.None => "none",
            _ => "not drawn",
        });
        if (naming is ChannelNaming.Named told)
            Assert.Contains("Traditional", told.InWords().In("en"), StringComparison.Ordinal);
    }
}
