using Huantiao.Records.Measures;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>How a reading came to the clinic.</summary>
public enum MeasurementSource
{
    /// <summary>The person's own answers before the first visit.</summary>
    Intake,

    /// <summary>Asked or measured at a visit.</summary>
    Visit,

    /// <summary>The person's own answers between visits.</summary>
    Remote,
    Import,
}

/// <summary>One reading of one item of an instrument. A question left open has no row.</summary>
public sealed class Measurement : IAuditedRow, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The instrument's identifier in the pathway's table of measures.</summary>
    public required string Instrument { get; init; }

    /// <summary>Version of the instrument that was asked.</summary>
    public int InstrumentVersion { get; init; } = 1;

    /// <summary>Item or total score within the instrument.</summary>
    public required string Item { get; init; }

    public required double Value { get; init; }

    /// <summary>Unit of the value, in UCUM, or the points of the instrument.</summary>
    public required string Unit { get; init; }

    /// <summary>The time it speaks of.</summary>
    public required DateTimeOffset At { get; init; }

    public required MeasurementSource Source { get; init; }

    /// <summary>The intake or visit that it was part of.</summary>
    public Guid? IntakeId { get; init; }

    /// <summary>The reading that it was part of; null: of an intake, or taken down at a visit.</summary>
    public Guid? RequestId { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The account that took it down; null: the person answered on their own.</summary>
    [Note(OfTheFirst = true)]
    public Guid? RecordedBy { get; init; }

    /// <summary>The reading that stands in its place, when it was wrong. The wrong one is kept.</summary>
    public Guid? CorrectedBy { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class MeasurementTable : IEntityTypeConfiguration<Measurement>
{
    public void Configure(EntityTypeBuilder<Measurement> builder)
    {
        builder.ToTable("measurement");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.Property(r => r.Instrument).HasMaxLength(100);
        builder.Property(r => r.Item).HasMaxLength(100);
        builder.Property(r => r.Unit).HasMaxLength(40);
        builder.HasWord(r => r.Source);
        builder.HasOne<ReadingRequest>().WithMany().HasForeignKey(r => new { r.ClinicId, r.RequestId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.CorrectedBy).IsConcurrencyToken();
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.At });
        // What was asked for once has one answer that stands.
        builder.HasIndex(r => new { r.ClinicId, r.RequestId, r.Instrument, r.Item }).IsUnique().HasFilter("request_id IS NOT NULL AND corrected_by IS NULL").HasDatabaseName("ix_measurement_answer");
        builder.Check("unit", "length(unit) > 0");
        builder.Check("instrument_version", "instrument_version >= 1");
        // Neither database may hold a value that is no number: both compare it with itself as equal, so the border is what is asked.
        builder.Check("value", "value > -1e300 AND value < 1e300");
    }
}
