using Huantiao.Knowledge.Screening;
using Huantiao.Knowledge.Tests.Loading;

namespace Huantiao.Knowledge.Tests.Screening;

/// <summary>Each mistake in the tables of the screen is told with file, line and column.</summary>
public class BrokenScreeningTests
{
    [Fact]
    public void Load_TheTablesThatShip_HaveNoProblem()
    {
        var (knowledge, problems) = ScreeningLoader.Load(PathwayFolder.Original("sciatica"));

        Assert.Empty(problems);
        Assert.NotNull(knowledge);
    }

    [Theory]
    // screening.csv
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,both_legs_pian", "screening.csv", "when", "There is no question \"both_legs_pian\"")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,both_legs_pain and", "screening.csv", "when", "a name is expected at the end")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,(both_legs_pain", "screening.csv", "when", "\")\" is expected")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,not both_legs_pain", "screening.csv", "when", "one word too many")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,", "screening.csv", "when", "says when it applies")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,age", "screening.csv", "when", "not of that kind")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,rule(C07)", "screening.csv", "when", "no rule \"C07\" before this one")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,rule(R09)", "screening.csv", "when", "no rule \"R09\" before this one")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R09,R09,person,takes(R09)", "screening.csv", "when", "No medicine concerns \"R09\"")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R99,R99,person,both_legs_pain", "screening.csv", "safety_id", "no fact \"R99\"")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R08b,R09,person,both_legs_pain", "screening.csv", "id", "is called \"R09\"")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain", "R08,R09,person,both_legs_pain", "screening.csv", "id", "used twice")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain,urgent,stop", "R09,R09,person,both_legs_pain,grave,stop", "screening.csv", "severity", "Write one of: information")]
    [InlineData("screening.csv", "R09,R09,person,both_legs_pain,urgent,stop", "R09,R09,person,both_legs_pain,urgent,proceed", "screening.csv", "consequence", "does not go with")]
    [InlineData("screening.csv", "P02-inr,P02,person,inr > threshold(inr_stop)", "P02-inr,P02,person,inr > threshold(inr_top)", "screening.csv", "when", "no threshold \"inr_top\"")]
    [InlineData("screening.csv", "body_build = thin | heavy", "body_build = thin | tall", "screening.csv", "when", "no choice \"tall\"")]
    [InlineData("screening.csv", "F05,F05,consent,,information", "F05,F05,consent,fever,information", "screening.csv", "when", "does not decide this rule")]
    // intake.csv and its kin
    [InlineData("intake.csv", "fever,danger,yes-no", "fever,danger,maybe", "intake.csv", "kind", "Write one of: yes-no")]
    [InlineData("intake.csv", "fever,danger,yes-no", "fever,perils,yes-no", "intake.csv", "section", "no section \"perils\"")]
    [InlineData("intake.csv", "fever,danger,yes-no", "Fever,danger,yes-no", "intake.csv", "id", "is no id")]
    [InlineData("intake.csv", "fever,danger,yes-no", "very_ill,danger,yes-no", "intake.csv", "id", "used twice")]
    [InlineData("intake.csv", "发烧？", "", "intake.csv", "text_zh_hans", "missing in zh-Hans")]
    [InlineData("intake.csv", "takes_any,no,no,,,,,own wording", "later_question,no,no,,,,,own wording", "intake.csv", "shown_when", "There is no question \"later_question\"")]
    [InlineData("intake.csv", "fever,danger,yes-no,signs", "fever,danger,yes-no,omens", "intake.csv", "group", "There is no group \"omens\"")]
    [InlineData("intake.csv", "fever,danger,yes-no,signs", "fever,danger,yes-no,", "intake.csv", "group", "do not stand together")]
    [InlineData("intake.csv", "duration_weeks,history,number,", "duration_weeks,history,number,leg", "intake.csv", "group", "only questions of yes and no")]
    [InlineData("intake_groups.csv", "implants,", "insets,", "intake_groups.csv", "id", "is of the group \"insets\"")]
    [InlineData("intake.csv", ",0,120,a,", ",120,0,a,", "intake.csv", "least", "a least and a most")]
    [InlineData("intake.csv", "medicines,medicines,medicines", "medicines,medicines,text", "intake.csv", "kind", "Exactly one question")]
    [InlineData("intake.csv", "leg_now,baseline,number,,,", "leg_now,baseline,number,,How strong?,", "intake.csv", "text_en", "stand in instrument_items.csv")]
    [InlineData("intake.csv", "leg_now,baseline,number", "leg_then,baseline,number", "intake.csv", "measure", "has no item \"leg_then\"")]
    [InlineData("intake.csv", "leg_now,baseline,number", "leg_now,baseline,text", "intake.csv", "kind", "another kind of answer")]
    [InlineData("intake_choices.csv", "body_build,thin", "body_built,thin", "intake_choices.csv", "question", "no question of choice")]
    [InlineData("intake_sections.csv", "danger,intake", "danger,someday", "intake_sections.csv", "asked_at", "Write one of: intake")]
    [InlineData("consents.csv", "research,1", "research,0", "consents.csv", "version", "count from 1")]
    [InlineData("consents.csv", "reminders,1,2026-11-22,no", "research,1,2026-11-22,no", "consents.csv", "version", "stands twice")]
    [InlineData("recheck.csv", "takes_any medicines", "takes_all medicines", "recheck.csv", "reopens", "no question \"takes_all\"")]
    [InlineData("thresholds.csv", "{INR},4,1.5,10", "{INR},4,5,10", "thresholds.csv", "proposed", "not between")]
    // medicines
    [InlineData("medicines.csv", "apixaban,direct oral anticoagulant,B01AF02,P01", "apixaban,direct oral anticoagulant,B01AF02,P99", "medicines.csv", "safety_ids", "no safety fact \"P99\"")]
    [InlineData("medicine_names.csv", "aspirin + dipyridamole", "aspirin + dipyridamol", "medicine_names.csv", "ingredients", "no ingredient \"dipyridamol\"")]
    [InlineData("medicine_words.csv", "divider,zh", "devider,zh", "medicine_words.csv", "kind", "Write one of: dose")]
    public void Load_OneMistake_NamesFileColumnAndWhatToDo(string file, string from, string to, string inFile, string column, string message)
    {
        using var folder = new PathwayFolder("sciatica");
        folder.Change(file, from, to);

        var (knowledge, problems) = ScreeningLoader.Load(Path.GetDirectoryName(folder.PathOf(file))!);

        Assert.Null(knowledge);
        Assert.True(
            problems.Any(p => p.File == inFile && p.Line > 0 && p.Column == column && p.Message.Contains(message, StringComparison.Ordinal)),
            string.Join('\n', problems.Select(p => $"{p.File}:{p.Line} {p.Column}: {p.Message}")));
    }

    [Fact]
    public void Load_SafetyFactWithoutARule_IsAProblem()
    {
        using var folder = new PathwayFolder("sciatica");
        folder.Change("screening.csv", "F05,F05,consent", "F04-more,F04,consent");

        var (_, problems) = ScreeningLoader.Load(Path.GetDirectoryName(folder.PathOf("screening.csv"))!);

        Assert.Contains(problems, p => p.File == "safety.csv" && p.Message.Contains("\"F05\" has no rule", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_FolderWithoutTables_IsProblemsAndNoException()
    {
        using var tiny = new PathwayFolder("tiny");
        var folder = Path.GetDirectoryName(tiny.PathOf("safety.csv"))!;

        Assert.False(ScreeningLoader.IsThere(folder));
        Assert.Null(ScreeningLoader.Load(folder).Knowledge);
        Assert.NotEmpty(ScreeningLoader.Load(folder).Problems);
    }
}
