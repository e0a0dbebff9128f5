using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Patients;

/// <summary>One way to find a patient: a piece of the name, the birth date or the phone number, from some place in it to its end.
/// Any part of a name is then the beginning of a key, which an index finds at once, however many patients there are.</summary>
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
        builder.Property(r => r.Key).HasMaxLength(64);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Patient>().WithMany().HasForeignKey(r => new { r.ClinicId, r.PatientId }).OnDelete(DeleteBehavior.Cascade);
    }
}
