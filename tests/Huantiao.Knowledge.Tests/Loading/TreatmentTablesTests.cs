using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Tests.Atlas;

namespace Huantiao.Knowledge.Tests.Loading;

/// <summary>The tables on examining and treating: whole, honest about what was not seen, and every mistake named with its place.</summary>
public class TreatmentTablesTests
{
    private static readonly TreatmentKnowledge Treatment = TreatmentLoader.Load(PathwayFolder.Original("sciatica")).Knowledge!;

    [Fact]
    public void IsThere_PathwayThatOnlyInforms_IsNot()
    {
        Assert.False(TreatmentLoader.IsThere(PathwayFolder.Original("tiny")));
        Assert.True(TreatmentLoader.IsThere(PathwayFolder.Original("sciatica")));
    }

    [Fact]
    public void Load_RealPathway_HasNoProblem() => Assert.Empty(TreatmentLoader.Load(PathwayFolder.Original("sciatica")).Problems);

    [Fact]
    public void CheckPoints_RealAtlas_HasEveryPointOnItsSide() => Assert.Empty(TreatmentLoader.CheckPoints(Treatment, RealAtlas.Atlas));

    [Fact]
    public void Protocols_Each_AnswersAllSeventeenItemsAndKeepsNotSeenAsNotSeen()
    {
        Assert.Equal(17, Treatment.Stricta.Length);
        Assert.Equal(28, Treatment.Protocols.Length);
        Assert.All(Treatment.Protocols, p => Assert.Equal(Treatment.Stricta.Select(s => s.Item), p.Items.Select(i => i.Item)));
        Assert.All(Treatment.Protocols.SelectMany(p => p.Items), i => Assert.Equal(i.State == ItemState.Stated, i.Text is not null));
        Assert.All(Treatment.Protocols, p => Assert.NotEqual(ItemState.Stated, p.Items.Single(i => i.Item == "6a").State));
        Assert.Equal(ItemState.NotSeen, Treatment.Protocol("LIU2019")!.Items.Single(i => i.Item == "2b").State);
        Assert.Equal(ItemState.NotReported, Treatment.Protocol("QIN15_MENG2014")!.Items.Single(i => i.Item == "2d").State);
    }

    [Fact]
    public void Protocols_FactsFromMemory_StayMarked()
    {
        var huang = Treatment.Protocol("HUANG2019")!;

        Assert.Equal(FactStatus.Recalled, huang.Provenance.Status);
        Assert.All(huang.Points, p => Assert.Equal(FactStatus.Recalled, p.Provenance.Status));
        Assert.All(Treatment.Protocol("TU2024")!.Points, p => Assert.Contains("secondary", p.Provenance.StatusText, StringComparison.Ordinal));
        Assert.False(Treatment.Protocol("SILVER2021")!.SameCondition);
    }

