using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Patients;

/// <summary>Two records found to be one person's: who joined them and why, and who took them apart again.</summary>
public sealed class PatientMerge : IAuditedRow, IClinicRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid KeptId { get; init; }

    public required Guid MergedId { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid By { get; init; }

    public DateTimeOffset? UndoneAt { get; set; }

    public Guid? UndoneBy { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => KeptId;
}

internal sealed class PatientMergeTable : IEntityTypeConfiguration<PatientMerge>
{
    public void Configure(EntityTypeBuilder<PatientMerge> builder)
    {
        builder.ToTable("patient_merge");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.KeptId });
        builder.HasPatient(r => new { r.ClinicId, r.MergedId });
        builder.Property(r => r.UndoneAt).IsConcurrencyToken();
        builder.Check("two", "kept_id <> merged_id");
        builder.Check("undone", "(undone_at IS NULL) = (undone_by IS NULL)");
    }
}
