using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Patients;

/// <summary>One way to find a patient, see <see cref="PatientKeys"/>. Written with the patient, never by hand.</summary>
public sealed class PatientKey : IClinicRow
{
    public required Guid ClinicId { get; init; }

    public required string Key { get; init; }

    public required Guid PatientId { get; init; }
}

internal sealed class PatientKeyTable : IEntityTypeConfiguration<PatientKey>
{
    public void Configure(EntityTypeBuilder<PatientKey> builder)
    {
        builder.ToTable("patient_key");
        builder.HasClinicKey(r => new { r.ClinicId, r.Key, r.PatientId });
        // No foreign key to the patient: it would want an index of its own, as large as the table, for rows that the program alone writes, with their patient.
        builder.Property(r => r.Key).HasMaxLength(PatientKeys.LongestKey);
    }
}
