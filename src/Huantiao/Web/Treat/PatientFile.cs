using Huantiao.Care.Assessment;
using Huantiao.Care.Intake;
using Huantiao.Care.Needling;
using Huantiao.Care.Screening;
using Huantiao.Knowledge.Pathways;
using Huantiao.Knowledge.Screening;
using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Huantiao.Web.Clinics;
using Huantiao.Web.Intakes;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat;

/// <summary>A stored assessment, read.</summary>
public sealed record KeptAssessment(Records.Clinical.Assessment Row, AssessmentRecord Record);

/// <summary>A telling of answers, and who took it down.</summary>
/// <param name="By">Null: the person answered on their own.</param>
public sealed record KeptAnswers(Intake Row, IntakeAnswers Answers, string? By);

/// <summary>
/// What screening, examining and planning need to know of one patient, read in one go: the answers so far, what the examination adds, what was settled, and what
/// the screen says of it now. Nothing is taken from what a browser says.
/// </summary>
public sealed class PatientFile
{
    private PatientFile()
    {
    }

    public required Patient Patient { get; init; }

    /// <summary>The record itself and those merged into it.</summary>
    public required IReadOnlyList<Guid> Records { get; init; }

    internal ScreeningBook Book { get; private init; } = null!;

    public required TreatmentKnowledge Treatment { get; init; }

