using Huantiao.Care.Intake;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Model;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Intakes;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Demo;

/// <summary>One invented patient: what they and the clinic do, each step a form or what a phone sends.</summary>
internal sealed class DemoPatient(DemoDesk desk, DemoPlace place, DemoAnswers book, DemoPerson person, DemoMember practitioner)
{
    private const string Root = "/clinic/patients/{patient:guid}/";

    private IntakeAnswers _told = IntakeAnswers.None;

    public Guid Id { get; } = desk.NewKey();

    public DemoPerson Person => person;

    public DemoMember Practitioner => practitioner;

    public DemoCare Care => new(desk, practitioner, Id, person);

    /// <summary>Screened again at a visit, and a session opened.</summary>
    public async Task<DemoNeedling> BeginNeedlingAsync()
    {
        await Care.AskAtVisitAsync();
        await Care.AnswerTheRestAsync();
        await Care.SettleAsync();
        var needling = new DemoNeedling(desk, practitioner, Id);
        await needling.OpenAsync();
        return needling;
    }

    /// <summary>The leg and the line of the pain: the same in the drawing and in the examination.</summary>
    private int Leg => person.Number;

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(desk.Clock.GetUtcNow(), place.Zone).DateTime);

    public Task AddAsync(string? name = null, string? phone = null) => desk.PostAsync(
        place.Desk, "/clinic/patients/new", [], ("key", Id.ToString()), ("name", name ?? person.Name), ("other", person.OtherName ?? ""), ("born", DemoText.Day(person.Born)), ("sex", person.Sex),
        ("phone", phone ?? person.Phone), ("email", person.Email), ("language", person.Language.Tag), ("address", person.Address), ("gp", person.GeneralPractitioner), ("another", "on"));

    /// <summary>The desk makes the link; nobody has opened it yet.</summary>
    public async Task<string> SendLinkAsync()
    {
        var secret = "";
        await desk.WriteAsync(place.Clinic, Actor.Staff(place.Desk.Account, ""), async db =>
            secret = (await IntakeLinks.MakeAsync(db, desk.Service<SealedKeys>(), Id, desk.NewKey(), desk.Clock.GetUtcNow(), default)).Secret);
        return secret;
    }

    /// <summary>The patient's phone: opens the link, answers, and sends unless they were interrupted.</summary>
    /// <param name="first">Only so many questions, and nothing is sent; null: all.</param>
    public async Task AnswerAsync(DemoCase which, int level, bool research, int? first = null)
    {
        var (_, secret) = await desk.PhoneAsync(person.Language, null, "/intake/open", ("code", await SendLinkAsync()));
        _told = book.Of(person, which, Today, level, research);
        var fields = book.Fields(_told, Leg, first).ToList();
        for (var round = 0; round < 6; round++)
        {
            var (location, _) = await desk.PhoneAsync(person.Language, secret, "/intake/all", fields);
            desk.Clock.Pass(TimeSpan.FromSeconds(50));
            if (first is not null)
                return;
            if (!location.Contains("/check", StringComparison.Ordinal))
                continue;
            await desk.PhoneAsync(person.Language, secret, "/intake/submit", ("name", person.Name));
            return;
        }

        throw new InvalidOperationException($"The questionnaire of invented person {person.Number} has no end.");
    }

    public async Task SeeEmergencyAsync()
    {
        await using var db = desk.Service<OpeningDatabase>().Opened.NewContext(place.Clinic, Actor.Program);
        var intake = await db.Intakes.Where(i => i.PatientId == Id && i.EmergencyAt != null).Select(i => i.Id).FirstAsync();
        await desk.PostAsync(place.Desk, "/clinic/emergencies/{intake:guid}/seen", [("intake", intake)]);
    }

    /// <summary>Screened at the visit, settled, examined, and what is open then answered.</summary>
    public async Task AssessAsync()
    {
        await Care.AskAtVisitAsync();
        await Care.SettleAsync();
        await Care.ExamineAsync(Leg);
        await Care.AnswerTheRestAsync();
        await Care.SettleAsync();
    }

    /// <summary>A plan that both agree on, and the letter about it.</summary>
    public async Task AgreeAsync()
    {
        await Care.BeginPlanAsync();
        await Care.DecideAsync();
        await Care.SettleAsync();
        await Care.AgreeAsync();
        await Care.WriteToDoctorAsync();
    }

    /// <summary>The same measures as at the start, asked again at a visit.</summary>
    /// <param name="change">Points better (above 0) or worse than at the start.</param>
    public Task MeasureAsync(double change) => desk.WriteAsync(place.Clinic, Actor.Staff(practitioner.Account, ""), db =>
    {
        var now = desk.Clock.GetUtcNow();
        foreach (var (question, value, lower) in book.Measured(_told))
        {
            db.Measurements.Add(new()
            {
                ClinicId = place.Clinic, Id = desk.NewKey(), PatientId = Id, Instrument = question.Measure!, Item = question.Id,
                Value = Math.Clamp(Math.Round(lower ? value - change : value + change), question.Least ?? 0, question.Most ?? 10), Unit = question.Unit, At = now,
                Source = MeasurementSource.Visit, RecordedAt = now, RecordedBy = practitioner.Account,
            });
        }

        return Task.CompletedTask;
    });

    /// <summary>A reading of the calendar, taken down by who treats.</summary>
    /// <param name="change">Points better (above 0) or worse than at the start.</param>
    public Task ReadAsync(double change) => desk.PostAsync(
        practitioner, Root + "course/reading", [("patient", Id)],
        [
            ("key", desk.NewKey().ToString()),
            .. book.Measured(_told).Select(m => ($"m.{m.Question.Measure}.{m.Question.Id}", DemoText.Number(Math.Clamp(Math.Round(m.LowerIsBetter ? m.Value - change : m.Value + change), m.Question.Least ?? 0, m.Question.Most ?? 10)))),
        ]);

    /// <summary>The newest text of each purpose, told and signed on paper at the desk, where the one that the person signed is an older one or was not there yet.</summary>
    public Task RenewConsentsAsync(bool research) => desk.WriteAsync(place.Clinic, Actor.Staff(place.Desk.Account, ""), async db =>
    {
        var screening = desk.Site.Screening!;
        var now = desk.Clock.GetUtcNow();
        var signed = await db.Consents.Where(c => c.PatientId == Id).Select(c => c.TextVersion).ToListAsync();
        foreach (var text in screening.Knowledge.Consents.Where(t => t.From <= Today).GroupBy(t => t.Purpose, StringComparer.Ordinal).Select(g => g.MaxBy(t => t.Version)!))
        {
            var version = FormattableString.Invariant($"{screening.Pathway}/{text.Purpose}/{text.Version}");
            if (EnumWords.Find<ConsentPurpose>(text.Purpose) is not { } purpose || signed.Contains(version))
                continue;
            db.Consents.Add(new()
            {
                ClinicId = place.Clinic, Id = desk.NewKey(), PatientId = Id, Purpose = purpose, TextVersion = version, Language = person.Language.Tag,
                Given = purpose != ConsentPurpose.Research || research, SignedAs = person.Name, SignedAt = now, TakenBy = place.Desk.Account,
            });
        }
    });

    public Task MergeAsync(DemoPatient other) => desk.PostAsync(
        place.Desk, "/clinic/patients/{patient:guid}/merge", [("patient", Id)], ("other", other.Id.ToString()), ("reason", "Same person: the second record was made at the telephone"));

    /// <summary>The person has asked that the record be kept and not used. No page does this yet.</summary>
    public Task RestrictAsync() => desk.WriteAsync(place.Clinic, Actor.Staff(place.Administrator.Account, ""), async db =>
    {
        var patient = await db.Patients.FirstAsync(p => p.Id == Id);
        (patient.RestrictedAt, patient.RestrictionReason) = (desk.Clock.GetUtcNow(), "The person disputes an entry and has asked that the record be kept unused meanwhile.");
    });
}
