using Huantiao.Care.Screening;
using Huantiao.Records.Clinical;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Treat;

/// <summary>Rows of the record into settlements, and back. A row settles a finding as it stood in the run of the screen that it names.</summary>
internal static class SettlementRows
{
    /// <summary>Before the id of a question that was passed over.</summary>
    public const string Question = "question:";

    /// <summary>Before the id of a caution of needling to which another clinician agreed.</summary>
    public const string Needling = "needling:";

    public static IEnumerable<Settlement> Of(IEnumerable<Resolution> rows, IEnumerable<Huantiao.Records.Clinical.Screening> screenings, IReadOnlyDictionary<Guid, string> names)
    {
        var runs = screenings.ToDictionary(s => s.Id, s => ScreeningJson.Read(s.Findings));
        foreach (var row in rows.Where(r => !r.Rule.StartsWith(Needling, StringComparison.Ordinal)))
        {
            var by = names.GetValueOrDefault(row.By, "?");
            if (row.Rule.StartsWith(Question, StringComparison.Ordinal))
                yield return new Settlement.PassedOver(row.Rule[Question.Length..], row.Reason, by, row.At);
            else if (runs[row.ScreeningId].Findings.FirstOrDefault(f => f.Rule == row.Rule) is { } finding)
                yield return row.Kind == ResolutionKind.Resolved
                    ? new Settlement.Resolution(row.Rule, finding.Basis, row.Document!, row.DocumentAuthor!, row.DocumentDate!.Value, by, row.At)
                    : new Settlement.Acknowledgement(row.Rule, finding.Basis, row.Reason, by, row.At);
        }
    }

    public static IReadOnlySet<string> Agreed(IEnumerable<Resolution> rows) =>
        rows.Where(r => r.Rule.StartsWith(Needling, StringComparison.Ordinal) && r.Kind == ResolutionKind.Resolved).Select(r => r.Rule[Needling.Length..]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The newest run of the screen where it says the same as now; otherwise a new one, which is added.</summary>
    /// <param name="intake">The telling that it was run over, where it is told by one.</param>
    public static Huantiao.Records.Clinical.Screening Keep(ClinicRequest request, PatientFile file, ScreenOutcome outcome, Guid? intake = null, int? version = null)
    {
        var row = new Huantiao.Records.Clinical.Screening
        {
            ClinicId = request.Clinic.Id, Id = Guid.CreateVersion7(), PatientId = file.Patient.Id, IntakeId = intake, IntakeVersion = version, At = request.Now, By = request.Staff.AccountId,
            Findings = ScreeningJson.Write(outcome), Decision = ScreeningJson.Word(outcome.Decision.Consequence), SchemaVersion = ScreeningJson.Version, Rules = file.Book.Rules,
        };
        request.Db.Screenings.Add(row);
        return row;
    }

    public static Resolution Row(ClinicRequest request, Guid patient, Guid key, Guid screening, Settlement settlement) => settlement switch
    {
        Settlement.Resolution done => new()
        {
            ClinicId = request.Clinic.Id, Id = key, PatientId = patient, ScreeningId = screening, Rule = done.Rule, Kind = ResolutionKind.Resolved, Reason = done.Document,
            Document = done.Document, DocumentAuthor = done.Author, DocumentDate = done.Dated, By = request.Staff.AccountId, At = done.At,
        },
        Settlement.Acknowledgement noted => new()
        {
            ClinicId = request.Clinic.Id, Id = key, PatientId = patient, ScreeningId = screening, Rule = noted.Rule, Kind = ResolutionKind.Acknowledged, Reason = noted.Reason,
            By = request.Staff.AccountId, At = noted.At,
        },
        Settlement.PassedOver over => new()
        {
            ClinicId = request.Clinic.Id, Id = key, PatientId = patient, ScreeningId = screening, Rule = Question + over.Question, Kind = ResolutionKind.Acknowledged, Reason = over.Reason,
            By = request.Staff.AccountId, At = over.At,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(settlement), settlement, "No row for this."),
    };
}
