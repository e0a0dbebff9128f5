using System.Data.Common;
using Huantiao.Records.Portable;
using Huantiao.Records.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Huantiao.Records.Patients;

/// <summary>The keys that a patient's change takes away and brings, applied in its transaction.</summary>
internal sealed record SearchKeyChange(Guid ClinicId, Guid PatientId, IReadOnlyCollection<string> Gone, IReadOnlyCollection<string> Come)
{
    private static readonly ColumnShape[] Columns =
    [
        new("clinic_id", ColumnKind.Key, Wide: false, Nullable: false), new("key", ColumnKind.Text, Wide: false, Nullable: false), new("patient_id", ColumnKind.Key, Wide: false, Nullable: false),
    ];

    public static SearchKeyChange Of(Patient patient, EntityEntry entry)
    {
        var now = PatientKeys.Of(patient.Name, patient.OtherName, patient.BirthDate, patient.Phone);
        if (entry.State == EntityState.Added)
            return new(patient.ClinicId, patient.Id, [], now.ToList());
        var before = PatientKeys.Of(
            Before<string>(nameof(Patient.Name))!, Before<string>(nameof(Patient.OtherName)), Before<DateOnly?>(nameof(Patient.BirthDate)), Before<string>(nameof(Patient.Phone)));
        return new(patient.ClinicId, patient.Id, [.. before.Where(k => !now.Contains(k))], [.. now.Where(k => !before.Contains(k))]);

        T? Before<T>(string property) => (T?)entry.Property(property).OriginalValue;
    }

    public static void Apply(Statements statements, DbConnection connection, DbTransaction transaction, IEnumerable<SearchKeyChange> changes)
    {
        var all = changes.ToList();
        foreach (var change in all)
        {
            foreach (var key in change.Gone)
            {
                statements.Add(RowWriter.Command(
                    connection,
                    transaction,
                    "DELETE FROM patient_key WHERE clinic_id = @clinic AND key = @key AND patient_id = @patient",
                    ("clinic", change.ClinicId),
                    ("key", key),
                    ("patient", change.PatientId)));
            }
        }

        statements.Add(RowWriter.Inserts(connection, transaction, "patient_key", Columns, all.SelectMany(c => c.Come.Select(key => (object?[])[c.ClinicId, key, c.PatientId]))));
    }
}
