using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>Where it hurts, as the person drew it on one day.</summary>
public sealed class PainDrawing : IKeptDocument, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public Guid? IntakeId { get; init; }

    /// <summary>The marks as JSON, in the body chart's own coordinates.</summary>
    public required string Content { get; set; }

    public required int SchemaVersion { get; set; }

    public required DateTimeOffset At { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class PainDrawingTable : IEntityTypeConfiguration<PainDrawing>
{
    public void Configure(EntityTypeBuilder<PainDrawing> builder)
    {
        builder.ToTable("pain_drawing");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.At });
    }
}
