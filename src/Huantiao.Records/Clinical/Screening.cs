using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>One run of the safety screen over a patient's answers: what it found and what it decided, as it stood then.</summary>
public sealed class Screening : IAuditedRow, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public Guid? IntakeId { get; init; }

    /// <summary>Which version of the intake was screened.</summary>
    public int? IntakeVersion { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who ran it; null: it ran by itself when the answers came in.</summary>
    [Note(OfTheFirst = true)]
    public Guid? By { get; init; }

    /// <summary>The findings as JSON.</summary>
    public required string Findings { get; init; }

    /// <summary>The decision's word ("refer-now", "proceed").</summary>
    public required string Decision { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>Which rules: the pathway's name and the hash of its safety tables.</summary>
    public required string Rules { get; init; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class ScreeningTable : IEntityTypeConfiguration<Screening>
{
    public void Configure(EntityTypeBuilder<Screening> builder)
    {
        builder.ToTable("screening");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.Property(r => r.Decision).HasMaxLength(40);
        builder.Property(r => r.Rules).HasMaxLength(200);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.At });
        builder.Check("decision", "length(decision) > 0");
    }
}