    /// <summary>Submitted, in order of time.</summary>
    public required IReadOnlyList<KeptAnswers> Told { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<KeptAssessment> Assessments { get; init; }

    public required IReadOnlyList<Settlement> Settlements { get; init; }

    /// <summary>Ids of the cautions of needling to which another clinician has agreed in writing.</summary>
    public required IReadOnlySet<string> Agreed { get; init; }

    public required ClinicThresholds Thresholds { get; init; }

    /// <summary>When this visit began: the clinic's midnight.</summary>
    public required DateTimeOffset VisitBegan { get; init; }

    /// <summary>What the person and the practitioner have answered.</summary>
    public required IntakeAnswers Answers { get; init; }

    /// <summary>The newest assessment that somebody stands by; null: none.</summary>
    public KeptAssessment? Signed => Assessments.FirstOrDefault(a => a.Row.State == Huantiao.Records.Clinical.AssessmentState.Signed);

    /// <summary>The newest assessment, signed or not.</summary>
    public KeptAssessment? Newest => Assessments.Count > 0 ? Assessments[0] : null;

    /// <summary>Whether anybody has told anything.</summary>
    public bool HasAnswers => Told.Count > 0;

    /// <summary>The answers with what the newest signed examination adds.</summary>
    public IntakeAnswers AllAnswers => Signed is { } signed ? ExaminationAnswers.AddTo(Answers, signed.Record.Examination, Before(signed)?.Record.Examination) : Answers;

    /// <summary>The screen of the answers alone: what lets an examination begin.</summary>
    public ScreenReview BeforeExamination => Review(Answers, Occasion.Visit);

    /// <summary>The screen as it stands now, with the examination where there is one: what lets treatment begin.</summary>
    public ScreenReview Now => Review(AllAnswers, Stage);

    /// <summary>How much is asked by now.</summary>
    public Occasion Stage => Signed is null ? Occasion.Visit : Occasion.Examination;

    /// <summary>What the rules for needling know of this person.</summary>
    public KnownOfPerson Known
    {
        get
        {
            var told = KnownFacts.Of(Book.Knowledge, AllAnswers, Now.Outcome, Occasion.Examination);
            var seen = (Signed ?? Newest)?.Record;
            return BedsideFacts.Join(told, seen?.Bedside ?? [], seen?.StatureMm is { } mm ? Stature.TryFromMillimetres(mm) : null);
        }
    }

    /// <summary>The signed assessment before that one, against which strength may have fallen.</summary>
    public KeptAssessment? Before(KeptAssessment assessment) =>
        Assessments.FirstOrDefault(a => a.Row.State == Huantiao.Records.Clinical.AssessmentState.Signed && a.Row.Id != assessment.Row.Id && a.Row.At < assessment.Row.At);

    /// <summary>Reads it, and tells the trail; null where there is no such patient here, and then the answer has been sent.</summary>
    /// <param name="kind">What the trail calls the page.</param>
    internal static Task<PatientFile?> OpenAsync(ClinicRequest request, string kind) => OfAsync(request, request.Id("patient"), kind);

    /// <summary>The same for a patient whom something else in the address names.</summary>
    internal static async Task<PatientFile?> OfAsync(ClinicRequest request, Guid id, string kind)
    {
        var (db, cancel) = (request.Db, request.Cancel);
        if (await db.Patients.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) is not { } patient
            || request.Site.Screening is not { } book || request.Site.Treatment is not { } treatment)
        {
            await request.NothingAsync();
            return null;
        }

        var records = await db.RecordsOfAsync(id, cancel);
        var screenings = await db.Screenings.AsNoTracking().OfRecords(records).OrderBy(s => s.At).ToListAsync(cancel);
        var names = await NamesAsync(request);
        var began = VisitBeganAt(request);
        var told = await ToldAsync(request, book, records, screenings, names);
        var assessments = await db.Assessments.AsNoTracking().OfRecords(records).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).ToListAsync(cancel);
        var resolutions = await db.Resolutions.AsNoTracking().OfRecords(records).OrderBy(r => r.At).ToListAsync(cancel);
        db.Audit.Read(kind, id.ToString(), id);
        return new()
        {
            Patient = patient,
            Records = records,
            Book = book,
            Treatment = treatment,
            Told = told,
            Assessments =
            [
                .. assessments.Select(a => new KeptAssessment(
                    a, AssessmentJson.TryRead(treatment, a.Content) ?? throw new InvalidOperationException($"Assessment {a.Id} cannot be read by the pathway's tables."))),
            ],
            Settlements = [.. SettlementRows.Of(resolutions, screenings, names)],
            Agreed = SettlementRows.Agreed(resolutions),
            Thresholds = await ClinicThresholdRows.OfAsync(request, book.Knowledge, names),
            VisitBegan = began,
            Answers = AnswersSoFar.Of(book.Knowledge, told.Select(t => new ToldAnswers(t.Row.Kind == IntakeKind.Full, t.Answers, t.Row.SubmittedAt ?? t.Row.SavedAt)), began),
        };
    }

    private ScreenReview Review(IntakeAnswers answers, Occasion occasion) =>
        ScreenReview.Of(SafetyScreen.Run(Book.Knowledge, answers, Thresholds, occasion), Settlements, VisitBegan);

    private static DateTimeOffset VisitBeganAt(ClinicRequest request)
    {
        var midnight = request.Today.ToDateTime(TimeOnly.MinValue);
        return new(midnight, request.Clinic.TimeZone.GetUtcOffset(midnight));
    }

    /// <summary>Names of everybody who works or worked here.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(ClinicRequest request)
    {
        var clinic = request.Clinic.Id;
        return await (
            from membership in request.Db.Memberships.AsNoTracking()
            join user in request.Db.Users on membership.AccountId equals user.Id
            where membership.ClinicId == clinic
            select new { user.Id, user.DisplayName }).Distinct().ToDictionaryAsync(u => u.Id, u => u.DisplayName, request.Cancel);
    }

    private static async Task<IReadOnlyList<KeptAnswers>> ToldAsync(
        ClinicRequest request, ScreeningBook book, IReadOnlyList<Guid> records, List<Huantiao.Records.Clinical.Screening> screenings, IReadOnlyDictionary<Guid, string> names)
    {
        var rows = await request.Db.Intakes.AsNoTracking().OfRecords(records).Where(i => i.State == IntakeState.Submitted && i.Pathway == book.Pathway)
            .OrderBy(i => i.SubmittedAt).ThenBy(i => i.Id).ToListAsync(request.Cancel);
        return
        [
            .. rows.Select(row =>
            {
                var (document, problems) = AnswersJson.Read(book.Knowledge, row.Answers);
                var by = screenings.FirstOrDefault(s => s.IntakeId == row.Id)?.By;
                return new KeptAnswers(
                    row, document?.Answers ?? throw new InvalidOperationException($"Intake {row.Id} cannot be read: {problems[0].Fault}."), by is { } who ? names.GetValueOrDefault(who, "?") : null);
            }),
        ];
    }
}
