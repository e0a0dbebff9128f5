using Huantiao.Records.Clinical;
using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Records.Intakes;
using Huantiao.Records.Mail;
using Huantiao.Records.Measures;
using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Records.Registries;
using Huantiao.Records.Reports;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;

namespace Huantiao.Records.Tests;

/// <summary>A clinic with something in every table, so that what forgets one is found.</summary>
internal static class Sample
{
    public static async Task<Guid> FillAsync(Place place)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var db = place.Context();
        var (c, now) = (place.Clinic, place.Clock.GetUtcNow());
        var patient = place.NewPatient("=Ada \"Ex\", ample\n王小明", "+44 20 7946 0018");
        (patient.BirthDate, patient.Email, patient.OtherName) = (new(1984, 3, 17), "ada@example.org", "Åse");
        var twin = place.NewPatient("Ada Exampel");
        db.AddRange(patient, twin);
        await db.SaveChangesAsync(cancel);
        await db.MergeAsync(Guid.CreateVersion7(), patient.Id, twin.Id, "the same", cancel);

        var room = new Room { ClinicId = c, Id = Guid.CreateVersion7(), Name = "Room 1" };
        var visit = new Appointment { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, PractitionerId = place.Account, RoomId = room.Id, StartsAt = now, EndsAt = now.AddMinutes(30), State = AppointmentState.Done, CreatedAt = now };
        var intake = new Intake { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = twin.Id, AppointmentId = visit.Id, Pathway = "any", Kind = IntakeKind.Full, Language = "zh-Hans", Answers = """{"leg":"left 左"}""", SchemaVersion = 1, StartedAt = now, SavedAt = now };
        var screening = new Screening { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, IntakeId = intake.Id, IntakeVersion = 1, At = now, Findings = "[]", Decision = "proceed", SchemaVersion = 1, Rules = "any 0" };
        var assessment = new Assessment { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, Content = "{}", SchemaVersion = 1, At = now, By = place.Account };
        var plan = new Plan { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, AssessmentId = assessment.Id, Content = """{"visits":6}""", SchemaVersion = 1, CreatedAt = now, By = place.Account, ReviewOn = new(2026, 4, 2) };
        var session = new SessionSheet { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, PlanId = plan.Id, AppointmentId = visit.Id, RoomId = room.Id, PractitionerId = place.Account, OpenedAt = now, OpenedBy = place.Account, Arrived = 1 };
        var reading = new ReadingRequest { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, CourseId = Guid.CreateVersion7(), Timepoint = "week-4", OpensAt = now, DueAt = now.AddDays(3), LateAfter = now.AddDays(10), ClosesAt = now.AddDays(24), Address = "https://clinic.example", NextLetterAt = now.AddDays(3) };
        db.AddRange(
            room,
            visit,
            new AppointmentSlot { ClinicId = c, ResourceId = room.Id, At = now, AppointmentId = visit.Id },
            new Reminder { ClinicId = c, AppointmentId = visit.Id, Occurrence = now, Channel = ReminderChannel.Email, DueAt = now.AddDays(-1) },
            new OutboxMail { ClinicId = c, Id = Guid.CreateVersion7(), Recipient = "a@example.org", Subject = "s", Body = "b", CreatedAt = now, NextTryAt = now },
            new IntakeLink { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, IntakeId = intake.Id, TokenHash = new('a', 64), CreatedAt = now, ExpiresAt = now.AddDays(1) },
            intake,
            new Consent { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, Purpose = ConsentPurpose.Research, TextVersion = "1", Language = "en", Given = false, SignedAs = "Ada", SignedAt = now },
            screening,
            new Resolution { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, ScreeningId = screening.Id, Rule = "P01", Kind = ResolutionKind.Resolved, Reason = "INR seen", Document = "lab 7", DocumentAuthor = "Dr Lo", DocumentDate = new(2026, 2, 27), By = place.Account, At = now },
            assessment,
            plan,
            session,
            new SessionEventRow { ClinicId = c, SessionId = session.Id, Arrival = 1, EventKey = Guid.CreateVersion7(), Text = """{"kind":"any 针"}""", SchemaVersion = 1, ReceivedAt = now, ReceivedFrom = place.Account },
            new SessionLot { ClinicId = c, Lot = "A1", Gtin = "", SessionId = session.Id },
            new NeedleLot { ClinicId = c, Id = Guid.CreateVersion7(), Gtin = "09506000134352", Lot = "A1", Expiry = new(2027, 5, 1), DiameterMillimetres = 0.25, LengthMillimetres = 40, OpenedAt = now, OpenedBy = place.Account },
            new PointGroup { ClinicId = c, Id = Guid.CreateVersion7(), AccountId = place.Account, Name = "Leg 腿", Points = "GB30 L" },
            new AdverseEventReport { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, SessionId = session.Id, Kind = "bleeding", Severity = HarmDone.Mild, NoticedAt = now, What = "a bruise", RecordedAt = now, RecordedBy = place.Account },
            new AfterQuestion { ClinicId = c, SessionId = session.Id, PatientId = patient.Id, AskFrom = now.AddDays(1), AskUntil = now.AddDays(3), Address = "https://clinic.example" },
            new AfterLink { ClinicId = c, SessionId = session.Id, TokenHash = new('d', 64), ExpiresAt = now.AddDays(10) },
            new MeasuredCourse { ClinicId = c, PlanId = plan.Id, CourseId = Guid.CreateVersion7(), PatientId = patient.Id, PractitionerId = place.Account, StartedAt = now },
            reading,
            new ReadingLink { ClinicId = c, Id = Guid.CreateVersion7(), RequestId = reading.Id, TokenHash = new('e', 64), ExpiresAt = now.AddDays(30) },
            new CourseChange { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, Kind = CourseChangeKind.Added, At = now, What = "an injection 注射", RequestId = reading.Id, RecordedAt = now },
            new CourseReview { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, PlanId = plan.Id, Decision = ReviewDecision.Change, Reason = "no gain", Advice = "none", Figures = "{}", At = now, By = place.Account },
            new ClinicInstrument { ClinicId = c, Id = Guid.CreateVersion7(), Instrument = "X-1", InstrumentVersion = 1, Title = "Index", Content = "{}", Hash = new('f', 64), Licence = "letter of 2026", LoadedAt = now, LoadedBy = place.Account },
            new ReportPart { ClinicId = c, Month = new(2025, 1, 1), Part = "week-4", Rules = "any 0", Content = "", Digest = ReportPart.DigestOf(new(2025, 1, 1), "week-4", "any 0", "", now, null), ClosedAt = now },
            new PainDrawing { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, Content = "[[0.1,0.25]]", SchemaVersion = 1, At = now },
            new Measurement { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = twin.Id, Instrument = "nrs", Item = "leg", Value = 0.1 + 0.2, Unit = "{score}", At = now, Source = MeasurementSource.Intake, RequestId = reading.Id, RecordedAt = now },
            new Letter { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, Kind = LetterKind.GeneralPractitioner, Recipient = "Dr Lo", Content = "{}", SchemaVersion = 1, CreatedAt = now, By = place.Account },
            new Discharge { ClinicId = c, Id = Guid.CreateVersion7(), PatientId = patient.Id, CourseId = Guid.CreateVersion7(), PlanId = plan.Id, Reason = EndReason.Other, EndedOn = new(2026, 5, 1), Why = "a new job 换工作", Recommendation = "walk", RecordedAt = now, RecordedBy = place.Account },
            new RegistryCut { ClinicId = c, Id = Guid.CreateVersion7(), FirstDay = new(2026, 1, 1), LastDay = new(2026, 3, 31), CutOn = new(2026, 5, 1), Began = 20, Consented = 12, Digest = new('1', 64), Fingerprint = new('2', 64), MadeAt = now, MadeBy = place.Account },
            new RegistryKey { ClinicId = c, Sealed = "c2VhbGVk", Fingerprint = new('2', 64), MadeAt = now },
            new ClinicSetting { ClinicId = c, Name = "inr-highest", Value = "3.5" },
            new Licence { ClinicId = c, Id = Guid.CreateVersion7(), AccountId = place.Account, Authority = "BAcC", Number = "1", Expires = new(2027, 1, 1) },
            new Accounts.Session { IdHash = new('b', 64), AccountId = place.Account, CreatedAt = now, LastSeenAt = now },
            new Accounts.SetupLink { TokenHash = new('c', 64), Purpose = Accounts.SetupPurpose.Invitation, AccountId = place.Account, CreatedAt = now, ExpiresAt = now.AddDays(1) },
            new DataProtectionKey { FriendlyName = "key", Xml = "<key/>" },
            new IdentityUserClaim<Guid> { UserId = place.Account, ClaimType = "t", ClaimValue = "v" },
            new IdentityUserLogin<Guid> { UserId = place.Account, LoginProvider = "p", ProviderKey = "k" },
            new IdentityUserToken<Guid> { UserId = place.Account, LoginProvider = "p", Name = "n", Value = "secret-of-the-authenticator" },
            new IdentityUserPasskey<Guid> { UserId = place.Account, CredentialId = [1, 2, 255], Data = new() { Name = "phone", PublicKey = [3], CreatedAt = now, AttestationObject = [], ClientDataJson = [] } });
        await db.SaveChangesAsync(cancel);
        plan.Content = """{"visits":8}""";
        await db.SaveChangesAsync(cancel);
        // The next day's first line seals this day.
        place.Clock.Advance(TimeSpan.FromDays(1));
        db.Audit.Read("chart", patient.Id.ToString(), patient.Id);
        await db.SaveChangesAsync(cancel);
        return patient.Id;
    }
}