    [Fact]
    public void Protocols_StructuredDose_IsWhatTheItemsState()
    {
        foreach (var protocol in Treatment.Protocols)
        {
            Assert.Equal(protocol.Sessions is not null, protocol.Items.Single(i => i.Item == "3a").State == ItemState.Stated);
            if (protocol.Sessions is { } sessions)
                Assert.StartsWith(sessions.ToString(System.Globalization.CultureInfo.InvariantCulture), protocol.Items.Single(i => i.Item == "3a").Text!.In("en"), StringComparison.Ordinal);
            if (protocol.RetentionMinutes is { } minutes)
                Assert.StartsWith(minutes.ToString(System.Globalization.CultureInfo.InvariantCulture), protocol.Items.Single(i => i.Item == "2f").Text!.In("en"), StringComparison.Ordinal);
            foreach (var point in protocol.Points.Where(p => !p.Point.Contains('.', StringComparison.Ordinal) && p.Point != "ASHI"))
                Assert.Contains(point.Point, protocol.Items.Single(i => i.Item == "2b").Text!.In("en"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Texts_ForClinicians_AreInBothLanguagesAndTheirOwnScript()
    {
        var texts = Treatment.Examination.SelectMany(f => new[] { f.Label, f.How, f.Interpretation, f.Accuracy })
            .Concat(Treatment.PainAreas.Select(a => a.Name)).Concat(Treatment.Patterns.SelectMany(p => new[] { p.Description, p.Evidence }))
            .Concat(Treatment.Codes.SelectMany(c => new[] { c.Display, c.Why })).Concat(Treatment.ExclusiveCodes.Select(c => c.Reason))
            .Concat(Treatment.Stricta.SelectMany(s => new[] { s.Group, s.Name, s.What })).Concat(Treatment.Protocols.SelectMany(p => new[] { p.Population, p.Result, p.Caveats }))
            .Concat(Treatment.GoalMeasures.SelectMany(m => new[] { m.Name, m.Note })).Concat(Treatment.ReviewRules.Select(r => r.Text))
            .Concat(Treatment.ResearchColumns.Select(c => c.Meaning)).OfType<LocalText>();

        Assert.All(texts, t => Assert.False(HasHan(t.In("en")), t.In("en")));
        Assert.All(texts, t => Assert.True(HasHan(t.In("zh-Hans")), t.In("zh-Hans")));

        static bool HasHan(string text) => text.Any(c => c is >= '\u4e00' and <= '\u9fff');
    }

    [Fact]
    public void Patterns_Each_AreSaidToBeTradition() => Assert.All(Treatment.Patterns, p => Assert.StartsWith("Traditional", p.Evidence.In("en"), StringComparison.Ordinal));

    [Fact]
    public void StopRule_NumberWithoutAGuideline_IsMarkedAsOurProposal() =>
        Assert.All(Treatment.ReviewRules, r => Assert.NotEqual(FactStatus.Verified, r.Provenance.Status));

    [Fact]
    public void Codes_Snomed_NeedALicenceAndCarryOurOwnWords() => Assert.All(
        Treatment.Codes.Where(c => c.System == "snomed-ct"),
        c => Assert.True(c.NeedsLicence && c.Display.In("en").Contains("own wording", StringComparison.Ordinal) && c.Provenance.Status == FactStatus.Recalled));

    [Theory]
    [InlineData("examination.csv", "MY1,myotome,strength", "MY1,myotome,power", "examination.csv:13", "kind", "Write one of")]
    [InlineData("examination.csv", "R02:at-most-3:weak_3", "R02:at-most-4:weak_3", "examination.csv:13", "routes", "does not lead")]
    [InlineData("examination.csv", "R02:at-most-3:weak_3", "R02:at-most-3", "examination.csv:13", "routes", "does not lead")]
    [InlineData("examination.csv", "R02:at-most-3:weak_3", "R02:brisk:weak_3", "examination.csv:13", "routes", "does not lead")]
    [InlineData("examination.csv", "R02:at-most-3:weak_3", "R99:at-most-3:weak_3", "examination.csv:13", "routes", "no rule \"R99\"")]
    [InlineData("examination.csv", "HX3,history", "HX2,history", "examination.csv:4", "id", "used twice")]
    [InlineData("examination.csv", "none;mri-disc;mri-other", "none;mri-disc", "examination.csv:7", "choice_labels_en", "one label for each")]
    [InlineData("examination.csv", "none;mri-disc;mri-other", "", "examination.csv:7", "choices", "lists its choices")]
    [InlineData("pain_areas.csv", "yes,no,taiyang", "yes,no,taiyin", "pain_areas.csv:3", "pattern", "no pattern \"taiyin\"")]
    [InlineData("codes.csv", "leg-pain no-back-pain", "leg-pain no-pain", "codes.csv:2", "suggested_by", "nothing that can speak")]
    [InlineData("codes.csv", "M54.31,", "M54.30,", "codes.csv:3", "code", "stands twice")]
    [InlineData("codes.csv", "red-flag,,", "red-flag,leg-pain,", "codes.csv:12", "suggested_by", "never suggested")]
    [InlineData("code_pairs.csv", "icd-10-cm,M54.16", "icd-10-cm,M99.9", "code_pairs.csv:4", "one", "No code of icd-10-cm")]
    [InlineData("protocols.csv", ",3x2 2x2,", ",3x2 3x2,", "protocols.csv:2", "schedule", "12 sessions, not 10")]
    [InlineData("protocols.csv", ",3x2 2x2,", ",3-2,", "protocols.csv:2", "schedule", "no phase")]
    [InlineData("protocols.csv", ",manual,0.25,40,", ",laser,0.25,40,", "protocols.csv:2", "stimulation", "manual, electro or heat")]
    [InlineData("protocols.csv", ",manual,0.25,40,", ",manual,0,40,", "protocols.csv:2", "needle_diameter_mm", "above 0")]
    [InlineData("protocol_items.csv", "TU2024,2a,stated,9,9", "TU2024,2a,not-seen,9,9", "protocol_items.csv:5", "text_en", "has a text")]
    [InlineData("protocol_items.csv", "TU2024,2a,stated", "TU2024,2x,stated", "protocols.csv:2", "protocol", "must answer each item")]
    [InlineData("protocol_items.csv", "TU2024,1b", "TU2025,1b", "protocol_items.csv:3", "protocol", "no protocol \"TU2025\"")]
    [InlineData("protocol_points.csv", "TU2024,GB30,shaoyang", "TU2024,GB30,shaoying", "protocol_points.csv:4", "pattern", "no pattern \"shaoying\"")]
    [InlineData("goal_measures.csv", "HT_LEG_NRS,1.75", "HT_LEG_NRS,-1.75", "goal_measures.csv:2", "important_change", "above 0")]
    [InlineData("goal_measures.csv", "HT_LEG_NRS,1.75", "HT_SAFETY,1.75", "goal_measures.csv:2", "measure", "no instrument \"HT_SAFETY\" with a better end")]
    [InlineData("instrument_items.csv", "in your leg, on average?", "in your leg, by and large?", "instruments.csv:2", "sha256", "are not those that version 1 was locked with")]
    [InlineData("instrument_items.csv", "腿部的疼痛平均有多强", "腿部疼痛平均有多强", "instruments.csv:2", "sha256", "are not those that version 1 was locked with")]
    [InlineData("instruments.csv", "lower,item,leg_now", "lower,item,leg_worst", "instruments.csv:2", "sha256", "are not those that version 1 was locked with")]
    [InlineData("instruments.csv", "lower,item,leg_now", "lower,item,leg_then", "instruments.csv:2", "score_item", "Name the number that is the score")]
    [InlineData("instruments.csv", "HT_BACK_NRS,1", "HT_BACK_NRS,2", "instrument_items.csv:4", "instrument", "no version 1 of \"HT_BACK_NRS\"")]
    [InlineData("instruments.csv", "HT_LEG_NRS,1", "HT_LEG_NRS,0", "instruments.csv:2", "version", "count from 1")]
    [InlineData("instrument_items.csv", ",0,10,{score}", ",10,0,{score}", "instrument_items.csv:2", "most", "ends where it begins")]
    [InlineData("instrument_items.csv", "much worse|worse", "worse", "instrument_items.csv:14", "labels_zh_hans", "as many labels")]
    [InlineData("instrument_items.csv", "number,activity_1,", "number,activity_9,", "instrument_items.csv:6", "names", "No text of \"HT_ACTIVITY\" is called \"activity_9\"")]
    [InlineData("measure_schedule.csv", "week-4,calendar,4,25,35,49", "week-4,calendar,4,20,35,49", "measure_schedule.csv:6", "from_day", "before those of the time before have ended")]
    [InlineData("measure_schedule.csv", "week-4,calendar,4,25,35,49", "week-4,calendar,4,25,27,49", "measure_schedule.csv:6", "from_day", "from, on time to, to")]
    [InlineData("measure_schedule.csv", ",HT_SAFETY,no", ",HT_SAFE,no", "measure_schedule.csv:4", "instruments", "no instrument \"HT_SAFE\"")]
    [InlineData("review_rules.csv", "week-4,review,,4", "week-4,review,,", "review_rules.csv:2", "after_weeks", "how many sessions or weeks")]
    [InlineData("stricta.csv", ",no,https", ",never,https", "stricta.csv:2", "trial_only", "neither")]
    public void Load_OneMistake_NamesFileLineColumnAndWhatToDo(string file, string from, string to, string place, string column, string message)
    {
        using var folder = new PathwayFolder("sciatica");
        folder.Change(file, from, to);

        var (knowledge, problems) = TreatmentLoader.Load(folder.PathOf(""));

        Assert.Null(knowledge);
        Assert.True(
            problems.Any(p => $"{p.File}:{p.Line}" == place && p.Column == column && p.Message.Contains(message, StringComparison.Ordinal)),
            string.Join('\n', problems.Select(p => $"{p.File}:{p.Line} {p.Column}: {p.Message}")));
    }

    [Fact]
    public void Load_OneTableMissing_IsAProblemBecauseTheOthersAreThere()
    {
        using var folder = new PathwayFolder("sciatica");
        File.Delete(folder.PathOf("stricta.csv"));

        Assert.Contains(TreatmentLoader.Load(folder.PathOf("")).Problems, p => p.File == "stricta.csv");
    }

    [Theory]
    [InlineData("protocol_points.csv", "TU2024,BL25", "TU2024,BL225", "protocol_points.csv:2", "no point \"BL225\"")]
    [InlineData("protocol_points.csv", "TU2024,BL25,,both", "TU2024,BL25,,midline", "protocol_points.csv:2", "does not lie on that side")]
    [InlineData("protocol_points.csv", "NCT06611332,GV4,,midline", "NCT06611332,GV4,,both", "protocol_points.csv:", "does not lie on that side")]
    [InlineData("patterns.csv", "BL54 BL36", "BL54 BL336", "patterns.csv:2", "no point \"BL336\"")]
    public void CheckPoints_PointThatTheAtlasDoesNotHave_IsNamedWithItsPlace(string file, string from, string to, string place, string message)
    {
        using var folder = new PathwayFolder("sciatica");
        folder.Change(file, from, to);

        var problem = Assert.Single(TreatmentLoader.CheckPoints(TreatmentLoader.Load(folder.PathOf("")).Knowledge!, RealAtlas.Atlas));

        Assert.StartsWith(place, $"{problem.File}:{problem.Line}", StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }
}
