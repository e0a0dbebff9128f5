using Huantiao.Care.Intake;
using Huantiao.Care.PainDrawings;
using Huantiao.Records;
using Huantiao.Records.Patients;
using Huantiao.Records.Clinical;
using Huantiao.Records.Intakes;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>
/// What answers to a questionnaire are besides answers: consents signed, a baseline measured, pain drawn. The same rows whether the person answered on their own or
/// somebody took the answers down; who did is in each. Added here and saved with the caller's next save.
/// </summary>
/// <param name="Today">The day it is in the clinic.</param>
/// <param name="By">The account that took the answers down; null: the person answered on their own.</param>
internal sealed record ToldRows(HuantiaoDb Db, ScreeningBook Book, Intake Intake, DateOnly Today, DateTimeOffset Now, Guid? By, CancellationToken Cancel)
{
    /// <summary>One row for each purpose that was answered, yes or no; what was signed alike before stays as it is.</summary>
    /// <param name="records">All records of the person.</param>
    /// <param name="asked">Questions that were told now; null: all.</param>
    public async Task SignAsync(IntakeAnswers answers, string name, string language, IReadOnlyList<Guid> records, IReadOnlySet<string>? asked = null)
    {
        var before = await Db.Consents.OfRecords(records).Where(c => c.WithdrawnAt == null && c.Purpose != ConsentPurpose.Plan).ToListAsync(Cancel);
        foreach (var consent in ConsentAnswers.Of(Book.Knowledge, answers, Today).Where(c => c.Given is not null && asked?.Contains(c.Question.Id) != false))
        {
            var version = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Book.Pathway}/{consent.Text.Purpose}/{consent.Text.Version}");
            if (EnumWords.Find<ConsentPurpose>(consent.Text.Purpose) is not { } purpose)
                throw new InvalidOperationException($"The pathway asks for a consent that no record knows: {consent.Text.Purpose}.");
            var last = before.Where(c => c.Purpose == purpose).MaxBy(c => c.SignedAt);
            if (last is not null && last.Given == consent.Given && last.TextVersion == version)
                continue;
            foreach (var old in before.Where(c => c.Purpose == purpose && c.Given && consent.Given == false))
                old.WithdrawnAt = Now;
            Db.Consents.Add(new()
            {
                ClinicId = Intake.ClinicId,
                Id = Guid.CreateVersion7(),
                PatientId = Intake.PatientId,
                Purpose = purpose,
                TextVersion = version,
                Language = language,
                Given = consent.Given!.Value,
                SignedAs = name,
                SignedAt = Now,
                TakenBy = By,
            });
        }
    }

    /// <summary>A row for each number of an instrument. One that was told otherwise in the same questionnaire is kept and points to the new one.</summary>
    /// <param name="asked">As <see cref="SignAsync"/>.</param>
    public async Task MeasureAsync(IntakeAnswers answers, IReadOnlySet<string>? asked = null)
    {
        var before = await Db.Measurements.Where(m => m.IntakeId == Intake.Id && m.CorrectedBy == null).ToListAsync(Cancel);
        foreach (var question in Questionnaire.Possible(Book.Knowledge).Where(q => q.Measure is not null && asked?.Contains(q.Id) != false))
        {
            if (answers[question.Id] is not IntakeAnswer.Number number)
                continue;
            var old = before.Find(m => m.Item == question.Id);
            if (old is not null && old.Value.Equals(number.Value))
                continue;
            var row = new Measurement
            {
                ClinicId = Intake.ClinicId,
                Id = Guid.CreateVersion7(),
                PatientId = Intake.PatientId,
                Instrument = question.Measure!,
                Item = question.Id,
                Value = number.Value,
                Unit = question.Unit,
                At = Now,
                Source = By is null ? MeasurementSource.Intake : MeasurementSource.Visit,
                IntakeId = Intake.Id,
                RecordedAt = Now,
                RecordedBy = By,
            };
            Db.Measurements.Add(row);
            if (old is not null)
                old.CorrectedBy = row.Id;
        }
    }

    /// <summary>A drawing as its own row.</summary>
    /// <returns>The answer that names it.</returns>
    public IntakeAnswer Draw(Care.PainDrawings.PainDrawing drawing)
    {
        var row = new Records.Clinical.PainDrawing
        {
            ClinicId = Intake.ClinicId,
            Id = Guid.CreateVersion7(),
            PatientId = Intake.PatientId,
            IntakeId = Intake.Id,
            Content = PainDrawingJson.Write(drawing),
            SchemaVersion = PainDrawingJson.Version,
            At = Now,
        };
        Db.PainDrawings.Add(row);
        return new IntakeAnswer.Drawing(row.Id.ToString("D"));
    }
}
