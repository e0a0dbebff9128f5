using System.Globalization;
using Huantiao.Care.Measures;
using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Records.Measures;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Courses;

/// <summary>The answers of a reading as a form sends them, and as rows. What is left out is left out: nothing stands in for it.</summary>
internal static class ReadingForm
{
    /// <summary>Name of a question's field.</summary>
    public static string Field(AskedItem asked) => $"m.{asked.Instrument.Id}.{asked.Item.Id}";

    /// <summary>Null where a field holds something that was not on offer, or nothing was answered at all; the form says so.</summary>
    /// <param name="mustAnswer">Whether a form without any answer is refused.</param>
    public static IReadOnlyList<(AskedItem Asked, double Value)>? Read(Form form, IReadOnlyList<AskedItem> asked, bool mustAnswer = true)
    {
        var answers = new List<(AskedItem, double)>();
        foreach (var question in asked)
        {
            var typed = form.Typed(Field(question));
            if (typed.Length == 0)
                continue;
            if (double.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && question.Item.Takes(value))
                answers.Add((question, value));
            else
                form.Refuse(Field(question), "Form.Choose");
        }

        if (mustAnswer && form.IsGood && answers.Count == 0 && asked.Count > 0)
            form.Refuse(Field(asked[0]), "Reading.Nothing");
        return form.IsGood ? answers : null;
    }

    /// <summary>Adds the rows; saved with the caller's next save.</summary>
    /// <param name="request">The reading that they are of; null: taken down at a visit.</param>
    /// <param name="by">Null: the person answered on their own.</param>
    /// <param name="key">Of the first row, so that a form sent twice can be told; null: the reading itself tells.</param>
    public static void Add(
        HuantiaoDb db, Guid patient, IEnumerable<(AskedItem Asked, double Value)> answers, ReadingRequest? request, DateTimeOffset now, Guid? by, Guid? key = null)
    {
        foreach (var (asked, value) in answers)
        {
            db.Measurements.Add(new()
            {
                ClinicId = db.Clinic, Id = key ?? Guid.CreateVersion7(), PatientId = patient, Instrument = asked.Instrument.Id, InstrumentVersion = asked.Instrument.Version, Item = asked.Item.Id,
                Value = value, Unit = asked.Item.Unit.Length > 0 ? asked.Item.Unit : "{score}", At = now, Source = by is null ? MeasurementSource.Remote : MeasurementSource.Visit,
                RequestId = request?.Id, RecordedAt = now, RecordedBy = by,
            });
            key = null;
        }
    }
}
