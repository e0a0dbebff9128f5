using System.Globalization;
using Huantiao.Care.Assessment;
using Huantiao.Care.Needling;
using Huantiao.Care.Planning;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Clinical;
using Huantiao.Records.Model;
using Huantiao.Web.Clinics;
using Huantiao.Web.Treat;
using Huantiao.Web.Treat.Assessments;
using Huantiao.Web.Treat.Plans;
using Huantiao.Web.Treat.Screens;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Demo;

/// <summary>What an invented practitioner does with one invented record, form after form, as the pages ask for it.</summary>
internal sealed class DemoCare(DemoDesk desk, DemoMember who, Guid patient, DemoPerson person)
{
    private const string Root = "/clinic/patients/{patient:guid}/";
    private const int MostRounds = 8;

    private (string, Guid)[] Ids => [("patient", patient)];

    /// <summary>What changed since last time, and what is asked at each visit: nothing.</summary>
    public async Task AskAtVisitAsync()
    {
        var taps = await desk.LookAsync(who, patient, (_, file) => Task.FromResult(StaffAnswers.Taps(file)));
        await desk.PostAsync(who, Root + "screening/changes", Ids, taps.Select(t => (StaffAnswers.Field(t), "no")));
    }

    /// <summary>Settles what the screen says as each rule asks: a document of another clinician, or a note with a reason.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var open = await desk.LookAsync(who, patient, (_, file) => Task.FromResult(file.Now.Blocking.Where(f => f.Rule.Settling == Settling.Document).Concat(file.Now.ToAcknowledge).ToList()));
            if (open.Count == 0)
                return;
            var dated = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(desk.Clock.GetUtcNow(), who.Zone).DateTime).AddDays(-2);
            foreach (var finding in open)
            {
                await desk.PostAsync(
                    who, Root + "screening/settle", Ids, ("rule", finding.Rule.Id), ("basis", finding.Basis), ("reason", "Talked over with the person; thin needles, shallow, lying down."),
                    ("document", "Invented letter in the scanned papers"), ("author", "Dr Sample, Example Surgery"), ("dated", DemoText.Day(dated)));
            }
        }
    }

    /// <summary>An examination of everything, with pain in one leg and little else found; signed.</summary>
    public async Task ExamineAsync(int leg)
    {
        var record = await desk.LookAsync(who, patient, (request, file) => Task.FromResult(Record(file.Treatment, request.Site.Points.Atlas, leg)));
        await desk.PostAsync(who, Root + "assessment/sign", Ids, [("version", "0"), .. AssessmentForm.Shown(record).Entries]);
    }

    /// <summary>Questions that are open once somebody has been examined.</summary>
    public async Task AnswerTheRestAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var open = await desk.LookAsync(who, patient, (_, file) => Task.FromResult(file.Now.Unanswered.Select(u => u.Question).Distinct().ToList()));
            if (open.Count == 0)
                return;
            await desk.PostAsync(who, Root + "screening/answers", Ids, open.SelectMany(q => new[] { ("asked", q.Id), (StaffAnswers.Field(q), Usual(q)) }));
        }
    }

    /// <summary>A plan from the first protocol that one can begin from.</summary>
    public async Task BeginPlanAsync()
    {
        var protocol = await desk.LookAsync(who, patient, (_, file) => Task.FromResult(file.Treatment.Protocols.FirstOrDefault(p => p is { SameCondition: true, CanStartAPlan: true })?.Id ?? ""));
        await desk.PostAsync(who, Root + "plan/begin", Ids, ("protocol", protocol));
    }

    /// <summary>Decides what the protocol leaves open, and heeds or leaves out what the rules of needling object to, until nothing stands in the way.</summary>
    public async Task DecideAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var (plan, steps) = await desk.LookAsync(who, patient, async (request, file) =>
            {
                var kept = await DraftAsync(request, file);
                return (kept.Row.Id, Steps(kept.Plan.Content, PlanReadiness.Of(kept.Plan.Content, request.Site.Points.Atlas, file.Known, file.Agreed).Obstacles, file).ToList());
            });
            if (steps.Count == 0)
                return;
            foreach (var (address, fields) in steps)
                await desk.PostAsync(who, Root + address, Ids, [("plan", plan.ToString()), ("version", await VersionAsync(plan)), .. fields]);
        }
    }

    /// <summary>The person reads the plan and signs on the tablet.</summary>
    public async Task AgreeAsync()
    {
        var (row, told) = await desk.LookAsync(who, patient, async (request, file) =>
        {
            var kept = await DraftAsync(request, file);
            return (kept.Row.Id, kept.Plan.Version);
        });
        await desk.PostAsync(
            who, Root + "plan/agree", Ids, ("plan", row.ToString()), ("version", await VersionAsync(row)), ("told", told.ToString(CultureInfo.InvariantCulture)), ("by", nameof(ConsentGiver.Person)),
            ("how", nameof(ConsentForm.SignedOnScreen)), ("name", person.Name));
    }

    public async Task WithdrawAsync()
    {
        var row = await desk.LookAsync(who, patient, async (request, file) => (await PlanPages.AllAsync(request, file))[0].Row.Id);
        await desk.PostAsync(who, Root + "plan/withdraw", Ids, ("plan", row.ToString()));
    }

    /// <summary>The end of the treatment, with what the practitioner recommends.</summary>
    public Task EndAsync(EndReason reason, string recommendation) => desk.PostAsync(
        who, Root + "discharge", Ids, ("reason", EnumWords.Of(reason)), ("on", DemoText.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(desk.Clock.GetUtcNow(), who.Zone).DateTime))), ("why", ""),
        ("recommendation", recommendation));

    public Task WriteToDoctorAsync() => desk.PostAsync(who, Root + "plan/letter", Ids);

    private static AssessmentRecord Record(TreatmentKnowledge knowledge, Knowledge.Atlas.PointAtlas atlas, int leg)
    {
        var side = leg % 2 == 0 ? PainSide.Left : PainSide.Right;
        var examination = Examination.Begin(knowledge);
        foreach (var group in knowledge.Examination.Select(f => f.Group).Distinct().ToList())
            examination = UsualFindings.Fill(examination, group);
        foreach (var finding in examination.Findings.Where(f => !f.IsExamined).ToList())
        {
            if (examination.Record(finding.Field.Id, finding.Side, Value(finding, side)) is Recording.Recorded recorded)
                examination = recorded.Examination;
        }

        var pattern = knowledge.Patterns.Where(p => knowledge.PainAreas.Any(a => a.Pattern == p.Key)).ElementAtOrDefault(leg / 2 % 3);
        var areas = knowledge.PainAreas.Where(a => a.InLeg && a.Pattern == pattern?.Key).Select(a => (a.Key, side));
        if (PainMap.TryDraw(knowledge, areas) is { } pain)
            examination = examination.WithPain(pain);
        var codes = DiagnosisCodes.None(knowledge);
        if (DiagnosisCodes.Suggest(examination, licensed: false).FirstOrDefault() is { } suggestion && codes.Add(suggestion.Code.System, suggestion.Code.Code, licensed: false) is Coding.Added added)
            codes = added.Codes;
        return new(
            examination, codes, pattern is null ? [] : [pattern.Key], [.. BedsideFacts.Questions(atlas).Select(q => new BedsideAnswer(q.Key, Answer.No, []))], 1550 + (leg * 31 % 350),
            "Invented examination.");
    }

    private static string Value(Finding finding, PainSide side)
    {
        var painful = finding.Side == (side == PainSide.Left ? FindingSide.Left : FindingSide.Right);
        return finding.Field.Kind switch
        {
            ExaminationKind.Weeks => "16",
            ExaminationKind.LegRaise => painful ? "50 known-pain" : "80 other",
            ExaminationKind.Sensation => "normal",
            ExaminationKind.Present => painful && finding.Field.Routes.IsEmpty ? "yes" : "no",
            ExaminationKind.Choice => finding.Field.Choices.LastOrDefault()?.Key ?? "",
            _ => "",
        };
    }

    /// <summary>No, the first choice, or the middle of what can be meant.</summary>
    private static string Usual(IntakeQuestion question) => question.Kind switch
    {
        QuestionKind.YesNo => "no",
        QuestionKind.Choice => question.Choices[0].Value,
        QuestionKind.Number => DemoText.Number(question.Least is { } least && question.Most is { } most ? Math.Round(least + ((most - least) / 4)) : 5),
        QuestionKind.Medicines => "none",
        _ => "not sure",
    };

    private static async Task<KeptPlan> DraftAsync(ClinicRequest request, PatientFile file) =>
        (await PlanPages.AllAsync(request, file)).First(p => p.IsDraft);

    private async Task<string> VersionAsync(Guid plan)
    {
        await using var db = desk.Service<OpeningDatabase>().Opened.NewContext(who.Clinic, Huantiao.Records.Actor.Program);
        var version = await db.Plans.Where(p => p.Id == plan).Select(p => p.Version).SingleAsync();
        return version.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Depths and parts before confirmations: a needle that changes has to be confirmed anew.</summary>
    private IEnumerable<(string Address, (string, string)[] Fields)> Steps(PlanContent content, IEnumerable<PlanObstacle> obstacles, PatientFile file)
    {
        var all = obstacles.ToList();
        var early = all.Where(o => o is not (PlanObstacle.Unconfirmed or PlanObstacle.AgreementFirst)).SelectMany(o => Step(content, o, file)).DistinctBy(s => string.Join(',', s.Fields)).ToList();
        return early.Count > 0 ? early : all.SelectMany(o => Step(content, o, file)).DistinctBy(s => string.Join(',', s.Fields));
    }

    private IEnumerable<(string Address, (string, string)[] Fields)> Step(PlanContent content, PlanObstacle obstacle, PatientFile file)
    {
        switch (obstacle)
        {
            case PlanObstacle.Open open when Part(open.Part, file) is { } fields:
                yield return ("plan/change", fields);
                break;
            case PlanObstacle.Unanswered { Needle: var needle } when needle.Depth is null:
                yield return ("plan/change", [("part", "needle"), .. Site(needle), ("least", "8"), ("most", "10"), ("why", "Shallow to begin with")]);
                break;
            case PlanObstacle.Unanswered when content.Stimulation?.Electro is not null:
                yield return ("plan/change", [("part", "stimulation"), ("way", "hand"), ("why", "By hand at first")]);
                break;
            case PlanObstacle.Unanswered { Needle: var needle }:
                yield return Without(needle);
                break;
            case PlanObstacle.Refused { Needle: var needle }:
                yield return Without(needle);
                break;
            case PlanObstacle.NoSuchSite { Needle: var needle }:
                yield return Without(needle);
                break;
            case PlanObstacle.Unconfirmed { Needle: var needle, Caution: var caution }:
                yield return ("plan/change", [("part", "confirm"), .. Site(needle), ("caution", caution.Id), ("why", "Known; the needle stays within what was measured")]);
                break;
            case PlanObstacle.AgreementFirst { Caution: var caution }:
                yield return (
                    "plan/other-clinician",
                    [("caution", caution.Id), ("document", "Invented letter of agreement"), ("author", "Dr Sample, Example Surgery"), ("dated", DemoText.Day(DateOnly.FromDateTime(file.VisitBegan.DateTime).AddDays(-1)))]);
                break;
        }
    }

    private static (string, (string, string)[]) Without(PlannedNeedle needle) => ("plan/change", [("part", "remove-needle"), .. Site(needle), ("why", "Left out: the rules ask for more than is known")]);

    private static (string, string)[] Site(PlannedNeedle needle) => [("point", needle.Point), ("side", Knowledge.Atlas.Sides.Word(needle.Side))];

    private (string, string)[]? Part(PlanPart part, PatientFile file)
    {
        switch (part)
        {
            case PlanPart.Stimulation:
                return [("part", "stimulation"), ("way", "hand"), ("why", "By hand at first")];
            case PlanPart.Retention:
                return [("part", "retention"), ("minutes", "25"), ("why", "As usual here")];
            case PlanPart.Course:
                return [("part", "course"), ("often1", "1"), ("weeks1", "8"), ("why", "Once a week fits the person's work")];
            case PlanPart.Goal:
                var measure = file.Treatment.GoalMeasures.First(m => !m.NamesActivity);
                var now = file.Book.Knowledge.Questions.Where(q => q.Measure == measure.Id && file.Answers[q.Id] is Care.Intake.IntakeAnswer.Number)
                    .Select(q => ((Care.Intake.IntakeAnswer.Number)file.Answers[q.Id]).Value).FirstOrDefault((measure.Least + measure.Most) / 2);
                var step = measure.Better == Direction.LowerIsBetter ? -3 : 3;
                return [("part", "goal"), ("measure", measure.Id), ("baseline", DemoText.Number(now)), ("target", DemoText.Number(Math.Clamp(now + step, measure.Least, measure.Most))), ("week", "6"), ("why", "Agreed together")];
            case PlanPart.Review:
                return [("part", "review"), ("on", DemoText.Day(DateOnly.FromDateTime(file.VisitBegan.DateTime).AddDays(28))), ("why", "After four weeks")];
            case PlanPart.StopRule:
                return [("part", "stop-rule"), ("sessions", "6"), ("weeks", "6"), ("measure", file.Treatment.GoalMeasures[0].Id), ("why", "As published")];
            case PlanPart.OtherCare:
                return [("part", "care"), ("kind", nameof(OtherCareKind.Exercise)), ("what", "Walking every day, as far as it goes"), ("why", "Goes on beside the needles")];
            default:
                return null;
        }
    }
}
